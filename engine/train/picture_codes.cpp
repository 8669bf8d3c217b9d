// SPDX-License-Identifier: GPL-3.0-or-later
// Learning on windows of code sequences, and going on with one.
#include "engine/train/picture_codes.h"

#include "engine/backend/cpu_backend.h"
#include "engine/model/backward.h"
#include "engine/model/parameter_list.h"
#include "engine/train/initial_weights.h"
#include "engine/train/optimizer.h"
#include "engine/train/schedule.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

namespace tokenarium {
namespace {

const char* const pictureMark = "<|picture|>";

/// "#0" … and the mark.
class CodeVocabulary final : public Vocabulary {
public:
    explicit CodeVocabulary(std::size_t codes) {
        for (std::size_t i = 0; i < codes; ++i) entries.push_back("#" + std::to_string(i));
        entries.emplace_back(pictureMark);
        specials.push_back({pictureMark, static_cast<TokenId>(codes)});
    }
    std::size_t size() const override { return entries.size(); }
    std::optional<std::string_view> entry(TokenId id) const override {
        if (id >= entries.size()) return std::nullopt;
        return entries[id];
    }
    std::optional<TokenId> find(std::string_view entry) const override {
        if (entry == pictureMark) return specials.front().id;
        constexpr std::size_t mostDigits = 9;
        if (entry.size() < 2 || entry.size() > mostDigits + 1 || entry[0] != '#') return std::nullopt;
        TokenId id = 0;
        for (const char c : entry.substr(1)) {
            if (c < '0' || c > '9') return std::nullopt;
            id = id * 10 + static_cast<TokenId>(c - '0');
        }
        if (id + 1 >= entries.size() || entries[id] != entry) return std::nullopt; // "#007" is none
        return id;
    }
    TokenKind kind(TokenId id) const override {
        return id + 1 == entries.size() ? TokenKind::Special : TokenKind::Normal;
    }
    const std::vector<SpecialToken>& specialTokens() const override { return specials; }
    std::optional<std::size_t> rank(TokenId) const override { return std::nullopt; }

private:
    std::vector<std::string> entries;
    std::vector<SpecialToken> specials;
};

class CodeTokenizer final : public TextTokenizer {
public:
    explicit CodeTokenizer(std::size_t codes) : words(codes) {}
    const Vocabulary& vocabulary() const override { return words; }

    /// A piece begins at every '#'.
    void split(std::string_view text, std::size_t begin, std::size_t limit,
               std::vector<Piece>& out) const override {
        while (begin < text.size() && begin < limit) {
            const std::size_t next = text.find('#', begin + 1), end = std::min(next, text.size());
            out.push_back({{begin, end}, end + 1});
            begin = end;
        }
    }
    void encodePiece(std::string_view piece, std::vector<Token>& out, std::vector<Merge>*) const override {
        std::size_t length = 1;
        while (length < piece.size() && piece[length] >= '0' && piece[length] <= '9') ++length;
        if (const auto id = words.find(piece.substr(0, length))) out.push_back({*id, {0, length}, 0});
    }
    std::string decode(std::span<const TokenId> ids) const override {
        std::string text;
        for (const TokenId id : ids)
            if (const auto entry = words.entry(id)) text += *entry;
        return text;
    }

private:
    CodeVocabulary words;
};

std::size_t codesOf(const ReadyModel& model) { return model.opened.config.vocabularySize - 1; }

void checkIds(std::span<const TokenId> ids, std::size_t codes) {
    for (const TokenId id : ids)
        if (id >= codes)
            throw std::runtime_error("A picture has the code " + std::to_string(id) +
                                     ", but the model knows " + std::to_string(codes) + " codes only.");
}

std::size_t usualContext(std::span<const CodePicture> pictures, std::size_t longest) {
    constexpr std::size_t least = 128, most = 1024;
    std::size_t columns = 1;
    for (const CodePicture& picture : pictures) columns = std::max<std::size_t>(columns, picture.columns);
    return std::min(std::clamp(3 * columns + 1, least, most), longest);
}

ModelConfig configFor(const PictureModelSettings& settings, std::size_t context) {
    ModelConfig config;
    config.norm = ModelConfig::Norm::Rms;
    config.positionKind = ModelConfig::Positions::Rotary;
    config.feedForward = ModelConfig::FeedForward::Swiglu;
    config.layers = settings.layers;
    config.width = settings.width;
    config.heads = config.keyHeads = settings.heads;
    config.headWidth = settings.heads == 0 ? 0 : settings.width / settings.heads;
    config.feedForwardWidth = settings.width * 8 / 3 / 16 * 16 + 16;
    config.vocabularySize = settings.codes + 1;
    config.positions = context;
    config.tiedHead = true;
    if (const std::string problem = configProblem(config); !problem.empty())
        throw std::runtime_error(problem);
    return config;
}

std::shared_ptr<ReadyModel> emptyModel(const PictureModelSettings& settings, const ModelConfig& config) {
    auto model = std::make_shared<ReadyModel>();
    model->threads = settings.threads;
    if (model->threads == 0) model->threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    model->backend = std::make_unique<CpuBackend>(model->threads);
    model->parameters = parametersOf(config).total;
    OpenedModel& opened = model->opened;
    opened.name = "picture codes";
    opened.config = config;
    opened.weights = createInitialWeights(config, *model->backend, settings.seed);
    opened.tokenizer = createCodeTokenizer(settings.codes);
    opened.marks.beginning = static_cast<TokenId>(settings.codes);
    opened.marks.beginsTexts = true;
    return model;
}

/// Steps on windows of the sequences, taken at random places.
class PictureTrainer {
public:
    PictureTrainer(const PictureModelSettings& wanted, ReadyModel& of, std::vector<std::vector<TokenId>> all)
        : settings(wanted)
        , model(of)
        , backend(*of.backend)
        , sequences(std::move(all))
        , gradients(zeroGradients(of.opened.config, backend))
        , optimizer(training, of.opened.weights, backend) {}

