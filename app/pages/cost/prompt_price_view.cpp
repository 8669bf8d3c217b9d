// SPDX-License-Identifier: GPL-3.0-or-later
// Every slider changes the plan; table, chart and figures follow within a frame.
#include "app/pages/cost/prompt_price_view.h"

#include "app/cost/price_words.h"
#include "app/pages/cost/price_table_model.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr std::size_t mostBars = 60;
enum Part {
    OutputPart,
    ReasoningPart,
    CallsPart,
    CachedPart,
    WrittenPart,
    BatchPart,
    HourPart,
    TtftPart,
    ItlPart
};

/// 1, 2, 5, 10, … up to a power of ten, with 0 in front if wanted.
std::vector<double> steps(double first, double last, bool withNone,
                          std::initializer_list<double> factors = {1, 2, 5}) {
    std::vector<double> values;
    if (withNone) values.push_back(0);
    for (double power = first; power <= last; power *= 10)
        for (const double factor : factors)
            if (power * factor <= last) values.push_back(power * factor);
    return values;
}

std::vector<double> shares() {
    std::vector<double> values;
    for (int part = 0; part <= 20; ++part) values.push_back(part / 20.0);
    return values;
}

Decimal decimalOf(double value) {
    return Decimal::parse(QString::number(value, 'f', 4).toStdString()).value_or(Decimal());
}

QString countWords(double value) { return value < 1e5 ? grouped(std::size_t(value)) : compact(value); }

} // namespace

PromptPriceView::PromptPriceView(PriceSession& session, QWidget* parent)
    : RoomView(parent)
    , prices(session)
    , model(new PriceTableModel(session, this))
    , view(new QTableView(this))
    , sentence(new QLabel(this))
    , counted(new QLabel(this))
    , output(new ValueSlider(this))
    , reasoning(new ValueSlider(this))
    , calls(new ValueSlider(this))
    , cached(new ValueSlider(this))
    , written(new ValueSlider(this))
    , ttft(new ValueSlider(this))
    , itl(new ValueSlider(this))
    , words(new QLineEdit(this))
    , fitting(new QCheckBox(this))
    , exact(new QCheckBox(this))
    , deprecated(new QCheckBox(this))
    , batch(new QCheckBox(this))
    , hour(new QCheckBox(this))
    , speeds(new QComboBox(this))
    , more(new QPushButton(this))
    , bars(new BarsChart)
    , frame(new ChartFrame(bars, QStringLiteral("prices"), this))
    , details(new FigureList(this))
    , chosenTitle(new QLabel(this)) {
    createControls();
    createTable();
    morePanel = createMore();
    arrange();
    for (const auto signal :
         {&PriceSession::bookChanged, &PriceSession::planChanged, &PriceSession::currencyChanged,
          &PriceSession::promptCounted, &PriceSession::speedChanged})
        connect(&prices, signal, this, &PromptPriceView::refreshSoon);
    connect(&prices, &PriceSession::modelChanged, this, [this] {
        if (!isVisible()) return;
        showChosen();
        showChart();
    });
    connect(frame, &ChartFrame::said, this, &RoomView::said);
    connect(bars, &BarsChart::chosen, this, [this](std::size_t row) {
        const int first = std::max(view->rowAt(0), 0);
        const PriceRow chosen = model->rowAt(first + int(row)).row;
        prices.chooseModel(chosen.provider->id, chosen.model->id);
    });
    retranslate();
}

void PromptPriceView::change(int part, const QString& undoName, const std::function<void(CallPlan&)>& edit) {
    CallPlan plan = prices.plan();
    edit(plan);
    prices.setPlan(plan, undoName, part);
}

