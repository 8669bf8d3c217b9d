// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between starts besides the text: choices, size and place.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>

namespace tokenarium {

enum class Theme { System, Light, Dark };

/// A plain value; load and save go to one INI file in the user's configuration folder (or `file`).
struct Settings {
    Theme theme = Theme::System;
    QString language; ///< "en" or "zh_CN"; empty: as the system says
    QString tokenizer = QStringLiteral("o200k_base");
    int coloring = 0; ///< value of Coloring
    std::size_t contextWindow = 128'000;
    QString device = QStringLiteral("cpu"); ///< where models compute: "cpu", "cuda:0"
    int scalePercent = 100;         ///< of the whole window
    QByteArray geometry, splitters; ///< as Qt packs them
    std::size_t caret = 0;
    QString promptFile; ///< that the prompt was opened from or saved to
    bool promptLinked = false;

    bool operator==(const Settings&) const = default;

    static QString defaultFile();
    static Settings load(const QString& file);
    /// False when the file cannot be written.
    bool save(const QString& file) const;
};

} // namespace tokenarium