    /// Nats per code.
    double step(double progress) {
        const std::size_t context = model.opened.config.positions;
        std::vector<TrainingText> texts;
        std::size_t targets = 0;
        while (targets == 0 || targets + context <= settings.batchTokens) {
            texts.push_back(window(context));
            targets += texts.back().ids.size();
        }
        forEachTensor(gradients, [&](Tensor& gradient) { backend.fill(0, gradient); });
        LossOptions options;
        options.scale = 1.0F / static_cast<float>(targets);
        const BatchLoss batch =
            lossAndGradients(model.opened.config, model.opened.weights, backend, texts, options, gradients);
        if (!batch.problem.empty()) throw std::runtime_error(batch.problem);
        const double norm = optimizer.gradientNorm(backend, gradients);
        optimizer.step(backend, gradients, norm, rateFactor(training, progress));
        return batch.nats / static_cast<double>(targets);
    }

private:
    TrainingText window(std::size_t context) {
        const auto& sequence = sequences[number(sequences.size())];
        const std::size_t length = std::min(context, sequence.size() - 1);
        const std::size_t begin = number(sequence.size() - length);
        const std::span<const TokenId> ids(sequence);
        return {ids.subspan(begin, length), ids.subspan(begin + 1, length)};
    }
    std::size_t number(std::size_t below) {
        return static_cast<std::size_t>(uniformNumber(settings.seed, draws++) * static_cast<double>(below));
    }

    const PictureModelSettings& settings;
    const TrainingSettings training; ///< the usual rates
    ReadyModel& model;
    Backend& backend;
    std::vector<std::vector<TokenId>> sequences; ///< the mark and the ids of each picture
    Weights gradients;
    Optimizer optimizer;
    std::uint64_t draws = 0;
};

/// Reads token after token; begins anew with the later half of what it knows when the context is full.
class CodeReader {
public:
    explicit CodeReader(const ReadyModel& of)
        : model(of)
        , cache(createKvCache(of.opened.config, *of.backend, of.opened.config.positions)) {}

