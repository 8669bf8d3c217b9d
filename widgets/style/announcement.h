// SPDX-License-Identifier: GPL-3.0-or-later
// Telling screen readers what a painted widget shows now.
#pragma once

class QString;
class QWidget;

namespace tokenarium {

/// Becomes the accessible description; readers are told only where it differs from the last one. GUI thread.
void announce(QWidget& widget, const QString& said);

} // namespace tokenarium