void PromptPriceView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{view, "priceTable"},
                                                      {&output->slider(), "outputTokens"},
                                                      {&reasoning->slider(), "reasoning"},
                                                      {&calls->slider(), "calls"},
                                                      {&cached->slider(), "cachedShare"},
                                                      {&written->slider(), "cacheWrites"},
                                                      {&ttft->slider(), "ttft"},
                                                      {&itl->slider(), "itl"},
                                                      {words, "priceFilter"},
                                                      {fitting, "onlyFitting"},
                                                      {exact, "onlyExact"},
                                                      {deprecated, "withDeprecated"},
                                                      {batch, "batch"},
                                                      {hour, "cacheHour"},
                                                      {more, "morePrices"},
                                                      {speeds, "speedSource"},
                                                      {details, "priceFigures"},
                                                      {counted, "rowsShown"},
                                                      {bars, "priceChart"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    sentence->setWordWrap(true);
    chosenTitle->setWordWrap(true);
    output->setValues(steps(1, 1e6, true));
    reasoning->setValues([] {
        std::vector<double> values = steps(1, 1e3, true);
        values.insert(values.begin() + 1, 0.5);
        return values;
    }());
    calls->setValues(steps(1, 1e9, false));
    cached->setValues(shares());
    written->setValues(shares());
    ttft->setValues({0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 20, 30, 60});
    itl->setValues(
        {0.001, 0.002, 0.004, 0.006, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.07, 0.1, 0.2, 0.5});
    connect(output, &ValueSlider::valueChosen, this, [this](double value) {
        change(OutputPart, tr("Length of the answer"), [&](CallPlan& plan) {
            const Decimal multiple = decimalOf(reasoning->value()); // the dial keeps its place
            plan.outputTokens = std::uint64_t(value);
            plan.reasoningTokens = reasoningTokens(plan.outputTokens, multiple).value_or(0);
        });
    });
    connect(reasoning, &ValueSlider::valueChosen, this, [this](double value) {
        change(ReasoningPart, tr("Reasoning tokens"), [&](CallPlan& plan) {
            plan.reasoningTokens = reasoningTokens(plan.outputTokens, decimalOf(value)).value_or(0);
        });
    });
    connect(calls, &ValueSlider::valueChosen, this, [this](double value) {
        change(CallsPart, tr("Number of calls"), [&](CallPlan& plan) { plan.calls = std::uint64_t(value); });
    });
    connect(cached, &ValueSlider::valueChosen, this, [this](double value) {
        change(CachedPart, tr("Share read from the cache"), [&](CallPlan& plan) {
            plan.cachedShare = decimalOf(value);
            plan.cacheWriteShare = std::min(plan.cacheWriteShare, *Decimal(1).minus(plan.cachedShare));
        });
    });
    connect(written, &ValueSlider::valueChosen, this, [this](double value) {
        change(WrittenPart, tr("Share written to the cache"), [&](CallPlan& plan) {
            plan.cacheWriteShare = decimalOf(value);
            plan.cachedShare = std::min(plan.cachedShare, *Decimal(1).minus(plan.cacheWriteShare));
        });
    });
    connect(batch, &QCheckBox::clicked, this,
            [this](bool on) { change(BatchPart, tr("Batch"), [&](CallPlan& plan) { plan.batch = on; }); });
    connect(hour, &QCheckBox::clicked, this, [this](bool on) {
        change(HourPart, tr("How long the cache keeps"), [&](CallPlan& plan) { plan.cacheForAnHour = on; });
    });
    connect(ttft, &ValueSlider::valueChosen, this, [this](double value) {
        AnswerSpeed speed = prices.assumedSpeed();
        speed.waitSeconds = value;
        prices.chooseSpeed(SpeedSource::Assumed, speed, tr("Speed of the answer"), TtftPart);
    });
    connect(itl, &ValueSlider::valueChosen, this, [this](double value) {
        AnswerSpeed speed = prices.assumedSpeed();
        speed.itlSeconds = value;
        prices.chooseSpeed(SpeedSource::Assumed, speed, tr("Speed of the answer"), ItlPart);
    });
    for (const SpeedSource source : {SpeedSource::Assumed, SpeedSource::Serving, SpeedSource::Measured})
        speeds->addItem(QString(), int(source));
    speeds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(speeds, &QComboBox::activated, this, [this] {
        prices.chooseSpeed(SpeedSource(speeds->currentData().toInt()), prices.assumedSpeed(),
                           tr("Speed of the answer"));
    });
    connect(words, &QLineEdit::textChanged, this, &PromptPriceView::setQuery);
    for (QCheckBox* box : {fitting, exact, deprecated})
        connect(box, &QCheckBox::toggled, this, &PromptPriceView::setQuery);
    more->setCheckable(true);
    connect(more, &QPushButton::toggled, this, [this](bool on) { morePanel->setVisible(on); });
}

