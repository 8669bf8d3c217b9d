// SPDX-License-Identifier: GPL-3.0-or-later
// Greys and the accent. Text on its ground has a contrast of at least 7:1, disabled text at least 3:1.
#include "widgets/style/palette.h"

namespace tokenarium {

namespace {

struct Shades {
    QColor window, base, alternate, button, text, faint, disabled, line, accent, onAccent, tip;
};

QPalette fromShades(const Shades& s) {
    QPalette palette;
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::WindowText, s.text);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Text, s.text);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::BrightText, s.onAccent);
    palette.setColor(QPalette::PlaceholderText, s.faint);
    palette.setColor(QPalette::ToolTipBase, s.tip);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::Highlight, s.accent);
    palette.setColor(QPalette::HighlightedText, s.onAccent);
    palette.setColor(QPalette::Link, s.accent);
    palette.setColor(QPalette::LinkVisited, s.accent);
    palette.setColor(QPalette::Light, s.button.lighter(110));
    palette.setColor(QPalette::Midlight, s.line);
    palette.setColor(QPalette::Mid, s.line);
    palette.setColor(QPalette::Dark, s.line.darker(130));
    palette.setColor(QPalette::Shadow, s.line.darker(200));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, s.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, s.disabled);
    return palette;
}

} // namespace

QPalette applicationPalette(bool dark) {
    static const Shades light{"#f4f5f7", "#ffffff", "#f0f1f4", "#fbfbfc", "#1b1f24", "#5c6570",
                              "#868e98", "#d0d4da", "#1f5fbf", "#ffffff", "#ffffff"};
    static const Shades night{"#1d2024", "#141619", "#1a1d21", "#2a2e34", "#e8eaed", "#a4abb5",
                              "#777e88", "#3b4048", "#7fb0ff", "#0b1220", "#2a2e34"};
    return fromShades(dark ? night : light);
}

} // namespace tokenarium
