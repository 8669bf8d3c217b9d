// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses one of the models of the price book by typing any part of its name.
#pragma once

#include "app/cost/price_session.h"

#include <QComboBox>

namespace tokenarium {

/// Follows the session both ways. GUI thread only; `prices` outlives it.
class ModelBox : public QComboBox {
    Q_OBJECT
public:
    explicit ModelBox(PriceSession& prices, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void showChosen();
    void choose(int index);
    void retranslate();
    PriceSession& prices;
};

} // namespace tokenarium
