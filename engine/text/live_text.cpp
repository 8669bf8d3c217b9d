// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps tokens current: an edit redoes the pieces whose splitter looked at the edited bytes, and stops at the
// first piece boundary behind the edit that existed before. Splitters look forward only, so the rest cannot
// have changed.
//
// Two sequences are kept: the tokens, and the pieces with how far each looked. They are independent because
// pieces may have no token, and tokens need not cover their piece.
#include "engine/text/live_text.h"

#include "engine/text/span_sequence.h"

#include <algorithm>
#include <cassert>

namespace tokenarium {

namespace {

constexpr std::size_t buildStep = 256 * 1024; // bytes between two looks at the stop token

/// Walks over the pieces in step with the tokens.
class PieceWalk {
public:
    explicit PieceWalk(const SpanSequence& sequence) : pieces(sequence) {}
    /// The piece that holds byte `at`; later calls must not go back.
    Span pieceOf(std::size_t at) {
        if (!started) {
            cursor = pieces.lastBeginningUpTo(at).value_or(SpanSequence::Cursor{});
            started = true;
            enter();
        }
        while (span.end <= at && span.end < pieces.bytes()) enter();
        return span;
    }

private:
    void enter() {
        span.begin = pieces.at(cursor).begin;
        pieces.next(cursor);
        span.end = pieces.atEnd(cursor) ? pieces.bytes() : pieces.at(cursor).begin;
    }
    const SpanSequence& pieces;
    SpanSequence::Cursor cursor; // the piece after `span`
    Span span;
    bool started = false;
};

/// How many tokens at both ends of a redone stretch are what they were.
struct Kept {
    std::size_t front = 0, back = 0;
};

} // namespace

struct TokenIndex::Data {
    SpanSequence tokens{true};
    SpanSequence pieces{false};   // extent: how far the splitter looked
    std::vector<Piece> newPieces; // these are members only to spare allocations at every key
    std::vector<Token> pieceTokens;
    std::vector<SequenceItem> newItems, newTokens;

