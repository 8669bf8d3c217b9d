// SPDX-License-Identifier: GPL-3.0-or-later
// A list of tensors as a person looks at it: equal tensors of all layers as one, or layer by layer, in a few
// groups.
#pragma once

#include "engine/cost/tensor_list.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// Few enough to have a colour each.
enum class WeightGroup : std::uint8_t {
    Tables, ///< of tokens and positions
    Attention,
    CrossAttention,
    FeedForward,
    Experts,
    Head,
    Senses, ///< what stands in front of pictures and sound, or their encoder beside a language model
    MultiToken,
    Rest ///< norms, routers, poolers
};
inline constexpr std::size_t weightGroups = 9;
WeightGroup weightGroup(const ListedTensor& tensor);

struct WeightTile {
    std::string name; ///< "model.layers.*.mlp.up_proj.weight": * stands for the number of the layer
    Shape shape;
    WeightGroup group = WeightGroup::Rest;
    std::size_t layers = 1;               ///< lists merged into this one
    std::size_t copies = 1;               ///< in each of them: experts
    std::size_t elements = 0, active = 0; ///< of all of them
    std::optional<std::size_t> layer;     ///< where it belongs to one layer
};

// All of these for lists whose sum can be counted (ParameterCount::total below the largest size_t).

/// One tile for all layers' tensors of the same name and shape, in the order of the list.
std::vector<WeightTile> tilesByKind(const TensorList& tensors);
/// One tile for each line of the list.
std::vector<WeightTile> tilesByLayer(const TensorList& tensors);

/// Numbers of each group: all, and those at work for one token.
struct GroupCounts {
    std::array<std::size_t, weightGroups> all{}, active{};
};
GroupCounts countGroups(const TensorList& tensors);

/// "32 × 14336 × 4096 + …": how the tiles' numbers come about, with `times` between factors and `plus`
/// between tiles, at most `most` tiles; a longer sum ends with "…".
std::string sumOfProducts(const std::vector<WeightTile>& tiles, std::optional<WeightGroup> only,
                          std::size_t most);

} // namespace tokenarium
