// SPDX-License-Identifier: GPL-3.0-or-later
// Labels that every section of the Inside view has.
#pragma once

#include <QLabel>

namespace tokenarium {

inline QLabel* plainLabel(QWidget* parent, const char* objectName = "") {
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(objectName));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// What the numbers say, in bold.
inline QLabel* findingLabel(QWidget* parent, const char* objectName) {
    QLabel* label = plainLabel(parent, objectName);
    QFont strong = label->font();
    strong.setBold(true);
    label->setFont(strong);
    return label;
}

} // namespace tokenarium
