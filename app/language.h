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
    Language();
    /// The English `text` and its Chinese, whichever is in use: what a command is found by. `context` as
    /// lupdate names it: the class with its namespace. Without the marks of menus and placeholders.
    QString inBoth(const char* context, const char* text) const;
    /// The one in use: "en" or "zh_CN".
    const QString& name() const { return current; }

private:
    QTranslator program, qtItself; // installed as long as they are in use
    QTranslator chinese;           // never installed
    QString current = QStringLiteral("en");
};

} // namespace tokenarium
