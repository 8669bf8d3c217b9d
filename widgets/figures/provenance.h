// SPDX-License-Identifier: GPL-3.0-or-later
// Where a number comes from: what every badge says.
#pragma once

#include <QString>

namespace tokenarium {

enum class Provenance {
    Measured,  ///< here, on this machine
    Computed,  ///< from other numbers, by the formula
    Published, ///< by somebody, with source and date
    Assumed    ///< to be changed by whoever knows better
};
/// "measured", … in the language of the window.
QString provenanceName(Provenance from);

} // namespace tokenarium
