// SPDX-License-Identifier: GPL-3.0-or-later
// Models from two parameters to 10^12, each with its list of tensors.
#pragma once

#include "engine/cost/known_models.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tokenarium {

struct LadderRung {
    enum class Kind : std::uint8_t {
        Line,  ///< slope and intercept
        Plain, ///< networks without attention
        Own,   ///< comes with this program
        Known
    };
    std::string id;
    std::string name; ///< of known models; others are named by who shows them
    Kind kind = Kind::Known;
    int year = 0; ///< 0: no year
    std::string source;
    const KnownModel* known = nullptr;
    TensorList tensors;
    std::size_t parameters = 0; ///< their sum
};

/// From small to large. Of our own models those whose config.json lies in `ownModels`.
std::vector<LadderRung> parameterLadder(const std::filesystem::path& ownModels);

} // namespace tokenarium
