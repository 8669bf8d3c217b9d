// SPDX-License-Identifier: GPL-3.0-or-later
// The ladder is made once; which rung is open belongs to the session and can be undone.
#include "app/pages/weights/ladder_view.h"

#include "app/pages/weights/line_panel.h"
#include "app/pages/weights/tensor_table.h"
#include "app/pages/weights/turning_columns.h"
#include "app/weights/ladder_words.h"
#include "app/weights/weights_words.h"
#include "engine/model/model_catalog.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t productsShown = 12, lenetPublished = 60'000;

Figure numbered(const QString& label, const QString& value, Provenance from = Provenance::Computed) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.from = from;
    return figure;
}

} // namespace

LadderView::LadderView(WeightsSession& session, QWidget* parent)
    : RoomView(parent)
    , state(session)
    , ladder(parameterLadder(embeddedModelsFolder()))
    , sentence(new QLabel(this))
    , title(new QLabel(this))
    , meaning(new QLabel(this))
    , claims(new QLabel(this))
    , bars(new BarsChart)
    , frame(new ChartFrame(bars, QStringLiteral("parameter-ladder"), this))
    , details(new QWidget(this))
    , line(new LinePanel(session, this))
    , figures(new FigureList(this))
    , table(new TensorTable(this))
    , weigh(new QPushButton(this)) {
    bars->setObjectName(QStringLiteral("ladder"));
    title->setObjectName(QStringLiteral("rungTitle"));
    meaning->setObjectName(QStringLiteral("rungMeaning"));
    claims->setObjectName(QStringLiteral("rungClaims"));
    figures->setObjectName(QStringLiteral("rungFigures"));
    table->setObjectName(QStringLiteral("rungTensors"));
    weigh->setObjectName(QStringLiteral("weighRung"));
    for (QLabel* label : {sentence, title, meaning, claims}) label->setWordWrap(true);
    table->hideColumn(TensorTableModel::Group);
    table->setMinimumHeight(160);
    claims->setTextInteractionFlags(Qt::TextSelectableByMouse);
    claims->setTextFormat(Qt::PlainText);
    QFont strong = font();
    strong.setBold(true);
    title->setFont(strong);

    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 4, 0);
    column->addWidget(sentence);
    column->addWidget(frame, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(new TurningColumns(left, 7, createDetails(), 6, this));
    connect(bars, &BarsChart::chosen, &state, &WeightsSession::chooseRung);
    connect(&state, &WeightsSession::rungChanged, this, &LadderView::refreshSoon);
    connect(weigh, &QPushButton::clicked, this, [this] {
        if (!rung().known) return;
        state.chooseKnown(rung().known->id);
        emit modelWanted();
    });
    connect(frame, &ChartFrame::said, this, &RoomView::said);
    connect(line, &LinePanel::said, this, &RoomView::said);
    retranslate();
}

QWidget* LadderView::createDetails() {
    auto* inside = new QVBoxLayout(details);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(figures);
    inside->addWidget(table, 1);
    inside->addWidget(weigh, 0, Qt::AlignLeft);
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 4, 0);
    column->addWidget(title);
    column->addWidget(meaning);
    column->addWidget(claims);
    column->addWidget(line, 1);
    column->addWidget(details, 1);
    return right;
}

void LadderView::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    figures->setColors(colors);
    line->setColors(colors);
}

void LadderView::refresh() {
    showLadder();
    showRung();
}

void LadderView::showLadder() {
    BarsData content;
    const LadderRung &first = ladder.front(), &last = ladder.back();
    content.finding = tr("From %1 parameters to %2: %3")
                          .arg(grouped(first.parameters), compact(double(last.parameters)), rungName(last));
    content.axisTitle = tr("parameters");
    content.segments = {QString()};
    content.isLogarithmic = true;
    content.lit = state.rung();
    for (const LadderRung& one : ladder)
        content.rows.push_back({rungName(one),
                                {double(one.parameters)},
                                compact(double(one.parameters)),
                                tr("%1: %2 parameters").arg(rungName(one), grouped(one.parameters)),
                                false});
    bars->setData(std::move(content));
}

void LadderView::showRung() {
    const LadderRung& open = rung();
    title->setText(tr("%1: %2 parameters").arg(rungName(open), grouped(open.parameters)));
    meaning->setText(rungMeaning(open));
    QStringList lines;
    for (const RungClaim& claim : rungClaims(open))
        lines += tr("%1 — “%2” %3").arg(verdictMark(claim.verdict), claim.claim, claim.truth);
    if (!lines.isEmpty()) lines += tr("(%1)").arg(claimSource());
    claims->setText(lines.join(QLatin1Char('\n')));
    claims->setVisible(!lines.isEmpty());
    const bool isLine = open.kind == LadderRung::Kind::Line;
    line->setVisible(isLine);
    details->setVisible(!isLine);
    if (isLine) return line->refresh();
    table->setTiles(tilesByLayer(open.tensors));
    weigh->setVisible(open.known != nullptr);
    showFigures();
}

void LadderView::showFigures() {
    const LadderRung& open = rung();
    const std::vector<WeightTile> kinds = tilesByKind(open.tensors);
    Figure count = numbered(tr("Parameters"), grouped(open.parameters));
    count.isMain = true;
    count.formula = tr("Sum over %1 tensors: layers × rows × columns").arg(grouped(open.tensors.size()));
    count.filled = withGroupedDigits(QString::fromStdString(sumOfProducts(kinds, {}, productsShown))) +
                   QStringLiteral(" = ") + grouped(open.parameters);
    std::vector<Figure> shown{count};
    if (open.known) {
        const KnownModel& known = *open.known;
        shown.push_back(numbered(
            tr("Published"), known.published > 0 ? grouped(known.published) : QString::fromUtf8(known.quoted),
            Provenance::Published));
        shown.back().source =
            tr("%1; compared on %2")
                .arg(QString::fromUtf8(known.source), QString::fromUtf8(knownModelsChecked));
    }
    if (open.id == "lenet-5") {
        shown.push_back(numbered(tr("Published"), grouped(lenetPublished), Provenance::Published));
        shown.back().source = QString::fromStdString(open.source);
    }
    const std::size_t least = ladder.front().parameters;
    shown.push_back(
        numbered(tr("Times the straight line"), compact(double(open.parameters) / double(least))));
    shown.back().formula = tr("parameters ÷ %1").arg(grouped(least));
    shown.back().filled =
        QStringLiteral("%1 ÷ %2 = %3")
            .arg(grouped(open.parameters), grouped(least), grouped(open.parameters / least));
    figures->setFigures(std::move(shown));
}

void LadderView::retranslate() {
    sentence->setText(
        tr("A parameter is a number that training finds. Equal steps to the right multiply how many "
           "there are. Choose a rung to see its tensors."));
    weigh->setText(tr("Put it on the scales"));
    weigh->setToolTip(tr("Opens this model in the tab Any model, where its sizes can be turned"));
    line->retranslate();
}

} // namespace tokenarium
