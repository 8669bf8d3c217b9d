// SPDX-License-Identifier: GPL-3.0-or-later
// Where the text came from: file, encoding, and whether it differs from what is saved there.
#pragma once

#include <QString>

namespace tokenarium {

struct TextSource {
    QString path;  ///< empty: never saved (typed, pasted or a sample)
    QString title; ///< what to call it: file name, sample name; empty: untitled
    QString encoding = QStringLiteral("UTF-8");
    bool byteOrderMark = false;
    bool detected = false;        ///< the encoding was guessed, not chosen by the person
    std::size_t invalidCount = 0; ///< places that were not valid in the encoding
    bool operator==(const TextSource&) const = default;
};

} // namespace tokenarium
