// SPDX-License-Identifier: GPL-3.0-or-later
// The program's palette, light and dark: grey does most of the work, one accent, data carries the colour.
#pragma once

#include <QPalette>

namespace tokenarium {

QPalette applicationPalette(bool dark);

} // namespace tokenarium
