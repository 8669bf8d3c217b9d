// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the tabs: which model on which GPUs, and whether it fits.
#pragma once

#include "app/serving/serving_session.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QToolButton;

namespace tokenarium {

class ValueSlider;

class ServerBar : public QWidget {
    Q_OBJECT
public:
    explicit ServerBar(ServingSession& servingSession, QWidget* parent = nullptr);
    /// Only "More", where a tab does not ask which server it is.
    void setServerShown(bool shown);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillBoxes();
    void arrange();
    void connectAll();
    void choose(ServingChoices wanted, const QString& name);
    void showChoices();
    void showFit();
    void retranslate();

    ServingSession& session;
    QComboBox *model, *gpu, *gpus, *weights, *cache;
    QLabel *modelLabel, *gpuLabel, *weightsLabel, *cacheLabel, *fit;
    QToolButton* more;
    ValueSlider *efficiency, *price;
    QWidget *server, *moreRow;
    QBoxLayout* serverRow;
    bool serverShown = true;
};

} // namespace tokenarium
