// SPDX-License-Identifier: GPL-3.0-or-later
// The number of a layer is the first part of a name that is a number.
#include "engine/view/weight_tiles.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tokenarium {
namespace {

using Part = ParameterPart;

struct Place {
    std::size_t begin = 0, end = 0; ///< of the number in the name
};

std::optional<Place> layerPlace(const std::string& name) {
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        if (end > begin && end - begin < 7 &&
            std::all_of(name.begin() + std::ptrdiff_t(begin), name.begin() + std::ptrdiff_t(end),
                        [](char c) { return c >= '0' && c <= '9'; }))
            return Place{begin, end};
        begin = end + 1;
    }
    return std::nullopt;
}

WeightTile tileOf(const ListedTensor& tensor) {
    WeightTile tile;
    tile.name = tensor.name;
    tile.shape = tensor.shape;
    tile.group = weightGroup(tensor);
    tile.copies = tensor.copies;
    tile.elements = tensor.elements();
    tile.active = tensor.activeElements();
    if (const auto place = layerPlace(tensor.name))
        tile.layer = std::stoul(tensor.name.substr(place->begin, place->end - place->begin));
    return tile;
}

std::string nameOfAllLayers(const std::string& name) {
    const auto place = layerPlace(name);
    return place ? name.substr(0, place->begin) + "*" + name.substr(place->end) : name;
}

} // namespace

WeightGroup weightGroup(const ListedTensor& tensor) {
    if (tensor.module == Part::VisionTower || tensor.module == Part::Projector) return WeightGroup::Senses;
    if (tensor.module == Part::Mtp) return WeightGroup::MultiToken;
    if (tensor.role == ListedTensor::Role::Expert) return WeightGroup::Experts;
    switch (tensor.part) {
    case Part::Embedding:
    case Part::Position: return WeightGroup::Tables;
    case Part::AttentionQkv:
    case Part::AttentionOut:
    case Part::AttentionOther: return WeightGroup::Attention;
    case Part::CrossAttention: return WeightGroup::CrossAttention;
    case Part::Mlp: return WeightGroup::FeedForward;
    case Part::Head: return WeightGroup::Head;
    case Part::Frontend: return WeightGroup::Senses;
    default: return WeightGroup::Rest;
    }
}

std::vector<WeightTile> tilesByLayer(const TensorList& tensors) {
    std::vector<WeightTile> tiles;
    tiles.reserve(tensors.size());
    for (const ListedTensor& tensor : tensors) tiles.push_back(tileOf(tensor));
    return tiles;
}

std::vector<WeightTile> tilesByKind(const TensorList& tensors) {
    std::vector<WeightTile> tiles;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const ListedTensor& tensor : tensors) {
        WeightTile tile = tileOf(tensor);
        const std::string name = nameOfAllLayers(tensor.name);
        const auto [place, isNew] = places.emplace(std::pair{name, tensor.shape.text()}, tiles.size());
        if (isNew) {
            tiles.push_back(std::move(tile));
            continue;
        }
        WeightTile& merged = tiles[place->second];
        merged.name = name;
        merged.layer.reset();
        merged.layers++;
        merged.elements += tile.elements;
        merged.active += tile.active;
    }
    return tiles;
}

GroupCounts countGroups(const TensorList& tensors) {
    GroupCounts counts;
    for (const ListedTensor& tensor : tensors) {
        const auto group = static_cast<std::size_t>(weightGroup(tensor));
        counts.all[group] += tensor.elements();
        counts.active[group] += tensor.activeElements();
    }
    return counts;
}

std::string sumOfProducts(const std::vector<WeightTile>& tiles, std::optional<WeightGroup> only,
                          std::size_t most) {
    std::string sum;
    std::size_t shown = 0;
    for (const WeightTile& tile : tiles) {
        if (only && tile.group != *only) continue;
        if (shown > 0) sum += " + ";
        if (shown++ == most) return sum + "…";
        std::string product;
        const auto factor = [&product](std::size_t size) {
            if (!product.empty()) product += " × ";
            product += std::to_string(size);
        };
        if (tile.layers > 1) factor(tile.layers);
        if (tile.copies > 1) factor(tile.copies);
        for (std::size_t i = 0; i < tile.shape.rank(); ++i) factor(tile.shape[i]);
        sum += product.empty() ? "1" : product;
    }
    return sum;
}

} // namespace tokenarium
