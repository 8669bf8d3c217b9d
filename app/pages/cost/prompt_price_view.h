// SPDX-License-Identifier: GPL-3.0-or-later
// The open prompt under every model of the price book: a table, a chart of what is in view, and one model in
// detail.
#pragma once

#include "app/cost/price_session.h"
#include "app/pages/room_view.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/figures/figure_list.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tokenarium {

class PriceTableModel;
class ValueSlider;

class PromptPriceView : public RoomView {
    Q_OBJECT
public:
    explicit PromptPriceView(PriceSession& prices, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("prompt"); }
    const char* name() const override { return QT_TR_NOOP("This prompt"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !prices.isReading() && !prices.isCounting(); }

    PriceTableModel& table() { return *model; }
    BarsChart& chart() { return *bars; }
    FigureList& figures() { return *details; }

protected:
    void refresh() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void createControls();
    void createTable();
    QWidget* createMore();
    void arrange();
    void showControls();
    void showChart();
    void showChosen();
    void showSpeedSources();
    void change(int part, const QString& undoName, const std::function<void(CallPlan&)>& edit);
    void setQuery();

    PriceSession& prices;
    PriceTableModel* model;
    QTableView* view;
    QLabel *sentence, *counted;
    ValueSlider *output, *reasoning, *calls, *cached, *written, *ttft, *itl;
    QLineEdit* words;
    QCheckBox *fitting, *exact, *deprecated, *batch, *hour;
    QComboBox* speeds;
    QPushButton* more;
    QWidget* morePanel;
    BarsChart* bars;
    ChartFrame* frame;
    FigureList* details;
    QLabel* chosenTitle;
    bool isFollowing = false; ///< the table shows the chosen row; nobody has chosen
};

} // namespace tokenarium
