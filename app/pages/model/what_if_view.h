// SPDX-License-Identifier: GPL-3.0-or-later
// What if: parts of the model switched off, a token swapped, a vector carried over from another prompt.
#pragma once

#include "app/pages/model/model_view.h"

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenarium {

class ChangeList;
class SwitchGrid;

class WhatIfView : public ModelView {
    Q_OBJECT
public:
    explicit WhatIfView(ModelSession& modelSession, QWidget* parent = nullptr);
    ~WhatIfView() override;
    QString id() const override { return QStringLiteral("what-if"); }
    const char* name() const override { return QT_TR_NOOP("What if"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !isVisible() || (!stale && !job.isBusy()); }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// Everything a run needs that is not in the session.
    struct Changes {
        std::vector<Intervention> switchedOff;
        std::vector<TokenId> original, ids; ///< without and with the token swapped
        std::vector<TokenId> donor;         ///< the other prompt; empty: none
        std::string tensor;                 ///< where its last vector is taken from and put
        std::size_t token = 0;              ///< the row it is put into
        bool any() const;
    };
    void createControls();
    void retranslate();
    void showModel();
    void showPlaces();
    void refresh();
    void undoAll();
    Changes wanted() const;
    void arrived(const std::vector<float>& logits, const Changes& changes);

    QLabel *intro, *gridTitle, *swapLabel, *donorLabel, *finding, *legend;
    SwitchGrid* grid;
    QLineEdit *swapEdit, *donorEdit;
    QComboBox* placeBox;
    QPushButton* undoButton;
    ChangeList* list;
    Job job;
    bool stale = true;
};

} // namespace tokenarium
