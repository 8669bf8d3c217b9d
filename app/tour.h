// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every room, light and dark, in every language, to PNG files: what ./run does where there is no
// display.
#pragma once

#include "engine/text/tokenizer_catalog.h"

#include <QString>
#include <QStringList>

namespace tokenarium {

class Appearance;
class Language;

/// Needs a QApplication (offscreen will do). Files are called ROOM-LANGUAGE-THEME.png, with @2x before the
/// dot when the program runs at 200 %. Returns their paths; throws std::runtime_error when one cannot be
/// written.
QStringList renderTour(const QString& folder, const TokenizerCatalog& catalog, Language& language,
                       Appearance& appearance);

} // namespace tokenarium
