// SPDX-License-Identifier: GPL-3.0-or-later
// Lengths and angles in double precision.
#include "engine/view/residual_stream.h"

#include "engine/model/recorded_run.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

double product(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// With place 0 as the id alone: that is what two texts with the same token share.
std::string placeName(const RecordedRun& run, std::size_t place) {
    return place == 0 ? std::string(tokenVectorName) : residualName(run.model->opened.config, place);
}

/// Equal vectors have no distance, whatever rounding says.
double cosineDistance(std::span<const float> a, std::span<const float> b) {
    if (std::equal(a.begin(), a.end(), b.begin(), b.end())) return 0;
    return 1 - cosineOf(a, b);
}

} // namespace

std::string residualName(const ModelConfig& config, std::size_t place) {
    if (place > 0) return "block." + std::to_string(place - 1) + ".output";
    return config.positionKind == ModelConfig::Positions::Learned ? "embed.output" : tokenVectorName;
}

double normOf(std::span<const float> vector) { return std::sqrt(product(vector, vector)); }

double distanceBetween(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const double apart = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += apart * apart;
    }
    return std::sqrt(sum);
}

double cosineOf(std::span<const float> a, std::span<const float> b) {
    const double lengths = normOf(a) * normOf(b);
    return lengths > 0 ? std::clamp(product(a, b) / lengths, -1.0, 1.0) : 0;
}

ResidualNorms residualNormsOf(const RecordedRun& run, std::size_t token) {
    ResidualNorms norms;
    const ModelConfig& config = run.model->opened.config;
    for (std::size_t place = 0; place <= config.layers; ++place) {
        const std::string name = residualName(config, place);
        double sum = 0;
        for (std::size_t t = 0; t < run.tokens(); ++t) sum += normOf(run.row(name, t));
        norms.stream.push_back(normOf(run.row(name, token)));
        norms.meanStream.push_back(sum / static_cast<double>(run.tokens()));
        if (place == 0) continue;
        const auto before = run.row(residualName(config, place - 1), token);
        const auto middle = run.row("block." + std::to_string(place - 1) + ".middle", token);
        norms.attention.push_back(distanceBetween(middle, before));
        norms.feedForward.push_back(distanceBetween(run.row(name, token), middle));
    }
    return norms;
}

std::vector<double> cosineDistances(const RecordedRun& first, std::size_t tokenOfFirst,
                                    const RecordedRun& second, std::size_t tokenOfSecond) {
    std::vector<double> distances;
    for (std::size_t place = 0; place <= first.model->opened.config.layers; ++place) {
        const std::string name = placeName(first, place);
        distances.push_back(cosineDistance(first.row(name, tokenOfFirst), second.row(name, tokenOfSecond)));
    }
    return distances;
}

std::vector<double> meanDistancesToOthers(const RecordedRun& run, std::size_t token) {
    std::vector<double> means;
    if (run.tokens() < 2) return means;
    for (std::size_t other = 0; other < run.tokens(); ++other) {
        if (other == token) continue;
        const std::vector<double> one = cosineDistances(run, token, run, other);
        means.resize(one.size());
        for (std::size_t i = 0; i < one.size(); ++i)
            means[i] += one[i] / static_cast<double>(run.tokens() - 1);
    }
    return means;
}

} // namespace tokenarium
