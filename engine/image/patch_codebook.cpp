// SPDX-License-Identifier: GPL-3.0-or-later
// k-means over the different patches of a picture, each weighted by how often it occurs.
#include "engine/image/patch_codebook.h"

#include "engine/image/patch_vectors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace tokenarium {
namespace {

constexpr std::size_t mostLearntFrom = 65536;
constexpr std::uint64_t mostLookedAt = 1 << 20; ///< patches, so that memory stays bounded

/// splitmix64: the same numbers on every machine.
struct RandomNumbers {
    std::uint64_t state;
    std::uint64_t next() {
        state += 0x9E3779B97F4A7C15;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    /// Below `count`, which is at least 1; so small against 2⁶⁴ that the remainder's bias does not matter.
    std::uint64_t below(std::uint64_t count) { return next() % count; }
};

std::uint32_t patchesAlong(std::uint32_t side, std::uint32_t patch) { return (side - 1) / patch + 1; }

std::uint64_t hashOf(std::span<const std::uint8_t> bytes) {
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// The different patches of pictures in the order in which they are first met.
struct DistinctPatches {
    PatchVectors vectors;
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint32_t> counts;

    explicit DistinctPatches(std::uint32_t side) : vectors(side) {}
    std::span<const std::uint8_t> patchBytes(std::size_t i) const {
        return std::span(bytes).subspan(i * vectors.numbersPerRow(), vectors.numbersPerRow());
    }
};

/// One patch of `every`, at random places; all where it is 1. False when it was stopped.
bool collect(const Image& picture, std::uint32_t patch, std::uint64_t every, const std::stop_token& stop,
             DistinctPatches& found, std::unordered_multimap<std::uint64_t, std::uint32_t>& byHash) {
    if (picture.empty()) return true;
    RandomNumbers places{every};
    std::vector<std::uint8_t> bytes(found.vectors.numbersPerRow());
    const std::uint32_t columns = patchesAlong(picture.width, patch),
                        rows = patchesAlong(picture.height, patch);
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (stop.stop_requested()) return false;
        for (std::uint32_t column = 0; column < columns; ++column) {
            if (every > 1 && places.below(every) != 0) continue;
            takePatch(picture, patch, column, row, bytes);
            const std::uint64_t hash = hashOf(bytes);
            auto [place, end] = byHash.equal_range(hash);
            while (place != end && !std::ranges::equal(found.patchBytes(place->second), bytes)) ++place;
            if (place != end) {
                ++found.counts[place->second];
                continue;
            }
            byHash.emplace(hash, static_cast<std::uint32_t>(found.counts.size()));
            found.counts.push_back(1);
            found.bytes.insert(found.bytes.end(), bytes.begin(), bytes.end());
        }
    }
    return true;
}

/// A random sample of `count` of them, in their order.
DistinctPatches sampleOf(const DistinctPatches& all, std::uint32_t patch, std::size_t count,
                         RandomNumbers& random) {
    DistinctPatches sample(patch);
    std::size_t needed = count;
    for (std::size_t i = 0; i < all.counts.size() && needed > 0; ++i) {
        if (random.below(all.counts.size() - i) >= needed) continue;
        --needed;
        const auto bytes = all.patchBytes(i);
        sample.bytes.insert(sample.bytes.end(), bytes.begin(), bytes.end());
        sample.counts.push_back(all.counts[i]);
    }
    return sample;
}

void fillVectors(DistinctPatches& patches) {
    patches.vectors.reserve(patches.counts.size());
    for (std::size_t i = 0; i < patches.counts.size(); ++i) patches.vectors.add(patches.patchBytes(i));
}

/// Learns; holds what the rounds share.
class CodebookLearner {
public:
    CodebookLearner(const DistinctPatches& of, const CodebookSettings& wanted, std::stop_token stopToken,
                    const std::function<void(double)>& report)
        : patches(of)
        , settings(wanted)
        , threads(codebookThreads(wanted.threads))
        , stop(std::move(stopToken))
        , progress(report)
        , random{wanted.seed}
        , codes(wanted.patch)
        , nearest(of.counts.size(), NearestCode{0, std::numeric_limits<std::int32_t>::max()}) {}

