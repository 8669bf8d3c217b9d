// SPDX-License-Identifier: GPL-3.0-or-later
// Features, training and encoding of semantic units.
#include "engine/audio/semantic_units.h"

#include "engine/audio/discriminant.h"
#include "engine/audio/half_number.h"
#include "engine/audio/k_means.h"
#include "engine/audio/time_warping.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tokenarium {

namespace {

/// Units; longer recordings are not brought together, which takes a byte for each pair of units.
constexpr std::size_t longestWarped = 6000;

/// Sensible and in the room a training may take.
SemanticFeatures usableFeatures(SemanticFeatures features, std::size_t bands) {
    features.coefficients =
        std::clamp<std::size_t>(features.coefficients, 1, std::min<std::size_t>(bands, 40));
    features.context = std::min<std::size_t>(features.context, 8);
    features.contextStep = std::clamp<std::size_t>(features.contextStep, 1, 16);
    features.hop = std::clamp<std::size_t>(features.hop, 1, 64);
    features.outputs = std::clamp<std::size_t>(features.outputs, 1, features.inputs());
    return features;
}

/// [frames, coefficients]: the orthonormal cosine transform of every frame.
std::vector<float> cepstra(const LogMel& mel, std::size_t coefficients) {
    const std::size_t bands = mel.settings.bands;
    std::vector<float> table(coefficients * bands);
    for (std::size_t k = 0; k < coefficients; ++k)
        for (std::size_t band = 0; band < bands; ++band) {
            const double angle = std::numbers::pi * double(k) * (double(band) + 0.5) / double(bands);
            table[k * bands + band] = static_cast<float>(std::cos(angle) * std::sqrt(2.0 / double(bands)));
        }
    std::vector<float> out(mel.frames * coefficients);
    for (std::size_t t = 0; t < mel.frames; ++t)
        for (std::size_t k = 0; k < coefficients; ++k) {
            double sum = 0;
            for (std::size_t band = 0; band < bands; ++band)
                sum += double(table[k * bands + band]) * double(mel.values[t * bands + band]);
            out[t * coefficients + k] = static_cast<float>(sum);
        }
    return out;
}

/// Takes the recording's mean off every column and divides by its standard deviation.
void normalizeColumns(std::vector<float>& rows, std::size_t width) {
    const double count = static_cast<double>(rows.size() / width);
    for (std::size_t k = 0; k < width && !rows.empty(); ++k) {
        double sum = 0, squares = 0;
        for (std::size_t i = k; i < rows.size(); i += width) sum += rows[i];
        const double mean = sum / count;
        for (std::size_t i = k; i < rows.size(); i += width) squares += (rows[i] - mean) * (rows[i] - mean);
        const double factor = 1 / (std::sqrt(squares / count) + 1e-3);
        for (std::size_t i = k; i < rows.size(); i += width)
            rows[i] = static_cast<float>((rows[i] - mean) * factor);
    }
}

/// A recording's normalized cepstra, and its feature rows one by one.
class Features {
public:
    Features(const LogMel& mel, const SemanticFeatures& given)
        : features(given)
        , frames(mel.frames)
        , values(cepstra(mel, given.coefficients)) {
        normalizeColumns(values, features.coefficients);
    }

    std::size_t count() const { return (frames + features.hop - 1) / features.hop; }

    /// The cepstra of a unit's own frame, [coefficients].
    std::span<const float> own(std::size_t unit) const { return frame(unit * features.hop); }

    /// The same of all units, [count, coefficients].
    std::vector<float> allOwn() const {
        std::vector<float> all;
        for (std::size_t unit = 0; unit < count(); ++unit)
            all.insert(all.end(), own(unit).begin(), own(unit).end());
        return all;
    }

