// SPDX-License-Identifier: GPL-3.0-or-later
// Literal search in a text of any size, a chunk at a time.
#pragma once

#include "engine/view/text_view.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace tokenarium {

/// What is looked for. Without matchCase letters are compared by simple case folding.
class TextSearch {
public:
    TextSearch() = default;
    TextSearch(const QString& wanted, bool matchCase);
    bool isEmpty() const { return wanted.isEmpty(); }

    /// Bytes that one call of the functions below should be given at most, so that it takes a few
    /// milliseconds.
    static constexpr std::size_t chunk = 1 << 18;

    /// Appends the matches, from left to right without overlaps, that begin in `begins`. Reads a little
    /// beyond it.
    void find(const TextView& view, Span begins, std::vector<Span>& matches) const;

private:
    void findBytes(std::string_view text, std::size_t offset, std::size_t end,
                   std::vector<Span>& matches) const;
    void findFolded(std::string_view text, std::size_t offset, std::size_t end,
                    std::vector<Span>& matches) const;

    QString wanted;
    std::string wantedBytes;
    bool exact = true;
};

} // namespace tokenarium