    /// The logits of what follows `text`, of which all but the last `added` tokens have been read before.
    std::vector<float> next(std::span<const TokenId> text, std::size_t added) {
        const std::size_t context = model.opened.config.positions;
        if (cache.length + added > context) {
            cache.length = 0;
            added = std::min(text.size(), std::max<std::size_t>(context / 2, 1));
        }
        const SequenceInput input{text.last(added), &cache};
        ForwardOptions options;
        options.lastTokenOnly = true;
        const ForwardResult result =
            forward(model.opened.config, model.opened.weights, *model.backend, {&input, 1}, options);
        if (!result.problem.empty()) throw std::runtime_error(result.problem);
        return model.backend->read(result.logits);
    }

private:
    const ReadyModel& model;
    KvCache cache;
};

} // namespace

CodePicture upperRows(const CodePicture& picture, std::uint32_t rows, bool asBeginning) {
    CodePicture upper = picture;
    const std::uint32_t kept = std::min(rows, picture.rows);
    upper.ids.resize(std::min(upper.ids.size(), std::size_t(kept) * picture.columns));
    if (!asBeginning) upper.rows = kept;
    return upper;
}

std::shared_ptr<const TextTokenizer> createCodeTokenizer(std::size_t codes) {
    return std::make_shared<CodeTokenizer>(codes);
}

std::shared_ptr<const ReadyModel>
createPictureModel(std::span<const CodePicture> pictures, const PictureModelSettings& settings,
                   std::stop_token stop, const std::function<void(const PictureModelReport&)>& progress) {
    std::vector<std::vector<TokenId>> sequences;
    std::size_t longest = 0;
    for (const CodePicture& picture : pictures) {
        checkIds(picture.ids, settings.codes);
        if (picture.ids.empty()) continue;
        auto& sequence = sequences.emplace_back(1, static_cast<TokenId>(settings.codes));
        sequence.insert(sequence.end(), picture.ids.begin(), picture.ids.end());
        longest = std::max(longest, picture.ids.size());
    }
    if (sequences.empty()) return nullptr;
    const std::size_t context = settings.context > 0 ? settings.context : usualContext(pictures, longest);
    const auto model = emptyModel(settings, configFor(settings, context));
    PictureTrainer trainer(settings, *model, std::move(sequences));
    const auto begin = std::chrono::steady_clock::now();
    PictureModelReport report;
    while (report.share < 1) {
        if (stop.stop_requested()) break;
        report.loss = trainer.step(report.share);
        ++report.step;
        report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const double bySteps =
            settings.steps > 0 ? static_cast<double>(report.step) / static_cast<double>(settings.steps) : 0;
        const double byTime = settings.seconds > 0 ? report.seconds / settings.seconds : 0;
        report.share =
            settings.steps == 0 && !(settings.seconds > 0) ? 1 : std::min(std::max(bySteps, byTime), 1.0);
        if (progress) progress(report);
    }
    if (report.step == 0) return nullptr;
    return model;
}

std::optional<CodePicture> completePicture(const ReadyModel& model, CodePicture beginning,
                                           const SamplingSettings& sampling, std::uint64_t seed,
                                           std::stop_token stop,
                                           const std::function<void(const Draw&)>& drawn) {
    const std::size_t codes = codesOf(model);
    checkIds(beginning.ids, codes);
    std::vector<TokenId> text{static_cast<TokenId>(codes)};
    text.insert(text.end(), beginning.ids.begin(), beginning.ids.end());
    const std::scoped_lock alone(model.busy);
    CodeReader reader(model);
    Sampler sampler(sampling, seed);
    std::size_t added = std::min(text.size(), model.opened.config.positions);
    while (beginning.ids.size() < beginning.size()) {
        if (stop.stop_requested()) return std::nullopt;
        const std::vector<float> logits = reader.next(text, added);
        const Draw draw = sampler.draw(std::span(logits).first(codes), beginning.ids); // never the mark
        beginning.ids.push_back(draw.token);
        text.push_back(draw.token);
        added = 1;
        if (drawn) drawn(draw);
    }
    return beginning;
}

std::vector<TokenId> tokensBefore(const ReadyModel& model, const CodePicture& picture, std::size_t index) {
    std::vector<TokenId> text{static_cast<TokenId>(codesOf(model))};
    const std::size_t known = std::min(index, picture.ids.size());
    text.insert(text.end(), picture.ids.begin(), picture.ids.begin() + static_cast<std::ptrdiff_t>(known));
    const std::size_t context = model.opened.config.positions;
    if (text.size() > context) text.erase(text.begin(), text.end() - static_cast<std::ptrdiff_t>(context));
    return text;
}

} // namespace tokenarium