    /// [inputs]; beyond the ends the first and the last frame go on.
    void write(std::size_t unit, std::span<float> to) const {
        const auto reach = static_cast<std::ptrdiff_t>(features.context * features.contextStep);
        for (std::size_t i = 0; i <= 2 * features.context; ++i) {
            const auto at =
                static_cast<std::ptrdiff_t>(unit * features.hop + i * features.contextStep) - reach;
            const auto inside = std::clamp<std::ptrdiff_t>(at, 0, static_cast<std::ptrdiff_t>(frames) - 1);
            std::ranges::copy(frame(static_cast<std::size_t>(inside)),
                              to.begin() + static_cast<std::ptrdiff_t>(i * features.coefficients));
        }
    }

private:
    std::span<const float> frame(std::size_t at) const {
        return std::span(values).subspan(at * features.coefficients, features.coefficients);
    }
    SemanticFeatures features;
    std::size_t frames;
    std::vector<float> values;
};

class SemanticTraining {
public:
    SemanticTraining(const SemanticTrainingOptions& given, const MelSettings& settings, std::stop_token token,
                     const std::function<void(double)>& tell)
        : options(given)
        , stop(std::move(token))
        , progress(tell)
        , inputs(given.features.inputs())
        , all(inputs)
        , within(inputs)
        , mean(inputs) {
        book.name = options.name;
        book.source = options.source;
        book.mel = settings;
        book.features = options.features;
        book.entries = std::clamp<std::size_t>(options.entries, 2, 4096);
    }

    std::optional<SemanticCodebook> run(std::span<const SameSentence> sentences,
                                        const SemanticCodebook* start) {
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            if (stop.stop_requested()) return std::nullopt;
            addSentence(sentences[i]);
            if (progress) progress(0.5 * static_cast<double>(i + 1) / static_cast<double>(sentences.size()));
        }
        if (rows.empty()) return std::nullopt;
        const bool reuse = pairs == 0 && start != nullptr && start->features == book.features;
        book.projection = reuse ? start->projection : discriminants();
        if (!findUnits()) return std::nullopt;
        return std::move(book);
    }

private:
    void addSentence(const SameSentence& sentence) {
        std::vector<Features> voices;
        for (const LogMel* mel : sentence)
            if (mel->settings == book.mel && mel->frames > 0) voices.emplace_back(*mel, book.features);
        if (voices.empty()) return;
        if (std::ranges::any_of(voices, [](const Features& one) { return one.count() > longestWarped; })) {
            for (const Features& one : voices) addVoices({&one, 1});
        } else {
            addVoices(voices);
        }
    }

    void addVoices(std::span<const Features> voices) {
        std::vector<std::vector<std::size_t>> partners;
        for (std::size_t v = 1; v < voices.size(); ++v)
            partners.push_back(
                warpedPartners(voices[0].allOwn(), voices[v].allOwn(), book.features.coefficients));
        std::vector<float> group(voices.size() * inputs);
        for (std::size_t unit = 0; unit < voices[0].count(); ++unit) {
            for (std::size_t v = 0; v < voices.size(); ++v)
                voices[v].write(v == 0 ? unit : partners[v - 1][unit],
                                std::span(group).subspan(v * inputs, inputs));
            addGroup(group);
        }
        pairs += voices.size() - 1;
    }

    /// Rows [voices, inputs] that should become one.
    void addGroup(const std::vector<float>& group) {
        const std::size_t count = group.size() / inputs;
        std::vector<double> middle(inputs);
        for (std::size_t i = 0; i < group.size(); ++i) middle[i % inputs] += group[i] / double(count);
        for (std::size_t v = 0; v < count; ++v) {
            const float* row = group.data() + v * inputs;
            for (std::size_t a = 0; a < inputs; ++a) {
                const double fromMiddle = row[a] - middle[a];
                for (std::size_t b = 0; b <= a; ++b) {
                    all.at(a, b) += double(row[a]) * double(row[b]);
                    within.at(a, b) += fromMiddle * (row[b] - middle[b]);
                }
                mean[a] += row[a];
            }
        }
        rows.insert(rows.end(), group.begin(), group.end());
    }

    std::vector<float> discriminants() {
        const double count = static_cast<double>(rows.size() / inputs);
        for (std::size_t a = 0; a < inputs; ++a)
            for (std::size_t b = 0; b <= a; ++b) {
                all.at(a, b) = all.at(b, a) = all.at(a, b) / count - mean[a] / count * (mean[b] / count);
                within.at(a, b) = within.at(b, a) = pairs > 0 ? within.at(a, b) / count : double(a == b);
            }
        std::vector<float> projection;
        for (const double value : discriminantDirections(all, within, book.features.outputs))
            projection.push_back(floatOf(halfOf(static_cast<float>(value))));
        return projection;
    }

    bool findUnits();

