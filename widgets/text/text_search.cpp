// SPDX-License-Identifier: GPL-3.0-or-later
// Literal search in a text of any size, a chunk at a time.
#include "widgets/text/text_search.h"

#include "widgets/text/utf8.h"

#include <algorithm>

namespace tokenarium {

TextSearch::TextSearch(const QString& text, bool matchCase)
    : wanted(text)
    , wantedBytes(text.toStdString())
    , exact(matchCase) {}

void TextSearch::find(const TextView& view, Span begins, std::vector<Span>& matches) const {
    if (wanted.isEmpty() || begins.begin >= std::min(begins.end, view.size())) return;
    // Folding may change the length: one letter has four bytes at most.
    const std::size_t longest = std::size_t(wanted.size()) * 4;
    std::string text;
    view.copy({begins.begin, std::min(view.size(), begins.end + longest)}, text);
    const std::size_t end = std::min(begins.end, view.size()) - begins.begin;
    if (exact)
        findBytes(text, begins.begin, end, matches);
    else
        findFolded(text, begins.begin, end, matches);
}

void TextSearch::findBytes(std::string_view text, std::size_t offset, std::size_t end,
                           std::vector<Span>& matches) const {
    for (std::size_t at = text.find(wantedBytes); at < end;
         at = text.find(wantedBytes, at + wantedBytes.size()))
        matches.push_back({offset + at, offset + at + wantedBytes.size()});
}

void TextSearch::findFolded(std::string_view text, std::size_t offset, std::size_t end,
                            std::vector<Span>& matches) const {
    std::vector<std::size_t> byteOf;
    const QString decoded = decodeUtf8(text, &byteOf);
    for (qsizetype at = decoded.indexOf(wanted, 0, Qt::CaseInsensitive);
         at >= 0 && byteOf[std::size_t(at)] < end;
         at = decoded.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
        matches.push_back(
            {offset + byteOf[std::size_t(at)], offset + byteOf[std::size_t(at + wanted.size())]});
}

} // namespace tokenarium
