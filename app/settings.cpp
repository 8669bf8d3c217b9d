// SPDX-License-Identifier: GPL-3.0-or-later
// Settings in an INI file; values out of range fall back to the defaults.
#include "app/settings.h"

#include "engine/view/token_tint.h"

#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace tokenarium {

QString Settings::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) +
           QStringLiteral("/window.ini");
}

Settings Settings::load(const QString& file) {
    const QSettings ini(file, QSettings::IniFormat);
    Settings settings;
    const QString theme = ini.value("theme").toString();
    settings.theme = theme == "dark" ? Theme::Dark : theme == "light" ? Theme::Light : Theme::System;
    const QString language = ini.value("language").toString();
    if (language == "en" || language == "zh_CN") settings.language = language;
    settings.tokenizer = ini.value("tokenizer", settings.tokenizer).toString();
    settings.coloring = std::clamp(ini.value("coloring", 0).toInt(), 0, int(Coloring::Rarity));
    settings.contextWindow = std::max<qulonglong>(1, ini.value("contextWindow", 128'000).toULongLong());
    settings.device = ini.value("device", settings.device).toString();
    settings.scalePercent = std::clamp(ini.value("scalePercent", 100).toInt(), 50, 400);
    settings.geometry = ini.value("geometry").toByteArray();
    settings.splitters = ini.value("splitters").toByteArray();
    settings.caret = ini.value("caret", 0).toULongLong();
    settings.promptFile = ini.value("promptFile").toString();
    settings.promptLinked = ini.value("promptLinked", false).toBool();
    return settings;
}

bool Settings::save(const QString& file) const {
    QSettings ini(file, QSettings::IniFormat);
    ini.setValue("theme", theme == Theme::Dark ? "dark" : theme == Theme::Light ? "light" : "system");
    ini.setValue("language", language);
    ini.setValue("tokenizer", tokenizer);
    ini.setValue("coloring", coloring);
    ini.setValue("contextWindow", qulonglong(contextWindow));
    ini.setValue("device", device);
    ini.setValue("scalePercent", scalePercent);
    ini.setValue("geometry", geometry);
    ini.setValue("splitters", splitters);
    ini.setValue("caret", qulonglong(caret));
    ini.setValue("promptFile", promptFile);
    ini.setValue("promptLinked", promptLinked);
    ini.sync();
    return ini.status() == QSettings::NoError;
}

} // namespace tokenarium
