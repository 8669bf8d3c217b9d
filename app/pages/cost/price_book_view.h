// SPDX-License-Identifier: GPL-3.0-or-later
// The price book itself: where it comes from, how old it is, the prices of one model and their history, a
// person's own prices, currencies.
#pragma once

#include "app/cost/price_session.h"
#include "app/pages/room_view.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"

class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace tokenarium {

class ModelBox;

class PriceBookView : public RoomView {
    Q_OBJECT
public:
    explicit PriceBookView(PriceSession& prices, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("book"); }
    const char* name() const override { return QT_TR_NOOP("Price book"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !prices.isReading(); }
    PlotChart& history() { return *plot; }
    /// A model that the book has not, with prices in US dollars for a million tokens.
    void addModel(const QString& seller, const QString& name, const QString& input, const QString& output);

protected:
    void refresh() override;
    void retranslate() override;

private:
    void createTables();
    void arrange();
    void showSource();
    void showPrices();
    void showHistory();
    void showRates();
    void priceEdited(QTableWidgetItem* item);
    void rateEdited(QTableWidgetItem* item);
    void askOpen();
    void askModel();
    void showLicence();
    void removeOwn();

    PriceSession& prices;
    QLabel *sentence, *source, *age, *modelNote, *ratesTitle;
    QPushButton *open, *installed, *licence, *add, *remove;
    ModelBox* models;
    QTableWidget *table, *rates;
    PlotChart* plot;
    ChartFrame* frame;
    bool isFilling = false;
};

} // namespace tokenarium
