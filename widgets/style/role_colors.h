// SPDX-License-Identifier: GPL-3.0-or-later
// Queries, keys and values have one colour each, everywhere.
#pragma once

#include <QColor>

namespace tokenarium {

/// Colour-blind safe (after Okabe and Ito); for lines and areas, not for small text.
inline QColor queryColor(bool dark) { return dark ? QColor(0x56b4e9) : QColor(0x0072b2); }
inline QColor keyColor(bool dark) { return dark ? QColor(0x2fc79a) : QColor(0x009e73); }
inline QColor valueColor(bool dark) { return dark ? QColor(0xe39bc4) : QColor(0xc0609a); }

} // namespace tokenarium
