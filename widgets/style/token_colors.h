// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of token chips: tints for categories and a perceptually uniform scale, in light and dark.
#pragma once

#include "engine/view/text_view.h"

#include <QColor>

namespace tokenarium {

/// How one chip is painted. `text` is the same for all chips of a theme, so that a line of text is drawn at
/// once.
struct ChipColors {
    QColor fill, border, text;
};

/// Colour-blind safe; text contrast at least 7:1 on every fill; neighbouring tints differ by border in
/// greyscale.
class TokenColors {
public:
    static TokenColors light();
    static TokenColors dark();
    bool isDark() const { return darkness; }
    /// `tint` is 0…5 for Category (taken modulo six), 0…255 for Scale: the hues of cividis, its lightness
    /// compressed to the range on which the theme's text keeps its contrast.
    ChipColors chip(TintKind kind, std::uint8_t tint) const;
    QColor background() const; ///< of the text area
    QColor text() const;
    QColor accent() const;
    QColor selection() const; ///< painted over chips, translucent
    QColor mark() const;      ///< invisible characters, invalid bytes
    QColor warning() const;   ///< [UNK]
    QColor match() const;     ///< found text, translucent

private:
    bool darkness = false;
};

} // namespace tokenarium
