// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of a tab; the tabs fill it.
#include "app/pages/cost/cost_view.h"

#include "widgets/style/number_text.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tokenarium {

std::vector<double> roundSteps(double first, double last, std::initializer_list<double> factors) {
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

void CostView::arrange(QLayout* controls, QWidget* picture) {
    auto* rows = new QWidget(this);
    auto* top = new QVBoxLayout(rows);
    top->setContentsMargins(0, 0, 0, 0);
    top->addWidget(list);
    top->addStretch(1);
    auto* side = new QScrollArea(this);
    side->setWidget(rows);
    side->setWidgetResizable(true);
    side->setFrameShape(QFrame::NoFrame);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(picture, 3);
    row->addWidget(side, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(sentenceLabel);
    column->addLayout(controls);
    column->addLayout(row, 1);
    column->addWidget(claimLabel);
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
