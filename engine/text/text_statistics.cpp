// SPDX-License-Identifier: GPL-3.0-or-later
// Counting with ICU's break iterators, and keeping the counts current block by block.
//
// A block ends where both iterators always break and nothing on one side changes what they do on the other:
// after a line feed, between a space and a letter, or between Chinese punctuation and an ideograph. ICU
// starts afresh at a boundary, so what follows a cut does not depend on what precedes it; what precedes it
// ends in a character that no rule looks across. Long stretches without such a place make long blocks.
#include "engine/text/text_statistics.h"

#include "engine/text/utf8.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tokenarium {
namespace {

constexpr std::size_t smallestBlock = 768;              // bytes: a keystroke counts about so many again
constexpr std::size_t longestBlock = 256 * 1024 * 1024; // ICU counts in 32 bits
constexpr std::size_t longestRecount = 64 * 1024;
constexpr std::size_t blocksPerChunk = 256;

struct Block {
    std::uint32_t bytes = 0, graphemes = 0, words = 0, codePoints = 0, lineFeeds = 0;
};

void add(TextCounts& sum, const Block& block) {
    sum.bytes += block.bytes;
    sum.graphemes += block.graphemes;
    sum.words += block.words;
    sum.codePoints += block.codePoints;
    sum.lines += block.lineFeeds;
}

/// May a block begin with this character when a space or Chinese punctuation precedes it? Not when it hangs
/// on to what precedes it, as accents, joiners, further spaces and Thai SARA AM do.
bool standsAlone(char32_t codePoint) {
    if (codePoint < 0x80) return u_isalnum(static_cast<UChar32>(codePoint));
    if (codePoint == invalidByte) return false;
    const auto c = static_cast<UChar32>(codePoint);
    if (!u_isalnum(c)) return false;
    const int grapheme = u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK);
    const int word = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    return grapheme != U_GCB_EXTEND && grapheme != U_GCB_SPACING_MARK && grapheme != U_GCB_ZWJ &&
           word != U_WB_EXTEND && word != U_WB_FORMAT && word != U_WB_ZWJ;
}

bool isIdeograph(char32_t codePoint) { return codePoint >= 0x4E00 && codePoint <= 0x9FFF; }

/// Does a Chinese comma, full stop, exclamation or question mark end at `at`?
bool endsChinesePunctuation(std::string_view text, std::size_t at) {
    if (at < 3) return false;
    const std::string_view mark = text.substr(at - 3, 3);
    return mark == "\u3001" || mark == "\u3002" || mark == "\uFF01" || mark == "\uFF0C" || mark == "\uFF1F";
}

bool isSafeCut(std::string_view text, std::size_t at) {
    const char before = text[at - 1];
    if (before == '\n') return true;
    if (before == ' ') return standsAlone(decodeUtf8(text, at).codePoint);
    return static_cast<unsigned char>(before) >= 0x80 && endsChinesePunctuation(text, at) &&
           isIdeograph(decodeUtf8(text, at).codePoint);
}

/// Where the block that begins at `begin` ends.
std::size_t blockEnd(std::string_view text, std::size_t begin) {
    if (text.size() - begin <= smallestBlock) return text.size();
    std::size_t at = begin + smallestBlock;
    while (at < text.size() && at - begin < longestBlock && !isSafeCut(text, at)) ++at;
    while (at < text.size() && at - begin >= longestBlock && (text[at] & 0xC0) == 0x80) --at;
    return at;
}

/// ICU's two iterators and a buffer for them. One thread at a time.
class Counter {
public:
    Counter() : graphemes(open(UBRK_CHARACTER)), words(open(UBRK_WORD)) {}
    ~Counter() {
        ubrk_close(graphemes);
        ubrk_close(words);
    }
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    Block count(std::string_view text) {
        Block block;
        block.bytes = static_cast<std::uint32_t>(text.size());
        fill(text, block);
        block.graphemes = block.codePoints == block.bytes && isAscii ? block.bytes - returnPairs
                                                                     : countBreaks(graphemes, UBRK_WORD_NONE);
        block.words = countBreaks(words, UBRK_WORD_NONE_LIMIT);
        return block;
    }

private:
    static UBreakIterator* open(UBreakIteratorType type) {
        UErrorCode status = U_ZERO_ERROR;
        return ubrk_open(type, "root", nullptr, 0, &status);
    }

