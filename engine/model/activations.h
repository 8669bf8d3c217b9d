// SPDX-License-Identifier: GPL-3.0-or-later
// What a forward pass leaves behind for the way back: its tensors by name.
#pragma once

#include "engine/tensor/tensor.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <vector>

namespace tokenarium {

/// Filled by forward() where ForwardOptions::keep asks for it; the names are those of forward.h. Copies share
/// the memory.
class Activations {
public:
    void keep(const Tensor& tensor) { tensors.push_back(tensor); }
    /// The tensor must be there; of several of a name the last.
    const Tensor& operator[](std::string_view name) const {
        const Tensor* found = find(name);
        assert(found);
        return *found;
    }
    bool contains(std::string_view name) const { return find(name) != nullptr; }

private:
    /// Keeping is done for every tensor of every token, looking up only on the way back.
    const Tensor* find(std::string_view name) const {
        const auto found = std::find_if(tensors.rbegin(), tensors.rend(),
                                        [&](const Tensor& tensor) { return tensor.name == name; });
        return found == tensors.rend() ? nullptr : &*found;
    }

    std::vector<Tensor> tensors;
};

} // namespace tokenarium