    /// The codes to start from are given or drawn; false when it was stopped.
    bool seed(const PatchCodebook* from) {
        if (from)
            for (std::size_t i = 0; i < from->size(); ++i) addCode(from->code(i));
        if (codes.size() == 0) addCode(patches.patchBytes(drawByWeight([](std::size_t) { return 1U; })));
        while (codes.size() < settings.codes) {
            if (stop.stop_requested()) return false;
            const auto distance = [&](std::size_t i) {
                return static_cast<std::uint64_t>(nearest[i].distance);
            };
            const std::size_t next = drawByWeight(distance);
            if (next == patches.counts.size()) return true; // every patch is a code
            addCode(patches.patchBytes(next));
            if (progress && codes.size() % 64 == 0)
                progress(0.5 * static_cast<double>(codes.size()) / static_cast<double>(settings.codes));
        }
        return true;
    }

    /// Rounds of assigning and averaging; false when it was stopped.
    bool refine() {
        std::uint64_t before = error();
        for (std::size_t round = 0; round < settings.rounds && before > 0; ++round) {
            if (stop.stop_requested()) return false;
            average();
            if (!assign()) return false;
            const std::uint64_t now = error();
            if (progress)
                progress(0.5 + 0.5 * static_cast<double>(round + 1) / static_cast<double>(settings.rounds));
            const bool settled = before - now <= before / 2000;
            before = now;
            if (settled) break;
        }
        return true;
    }

    PatchCodebook codebook() const { return {settings.patch, codeBytes}; }

private:
    /// An index with a probability that is count · weight; patches.counts.size() where all weights are 0.
    template<typename Weight>
    std::size_t drawByWeight(const Weight& weight) {
        std::uint64_t total = 0;
        const std::size_t count = patches.counts.size();
        for (std::size_t i = 0; i < count; ++i) total += weight(i) * patches.counts[i];
        if (total == 0) return count;
        std::uint64_t at = random.below(total);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t share = weight(i) * patches.counts[i];
            if (at < share) return i;
            at -= share;
        }
        return count;
    }

    void addCode(std::span<const std::uint8_t> bytes) {
        const auto id = static_cast<std::uint32_t>(codes.size());
        codes.add(bytes);
        codeBytes.insert(codeBytes.end(), bytes.begin(), bytes.end());
        const std::int16_t* const row = codes.row(id);
        const std::int32_t sum = codes.sum(id);
        const auto numbers = static_cast<std::int64_t>(codes.numbersPerRow());
        inStretches(nearest.size(), threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::int64_t apart = patches.vectors.sum(i) - sum;
                if (apart * apart >= nearest[i].distance * numbers) continue;
                const std::int32_t distance = patchDistance(patches.vectors.row(i), row, codes.rowStride());
                if (distance < nearest[i].distance) nearest[i] = {id, distance};
            }
        });
    }

    std::uint64_t error() const {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < nearest.size(); ++i)
            sum += static_cast<std::uint64_t>(nearest[i].distance) * patches.counts[i];
        return sum;
    }

    /// Every code becomes the rounded mean of its patches: of all whole-number codes the best for them.
    void average() {
        const std::size_t width = codes.numbersPerRow();
        std::vector<std::uint64_t> sums(codes.size() * width), counts(codes.size());
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            const std::size_t id = nearest[i].id;
            const std::uint64_t count = patches.counts[i];
            const std::int16_t* const row = patches.vectors.row(i);
            counts[id] += count;
            for (std::size_t k = 0; k < width; ++k)
                sums[id * width + k] += count * static_cast<std::uint64_t>(row[k]);
        }
        for (std::size_t id = 0; id < codes.size(); ++id) {
            if (counts[id] == 0) continue; // used by none: it stays and waits
            for (std::size_t k = 0; k < width; ++k)
                codeBytes[id * width + k] =
                    static_cast<std::uint8_t>((2 * sums[id * width + k] + counts[id]) / (2 * counts[id]));
            codes.set(id, std::span(codeBytes).subspan(id * width, width));
        }
    }

    bool assign() {
        const NearestCodeFinder finder(codes);
        inStretches(nearest.size(), threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (i % 1024 == 0 && stop.stop_requested()) return;
                nearest[i] = finder.find(patches.vectors.row(i), patches.vectors.sum(i), nearest[i].id);
            }
        });
        return !stop.stop_requested();
    }

    const DistinctPatches& patches;
    const CodebookSettings& settings;
    std::size_t threads;
    std::stop_token stop;
    const std::function<void(double)>& progress;
    RandomNumbers random;
    PatchVectors codes;
    std::vector<std::uint8_t> codeBytes;
    std::vector<NearestCode> nearest; ///< of every patch
};

