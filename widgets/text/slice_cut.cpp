// SPDX-License-Identifier: GPL-3.0-or-later
// Where a very long paragraph is cut into slices that are laid out separately.
//
// A cut shows as a line break, so the best place is where a reader pauses. Whether a place is between two
// graphemes is decided without any table for the usual scripts, and by Qt's boundary finder for the rest.
#include "widgets/text/slice_cut.h"

#include "widgets/text/utf8.h"

#include <QString>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace tokenarium {
namespace {

enum class Pause { None, Any, Space, Sentence };

/// Scripts and signs whose code points never join a neighbour into one grapheme.
bool standsAlone(char32_t c) {
    return (c >= 0x20 && c < 0x7F) || (c >= 0xC0 && c < 0x300) || (c >= 0x370 && c < 0x483) ||
           (c >= 0x48A && c < 0x530) || (c >= 0x2010 && c < 0x2028) || (c >= 0x3001 && c < 0x302A) ||
           (c >= 0x3041 && c < 0x3097) || (c >= 0x30A1 && c < 0x3100) || (c >= 0x3400 && c < 0xA000) ||
           (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xFF01 && c < 0xFF9E) || (c >= 0x20000 && c < 0x323B0);
}

bool isSentenceEnd(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'…' || c == U'．'; }

bool isCjkPause(char32_t c) {
    return c == U'，' || c == U'、' || c == U'；' || c == U'：' || c == U'」' || c == U'”';
}

Pause pauseBetween(char32_t beforeThat, char32_t before, char32_t after) {
    if (isSentenceEnd(before) && !isSentenceEnd(after) && after != U'”' && after != U'」')
        return Pause::Sentence;
    if (before == U' ' && after != U' ')
        return beforeThat == U'.' || beforeThat == U'!' || beforeThat == U'?' ? Pause::Sentence
                                                                              : Pause::Space;
    if (isCjkPause(before) && after != U'”' && after != U'」') return Pause::Space;
    return Pause::Any;
}

/// The last boundary in [begin, end] by the boundary finder, which must see the text from a known boundary
/// (0).
std::size_t lastGraphemeBoundary(std::string_view text, std::size_t end) {
    std::vector<std::size_t> byteOf;
    const QString decoded = decodeUtf8(text, &byteOf);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, decoded);
    qsizetype at = std::upper_bound(byteOf.begin(), byteOf.end(), end) - byteOf.begin() - 1;
    finder.setPosition(at);
    if (!finder.isAtBoundary()) at = finder.toPreviousBoundary();
    return at > 0 ? byteOf[std::size_t(at)] : 0;
}

} // namespace

std::size_t firstSliceLength(std::string_view text) {
    if (text.empty()) return 0;
    // Two halves rather than a full slice and a crumb.
    const std::size_t longest =
        text.size() < longestSlice * 3 / 2 ? std::min(longestSlice, text.size() * 2 / 3 + 1) : longestSlice;
    const std::size_t sentenceFloor = longest / 2, spaceFloor = longest * 3 / 4;
    std::size_t best = 0;
    Pause bestPause = Pause::None;
    char32_t beforeThat = 0, before = 0;
    bool beforeAlone = false;
    std::size_t at = spaceFloor > 400 ? sentenceFloor : 0;
    while (at > 0 && isUtf8Continuation(text[at])) --at;
    while (at <= longest && at < text.size()) {
        const Utf8Unit unit = utf8UnitAt(text, at);
        const bool alone = unit.valid && standsAlone(unit.codePoint);
        if (alone && beforeAlone && at > 0) {
            const Pause pause = pauseBetween(beforeThat, before, unit.codePoint);
            const bool worth = pause == Pause::Sentence ? at >= sentenceFloor : at >= spaceFloor;
            if (worth && pause >= bestPause) best = at, bestPause = pause;
        }
        beforeThat = before, before = unit.codePoint, beforeAlone = alone;
        at += unit.length;
    }
    if (bestPause >= Pause::Any) return best;
    if (const std::size_t boundary =
            lastGraphemeBoundary(text.substr(0, std::min(text.size(), longest + 32)), longest))
        return boundary;
    std::size_t cut = std::min(longest, text.size());
    while (cut > longest - 4 && cut < text.size() && isUtf8Continuation(text[cut])) --cut;
    return std::max<std::size_t>(cut, 1);
}

} // namespace tokenarium
