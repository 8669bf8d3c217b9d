// SPDX-License-Identifier: GPL-3.0-or-later
// Models whose configuration is published, with the number of parameters that others have counted.
#pragma once

#include "engine/cost/architecture.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tokenarium {

/// Why somebody quotes another number than the sum over all weights.
enum class CountReason : std::uint8_t {
    None,
    RotaryBuffers,        ///< the file also stores frequencies of rotary positions
    PositionIds,          ///< the file also stores the numbers 0, 1, 2, … as position ids
    TiedHeadTwice,        ///< the file stores the shared token table a second time as head
    WithoutEmbedding,     ///< the maker leaves token tables out
    WithoutBiases,        ///< a variant without biases
    WithoutRouterBias,    ///< the router's correction counts as no weight
    WithModulesAndScales, ///< the files hold MTP modules, repeated tables and FP8 scales too
    PaperEarlier,         ///< the paper printed another number, which its authors corrected
    PretrainingHeads,     ///< with the heads that pre-training needs
    RoundedUp,            ///< the maker's table rounds generously
};

struct OtherCount {
    CountReason reason = CountReason::None;
    std::size_t count = 0;
    const char* quote = ""; ///< as it is printed, where no exact number is: "110M"
};

struct KnownModel {
    const char* id;     ///< "llama-3-8b"
    const char* name;   ///< "Llama 3 8B"
    const char* family; ///< "Llama": models of one family stand together
    int year;           ///< published
    const char* config; ///< what loadArchitecture reads
    ArchitectureOptions options;
    std::size_t published; ///< counted by others to the last digit; 0: only rounded numbers are known
    const char* quoted;    ///< as its makers write it: "8B"; "" where they do not
    const char* source;    ///< who says so
    OtherCount others[2];

    bool hasOther(std::size_t i) const { return others[i].reason != CountReason::None; }
};

/// When the sources were last compared with our sums.
inline constexpr const char* knownModelsChecked = "2026-11-21";

/// Grouped by family, small to large in each.
std::span<const KnownModel> knownModels();
const KnownModel* knownModel(std::string_view id); ///< nullptr where there is none

} // namespace tokenarium
