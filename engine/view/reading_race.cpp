// SPDX-License-Identifier: GPL-3.0-or-later
// The reader never overtakes the stream: a word is begun at the later of "it is there" and "the last is
// read".
#include "engine/view/reading_race.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

namespace tokenarium {

ReadingRace readingRace(const RaceInput& input) {
    ReadingRace race;
    for (std::size_t i = 0; i < input.tokens.size(); ++i)
        race.tokenSeconds.push_back(input.ttftSeconds + static_cast<double>(i) * input.itlSeconds);
    const double each = 60 / input.wordsPerMinute;
    std::size_t token = 0;
    double free = 0; // when the reader has read the word before
    for (const Span word : input.words) {
        while (token + 1 < input.tokens.size() && input.tokens[token].end < word.end) ++token;
        const double shown = race.tokenSeconds.empty() ? 0 : race.tokenSeconds[token];
        if (!race.wordShown.empty()) race.waitedSeconds += std::max(0.0, shown - free);
        race.wordShown.push_back(shown);
        race.wordBegun.push_back(std::max(shown, free));
        free = race.wordBegun.back() + each;
        race.wordRead.push_back(free);
    }
    if (!race.tokenSeconds.empty()) race.streamEnd = race.tokenSeconds.back();
    race.readerEnd = std::max(free, race.streamEnd);
    return race;
}

namespace {

std::size_t passed(const std::vector<double>& rising, double seconds) {
    return static_cast<std::size_t>(std::upper_bound(rising.begin(), rising.end(), seconds) - rising.begin());
}

} // namespace

RaceMoment raceAt(const ReadingRace& race, double seconds) {
    RaceMoment moment;
    moment.tokens = passed(race.tokenSeconds, seconds);
    moment.wordsShown = passed(race.wordShown, seconds);
    moment.wordsRead = passed(race.wordRead, seconds);
    const std::size_t current = moment.wordsRead;
    if (current < race.wordBegun.size() && seconds >= race.wordBegun[current]) {
        const double length = race.wordRead[current] - race.wordBegun[current];
        moment.isReading = true;
        moment.wordShare = length > 0 ? (seconds - race.wordBegun[current]) / length : 0;
    }
    moment.isOver = moment.wordsRead == race.wordRead.size() && moment.tokens == race.tokenSeconds.size();
    return moment;
}

std::vector<Span> wordSpans(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, decltype(&utext_close)> source(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), &utext_close);
    const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
        ubrk_open(UBRK_WORD, "", nullptr, 0, &status), &ubrk_close);
    std::vector<Span> words;
    if (U_FAILURE(status)) return words;
    ubrk_setUText(breaks.get(), source.get(), &status);
    if (U_FAILURE(status)) return words;
    std::int32_t begin = ubrk_first(breaks.get());
    for (std::int32_t end = ubrk_next(breaks.get()); end != UBRK_DONE; end = ubrk_next(breaks.get())) {
        if (ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT)
            words.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
        begin = end;
    }
    return words;
}

} // namespace tokenarium
