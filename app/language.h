// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window, switched while it runs.
#pragma once

#include <QString>
#include <QTranslator>

namespace tokenarium {

/// Owns the installed translators. One per program, created by main and handed to whoever switches.
class Language {
public:
    /// "en" or "zh_CN"; empty: the first of the system's languages that we have. Every widget gets
    /// QEvent::LanguageChange.
    void use(const QString& name);
    /// The one in use: "en" or "zh_CN".
    const QString& name() const { return current; }

private:
    QTranslator program, qtItself;
    QString current = QStringLiteral("en");
};

} // namespace tokenarium
