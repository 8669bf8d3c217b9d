// SPDX-License-Identifier: GPL-3.0-or-later
// k-means++ and Lloyd's iterations.
#include "engine/audio/k_means.h"

#include "engine/audio/audio_kernels.h"

#include <algorithm>
#include <limits>

namespace tokenarium {

NearestEntry::NearestEntry(std::span<const float> centres, std::size_t width)
    : columns(centres.size())
    , halfSquares(centres.size() / width)
    , scores(halfSquares.size()) {
    const std::size_t entries = scores.size();
    for (std::size_t k = 0; k < entries; ++k) {
        float square = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const float value = centres[k * width + i];
            columns[i * entries + k] = value;
            square += value * value;
        }
        halfSquares[k] = square / 2;
    }
}

std::size_t NearestEntry::operator()(std::span<const float> row) {
    return audio_kernels::nearestEntry(row, columns, halfSquares, scores);
}

double squaredDistance(std::span<const float> a, std::span<const float> b) {
    // Eight sums side by side, so that one addition need not wait for the one before.
    constexpr std::size_t lanes = 8;
    double sums[lanes] = {};
    const std::size_t whole = a.size() / lanes * lanes;
    for (std::size_t i = 0; i < whole; i += lanes)
        for (std::size_t k = 0; k < lanes; ++k) {
            const double difference = double(a[i + k]) - double(b[i + k]);
            sums[k] += difference * difference;
        }
    for (std::size_t i = whole; i < a.size(); ++i) {
        const double difference = double(a[i]) - double(b[i]);
        sums[i - whole] += difference * difference;
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

double nextUniform(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

namespace {

class Clustering {
public:
    Clustering(std::span<const float> of, std::size_t wide, const KMeansOptions& given, std::stop_token token,
               const std::function<void(double)>& tell)
        : rows(of)
        , width(wide)
        , options(given)
        , stop(std::move(token))
        , progress(tell)
        , count(of.size() / wide)
        , state(given.seed)
        , nearest(count)
        , distances(count, std::numeric_limits<double>::infinity()) {}

    std::optional<KMeansResult> run() {
        if (!chooseFirst()) return std::nullopt;
        for (result.iterations = 0; result.iterations < options.iterations;) {
            ++result.iterations;
            const std::optional<bool> changed = assign();
            if (!changed) return std::nullopt;
            if (!*changed) break;
            move();
        }
        double sum = 0;
        for (const double distance : distances) sum += distance;
        result.meanSquaredError = sum / static_cast<double>(rows.size());
        return std::move(result);
    }

private:
    std::span<const float> row(std::size_t i) const { return rows.subspan(i * width, width); }
    std::span<const float> centre(std::size_t k) const {
        return std::span<const float>(result.centres).subspan(k * width, width);
    }

    /// Each further entry is a row, the likelier the farther it is from all entries so far.
    bool chooseFirst() {
        std::size_t chosen =
            std::min(count - 1, static_cast<std::size_t>(nextUniform(state) * double(count)));
        for (std::size_t k = 0; k < options.entries; ++k) {
            if (stop.stop_requested()) return false;
            result.centres.insert(result.centres.end(), row(chosen).begin(), row(chosen).end());
            double sum = 0;
            for (std::size_t i = 0; i < count; ++i)
                sum += distances[i] = std::min(distances[i], squaredDistance(row(i), row(chosen)));
            chosen = drawn(sum);
            if (progress) progress(0.5 * static_cast<double>(k + 1) / static_cast<double>(options.entries));
        }
        return true;
    }

    /// Where all rows are entries already, the first row again.
    std::size_t drawn(double sum) {
        double left = nextUniform(state) * sum;
        std::size_t last = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (distances[i] <= 0) continue;
            last = i;
            left -= distances[i];
            if (left < 0) break;
        }
        return last;
    }

    /// Whether any row has another entry than before; nothing when stopped.
    std::optional<bool> assign() {
        NearestEntry find(result.centres, width);
        bool changed = result.iterations == 1;
        for (std::size_t i = 0; i < count; ++i) {
            if (i % 4096 == 0 && stop.stop_requested()) return std::nullopt;
            const std::size_t entry = find(row(i));
            changed |= entry != nearest[i];
            nearest[i] = entry;
            distances[i] = squaredDistance(row(i), centre(entry));
        }
        if (progress)
            progress(0.5 +
                     0.5 * static_cast<double>(result.iterations) / static_cast<double>(options.iterations));
        return changed;
    }

    void move() {
        std::vector<double> sums(result.centres.size());
        std::vector<std::size_t> members(options.entries);
        for (std::size_t i = 0; i < count; ++i) {
            ++members[nearest[i]];
            for (std::size_t c = 0; c < width; ++c) sums[nearest[i] * width + c] += row(i)[c];
        }
        std::vector<double> far = distances;
        for (std::size_t k = 0; k < options.entries; ++k) {
            float* to = result.centres.data() + k * width;
            if (members[k] > 0) {
                for (std::size_t c = 0; c < width; ++c)
                    to[c] = static_cast<float>(sums[k * width + c] / static_cast<double>(members[k]));
                continue;
            }
            const auto farthest = std::ranges::max_element(far);
            *farthest = 0;
            std::ranges::copy(row(static_cast<std::size_t>(farthest - far.begin())), to);
        }
    }

    std::span<const float> rows;
    std::size_t width;
    KMeansOptions options;
    std::stop_token stop;
    const std::function<void(double)>& progress;
    std::size_t count;
    std::uint64_t state; ///< of the random numbers
    std::vector<std::size_t> nearest;
    std::vector<double> distances; ///< squared, of each row to its entry
    KMeansResult result;
};

} // namespace

std::optional<KMeansResult> kMeans(std::span<const float> rows, std::size_t width,
                                   const KMeansOptions& options, std::stop_token stop,
                                   const std::function<void(double)>& progress) {
    return Clustering(rows, width, options, std::move(stop), progress).run();
}

} // namespace tokenarium