    std::size_t pieceBoundaryFrom(std::size_t at) const;
    std::size_t redoPieces(const TextTokenizer& tokenizer, std::string_view tail, std::size_t begin,
                           std::size_t editEnd, Span removed);
    void encodePieces(const TextTokenizer& tokenizer, std::string_view tail, std::size_t begin);
    TokenChange storeTokens(Span oldRegion, Span newRegion);
    Kept countKept(SpanSequence::Cursor begin, SpanSequence::Cursor end, std::size_t shift) const;
    void replaceBetween(std::size_t first, std::size_t oldCount, Kept kept, Span oldRegion,
                        std::size_t shift);
    LiveToken liveToken(const SpanSequence::Cursor& cursor) const;
};

TokenIndex::TokenIndex() : data(std::make_unique<Data>()) {}
TokenIndex::~TokenIndex() = default;
TokenIndex::TokenIndex(TokenIndex&&) noexcept = default;
TokenIndex& TokenIndex::operator=(TokenIndex&&) noexcept = default;

/// The first old boundary at or after `at`; the end of the text is one.
std::size_t TokenIndex::Data::pieceBoundaryFrom(std::size_t at) const {
    const SpanSequence::Cursor cursor = pieces.firstBeginningAt(at);
    return pieces.atEnd(cursor) ? pieces.bytes() : pieces.at(cursor).begin;
}

/// Splits `tail`, the new text from `begin` on, into newPieces, until a boundary behind the edit is one that
/// existed before. Returns where that is in the new text.
std::size_t TokenIndex::Data::redoPieces(const TextTokenizer& tokenizer, std::string_view tail,
                                         std::size_t begin, std::size_t editEnd, Span removed) {
    const std::size_t shift = editEnd - removed.end; // modulo 2^64: it may point backwards
    std::size_t end = begin;
    std::size_t meeting = pieceBoundaryFrom(removed.end) + shift;
    while (end != meeting) {
        [[maybe_unused]] const std::size_t before = newPieces.size();
        tokenizer.split(tail, end - begin, meeting - begin, newPieces);
        assert(newPieces.size() > before);
        end = begin + newPieces.back().span.end;
        meeting = pieceBoundaryFrom(end - shift) + shift;
    }
    return end;
}

/// Makes newItems (the pieces) and newTokens from newPieces, which count from `begin`.
void TokenIndex::Data::encodePieces(const TextTokenizer& tokenizer, std::string_view tail,
                                    std::size_t begin) {
    newItems.clear();
    newTokens.clear();
    for (const Piece& piece : newPieces) {
        newItems.push_back({begin + piece.span.begin, std::uint32_t(piece.look - piece.span.begin), 0});
        pieceTokens.clear();
        tokenizer.encodePiece(tail.substr(piece.span.begin, piece.span.size()), pieceTokens);
        const std::size_t origin = begin + piece.span.begin;
        for (const Token& token : pieceTokens)
            newTokens.push_back({origin + token.span.begin, std::uint32_t(token.span.size()), token.id});
    }
}

/// Compares newTokens with the stored tokens [begin, end); those kept at the back have moved by `shift`.
Kept TokenIndex::Data::countKept(SpanSequence::Cursor begin, SpanSequence::Cursor end,
                                 std::size_t shift) const {
    const std::size_t fewer = std::min(end.index - begin.index, newTokens.size());
    Kept kept;
    for (; kept.front < fewer && tokens.at(begin) == newTokens[kept.front]; ++kept.front) tokens.next(begin);
    for (; kept.front + kept.back < fewer; ++kept.back) {
        tokens.previous(end);
        SequenceItem old = tokens.at(end);
        old.begin += shift;
        if (old != newTokens[newTokens.size() - 1 - kept.back]) break;
    }
    return kept;
}

/// Puts the new tokens between the kept ones in place of the old ones there. Only a byte can be a border, so
/// a kept token that begins at the same byte as one that is not kept, or as one kept on the other side, is
/// stored again.
void TokenIndex::Data::replaceBetween(std::size_t first, std::size_t oldCount, Kept kept, Span oldRegion,
                                      std::size_t shift) {
    const std::size_t newCount = newTokens.size();
    const auto oldBegin = [&](std::size_t i) { return tokens.at(tokens.seek(first + i)).begin; };
    const auto sameByte = [&](std::size_t oldAt, std::size_t newAt) { // as the token before it
        return (oldAt < oldCount && oldBegin(oldAt - 1) == oldBegin(oldAt)) ||
               (newAt < newCount && newTokens[newAt - 1].begin == newTokens[newAt].begin);
    };
    const auto sameByteBehind = [&](std::size_t oldAt, std::size_t newAt) {
        return (oldAt > 0 && oldBegin(oldAt - 1) == oldBegin(oldAt)) ||
               (newAt > 0 && newTokens[newAt - 1].begin == newTokens[newAt].begin);
    };
    while (kept.front > 0 && sameByte(kept.front, kept.front)) --kept.front;
    while (kept.back > 0 && sameByteBehind(oldCount - kept.back, newCount - kept.back)) --kept.back;
    Span region = oldRegion;
    if (kept.front > 0) region.begin = newTokens[kept.front - 1].begin + 1;
    if (kept.back > 0) region.end = oldBegin(oldCount - kept.back);
    const std::span<const SequenceItem> changed(newTokens);
    tokens.replace(region, region.size() + shift,
                   changed.subspan(kept.front, newCount - kept.front - kept.back));
}

/// Puts newTokens in place of the tokens of oldRegion and says which of them are really others.
TokenChange TokenIndex::Data::storeTokens(Span oldRegion, Span newRegion) {
    const std::size_t shift = newRegion.end - oldRegion.end; // modulo 2^64
    const SpanSequence::Cursor begin = tokens.firstBeginningAt(oldRegion.begin);
    const SpanSequence::Cursor end = tokens.firstBeginningAt(oldRegion.end);
    const std::size_t oldCount = end.index - begin.index, newCount = newTokens.size();
    const Kept kept = countKept(begin, end, shift);
    replaceBetween(begin.index, oldCount, kept, oldRegion, shift);
    return {begin.index + kept.front, oldCount - kept.front - kept.back, newCount - kept.front - kept.back,
            newRegion};
}

std::optional<TokenIndex> TokenIndex::build(const TextTokenizer& tokenizer, std::string_view text,
                                            std::stop_token stop,
                                            const std::function<void(std::size_t)>& progress) {
    TokenIndex index;
    Data& data = *index.data;
    for (std::size_t begin = 0; begin < text.size();) {
        if (stop.stop_requested()) return std::nullopt;
        data.newPieces.clear();
        tokenizer.split(text, begin, std::min(text.size(), begin + buildStep), data.newPieces);
        data.encodePieces(tokenizer, text, 0);
        const std::size_t size = data.newPieces.back().span.end - begin;
        data.pieces.append(size, data.newItems);
        data.tokens.append(size, data.newTokens);
        begin += size;
        if (progress) progress(begin);
    }
    data.pieces.shrink();
    data.tokens.shrink();
    return index;
}

TokenChange TokenIndex::update(const TextTokenizer& tokenizer, TextBuffer& text, Span removed,
                               std::size_t insertedBytes) {
    assert(text.size() == data->pieces.bytes() - removed.size() + insertedBytes);
    if (removed.empty() && insertedBytes == 0) return {0, 0, 0, {removed.begin, removed.begin}};
    const SpanSequence::Cursor affected = data->pieces.firstEndingAfter(removed.begin);
    const std::size_t begin = data->pieces.atEnd(affected) ? removed.begin : data->pieces.at(affected).begin;
    const std::string_view tail = text.tail(begin);
    const std::size_t editEnd = removed.begin + insertedBytes;
    data->newPieces.clear();
    const std::size_t end = data->redoPieces(tokenizer, tail, begin, editEnd, removed);
    data->encodePieces(tokenizer, tail, begin);
    const Span oldRegion{begin, end - editEnd + removed.end}, newRegion{begin, end};
    const TokenChange change = data->storeTokens(oldRegion, newRegion);
    data->pieces.replace(oldRegion, newRegion.size(), data->newItems);
    return change;
}

std::size_t TokenIndex::tokenCount() const { return data->tokens.count(); }

LiveToken TokenIndex::Data::liveToken(const SpanSequence::Cursor& cursor) const {
    const SequenceItem item = tokens.at(cursor);
    const SequenceItem piece = pieces.at(*pieces.lastBeginningUpTo(item.begin));
    const bool starts = tokens.firstBeginningAt(piece.begin).index == cursor.index;
    return {{item.id, {item.begin, item.end()}}, cursor.index, starts};
}

std::optional<LiveToken> TokenIndex::tokenAt(std::size_t at) const {
    const SpanSequence::Cursor cursor = data->tokens.firstEndingAfter(at);
    if (data->tokens.atEnd(cursor) || data->tokens.at(cursor).begin > at) return std::nullopt;
    return data->liveToken(cursor);
}

LiveToken TokenIndex::token(std::size_t index) const {
    assert(index < tokenCount());
    return data->liveToken(data->tokens.seek(index));
}

void TokenIndex::tokens(Span span, std::vector<LiveToken>& out) const {
    const SpanSequence& all = data->tokens;
    if (span.empty()) return;
    SpanSequence::Cursor cursor = all.firstEndingAfter(span.begin);
    if (all.atEnd(cursor) || all.at(cursor).begin >= span.end) return;
    PieceWalk walk(data->pieces);
    std::optional<std::size_t> previous; // where the token before begins
    if (cursor.index > 0) previous = all.at(all.seek(cursor.index - 1)).begin;
    for (; !all.atEnd(cursor); all.next(cursor)) {
        const SequenceItem item = all.at(cursor);
        if (item.begin >= span.end) break;
        const bool starts = !previous || *previous < walk.pieceOf(item.begin).begin;
        previous = item.begin;
        if (item.end() > span.begin && item.extent > 0)
            out.push_back({{item.id, {item.begin, item.end()}}, cursor.index, starts});
    }
}

Span TokenIndex::pieceAt(std::size_t at) const {
    assert(at < data->pieces.bytes());
    return PieceWalk(data->pieces).pieceOf(at);
}

void TokenIndex::ids(std::vector<TokenId>& out) const { data->tokens.ids(out); }

} // namespace tokenarium
