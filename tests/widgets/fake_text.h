// SPDX-License-Identifier: GPL-3.0-or-later
// A text with a trivial tokenizer, and an owner that does what the editor asks for: what the session does, in
// small.
#pragma once

#include "widgets/text/token_text_edit.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tokenarium {

/// Tokens are words with the space before them and groups of at most four of anything else, or `group` bytes
/// each where that is not 0 (so that characters are cut). Marks are found again for every call, from the
/// line's start.
class FakeText : public TextView {
public:
    std::string text;
    std::size_t group = 0;
    TintKind kind = TintKind::Category;
    std::size_t unknownEvery = 0;                         ///< every so many-th token is [UNK]
    mutable std::size_t markedBytes = 0, copiedBytes = 0; ///< asked for so far

    std::size_t size() const override { return text.size(); }
    void copy(Span span, std::string& out) const override {
        copiedBytes += span.size();
        out.append(text, span.begin, span.size());
    }
    TintKind tintKind() const override { return kind; }

    void marks(Span span, std::vector<TokenMark>& out) const override {
        markedBytes += span.size();
        const std::size_t origin = group ? span.begin / group * group : lineStart(span.begin);
        std::size_t at = origin;
        for (std::size_t index = at; at < span.end && at < text.size(); ++index) {
            if (at > origin && text[at - 1] == '\n')
                return marks({at, span.end}, out); // as if asked for alone
            const std::size_t end = tokenEnd(at, origin);
            if (end > span.begin && at < span.end) out.push_back(mark({at, end}, index, origin));
            at = end;
        }
    }

    /// Edits near each other shift the groups behind them, as real tokens are not cut anew far behind an
    /// edit.
    void edited(Span removed, std::size_t inserted) {
        const bool near = removed.begin < editAt + 400 && editAt < removed.begin + 400;
        if (!near) shift = 0, editAt = removed.begin;
        shift += inserted - removed.size();
    }

private:
    std::size_t editAt = 0, shift = 0;

    /// A newline at most 4 kB back, or else a multiple of 256, so that long lines cost no more than short
    /// ones.
    std::size_t lineStart(std::size_t byte) const {
        const std::size_t floor = byte - std::min<std::size_t>(byte, 4096);
        const std::size_t newline = std::string_view(text).substr(floor, byte - floor).rfind('\n');
        if (newline != std::string::npos) return floor + newline + 1;
        if (floor == 0) return 0;
        return byte < editAt + 512 ? byte / 256 * 256 : (byte - shift) / 256 * 256 + shift;
    }
    std::size_t tokenEnd(std::size_t at, std::size_t origin) const {
        const std::size_t fence = std::min(text.size(), at + 256 - (at - origin) % 256);
        if (group) return std::min(text.size(), at + group);
        const auto letter = [&](std::size_t i) {
            return i < fence && (std::isalpha((unsigned char)text[i]));
        };
        std::size_t end = at + (text[at] == ' ' && letter(at + 1) ? 1 : 0);
        if (letter(end)) {
            while (letter(end) && end - at < 7) ++end;
            return end;
        }
        if (text[at] == '\n') return at + 1;
        if (text[at] == ' ') {
            while (end < fence && text[end] == ' ' && end - at < 4) ++end;
            return end;
        }
        while (end < fence && !letter(end) && text[end] != ' ' && text[end] != '\n' && end - at < 3) ++end;
        return std::max(end, at + 1);
    }
    TokenMark mark(Span span, std::size_t index, std::size_t origin) const {
        TokenMark mark;
        mark.span = span;
        mark.id = TokenId(span.size() * 1000 + (unsigned char)text[span.begin]);
        mark.index = index;
        const std::size_t hash = (span.begin - origin) * 7 + span.size();
        mark.tint = kind == TintKind::Scale ? std::uint8_t(hash * 37) : std::uint8_t(hash % 6);
        mark.unknown = unknownEvery && (span.begin % unknownEvery) == 0;
        return mark;
    }
};

/// Owns text and editor, applies every edit.
struct FakeEditor {
    FakeText text;
    TokenTextEdit edit;
    std::vector<EditKind> kinds;

    explicit FakeEditor(std::string content = {}) {
        text.text = std::move(content);
        edit.setView(&text);
        QObject::connect(&edit, &TokenTextEdit::replaceRequested, &edit,
                         [this](Span removed, const QByteArray& inserted, EditKind kind) {
                             kinds.push_back(kind);
                             replace(removed, inserted.toStdString());
                         });
    }
    void replace(Span removed, const std::string& inserted) {
        text.text.replace(removed.begin, removed.size(), inserted);
        text.edited(removed, inserted.size());
        edit.textReplaced(removed, inserted.size());
    }
    void set(std::string content) {
        text.text = std::move(content);
        edit.textReset();
    }
};

} // namespace tokenarium