void PromptPriceView::createTable() {
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setSortingEnabled(true);
    view->sortByColumn(int(PriceColumn::Cost), Qt::AscendingOrder);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    view->horizontalHeader()->setSectionResizeMode(int(PriceColumn::Model), QHeaderView::Stretch);
    view->horizontalHeader()->setHighlightSections(false);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (!now.isValid()) return;
                const PriceRow chosen = model->rowAt(now.row()).row;
                prices.chooseModel(chosen.provider->id, chosen.model->id);
            });
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &PromptPriceView::showChart);
    connect(view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this] {
        view->scrollToTop();
        showChart();
    });
}

QWidget* PromptPriceView::createMore() {
    auto* panel = new QWidget(this);
    auto* grid = new QGridLayout(panel);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->addWidget(written, 0, 0);
    grid->addWidget(speeds, 0, 1);
    grid->addWidget(ttft, 1, 0);
    grid->addWidget(itl, 1, 1);
    auto* boxes = new QHBoxLayout;
    for (QCheckBox* box : {hour, batch, exact, deprecated}) boxes->addWidget(box);
    boxes->addStretch();
    grid->addLayout(boxes, 2, 0, 1, 2);
    panel->hide();
    return panel;
}

void PromptPriceView::arrange() {
    auto* sliders = new QGridLayout;
    sliders->setHorizontalSpacing(24);
    sliders->addWidget(output, 0, 0);
    sliders->addWidget(reasoning, 0, 1);
    sliders->addWidget(calls, 1, 0);
    sliders->addWidget(cached, 1, 1);
    auto* filter = new QHBoxLayout;
    filter->addWidget(words, 1);
    filter->addWidget(fitting);
    filter->addWidget(counted);
    filter->addWidget(more);
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->addLayout(filter);
    leftColumn->addWidget(view, 1);
    leftColumn->addWidget(chosenTitle);
    leftColumn->addWidget(details);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(frame);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    constexpr int usualWidths[] = {700, 450};
    split->setSizes({usualWidths[0], usualWidths[1]});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 0);
    column->addWidget(sentence);
    column->addLayout(sliders);
    column->addWidget(morePanel);
    column->addWidget(split, 1);
}

void PromptPriceView::setQuery() {
    PriceTableQuery query = model->query();
    query.words = words->text().toStdString();
    query.onlyFitting = fitting->isChecked();
    query.onlyExact = exact->isChecked();
    query.withDeprecated = deprecated->isChecked();
    model->setQuery(query);
    view->scrollToTop();
    showChart();
    showChosen();
}

void PromptPriceView::refresh() {
    model->refresh();
    showControls();
    const QString sentenceNow =
        tr("What the open prompt costs for every model of the price book (%1), before anything is sent.")
            .arg(bookAge(*prices.book(), prices.now()));
    if (sentence->text() != sentenceNow) sentence->setText(sentenceNow);
    showChosen();
    showChart();
}

