// SPDX-License-Identifier: GPL-3.0-or-later
// A box of use cases; choosing one sets request and targets in one step of undo.
#pragma once

#include "app/serving/serving_session.h"

#include <QComboBox>

namespace tokenarium {

class UseCaseBox : public QComboBox {
    Q_OBJECT
public:
    explicit UseCaseBox(ServingSession& servingSession, QWidget* parent = nullptr);
    void showChoice();
    void retranslate();

private:
    ServingSession& session;
};

} // namespace tokenarium
