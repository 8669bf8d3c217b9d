// SPDX-License-Identifier: GPL-3.0-or-later
// Installs the program's and Qt's own translations.
#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>

namespace tokenarium {

namespace {

QString systemLanguage() {
    for (const QString& language : QLocale::system().uiLanguages()) {
        if (language.startsWith("zh")) return QStringLiteral("zh_CN");
        if (language.startsWith("en") || language == "C") return QStringLiteral("en");
    }
    return QStringLiteral("en");
}

} // namespace

Language::Language() {
    (void)chinese.load(QStringLiteral(":/i18n/tokenarium_zh_CN.qm")); // without it, English is left
}

QString Language::inBoth(const char* context, const char* text) const {
    static const QRegularExpression marks(QStringLiteral("\\(&.\\)|&|…|[:：]? ?%1"));
    QString names =
        QLatin1Char(' ') + QString::fromUtf8(text) + QLatin1Char(' ') + chinese.translate(context, text);
    return names.remove(marks);
}

void Language::use(const QString& name) {
    current = name.isEmpty() ? systemLanguage() : name;
    QCoreApplication::removeTranslator(&program);
    QCoreApplication::removeTranslator(&qtItself);
    QLocale::setDefault(QLocale(current == "zh_CN" ? QLocale(QLocale::Chinese, QLocale::China)
                                                   : QLocale(QLocale::English, QLocale::UnitedStates)));
    if (current == "en") return; // the texts in the code are English
    const QLocale locale(current);
    if (qtItself.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtItself);
    if (program.load(locale, QStringLiteral("tokenarium"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&program);
}

} // namespace tokenarium
