// SPDX-License-Identifier: GPL-3.0-or-later
// The program's line icons, drawn in any colour and at any size.
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace tokenarium {

/// The icon resources/icons/<id>.svg ("open", "find", "dark" …) with its lines in `color`; disabled states
/// are drawn fainter. A null icon for an unknown id. Cheap: the lines are drawn when a size is first asked
/// for. GUI thread only.
QIcon icon(const QString& id, const QColor& color);

} // namespace tokenarium
