// SPDX-License-Identifier: GPL-3.0-or-later
// What a forward pass leaves behind for the way back: its tensors by name.
#pragma once

#include "engine/tensor/tensor.h"

#include <string>
#include <unordered_map>

namespace tokenarium {

/// Filled by forward() where ForwardOptions::keep asks for it; the names are those of forward.h. Copies share
/// the memory.
class Activations {
public:
    void keep(const Tensor& tensor) { tensors.insert_or_assign(tensor.name, tensor); }
    /// The tensor must be there.
    const Tensor& operator[](const std::string& name) const { return tensors.at(name); }
    bool contains(const std::string& name) const { return tensors.count(name) > 0; }

private:
    std::unordered_map<std::string, Tensor> tensors;
};

} // namespace tokenarium