void PromptPriceView::showControls() {
    const CallPlan& plan = prices.plan();
    output->setValue(double(plan.outputTokens));
    if (plan.outputTokens > 0) reasoning->setValue(double(plan.reasoningTokens) / double(plan.outputTokens));
    calls->setValue(double(plan.calls));
    cached->setValue(plan.cachedShare.toDouble());
    written->setValue(plan.cacheWriteShare.toDouble());
    ttft->setValue(prices.assumedSpeed().waitSeconds);
    itl->setValue(prices.assumedSpeed().itlSeconds);
    showSpeedSources();
    batch->setChecked(plan.batch);
    hour->setChecked(plan.cacheForAnHour);
}

/// What a room has not yet told cannot be chosen.
void PromptPriceView::showSpeedSources() {
    const QString names[] = {tr("Speed: assumed here"), tr("Speed: as in the Serving room"),
                             tr("Speed: measured on this machine")};
    auto* items = qobject_cast<QStandardItemModel*>(speeds->model());
    for (int i = 0; i < speeds->count(); ++i) {
        const auto source = SpeedSource(speeds->itemData(i).toInt());
        const auto offer = prices.offeredSpeed(source);
        speeds->setItemText(i, offer ? QStringLiteral("%1 (%2)").arg(names[i], offer->source) : names[i]);
        items->item(i)->setEnabled(source == SpeedSource::Assumed || offer);
    }
    speeds->setCurrentIndex(speeds->findData(int(prices.speedSource())));
    for (QWidget* slider : {ttft, itl}) slider->setEnabled(prices.speedSource() == SpeedSource::Assumed);
}

/// The rows that are to be seen in the table, at most sixty.
void PromptPriceView::showChart() {
    if (!isVisible()) return;
    counted->setText(
        tr("%1 of %2 rows").arg(grouped(std::size_t(model->rowCount())), grouped(model->total())));
    BarsData shown;
    shown.axisTitle = tr("%1 for this prompt").arg(QString::fromStdString(prices.currency().code));
    shown.segments = {QString()};
    shown.isLogarithmic = true;
    shown.words = [this](double usd) { return prices.compactMoney(usd); };
    const int first = std::max(view->rowAt(0), 0);
    const int seen = view->verticalHeader()->defaultSectionSize() > 0
                         ? view->viewport()->height() / view->verticalHeader()->defaultSectionSize()
                         : 0;
    const int last = std::min({first + std::clamp(seen, 1, int(mostBars)), model->rowCount()});
    const PriceTableRow *cheapest = nullptr, *dearest = nullptr;
    const PricedModel* chosen = prices.row().model;
    for (int i = first; i < last; ++i) {
        const PriceTableRow& row = model->rowAt(i);
        if (row.row.model == chosen) shown.lit = shown.rows.size();
        shown.rows.push_back(
            {QString::fromStdString(row.row.model->title()),
             {row.hasPrices ? row.usd : 0},
             row.hasPrices ? prices.money(row.cost.usd) : QStringLiteral("–"),
             QStringLiteral("%1, %2: %3")
                 .arg(QString::fromStdString(row.row.model->title()),
                      QString::fromStdString(row.row.provider->name),
                      model->data(model->index(i, int(PriceColumn::Cost)), Qt::DisplayRole).toString()),
             !row.exact});
        if (!row.hasPrices || row.usd <= 0) continue;
        if (!cheapest || row.usd < cheapest->usd) cheapest = &row;
        if (!dearest || row.usd > dearest->usd) dearest = &row;
    }
    if (model->rowCount() == 0)
        shown.finding = tr("No model of the price book fits these words");
    else if (!cheapest)
        shown.finding = tr("These models cost nothing for this prompt, or their price is not known");
    else if (cheapest == dearest || dearest->usd / cheapest->usd < 1.005)
        shown.finding = tr("The rows in view cost %1").arg(prices.money(cheapest->cost.usd));
    else
        shown.finding =
            tr("In view: %1 costs %2, %3 costs %4× as much")
                .arg(QString::fromStdString(cheapest->row.model->title()), prices.money(cheapest->cost.usd),
                     QString::fromStdString(dearest->row.model->title()),
                     ratio(dearest->usd / cheapest->usd));
    bars->setData(std::move(shown));
}

