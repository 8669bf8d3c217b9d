// SPDX-License-Identifier: GPL-3.0-or-later
// A reader and a stream of tokens: when each token stands there, when each word has been read, who waits.
#pragma once

#include "engine/token/token.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace tokenarium {

struct RaceInput {
    std::vector<Span> tokens; ///< of the text, in order, in bytes
    std::vector<Span> words;  ///< as wordSpans gives them
    double ttftSeconds = 0, itlSeconds = 0;
    double wordsPerMinute = 0; ///< above 0
};

/// Seconds count from the question.
struct ReadingRace {
    std::vector<double> tokenSeconds; ///< when it appears
    std::vector<double> wordShown;    ///< when its last token has appeared
    std::vector<double> wordBegun, wordRead;
    double waitedSeconds = 0; ///< of the reader, after the first word, for words that were not there yet
    double streamEnd = 0, readerEnd = 0;
};
/// A word is begun when the one before is read and it stands there whole; each takes as long as another.
ReadingRace readingRace(const RaceInput& input);

struct RaceMoment {
    std::size_t tokens = 0;     ///< that have appeared
    std::size_t wordsShown = 0; ///< whole
    std::size_t wordsRead = 0;
    double wordShare = 0; ///< of the word that is being read, 0 to 1
    bool isReading = false;
    bool isOver = false; ///< read to the end
    /// So many whole words lie between stream and reader.
    std::size_t lead() const { return wordsShown - wordsRead; }
};
RaceMoment raceAt(const ReadingRace& race, double seconds);

/// Words with a letter, number, kana or ideograph (UAX #29, ICU's dictionaries), in bytes of a UTF-8 text.
std::vector<Span> wordSpans(std::string_view text);

} // namespace tokenarium
