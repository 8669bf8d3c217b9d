// SPDX-License-Identifier: GPL-3.0-or-later
// Training, encoding and decoding of residual codes.
#include "engine/audio/residual_codes.h"

#include "engine/audio/half_number.h"
#include "engine/audio/k_means.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

/// [frames, bands] of all sounds that have the settings of the first, evenly thinned out.
std::vector<float> framesToLearnFrom(std::span<const LogMel* const> sounds, std::size_t most) {
    std::size_t all = 0;
    const auto usable = [&](const LogMel& sound) { return sound.settings == sounds.front()->settings; };
    for (const LogMel* sound : sounds) all += usable(*sound) ? sound->frames : 0;
    const std::size_t taken = std::min(all, std::max<std::size_t>(most, 1));
    std::vector<float> rows;
    std::size_t seen = 0;
    for (const LogMel* sound : sounds)
        for (std::size_t i = 0; usable(*sound) && i < sound->frames; ++i, ++seen)
            if (seen * taken / all != (seen + 1) * taken / all) {
                const auto frame = sound->frame(i);
                rows.insert(rows.end(), frame.begin(), frame.end());
            }
    return rows;
}

/// Writes one level after another and carries on with what each leaves over.
class ResidualTraining {
public:
    ResidualTraining(std::vector<float> frames, const MelSettings& settings,
                     const ResidualTrainingOptions& given,
                     const std::function<void(const ResidualTrainingProgress&)>& tell)
        : rows(std::move(frames))
        , options(given)
        , report(tell) {
        book.name = options.name;
        book.source = options.source;
        book.mel = settings;
        book.levels = std::clamp<std::size_t>(options.levels, 1, 32);
        book.entries = std::clamp<std::size_t>(options.entries, 2, 4096);
        progress.levels = book.levels;
    }

    std::optional<ResidualCodebook> run(const std::stop_token& stop) {
        for (std::size_t level = 0; level < book.levels; ++level) {
            progress.level = level;
            KMeansOptions search{book.entries - (level > 0), options.iterations, options.seed + level};
            const auto found = kMeans(rows, book.mel.bands, search, stop, [&](double part) { tell(part); });
            if (!found) return std::nullopt;
            if (level > 0) book.values.insert(book.values.end(), book.mel.bands, 0.0f);
            for (const float value : found->centres) book.values.push_back(floatOf(halfOf(value)));
            if (!subtract(level, stop)) return std::nullopt;
            tell(1);
        }
        return std::move(book);
    }

private:
    void tell(double partOfLevel) {
        progress.part =
            (static_cast<double>(progress.level) + partOfLevel) / static_cast<double>(book.levels);
        if (report) report(progress);
    }

    bool subtract(std::size_t level, const std::stop_token& stop) {
        const std::size_t width = book.mel.bands;
        NearestEntry nearest(std::span(book.values).subspan(level * book.entries * width), width);
        double sum = 0;
        for (std::size_t begin = 0; begin < rows.size(); begin += width) {
            if (begin / width % 4096 == 0 && stop.stop_requested()) return false;
            const auto row = std::span(rows).subspan(begin, width);
            const auto entry = book.entry(level, nearest(row));
            for (std::size_t i = 0; i < width; ++i) {
                row[i] -= entry[i];
                sum += double(row[i]) * double(row[i]);
            }
        }
        progress.errors.push_back(sum / static_cast<double>(rows.size()));
        return true;
    }

    std::vector<float> rows;
    ResidualTrainingOptions options;
    const std::function<void(const ResidualTrainingProgress&)>& report;
    ResidualTrainingProgress progress;
    ResidualCodebook book;
};

/// Encodes one frame after the other.
class ResidualEncoder {
public:
    ResidualEncoder(const ResidualCodebook& of, std::size_t levels)
        : book(of)
        , sum(of.mel.bands)
        , next(of.mel.bands)
        , rest(of.mel.bands)
        , errors(levels) {
        const std::size_t size = book.entries * book.mel.bands;
        for (std::size_t level = 0; level < levels; ++level)
            nearest.emplace_back(std::span(book.values).subspan(level * size, size), book.mel.bands);
    }

