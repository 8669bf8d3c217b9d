// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing text files in any encoding, with messages fit for a person.
#pragma once

#include "app/text_source.h"

#include <QByteArray>
#include <QCoreApplication>

#include <stop_token>

namespace tokenarium {

struct LoadedText {
    QByteArray text; ///< UTF-8, or the file's own bytes where they are not valid
    TextSource source;
    QString remark; ///< empty, or a sentence about what was odd (binary, invalid bytes)
};

class TextFile {
    Q_DECLARE_TR_FUNCTIONS(TextFile)
public:
    /// Reads the whole file, any thread. An empty `encoding` is detected. Throws std::runtime_error (UTF-8
    /// message): missing, unreadable, a folder, longer than Session::maximumTextBytes. An empty result when
    /// stopped.
    static LoadedText load(const QString& path, const QString& encoding, std::stop_token stop = {});
    /// Writes beside the old file and renames, so that a full disk leaves the old one as it was. Throws
    /// std::runtime_error. Returns how many characters the encoding could not hold (nothing is written then).
    static std::size_t save(const QString& path, const QByteArray& text, const TextSource& source);
};

} // namespace tokenarium
