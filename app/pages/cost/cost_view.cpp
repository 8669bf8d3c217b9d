// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a tab; the tabs fill it.
#include "app/pages/cost/cost_view.h"

#include "app/pages/model/scrolled_view.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/style/number_text.h"

#include <QAbstractItemView>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

std::vector<double> decadeSteps(double first, double last, std::initializer_list<double> factors) {
    std::vector<double> values;
    for (double power = first; power <= last; power *= 10)
        for (const double factor : factors)
            if (power * factor <= last) values.push_back(power * factor);
    return values;
}

QString countWords(double value) {
    return value < 1e6 ? grouped(std::size_t(std::max(0.0, value))) : compact(value);
}

Figure computedFigure(const QString& label, const QString& value, const QString& formula,
                      const QString& filled, const QString& exact) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.formula = formula;
    figure.filled = filled;
    figure.exact = exact;
    return figure;
}

Figure noPrice(const QString& why) {
    Figure none;
    none.label = CostView::tr("Price");
    none.value = QStringLiteral("–");
    none.source = why;
    return none;
}

CostView::CostView(CostDesk& ofRoom, QWidget* parent)
    : RoomView(parent)
    , desk(ofRoom)
    , list(new FigureList(this))
    , page(new QWidget)
    , sentenceLabel(new QLabel(this))
    , claimLabel(new QLabel(this)) {
    list->setObjectName(QStringLiteral("figures"));
    sentenceLabel->setObjectName(QStringLiteral("sentence"));
    claimLabel->setObjectName(QStringLiteral("claim"));
    for (QLabel* label : {sentenceLabel, claimLabel}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    connect(&desk, &CostDesk::choicesChanged, this, &CostView::refreshSoon);
    for (const auto signal :
         {&PriceSession::bookChanged, &PriceSession::modelChanged, &PriceSession::planChanged,
          &PriceSession::currencyChanged, &PriceSession::promptCounted})
        connect(&desk.prices(), signal, this, &CostView::refreshSoon);
}

void CostView::arrange(std::vector<QWidget*> wanted, QWidget* picture) {
    controls = std::move(wanted);
    pictureOf = picture;
    auto* figureColumn = new QVBoxLayout;
    figureColumn->addWidget(list);
    figureColumn->addStretch(1);
    mainRow = new QHBoxLayout;
    mainRow->setSpacing(16);
    mainRow->addWidget(picture, 3);
    mainRow->addLayout(figureColumn, 2);
    controlGrid = new QGridLayout;
    controlGrid->setHorizontalSpacing(24);
    for (std::size_t i = 0; i < controls.size(); ++i)
        controlGrid->addWidget(controls[i], int(i / 2), int(i % 2));
    for (const int column : {0, 1}) controlGrid->setColumnStretch(column, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(sentenceLabel);
    column->addLayout(controlGrid);
    column->addLayout(mainRow, 1);
    column->addWidget(claimLabel);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(new ScrolledView(page, this));
    fitLetters();
}

/// Side by side, or under each other where that would leave too little room for letters of this size.
void CostView::fit() {
    constexpr int characters = 90;
    const bool isNarrow = width() < characters * fontMetrics().averageCharWidth();
    if (isNarrow == isStacked) return;
    isStacked = isNarrow;
    mainRow->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const int columns = isNarrow ? 1 : 2;
    for (QWidget* control : controls) controlGrid->removeWidget(control);
    for (std::size_t i = 0; i < controls.size(); ++i)
        controlGrid->addWidget(controls[i], int(i) / columns, int(i) % columns);
    controlGrid->setColumnStretch(1, isNarrow ? 0 : 1);
}

/// Pictures keep a height in which their words have room.
void CostView::fitLetters() {
    constexpr int lines = 7;
    const int least = lines * fontMetrics().height();
    for (ChartFrame* frame : frames)
        if (qobject_cast<PlotChart*>(&frame->chart()))
            frame->chart().setMinimumHeight(least); // others know it
    for (auto* table : pictureOf->findChildren<QAbstractItemView*>())
        if (!qobject_cast<QHeaderView*>(table)) table->setMinimumHeight(least);
    fit();
}

void CostView::resizeEvent(QResizeEvent* event) {
    RoomView::resizeEvent(event);
    fit();
}

void CostView::changeEvent(QEvent* event) {
    RoomView::changeEvent(event);
    if (event->type() == QEvent::FontChange && pictureOf) fitLetters();
}

void CostView::showTexts(const QString& sentence, const QString& claim) {
    sentenceLabel->setText(sentence);
    claimLabel->setText(claim);
    claimLabel->setVisible(!claim.isEmpty());
}

void CostView::watchFrame(ChartFrame* frame) {
    frames.push_back(frame);
    connect(frame, &ChartFrame::said, this, &RoomView::said);
}

void CostView::setColors(const TokenColors& colors) {
    list->setColors(colors);
    for (ChartFrame* frame : frames) frame->setColors(colors);
}

void CostView::change(int part, const QString& undoName, const std::function<void(CostChoices&)>& edit) {
    CostChoices wanted = choices();
    edit(wanted);
    desk.choose(wanted, undoName, part);
}

QString CostView::modelWords() const { return modelWords(prices().row()); }

QString CostView::modelWords(const PriceRow& row) {
    if (!row) return tr("no model");
    return tr("%1 (%2)").arg(QString::fromStdString(row.model->title()),
                             QString::fromStdString(row.provider->name));
}

} // namespace tokenarium