    /// UTF-16 of the text, one U+FFFD for every invalid byte.
    void fill(std::string_view text, Block& block) {
        units.resize(text.size());
        std::size_t size = 0;
        isAscii = true;
        returnPairs = 0;
        for (std::size_t at = 0; at < text.size(); ++block.codePoints) {
            const Utf8Character character = decodeUtf8(text, at);
            const char32_t codePoint = character.valid() ? character.codePoint : 0xFFFD;
            if (codePoint == '\n') {
                ++block.lineFeeds;
                returnPairs += at > 0 && text[at - 1] == '\r';
            }
            isAscii &= codePoint < 0x80;
            U16_APPEND_UNSAFE(units.data(), size, codePoint);
            at += character.size;
        }
        units.resize(size);
    }

    /// Segments whose rule status is at least `status`.
    std::uint32_t countBreaks(UBreakIterator* iterator, int32_t status) {
        UErrorCode problem = U_ZERO_ERROR;
        ubrk_setText(iterator, units.data(), static_cast<int32_t>(units.size()), &problem);
        std::uint32_t count = 0;
        if (U_FAILURE(problem)) return count;
        ubrk_first(iterator);
        while (ubrk_next(iterator) != UBRK_DONE) count += ubrk_getRuleStatus(iterator) >= status;
        return count;
    }

    UBreakIterator* graphemes;
    UBreakIterator* words;
    std::u16string units;
    bool isAscii = false;
    std::uint32_t returnPairs = 0;
};

TextCounts finished(TextCounts sum) {
    if (sum.bytes > 0) ++sum.lines;
    return sum;
}

} // namespace

TextCounts countText(std::string_view text) {
    Counter counter;
    TextCounts sum;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = blockEnd(text, begin);
        add(sum, counter.count(text.substr(begin, end - begin)));
        begin = end;
    }
    return finished(sum);
}

/// Blocks in chunks, so that neither finding nor inserting one walks through all of a long text.
struct TextStatistics::Data {
    struct Chunk {
        std::vector<Block> blocks;
        std::size_t bytes = 0;
    };
    Counter counter;
    std::vector<Chunk> chunks;
    TextCounts sum; // lines holds the line feeds
    bool current = true;
    std::string region;

    void append(const Block& block) {
        if (chunks.empty() || chunks.back().blocks.size() >= blocksPerChunk) chunks.emplace_back();
        chunks.back().blocks.push_back(block);
        chunks.back().bytes += block.bytes;
        add(sum, block);
    }

    void subtract(const Block& block) {
        sum.bytes -= block.bytes;
        sum.graphemes -= block.graphemes;
        sum.words -= block.words;
        sum.codePoints -= block.codePoints;
        sum.lines -= block.lineFeeds;
    }

    /// Joins the chunks that hold bytes of `touched` into one and returns its number and first byte.
    std::pair<std::size_t, std::size_t> gather(Span touched) {
        std::size_t first = 0, begin = 0;
        while (first + 1 < chunks.size() && begin + chunks[first].bytes <= touched.begin)
            begin += chunks[first++].bytes;
        Chunk& target = chunks[first];
        std::size_t last = first + 1;
        for (; last < chunks.size() && begin + target.bytes < touched.end; ++last) {
            target.blocks.insert(target.blocks.end(), chunks[last].blocks.begin(), chunks[last].blocks.end());
            target.bytes += chunks[last].bytes;
        }
        chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                     chunks.begin() + static_cast<std::ptrdiff_t>(last));
        return {first, begin};
    }

    void splitIfLarge(std::size_t number) {
        while (chunks[number].blocks.size() > 2 * blocksPerChunk) {
            std::vector<Block>& blocks = chunks[number].blocks;
            Chunk tail;
            tail.blocks.assign(blocks.end() - blocksPerChunk, blocks.end());
            blocks.resize(blocks.size() - blocksPerChunk);
            for (const Block& block : tail.blocks) tail.bytes += block.bytes;
            chunks[number].bytes -= tail.bytes;
            chunks.insert(chunks.begin() + static_cast<std::ptrdiff_t>(number) + 1, std::move(tail));
        }
        if (chunks[number].blocks.empty()) chunks.erase(chunks.begin() + static_cast<std::ptrdiff_t>(number));
    }

    void update(const TextBuffer& text, Span removed, std::size_t insertedBytes);
};

