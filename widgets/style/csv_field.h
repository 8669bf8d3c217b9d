// SPDX-License-Identifier: GPL-3.0-or-later
// One cell of a table that spreadsheets open.
#pragma once

#include <QString>

namespace tokenarium {

/// RFC 4180: quoted where needed. What a spreadsheet would take for a formula gets a mark in front, unless it
/// is a number.
QString csvField(QString text, bool isNumber = false);

} // namespace tokenarium
