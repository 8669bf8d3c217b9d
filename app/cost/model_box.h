// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses one of the models of the price book by typing any part of its name.
#pragma once

#include "app/cost/price_session.h"

#include <QComboBox>

#include <functional>
#include <string>

namespace tokenarium {

/// Follows the session both ways. GUI thread only; `prices` outlives it.
class ModelBox : public QComboBox {
    Q_OBJECT
public:
    explicit ModelBox(PriceSession& prices, QWidget* parent = nullptr);
    /// Chooses another model than that of the session; showChosen() when it has changed.
    using Choose = std::function<void(const std::string& provider, const std::string& model)>;
    ModelBox(PriceSession& prices, std::function<PriceRow()> chosen, Choose chooseModel,
             QWidget* parent = nullptr);
    void showChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void take(int index);
    void retranslate();
    PriceSession& prices;
    std::function<PriceRow()> chosenRow;
    Choose chooseRow;
};

} // namespace tokenarium