    /// `ids` is [levels].
    void encode(std::span<const float> frame, std::span<std::uint16_t> ids) {
        std::ranges::fill(sum, 0.0f);
        double error = 0;
        for (std::size_t level = 0; level < ids.size(); ++level) {
            for (std::size_t i = 0; i < frame.size(); ++i) rest[i] = frame[i] - sum[i];
            std::size_t id = nearest[level](rest);
            double better = errorWith(frame, level, id);
            // Rounding in the search may prefer an entry that is not quite the nearest: then zero is no
            // worse.
            if (level > 0 && better > error) {
                id = 0;
                better = errorWith(frame, level, id);
            }
            error = better;
            ids[level] = static_cast<std::uint16_t>(id);
            sum = next;
            errors[level] += error;
        }
    }

    const std::vector<double>& errorSums() const { return errors; }

private:
    /// Added up as decodeResidual does, so that what is promised here holds there.
    double errorWith(std::span<const float> frame, std::size_t level, std::size_t id) {
        const auto entry = book.entry(level, id);
        for (std::size_t i = 0; i < sum.size(); ++i) next[i] = sum[i] + entry[i];
        return squaredDistance(frame, next);
    }

    const ResidualCodebook& book;
    std::vector<NearestEntry> nearest;
    std::vector<float> sum, next, rest;
    std::vector<double> errors;
};

} // namespace

std::optional<ResidualCodebook>
trainResidualCodebook(std::span<const LogMel* const> sounds, const ResidualTrainingOptions& options,
                      std::stop_token stop,
                      const std::function<void(const ResidualTrainingProgress&)>& progress) {
    if (sounds.empty()) return std::nullopt;
    std::vector<float> rows = framesToLearnFrom(sounds, options.mostFrames);
    if (rows.empty()) return std::nullopt;
    return ResidualTraining(std::move(rows), sounds.front()->settings, options, progress).run(stop);
}

std::optional<ResidualCodes> encodeResidual(const ResidualCodebook& codebook, const LogMel& mel,
                                            std::size_t levels, std::stop_token stop,
                                            const std::function<void(double)>& progress) {
    ResidualCodes codes;
    codes.levels = std::min(levels, codebook.levels);
    codes.frames = fits(codebook, mel.settings) ? mel.frames : 0;
    codes.ids.resize(codes.frames * codes.levels);
    ResidualEncoder encoder(codebook, codes.levels);
    for (std::size_t frame = 0; frame < codes.frames; ++frame) {
        if (frame % 1024 == 0) {
            if (stop.stop_requested()) return std::nullopt;
            if (progress) progress(static_cast<double>(frame) / static_cast<double>(codes.frames));
        }
        encoder.encode(mel.frame(frame), std::span(codes.ids).subspan(frame * codes.levels, codes.levels));
    }
    codes.errors = encoder.errorSums();
    const double numbers = static_cast<double>(std::max<std::size_t>(codes.frames * codebook.mel.bands, 1));
    for (double& error : codes.errors) error /= numbers;
    if (progress) progress(1);
    return codes;
}

LogMel decodeResidual(const ResidualCodebook& codebook, const ResidualCodes& codes, std::size_t levels) {
    levels = std::min({levels, codes.levels, codebook.levels});
    const std::size_t bands = codebook.mel.bands;
    LogMel mel;
    mel.settings = codebook.mel;
    mel.frames = codes.frames;
    mel.values.resize(codes.frames * bands);
    for (std::size_t frame = 0; frame < codes.frames; ++frame)
        for (std::size_t level = 0; level < levels; ++level) {
            const std::size_t id = codes.id(frame, level);
            const auto entry = codebook.entry(level, id < codebook.entries ? id : 0);
            for (std::size_t i = 0; i < bands; ++i) mel.values[frame * bands + i] += entry[i];
        }
    if (!mel.values.empty()) mel.loudest = *std::ranges::max_element(mel.values) * 4 - 4;
    return mel;
}

TokenStream residualTokens(const ResidualCodebook& codebook, const ResidualCodes& codes, std::size_t levels) {
    TokenStream stream;
    stream.unit = Unit::Sample;
    const std::size_t hop = codebook.mel.hop;
    for (std::size_t frame = 0; frame < codes.frames; ++frame)
        for (std::size_t level = 0; level < std::min(levels, codes.levels); ++level)
            stream.tokens.push_back({codes.id(frame, level),
                                     {frame * hop, (frame + 1) * hop},
                                     static_cast<std::uint16_t>(level)});
    return stream;
}

double residualBitRate(const ResidualCodebook& codebook, std::size_t levels) {
    return static_cast<double>(std::min(levels, codebook.levels)) *
           std::log2(static_cast<double>(codebook.entries)) / codebook.mel.hopSeconds();
}

double decibelsOf(double meanSquaredError) { return 40 * std::sqrt(meanSquaredError); }

} // namespace tokenarium