void PromptPriceView::showChosen() {
    const PriceRow row = prices.row();
    if (!row) {
        chosenTitle->setText(prices.isReading() ? tr("Reading the price book…") : prices.trouble());
        details->setFigures({});
        return;
    }
    chosenTitle->setText(QStringLiteral("<b>%1</b> · %2")
                             .arg(QString::fromStdString(row.model->title()).toHtmlEscaped(),
                                  QString::fromStdString(row.provider->name).toHtmlEscaped()));
    details->setFigures(costFigures(prices, row));
    const int place = model->placeOf(row);
    isFollowing = true;
    if (place < 0)
        view->clearSelection();
    else if (view->currentIndex().row() != place || !view->selectionModel()->hasSelection()) {
        view->selectRow(place);
        view->scrollTo(model->index(place, 0), QAbstractItemView::PositionAtCenter);
    }
    isFollowing = false;
    view->viewport()->update();
}

void PromptPriceView::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    details->setColors(colors);
}

void PromptPriceView::resizeEvent(QResizeEvent* event) {
    RoomView::resizeEvent(event);
    const QFontMetrics metrics(view->font());
    view->verticalHeader()->setDefaultSectionSize(int(metrics.height() * 1.35));
    const int widths[] = {0, 12, 13, 8, 9, 9, 8}; // of a letter; the first takes what is left
    for (int i = 1; i < PriceTableModel::columns; ++i)
        view->setColumnWidth(i, widths[i] * metrics.averageCharWidth());
    showChart();
}

void PromptPriceView::retranslate() {
    output->setTexts(
        tr("Answer"), [](double value) { return tr("%1 tokens").arg(countWords(value)); },
        tr("How many tokens of the answer are seen"));
    reasoning->setTexts(
        tr("Reasoning"),
        [this](double value) {
            return tr("%1× = %2")
                .arg(value < 1 && value > 0 ? ratio(value) : countWords(value),
                     countWords(value * double(prices.plan().outputTokens)));
        },
        tr("Tokens that are thought before the answer and not shown, as a multiple of it; billed and waited "
           "for as output"));
    calls->setTexts(tr("Calls"), countWords, tr("How often the prompt is sent"));
    cached->setTexts(
        tr("From the cache"), [](double value) { return percent(value); },
        tr("Share of the prompt that the seller still has from a call before"));
    written->setTexts(
        tr("To the cache"), [](double value) { return percent(value); },
        tr("Share of the prompt that is kept for later calls; some sellers charge more for it"));
    ttft->setTexts(
        tr("First token after"), [](double value) { return durationText(value); },
        tr("Time to first token: an assumption, unless it is measured here or comes from the Serving room"));
    itl->setTexts(
        tr("A token every"), [](double value) { return durationText(value); },
        tr("Inter-token latency: an assumption, unless it is measured here or comes from the Serving room"));
    words->setPlaceholderText(tr("Find a model or seller"));
    words->setAccessibleName(tr("Find a model or seller"));
    words->setClearButtonEnabled(true);
    fitting->setText(tr("Only what fits"));
    fitting->setToolTip(tr("Models whose context window holds prompt and answer"));
    exact->setText(tr("Only exact counts"));
    exact->setToolTip(tr("Models whose tokenizer is public and installed"));
    deprecated->setText(tr("Also retired models"));
    batch->setText(tr("As a batch"));
    batch->setToolTip(tr("The answers may wait a day; some sellers take half the price"));
    hour->setText(tr("Cache for an hour"));
    speeds->setAccessibleName(tr("Where the speed of the answer comes from"));
    speeds->setToolTip(
        tr("The Serving room tells it for a model and GPU once it was opened, and measures this machine"));
    more->setText(tr("More"));
    view->setAccessibleName(tr("Prices of all models"));
    if (isVisible()) refresh();
}

} // namespace tokenarium
