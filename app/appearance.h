// SPDX-License-Identifier: GPL-3.0-or-later
// Light or dark, and how large: applied to the whole program at once.
#pragma once

#include "app/settings.h"
#include "app/system_appearance.h"
#include "widgets/style/token_colors.h"

#include <QObject>

namespace tokenarium {

/// One per program, created by main after QApplication. GUI thread only.
class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(QObject* parent = nullptr);

    void setTheme(Theme theme);
    Theme theme() const { return chosen; }
    bool isDark() const;
    TokenColors tokenColors() const;
    /// The desktop wishes that things do not move by themselves.
    bool reducesMotion() const { return system.reducesMotion(); }

    /// Percent of the usual size, 50 … 400.
    void setScale(int percent);
    int scale() const { return percent; }
    /// For a projector: body text of 24 points instead of 11.
    void setPresenting(bool presenting);
    bool isPresenting() const { return presenting; }
    /// Body text in points, with scale and presenting.
    double pointSize() const;

    /// Style, font families and names for the whole program; call once, before any widget is made.
    static void prepareApplication();

signals:
    void themeChanged();
    void sizeChanged();
    void motionChanged(); ///< perhaps: reducesMotion()

private:
    void applyPalette();
    void applyFont();
    SystemAppearance system;
    Theme chosen = Theme::System;
    int percent = 100;
    bool presenting = false;
};

} // namespace tokenarium