/// Of all pictures; nothing when it was stopped.
std::optional<std::uint64_t> errorOn(std::span<const Image> pictures, const PatchCodebook& codebook,
                                     std::size_t threads, const std::stop_token& stop) {
    std::uint64_t sum = 0;
    for (const Image& picture : pictures) {
        const auto codes = encodePatches(picture, codebook, stop, {}, threads);
        if (!codes) return std::nullopt;
        sum += codes->squaredError;
    }
    return sum;
}

std::uint64_t patchesOf(std::span<const Image> pictures, std::uint32_t patch) {
    std::uint64_t patches = 0;
    for (const Image& picture : pictures)
        if (!picture.empty())
            patches +=
                std::uint64_t(patchesAlong(picture.width, patch)) * patchesAlong(picture.height, patch);
    return patches;
}

CodebookSettings clamped(CodebookSettings settings) {
    settings.patch = std::clamp(settings.patch, smallestCodePatch, largestCodePatch);
    settings.codes = std::clamp(settings.codes, fewestCodes, mostCodes);
    return settings;
}

} // namespace

std::optional<PatchCodebook> learnPatchCodebook(std::span<const Image> pictures,
                                                const CodebookSettings& wanted, const PatchCodebook* from,
                                                std::stop_token stop,
                                                const std::function<void(double)>& progress) {
    const CodebookSettings settings = clamped(wanted);
    if (from && (from->patch != settings.patch || from->size() == 0)) from = nullptr;
    DistinctPatches all(settings.patch);
    std::unordered_multimap<std::uint64_t, std::uint32_t> byHash;
    const std::uint64_t every = patchesOf(pictures, settings.patch) / mostLookedAt + 1;
    for (const Image& picture : pictures)
        if (!collect(picture, settings.patch, every, stop, all, byHash)) return std::nullopt;
    byHash.clear();
    if (all.counts.empty()) return std::nullopt;
    RandomNumbers random{settings.seed ^ 0x5A3D};
    const bool tooMany = all.counts.size() > mostLearntFrom;
    if (tooMany) all = sampleOf(all, settings.patch, mostLearntFrom, random);
    fillVectors(all);
    CodebookLearner learner(all, settings, stop, progress);
    if (!learner.seed(from)) return std::nullopt;
    const PatchCodebook grown = learner.codebook();
    if (!learner.refine()) return std::nullopt;
    PatchCodebook refined = learner.codebook();
    if (!from || (!tooMany && every == 1)) return refined;
    // A sample's best codes may be worse for the rest. The grown codebook holds all of `from`: it cannot be.
    const auto before = errorOn(pictures, *from, settings.threads, stop);
    const auto after = errorOn(pictures, refined, settings.threads, stop);
    if (!before || !after) return std::nullopt;
    return *after > *before ? grown : refined;
}

std::optional<PatchCodebook> learnPatchCodebook(const Image& picture, const CodebookSettings& settings,
                                                const PatchCodebook* from, std::stop_token stop,
                                                const std::function<void(double)>& progress) {
    return learnPatchCodebook(std::span(&picture, 1), settings, from, std::move(stop), progress);
}

