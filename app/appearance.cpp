// SPDX-License-Identifier: GPL-3.0-or-later
// Sets palette and font of the application.
#include "app/appearance.h"

#include "widgets/style/palette.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>

#include <algorithm>

namespace tokenarium {

namespace {
constexpr double bodyPoints = 11, presentingPoints = 24;
}

Appearance::Appearance(QObject* parent) : QObject(parent) {
    connect(&system, &SystemAppearance::changed, this, [this] {
        if (chosen == Theme::System) applyPalette();
        emit motionChanged();
    });
    applyPalette();
    applyFont();
}

void Appearance::prepareApplication() {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QFont font = QApplication::font();
    // Emoji after the text families (else digits come from it) and before DejaVu (else emoji are black and
    // white).
    font.setFamilies({"Noto Sans", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "PingFang SC",
                      "Microsoft YaHei", "Noto Sans Arabic", "Noto Color Emoji", "Apple Color Emoji",
                      "Segoe UI Emoji", "DejaVu Sans"});
    font.setPointSizeF(bodyPoints);
    QApplication::setFont(font);
}

void Appearance::setTheme(Theme theme) {
    chosen = theme;
    applyPalette();
}

bool Appearance::isDark() const {
    return chosen == Theme::Dark || (chosen == Theme::System && system.isDark());
}

TokenColors Appearance::tokenColors() const { return isDark() ? TokenColors::dark() : TokenColors::light(); }

void Appearance::setScale(int newPercent) {
    percent = std::clamp(newPercent, 50, 400);
    applyFont();
}

void Appearance::setPresenting(bool on) {
    presenting = on;
    applyFont();
}

double Appearance::pointSize() const { return (presenting ? presentingPoints : bodyPoints) * percent / 100; }

void Appearance::applyPalette() {
    QApplication::setPalette(applicationPalette(isDark()));
    emit themeChanged();
}

void Appearance::applyFont() {
    QFont font = QApplication::font();
    font.setPointSizeF(pointSize());
    QApplication::setFont(font);
    emit sizeChanged();
}

} // namespace tokenarium