    SemanticTrainingOptions options;
    std::stop_token stop;
    const std::function<void(double)>& progress;
    std::size_t inputs;
    SymmetricMatrix all, within; ///< sums, in the lower triangle
    std::vector<double> mean;    ///< a sum as well
    std::vector<float> rows;     ///< [n, inputs]
    std::size_t pairs = 0;       ///< recordings that were brought together with another
    SemanticCodebook book;
};

/// `to` [outputs] = projection × row.
void project(const SemanticCodebook& book, std::span<const float> row, std::span<float> to) {
    for (std::size_t o = 0; o < to.size(); ++o) {
        double sum = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            sum += double(book.projection[o * row.size() + i]) * double(row[i]);
        to[o] = static_cast<float>(sum);
    }
}

bool SemanticTraining::findUnits() {
    const std::size_t count = rows.size() / inputs, outputs = book.features.outputs;
    const std::size_t taken = std::min(count, std::max<std::size_t>(options.mostRows, 1));
    std::vector<float> projected(taken * outputs);
    for (std::size_t i = 0; i < taken; ++i)
        project(book, std::span(rows).subspan(i * count / taken * inputs, inputs),
                std::span(projected).subspan(i * outputs, outputs));
    const auto found = kMeans(projected, outputs, {book.entries, options.iterations, options.seed}, stop,
                              [this](double part) {
                                  if (progress) progress(0.5 + 0.5 * part);
                              });
    if (!found) return false;
    for (const float value : found->centres) book.centres.push_back(floatOf(halfOf(value)));
    return true;
}

} // namespace

std::optional<SemanticCodebook> trainSemanticCodebook(std::span<const SameSentence> sentences,
                                                      const SemanticTrainingOptions& given,
                                                      const SemanticCodebook* start, std::stop_token stop,
                                                      const std::function<void(double)>& progress) {
    const LogMel* first = nullptr;
    for (const SameSentence& sentence : sentences)
        if (first == nullptr && !sentence.empty()) first = sentence.front();
    if (first == nullptr) return std::nullopt;
    SemanticTrainingOptions options = given;
    options.features = usableFeatures(options.features, first->settings.bands);
    return SemanticTraining(options, first->settings, std::move(stop), progress).run(sentences, start);
}

std::optional<SemanticUnits> encodeSemantic(const SemanticCodebook& codebook, const LogMel& mel,
                                            std::stop_token stop,
                                            const std::function<void(double)>& progress) {
    SemanticUnits units;
    if (!fits(codebook, mel.settings) || mel.frames == 0) return units;
    const Features features(mel, codebook.features);
    NearestEntry nearest(codebook.centres, codebook.features.outputs);
    std::vector<float> row(codebook.features.inputs()), projected(codebook.features.outputs);
    for (std::size_t unit = 0; unit < features.count(); ++unit) {
        if (unit % 4096 == 0) {
            if (stop.stop_requested()) return std::nullopt;
            if (progress) progress(static_cast<double>(unit) / static_cast<double>(features.count()));
        }
        features.write(unit, row);
        project(codebook, row, projected);
        const auto id = static_cast<std::uint16_t>(nearest(projected));
        const std::size_t begin = unit * codebook.features.hop;
        const std::size_t end = std::min(begin + codebook.features.hop, mel.frames);
        if (units.ids.empty() || units.ids.back() != id) units.runs.push_back({id, {begin, end}});
        units.runs.back().frames.end = end;
        units.ids.push_back(id);
    }
    return units;
}

std::vector<float> normalizedCepstra(const LogMel& mel, const SemanticFeatures& given) {
    return Features(mel, usableFeatures(given, mel.settings.bands)).allOwn();
}

TokenStream semanticTokens(const SemanticCodebook& codebook, const SemanticUnits& units) {
    TokenStream stream;
    stream.unit = Unit::Sample;
    const std::size_t hop = codebook.mel.hop;
    for (const UnitRun& run : units.runs)
        stream.tokens.push_back({run.id, {run.frames.begin * hop, run.frames.end * hop}, 0});
    return stream;
}

double semanticBitRate(const SemanticCodebook& codebook) {
    const double seconds = codebook.mel.hopSeconds() * static_cast<double>(codebook.features.hop);
    return std::log2(static_cast<double>(codebook.entries)) / seconds;
}

} // namespace tokenarium
