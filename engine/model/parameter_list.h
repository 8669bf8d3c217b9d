// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a configuration by what they are for, and a file's tensors compared with them one by one.
#pragma once

#include "engine/model/config.h"
#include "engine/tensor/checkpoint.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tokenarium {

/// Numbers a model learns; a tied head counts once. Keys: embedding, position, attention_qkv, attention_out,
/// mlp, norms, head; their values add up to the total.
struct ParameterCount {
    std::uint64_t total = 0;
    std::map<std::string, std::uint64_t> breakdown;
    bool operator==(const ParameterCount&) const = default;
};

ParameterCount parametersOf(const ModelConfig& config);

struct ParameterComparison {
    ParameterCount inFile;            ///< of the tensors that the configuration asks for
    std::vector<std::string> missing; ///< our names of those that are not there, or have another shape
    std::vector<std::string> unused;  ///< tensors that it does not ask for
    bool agrees() const { return missing.empty(); }
};

/// Scales of 8-bit blocks belong to their numbers and are no parameters.
ParameterComparison compareParameters(const Checkpoint& checkpoint, const ModelConfig& config);

} // namespace tokenarium
