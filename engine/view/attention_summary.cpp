// SPDX-License-Identifier: GPL-3.0-or-later
// Averages, sorts and shrinks matrices of attention weights.
#include "engine/view/attention_summary.h"

#include "engine/model/recorded_run.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tokenarium {
namespace {

std::size_t sideOf(std::span<const float> weights) {
    return static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(weights.size()))));
}

/// The strongest first; of equals the earlier.
void keepStrongest(std::vector<AttentionShare>& shares, std::size_t most) {
    std::stable_sort(shares.begin(), shares.end(),
                     [](const AttentionShare& a, const AttentionShare& b) { return a.weight > b.weight; });
    if (shares.size() > most) shares.resize(most);
}

std::span<const float> headOf(const AttentionMaps& maps, std::size_t layer, std::size_t head) {
    const std::size_t square = maps.tokens * maps.tokens;
    return maps.layers[layer].subspan(head * square, square);
}

} // namespace

AttentionMaps attentionMapsOf(std::shared_ptr<const RecordedRun> run) {
    AttentionMaps maps;
    if (!run || run->detail != RecordedRun::Detail::Everything) return maps;
    const ModelConfig& config = run->model->opened.config;
    maps.heads = config.heads;
    maps.tokens = run->tokens();
    for (std::size_t layer = 0; layer < config.layers; ++layer)
        maps.layers.push_back(run->values("block." + std::to_string(layer) + ".attention.probs"));
    maps.owner = std::move(run);
    return maps;
}

std::vector<float> attentionOf(const AttentionMaps& maps, const AttentionChoice& choice) {
    if (choice.layer && *choice.layer >= maps.layers.size()) return {};
    if (choice.head && (!choice.layer || *choice.head >= maps.heads)) return {};
    if (choice.head) {
        const auto one = headOf(maps, *choice.layer, *choice.head);
        return {one.begin(), one.end()};
    }
    const std::size_t first = choice.layer.value_or(0);
    const std::size_t last = choice.layer ? first + 1 : maps.layers.size();
    std::vector<float> mean(maps.tokens * maps.tokens, 0);
    for (std::size_t layer = first; layer < last; ++layer)
        for (std::size_t head = 0; head < maps.heads; ++head) {
            const auto one = headOf(maps, layer, head);
            for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += one[i];
        }
    const float count = static_cast<float>((last - first) * maps.heads);
    for (float& value : mean) value /= count;
    return mean;
}

std::vector<AttentionShare> tokensReadBy(std::span<const float> weights, std::size_t token,
                                         std::size_t most) {
    const std::size_t side = sideOf(weights);
    std::vector<AttentionShare> shares;
    if (token >= side) return shares;
    for (std::size_t read = 0; read < side; ++read)
        if (const float weight = weights[token * side + read]; weight > 0) shares.push_back({read, weight});
    keepStrongest(shares, most);
    return shares;
}

std::vector<AttentionShare> tokensThatRead(std::span<const float> weights, std::size_t token,
                                           std::size_t most) {
    const std::size_t side = sideOf(weights);
    std::vector<AttentionShare> shares;
    if (token >= side) return shares;
    for (std::size_t reader = 0; reader < side; ++reader)
        if (const float weight = weights[reader * side + token]; weight > 0)
            shares.push_back({reader, weight});
    keepStrongest(shares, most);
    return shares;
}

std::vector<AttentionLine> strongestLines(std::span<const float> weights, std::size_t most) {
    const std::size_t side = sideOf(weights);
    std::vector<AttentionLine> lines;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) lines.push_back({i / side, i % side, weights[i]});
    const auto weaker = [](const AttentionLine& a, const AttentionLine& b) { return a.weight < b.weight; };
    if (lines.size() > most) {
        const auto cut = lines.end() - static_cast<std::ptrdiff_t>(most);
        std::nth_element(lines.begin(), cut, lines.end(), weaker);
        lines.erase(lines.begin(), cut);
    }
    std::stable_sort(lines.begin(), lines.end(), weaker);
    return lines;
}

AttentionThumbnail thumbnailOf(std::span<const float> weights, std::size_t side) {
    const std::size_t all = sideOf(weights);
    AttentionThumbnail small{std::min(all, side), {}};
    small.values.assign(small.side * small.side, 0);
    for (std::size_t row = 0; row < all; ++row)
        for (std::size_t column = 0; column < all; ++column) {
            float& cell = small.values[row * small.side / all * small.side + column * small.side / all];
            cell = std::max(cell, weights[row * all + column]);
        }
    return small;
}

} // namespace tokenarium
