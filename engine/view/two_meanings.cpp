// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the word by its bytes, then its tokens by their spans.
#include "engine/view/two_meanings.h"

#include "engine/model/prompt_tokens.h"
#include "engine/model/recorded_run.h"
#include "engine/view/residual_stream.h"

namespace tokenarium {
namespace {

/// A token that lies in an occurrence of the word.
struct Part {
    std::size_t place; ///< among the tokens that are read
    TokenId id;
    bool isWholeWord;
};

bool isLetter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

/// "lie" is not in "believe".
bool standsAlone(const std::string& text, std::size_t begin, std::size_t end) {
    const bool before = begin > 0 && isLetter(text[begin - 1]) && isLetter(text[begin]);
    const bool after = end < text.size() && isLetter(text[end]) && isLetter(text[end - 1]);
    return !before && !after;
}

std::vector<Part> partsOf(const std::string& sentence, const std::string& word, const TokenStream& stream,
                          std::size_t opening) {
    std::vector<Part> parts;
    if (word.empty()) return parts;
    for (std::size_t at = sentence.find(word); at != std::string::npos; at = sentence.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if (!standsAlone(sentence, at, end)) continue;
        for (std::size_t i = 0; i < stream.tokens.size(); ++i) {
            const Span span = stream.tokens[i].span;
            if (span.end <= at || span.begin >= end) continue;
            const bool blank = span.begin + 1 == at && sentence[span.begin] == ' ';
            parts.push_back(
                {opening + i, stream.tokens[i].id, span.end == end && (span.begin == at || blank)});
        }
    }
    return parts;
}

} // namespace

TwoSentences findSharedToken(const ReadyModel& model, const std::string& first, const std::string& second,
                             const std::string& word) {
    TwoSentences both;
    const auto read = [&](const std::string& text, SentenceTokens& sentence) {
        const PromptTokens prompt = promptTokens(model.opened, text);
        sentence.ids = prompt.ids;
        sentence.opening = prompt.opening;
        return partsOf(text, word, encode(*model.opened.tokenizer, text, SpecialMode::Special),
                       prompt.opening);
    };
    const std::vector<Part> ofFirst = read(first, both.first), ofSecond = read(second, both.second);
    for (const bool wholeWord : {true, false})
        for (const Part& a : ofFirst)
            for (const Part& b : ofSecond) {
                if (a.id != b.id || (wholeWord && !(a.isWholeWord && b.isWholeWord)) || both.shared) continue;
                both.shared = SharedToken{a.id, wholeWord};
                both.first.place = a.place;
                both.second.place = b.place;
            }
    return both;
}

std::optional<PartingMeanings> partMeanings(std::shared_ptr<const ReadyModel> model,
                                            const TwoSentences& sentences, std::stop_token stop) {
    if (!sentences.shared) return std::nullopt;
    const std::uint64_t budget = 0; // the residual stream is all that is asked for
    const auto first = recordRun(model, sentences.first.ids, {}, budget, stop);
    const auto second = recordRun(model, sentences.second.ids, {}, budget, stop);
    if (!first || !second) return std::nullopt;
    return PartingMeanings{cosineDistances(*first, sentences.first.place, *second, sentences.second.place),
                           meanDistancesToOthers(*first, sentences.first.place)};
}

} // namespace tokenarium
