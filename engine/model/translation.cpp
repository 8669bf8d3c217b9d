// SPDX-License-Identifier: GPL-3.0-or-later
// Token by token with a cache until the line ends.
#include "engine/model/translation.h"

#include "engine/model/forward.h"
#include "engine/text/utf8.h"

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t mostTokens = 80; // the longest Chinese sentences among the pairs have fewer

/// Bytes that are no character become U+FFFD; white space around the text goes.
std::string asSentence(std::string_view bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character character = decodeUtf8(bytes, at);
        appendUtf8(character.valid() ? character.codePoint : U'\uFFFD', text);
        at += character.size;
    }
    const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

bool endsLine(const OpenedModel& model, TokenId id) {
    const auto& ends = model.marks.ends;
    if (std::find(ends.begin(), ends.end(), id) != ends.end()) return true;
    return model.tokenizer->decode(std::span(&id, 1)).find('\n') != std::string::npos;
}

std::vector<float> logitsAfter(const ReadyModel& model, std::span<const TokenId> unread, KvCache& cache) {
    const SequenceInput text{unread, &cache};
    ForwardOptions options;
    options.lastTokenOnly = true;
    const ForwardResult result =
        forward(model.opened.config, model.opened.weights, *model.backend, {&text, 1}, options);
    if (!result.complete) return {};
    std::vector<float> logits = model.backend->read(result.logits); // empty where a device failed
    logits.resize(std::min(logits.size(), model.opened.tokenizer->vocabulary().size()));
    return logits;
}

/// From the prompt to the end of the line.
Translation goOn(const ReadyModel& model, const std::vector<TokenId>& prompt,
                 const SamplingSettings& settings, std::uint64_t seed, const std::stop_token& stop) {
    Translation made;
    made.prompt = prompt;
    const std::size_t context = model.opened.config.positions;
    if (made.prompt.size() >= context) return made;
    const std::size_t last = std::min(context, made.prompt.size() + mostTokens);
    KvCache cache = createKvCache(model.opened.config, *model.backend, last);
    Sampler sampler(settings, seed);
    std::vector<TokenId> ids = made.prompt;
    std::span<const TokenId> unread = ids;
    while (ids.size() < last && !stop.stop_requested()) {
        const std::vector<float> logits = logitsAfter(model, unread, cache);
        if (logits.empty()) break;
        const Draw draw = sampler.draw(logits, ids);
        made.complete = endsLine(model.opened, draw.token);
        if (made.complete) break;
        made.tokens.push_back({draw.token, draw.fullProbability});
        ids.push_back(draw.token);
        unread = std::span(ids).last(1);
    }
    made.text = asSentence(model.opened.tokenizer->decode(std::span(ids).subspan(made.prompt.size())));
    return made;
}

} // namespace

bool canTranslate(const OpenedModel& model) { return model.tokenizer && model.marks.pair.has_value(); }

std::vector<TokenId> translationPrompt(const OpenedModel& model, std::string_view english) {
    std::string line(english);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::vector<TokenId> ids;
    if (model.marks.beginsTexts) ids.push_back(*model.marks.beginning);
    ids.push_back(*model.marks.pair);
    model.tokenizer->encodeIds(asSentence(line) + " =", ids);
    return ids;
}

Translation translate(const ReadyModel& model, std::string_view english, const SamplingSettings& settings,
                      std::uint64_t seed, std::stop_token stop) {
    const std::vector<TokenId> prompt = translationPrompt(model.opened, english);
    return computeAlone(model, [&] { return goOn(model, prompt, settings, seed, stop); });
}

} // namespace tokenarium
