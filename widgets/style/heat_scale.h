// SPDX-License-Identifier: GPL-3.0-or-later
// The one perceptually uniform scale in which matrices are painted: cividis.
#pragma once

#include <QColor>

#include <array>

namespace tokenarium {

/// Red, green and blue in 0…1 for t in 0…1 (Nuñez, Anderton, Renslow 2018, by its published fit of
/// fifth-degree polynomials).
std::array<double, 3> cividis(double t);

/// The same in 256 steps.
const std::array<QRgb, 256>& heatColors();

/// One of these steps, from the darkest (0) to the lightest (1); t is taken to 0…1. Cheap.
QRgb heatColor(double t);

/// Black or white, whichever can be read on `ground`.
QColor textOn(QRgb ground);

} // namespace tokenarium
