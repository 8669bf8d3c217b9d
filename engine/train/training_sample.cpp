// SPDX-License-Identifier: GPL-3.0-or-later
// Token by token with a cache, as any model is used.
#include "engine/train/training_sample.h"

#include "engine/model/forward.h"
#include "engine/model/sampling.h"
#include "engine/text/utf8.h"

#include <algorithm>

namespace tokenarium {

namespace {

/// Bytes that are no character become U+FFFD.
std::string asUtf8(std::string_view bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character character = decodeUtf8(bytes, at);
        appendUtf8(character.valid() ? character.codePoint : U'\uFFFD', text);
        at += character.size;
    }
    return text;
}

/// Empty where the run was refused or stopped.
std::vector<float> nextLogits(const SampledModel& model, Backend& backend, std::span<const TokenId> ids,
                              KvCache& cache) {
    const SequenceInput text{ids, &cache};
    ForwardOptions options;
    options.lastTokenOnly = true;
    const ForwardResult result = forward(model.config, model.weights, backend, {&text, 1}, options);
    return result.complete ? backend.read(result.logits) : std::vector<float>();
}

} // namespace

std::vector<TokenId> samplePrompt(const SampledModel& model, std::string_view prompt) {
    DocumentMarks marks = model.marks;
    marks.beginsTexts = true; // as every document that is trained with
    std::vector<TokenId> ids = openingOf(marks, prompt);
    model.tokenizer.encodeIds(prompt, ids);
    return ids;
}

std::string sampleText(const SampledModel& model, Backend& backend, std::string_view prompt,
                       const RecipeSamples& samples, std::uint64_t seed) {
    std::vector<TokenId> ids = samplePrompt(model, prompt);
    const std::size_t before = ids.size(), context = model.config.positions;
    if (before >= context) return {};
    const std::size_t last = before + std::min(samples.maxTokens, context - before);
    KvCache cache = createKvCache(model.config, backend, last);
    SamplingSettings settings;
    settings.temperature = samples.temperature;
    Sampler sampler(settings, seed);
    std::span<const TokenId> unread = ids;
    while (ids.size() < last) {
        const std::vector<float> logits = nextLogits(model, backend, unread, cache);
        if (logits.empty()) break;
        const TokenId chosen = sampler.draw(logits, ids).token;
        if (std::find(model.marks.ends.begin(), model.marks.ends.end(), chosen) != model.marks.ends.end())
            break;
        ids.push_back(chosen);
        unread = std::span(ids).last(1);
    }
    return asUtf8(model.tokenizer.decode(std::span(ids).subspan(before)));
}

} // namespace tokenarium