std::optional<PatchCodes> encodePatches(const Image& picture, const PatchCodebook& codebook,
                                        std::stop_token stop, const std::function<void(double)>& progress,
                                        std::size_t threads) {
    PatchCodes coded;
    coded.picture = picture.size();
    coded.patch = codebook.patch;
    if (picture.empty()) return coded;
    coded.columns = patchesAlong(picture.width, coded.patch);
    coded.rows = patchesAlong(picture.height, coded.patch);
    coded.ids.resize(std::size_t(coded.columns) * coded.rows);
    PatchVectors codes(codebook.patch);
    for (std::size_t i = 0; i < codebook.size(); ++i) codes.add(codebook.code(i));
    const NearestCodeFinder finder(codes);
    std::vector<std::uint64_t> rowErrors(coded.rows);
    const auto encodeRow = [&](std::uint32_t row, std::vector<std::uint8_t>& bytes, PatchVectors& one) {
        std::uint32_t guess = 0;
        for (std::uint32_t column = 0; column < coded.columns; ++column) {
            takePatch(picture, coded.patch, column, row, bytes);
            one.set(0, bytes);
            const NearestCode found = finder.find(one.row(0), one.sum(0), guess);
            guess = found.id;
            coded.ids[std::size_t(row) * coded.columns + column] = found.id;
            rowErrors[row] += static_cast<std::uint64_t>(found.distance);
        }
    };
    constexpr std::uint32_t together = 64; // rows between two looks at the stop token
    const std::size_t workers = codebookThreads(threads);
    for (std::uint32_t first = 0; first < coded.rows; first += together) {
        if (stop.stop_requested()) return std::nullopt;
        const std::uint32_t rows = std::min(together, coded.rows - first);
        const std::size_t patches = std::size_t(rows) * coded.columns;
        const std::size_t parts = patches < 512 ? 1 : std::min<std::size_t>(workers, rows);
        const auto work = [&](std::size_t part) {
            std::vector<std::uint8_t> bytes(codebook.numbersPerCode());
            PatchVectors one(codebook.patch);
            one.add(bytes);
            for (std::size_t row = rows * part / parts; row < rows * (part + 1) / parts; ++row) {
                if (stop.stop_requested()) return;
                encodeRow(first + static_cast<std::uint32_t>(row), bytes, one);
            }
        };
        std::vector<std::jthread> helpers;
        for (std::size_t part = 1; part < parts; ++part) helpers.emplace_back([&work, part] { work(part); });
        work(0);
        helpers.clear(); // joins
        if (progress) progress(static_cast<double>(first + rows) / coded.rows);
    }
    if (stop.stop_requested()) return std::nullopt;
    for (const std::uint64_t error : rowErrors) coded.squaredError += error;
    return coded;
}

Image decodePatches(const PatchCodes& codes, const PatchCodebook& codebook) {
    Image picture(codes.picture.width, codes.picture.height);
    const std::size_t rowBytes = std::size_t(codes.patch) * 3;
    for (std::uint32_t y = 0; y < picture.height; ++y) {
        const auto out = picture.row(y);
        const std::uint32_t row = y / codes.patch;
        for (std::uint32_t column = 0; column < codes.columns; ++column) {
            const std::uint32_t id = codes.ids[std::size_t(row) * codes.columns + column];
            if (id >= codebook.size()) continue;
            const std::size_t left = column * rowBytes, width = std::min(rowBytes, out.size() - left);
            const auto from = codebook.code(id).subspan(y % codes.patch * rowBytes, width);
            std::ranges::copy(from, out.begin() + static_cast<std::ptrdiff_t>(left));
        }
    }
    return picture;
}

std::size_t distinctPatches(const Image& picture, std::uint32_t patch) {
    const std::uint32_t side = std::clamp(patch, smallestCodePatch, largestCodePatch);
    DistinctPatches all(side);
    std::unordered_multimap<std::uint64_t, std::uint32_t> byHash;
    collect(picture, side, 1, {}, all, byHash);
    return all.counts.size();
}