void TextStatistics::Data::update(const TextBuffer& text, Span removed, std::size_t insertedBytes) {
    if (chunks.empty()) chunks.emplace_back();
    // A cut depends on the character before it and the one after it, so blocks within reach of those go too.
    constexpr std::size_t reach = 4;
    const Span touched{removed.begin - std::min(removed.begin, reach), removed.end + reach};
    const auto [number, chunkBegin] = gather(touched);
    Chunk& chunk = chunks[number];
    std::size_t first = 0, begin = chunkBegin;
    while (first < chunk.blocks.size() && begin + chunk.blocks[first].bytes <= touched.begin)
        begin += chunk.blocks[first++].bytes;
    // Small leftovers take the next block in, so that deleting does not leave crumbs.
    const std::size_t atLeast = touched.end + smallestBlock / 2 - std::min(smallestBlock / 2, insertedBytes);
    std::size_t last = first, end = begin;
    while (last < chunk.blocks.size() &&
           (end < touched.end || (end < atLeast && end - begin < smallestBlock)))
        end += chunk.blocks[last++].bytes;
    const std::size_t newSize = end - begin - removed.size() + insertedBytes;
    if (newSize > longestRecount) {
        current = false;
        return;
    }
    region.clear();
    text.copy({begin, begin + newSize}, region);
    std::vector<Block> counted;
    for (std::size_t at = 0; at < newSize;) {
        const std::size_t stop = blockEnd(region, at);
        counted.push_back(counter.count(std::string_view(region).substr(at, stop - at)));
        at = stop;
    }
    for (std::size_t i = first; i < last; ++i) subtract(chunk.blocks[i]);
    for (const Block& block : counted) add(sum, block);
    chunk.bytes += newSize;
    chunk.bytes -= end - begin;
    const auto place = chunk.blocks.erase(chunk.blocks.begin() + static_cast<std::ptrdiff_t>(first),
                                          chunk.blocks.begin() + static_cast<std::ptrdiff_t>(last));
    chunk.blocks.insert(place, counted.begin(), counted.end());
    splitIfLarge(number);
}

TextStatistics::TextStatistics() : data(std::make_unique<Data>()) {}
TextStatistics::~TextStatistics() = default;
TextStatistics::TextStatistics(TextStatistics&&) noexcept = default;
TextStatistics& TextStatistics::operator=(TextStatistics&&) noexcept = default;

TextStatistics TextStatistics::build(std::string_view text, std::stop_token stop) {
    TextStatistics result;
    for (std::size_t begin = 0; begin < text.size();) {
        if (stop.stop_requested()) {
            TextStatistics stopped;
            stopped.data->current = false;
            return stopped;
        }
        const std::size_t end = blockEnd(text, begin);
        result.data->append(result.data->counter.count(text.substr(begin, end - begin)));
        begin = end;
    }
    return result;
}

void TextStatistics::update(TextBuffer& text, Span removed, std::size_t insertedBytes) {
    if (data->current) data->update(text, removed, insertedBytes);
}

bool TextStatistics::isCurrent() const { return data->current; }
TextCounts TextStatistics::counts() const { return finished(data->sum); }

} // namespace tokenarium
