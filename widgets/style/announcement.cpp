// SPDX-License-Identifier: GPL-3.0-or-later
// A change of the description is an event of its own: without it a reader would keep the old words.
#include "widgets/style/announcement.h"

#include <QAccessible>
#include <QWidget>

namespace tokenarium {

void announce(QWidget& widget, const QString& said) {
    if (said == widget.accessibleDescription()) return;
    widget.setAccessibleDescription(said);
    QAccessibleEvent change(&widget, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&change);
}

} // namespace tokenarium