CodeQuality codeQuality(const PatchCodes& codes, std::size_t codebookSize) {
    CodeQuality quality;
    if (codes.ids.empty()) return quality;
    const auto patches = static_cast<double>(codes.ids.size()),
               pixels = static_cast<double>(codes.picture.area());
    quality.meanSquaredError = static_cast<double>(codes.squaredError) /
                               (patches * 3 * codes.patch * static_cast<double>(codes.patch));
    quality.peakSignalToNoise = quality.meanSquaredError > 0
                                    ? 10 * std::log10(255.0 * 255.0 / quality.meanSquaredError)
                                    : std::numeric_limits<double>::infinity();
    quality.bitsPerPixel =
        patches * std::log2(static_cast<double>(std::max<std::size_t>(codebookSize, 1))) / pixels;
    std::unordered_map<std::uint32_t, std::uint64_t> uses;
    for (const std::uint32_t id : codes.ids) ++uses[id];
    quality.usedCodes = uses.size();
    double bits = 0;
    for (const auto& [id, count] : uses)
        bits += static_cast<double>(count) * std::log2(patches / static_cast<double>(count));
    quality.entropyBitsPerPixel = bits / pixels;
    return quality;
}

std::vector<CodebookPoint> codebookCurve(const Image& picture, const CodebookSettings& wanted,
                                         std::stop_token stop,
                                         const std::function<void(const CodebookPoint&)>& found) {
    const CodebookSettings settings = clamped(wanted);
    std::vector<CodebookPoint> points;
    for (std::size_t codes = fewestCodes;; codes = std::min(codes * 2, settings.codes)) {
        CodebookSettings now = settings;
        now.codes = codes;
        const PatchCodebook* const before = points.empty() ? nullptr : &points.back().codebook;
        auto codebook = learnPatchCodebook(picture, now, before, stop);
        if (!codebook) return points;
        auto coded = encodePatches(picture, *codebook, stop, {}, settings.threads);
        if (!coded) return points;
        const CodeQuality quality = codeQuality(*coded, codebook->size());
        points.push_back({std::move(*codebook), std::move(*coded), quality});
        if (found) found(points.back());
        if (codes == settings.codes || points.back().codes.squaredError == 0) return points;
    }
}

namespace {
constexpr std::string_view fileMark = "TKPC";
constexpr std::size_t fileHead = 16;
} // namespace

std::vector<std::byte> packPatchCodebook(const PatchCodebook& codebook) {
    std::vector<std::byte> bytes;
    for (const char c : fileMark) bytes.push_back(static_cast<std::byte>(c));
    for (const std::uint32_t number : {1U, codebook.patch, static_cast<std::uint32_t>(codebook.size())})
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::byte>(number >> shift & 255));
    for (const std::uint8_t value : codebook.values) bytes.push_back(static_cast<std::byte>(value));
    return bytes;
}

PatchCodebook loadPatchCodebook(std::span<const std::byte> bytes, const std::string& file) {
    const auto number = [&](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 4; i-- > 0;) value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + i]);
        return value;
    };
    const auto isMark = [](std::byte b, char c) { return b == static_cast<std::byte>(c); };
    if (bytes.size() < fileHead || !std::equal(fileMark.begin(), fileMark.end(), bytes.begin(),
                                               [&](char c, std::byte b) { return isMark(b, c); }))
        throw std::runtime_error(file + " is no codebook of patches: it does not begin with TKPC.");
    if (number(4) != 1)
        throw std::runtime_error(file + " is a codebook of version " + std::to_string(number(4)) +
                                 "; this program reads version 1.");
    PatchCodebook codebook;
    codebook.patch = number(8);
    const std::uint32_t codes = number(12);
    if (codebook.patch < smallestCodePatch || codebook.patch > largestCodePatch || codes < 1 ||
        codes > mostCodes)
        throw std::runtime_error(file + " says " + std::to_string(codes) + " codes of " +
                                 std::to_string(codebook.patch) +
                                 " pixels a side; 1 to 4096 of 2 to 32 are possible.");
    const std::size_t length = codes * codebook.numbersPerCode();
    if (bytes.size() != fileHead + length)
        throw std::runtime_error(file + " has " + std::to_string(bytes.size()) + " bytes; " +
                                 std::to_string(fileHead + length) + " were expected.");
    for (const std::byte value : bytes.subspan(fileHead))
        codebook.values.push_back(std::to_integer<std::uint8_t>(value));
    return codebook;
}

} // namespace tokenarium
