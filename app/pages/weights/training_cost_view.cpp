// SPDX-License-Identifier: GPL-3.0-or-later
// A log-log plot of operations and GPU hours: a line for the assumptions, points for what was published.
#include "app/pages/weights/training_cost_view.h"

#include "app/pages/weights/training_figures.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using Words = SizingWords;

constexpr double tera = 1e12;
enum Column {
    RunColumn,
    GpuColumn,
    TokensColumn,
    HoursColumn,
    EstimateColumn,
    MfuColumn,
    SourceColumn,
    Columns
};

QString nameOf(std::string_view name) { return QString::fromUtf8(name.data(), qsizetype(name.size())); }

/// As long as the share of the peak that is assumed were reached on the GPU of the run.
double estimatedHours(const PublishedRun& run, double mfu) {
    const Accelerator* gpu = findAccelerator(run.gpu);
    PlanInput input;
    input.parameters = run.parameters;
    input.tokens = run.tokens;
    input.gpus = 1;
    input.peakTflops = gpu ? gpu->bf16 / tera : 0;
    input.mfu = mfu;
    return trainingPlan(input).gpuHours;
}

} // namespace

TrainingCostView::TrainingCostView(SizingSession& sizing, QWidget* parent)
    : SizingView(sizing, parent)
    , sentence(new QLabel(this))
    , gpu(new QComboBox(this))
    , price(new QDoubleSpinBox(this))
    , watts(new QDoubleSpinBox(this))
    , pue(new QDoubleSpinBox(this))
    , carbon(new QDoubleSpinBox(this))
    , gpus(new ValueSlider(this))
    , tokens(new ValueSlider(this))
    , mfu(new ValueSlider(this))
    , context(new ValueSlider(this))
    , more(new QPushButton(this))
    , moreRow(new QWidget(this))
    , chart(new PlotChart)
    , frame(new ChartFrame(chart, QStringLiteral("training-cost"), this))
    , figures(new FigureList(this))
    , runs(new QTreeWidget(this)) {
    createControls();
    arrange();
    connectControls();
    retranslate();
}

void TrainingCostView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {{sentence, "trainingSentence"},
                                                      {gpu, "trainingGpu"},
                                                      {price, "dollarsPerHour"},
                                                      {watts, "gpuWatts"},
                                                      {pue, "pue"},
                                                      {carbon, "kgPerKwh"},
                                                      {&gpus->slider(), "trainingGpus"},
                                                      {&tokens->slider(), "trainingTokens"},
                                                      {&mfu->slider(), "trainingMfu"},
                                                      {&context->slider(), "trainingContext"},
                                                      {more, "trainingMore"},
                                                      {chart, "trainingChart"},
                                                      {figures, "trainingFigures"},
                                                      {runs, "publishedRuns"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    sentence->setWordWrap(true);
    gpus->setValues(doublings(1, 18));
    tokens->setValues(decadeSteps(1e6, 8));
    std::vector<double> shares;
    for (int percentOfPeak = 1; percentOfPeak <= 80; ++percentOfPeak) shares.push_back(percentOfPeak / 100.0);
    mfu->setValues(shares);
    context->setValues(doublings(256, 14));
    const auto prepare = [](QDoubleSpinBox* box, double most, int decimals, double step) {
        box->setRange(0, most);
        box->setDecimals(decimals);
        box->setSingleStep(step);
        box->setKeyboardTracking(false);
    };
    prepare(price, 1000, 2, 0.1);
    prepare(watts, 10'000, 0, 10);
    prepare(pue, 5, 2, 0.05);
    pue->setMinimum(1);
    prepare(carbon, 3, 3, 0.05);
    more->setCheckable(true);
    moreRow->hide();
    runs->setColumnCount(Columns);
    runs->setRootIsDecorated(false);
    runs->setUniformRowHeights(true);
    runs->setAllColumnsShowFocus(true);
    for (std::size_t i = 0; i < publishedRuns().size(); ++i) new QTreeWidgetItem(runs);
}

void TrainingCostView::connectControls() {
    connect(gpu, &QComboBox::activated, this, [this](int index) {
        change(tr("GPU"), -1, [&](SizingChoices& c) {
            c.gpu = std::string(accelerators()[std::size_t(index)].name);
            c.dollarsPerHour.reset(); // those of another GPU
            c.watts.reset();
        });
    });
    const auto follow = [this](ValueSlider* slider, const char* name, int part, auto member) {
        connect(slider, &ValueSlider::valueChosen, this, [this, name, part, member](double value) {
            change(tr(name), part, [&](SizingChoices& c) {
                c.*member = std::remove_reference_t<decltype(c.*member)>(value);
            });
        });
    };
    follow(gpus, QT_TR_NOOP("GPUs"), GpusPart, &SizingChoices::gpus);
    follow(tokens, QT_TR_NOOP("Tokens"), TokensPart, &SizingChoices::trainingTokens);
    follow(mfu, QT_TR_NOOP("Share of the peak"), MfuPart, &SizingChoices::mfu);
    follow(context, QT_TR_NOOP("Tokens of a text"), TrainingContextPart, &SizingChoices::trainingContext);
    connect(price, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Price of an hour"), PricePart, [&](SizingChoices& c) {
            c.dollarsPerHour = Decimal::parse(QString::number(value, 'f', 2).toStdString());
        });
    });
    connect(watts, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Power"), WattsPart, [&](SizingChoices& c) { c.watts = value; });
    });
    connect(pue, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Overhead"), PuePart, [&](SizingChoices& c) { c.pue = value; });
    });
    connect(carbon, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("CO₂ of electricity"), CarbonPart, [&](SizingChoices& c) { c.kgCo2PerKwh = value; });
    });
    connect(more, &QPushButton::toggled, moreRow, &QWidget::setVisible);
    connect(frame, &ChartFrame::said, this, &RoomView::said);
}

void TrainingCostView::arrange() {
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    gpuControl = addTo(first, gpu);
    first->addSpacing(12);
    priceControl = addTo(first, price);
    first->addSpacing(12);
    wattsControl = addTo(first, watts);
    first->addSpacing(12);
    first->addWidget(more);
    first->addStretch(1);
    auto* second = new QHBoxLayout;
    second->setSpacing(24);
    for (ValueSlider* slider : {tokens, gpus, mfu}) second->addWidget(slider, 1);
    auto* hidden = new QHBoxLayout(moreRow);
    hidden->setContentsMargins(0, 0, 0, 0);
    hidden->setSpacing(8);
    pueControl = addTo(hidden, pue);
    hidden->addSpacing(12);
    carbonControl = addTo(hidden, carbon);
    hidden->addSpacing(12);
    hidden->addWidget(context, 1);
    auto* left = new QVBoxLayout;
    left->addWidget(frame, 3);
    left->addWidget(runs, 2);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 12);
    columns->addWidget(setTurning({first, second, hidden, columns}, figures), 8);
    auto* rows = new QVBoxLayout(body);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->addWidget(sentence);
    rows->addLayout(first);
    rows->addWidget(moreRow);
    rows->addLayout(second);
    rows->addLayout(columns, 1);
    rows->addWidget(claimLine());
}

void TrainingCostView::retranslate() {
    sentence->setText(
        tr("How long, how dear and how much energy it would be to train this model once, beside what "
           "others have published. Utilization, prices and power are assumptions: change them."));
    QStringList names;
    for (const Accelerator& one : accelerators()) names += nameOf(one.name);
    setEntries(gpu, names);
    gpuControl.setTexts(tr("GPU"), tr("Its peak in 16-bit matrix products counts"));
    priceControl.setTexts(tr("Dollars an hour"), tr("For renting one GPU: an assumption"));
    wattsControl.setTexts(tr("Watts"), tr("Of one GPU at work"));
    pueControl.setTexts(tr("Overhead of the building (PUE)"),
                        tr("Power of the whole building by that of its computers"));
    carbonControl.setTexts(tr("kg CO₂ a kWh"),
                           tr("Of the electricity there; Touvron et al. reckon with 0.385"));
    more->setText(tr("More"));
    more->setToolTip(tr("Overhead, CO₂ and the length of texts"));
    gpus->setTexts(
        tr("GPUs"), [](double value) { return grouped(std::size_t(value)); }, tr("How many work at once"));
    tokens->setTexts(
        tr("Tokens"), [](double value) { return compact(value); }, tr("That the model reads in all"));
    mfu->setTexts(
        tr("Share of the peak (MFU)"), [](double value) { return percent(value); },
        tr("Model FLOPs utilization: what is reached of the GPU's peak"));
    context->setTexts(
        tr("Tokens of a text"), [](double value) { return grouped(std::size_t(value)); },
        tr("For attention in the exact count"));
    runs->setHeaderLabels({tr("Published run"), tr("GPU"), tr("Tokens"), tr("GPU hours"), tr("Estimate"),
                           tr("MFU"), tr("Source")});
    runs->headerItem()->setToolTip(
        EstimateColumn, tr("GPU hours of the same run at the share of the peak that is chosen above"));
    runs->setAccessibleName(tr("Published training runs"));
}

void TrainingCostView::setColors(const TokenColors& colors) {
    frame->setColors(colors);
    figures->setColors(colors);
}

void TrainingCostView::refresh() {
    showControls();
    showChart();
    showRuns();
    const TrainingEstimate estimate = trainingEstimate(session);
    figures->setFigures(TrainingFigures::of(session, estimate));
    constexpr double hoursOfMonth = 720;
    const double gpusOfMonth = std::max(1.0, std::ceil(estimate.plan.gpuHours / hoursOfMonth));
    showClaim(
        {RungClaim::Verdict::Depends, tr("Training takes thousands of GPUs and millions of dollars."),
         tr("The right order for GPT-3: 29 days on 1,000 A100 at 40 %. This one would take %1 GPUs for 30 "
            "days, and %2.")
             .arg(compact(gpusOfMonth),
                  estimate.dollars ? compactMoney(estimate.dollars->toDouble()) : QStringLiteral("–"))});
}

void TrainingCostView::showControls() {
    const SizingChoices& choices = session.choices();
    setCurrent(gpu, int(&session.gpu() - accelerators().data()));
    const auto put = [](QDoubleSpinBox* box, double value) {
        const QSignalBlocker quiet(box);
        box->setValue(value);
    };
    put(price, session.dollarsPerHour().toDouble());
    put(watts, session.watts());
    put(pue, choices.pue);
    put(carbon, choices.kgCo2PerKwh);
    gpus->setValue(double(choices.gpus));
    tokens->setValue(choices.trainingTokens);
    mfu->setValue(choices.mfu);
    context->setValue(double(choices.trainingContext));
}

void TrainingCostView::showChart() {
    const SizingChoices& choices = session.choices();
    const TrainingEstimate estimate = trainingEstimate(session);
    PlotData content;
    content.finding = tr("%1 on %2 tokens: about %3, %4 on %5 GPUs")
                          .arg(session.model().title(), compact(choices.trainingTokens),
                               TrainingFigures::hours(estimate.plan.gpuHours),
                               TrainingFigures::days(estimate.plan.days), grouped(choices.gpus));
    content.x.title = tr("Operations of the training (FLOPs)");
    content.x.words = [](double value) { return Words::flops(value); };
    content.y.title = tr("GPU hours");
    content.x.isLogarithmic = content.y.isLogarithmic = true;
    const double perHour = 3600 * session.gpu().bf16 * choices.mfu;
    PlotSeries line, published, own;
    line.name = tr("%1 at %2").arg(nameOf(session.gpu().name), percent(choices.mfu));
    line.style = PlotSeries::Style::Dashed;
    line.color = -1;
    double least = 1e21, most = 1e26;
    if (estimate.plan.flops > 0) {
        least = std::min(least, estimate.plan.flops);
        most = std::max(most, estimate.plan.flops);
    }
    for (const double flops : {least, most}) line.points.push_back({flops, flops / perHour});
    published.name = tr("published");
    published.isNamed = false;
    published.style = PlotSeries::Style::Points;
    published.color = 1;
    for (const PublishedRun& run : publishedRuns()) {
        if (run.gpuHours == 0) continue;
        published.points.push_back({sixNd(run.parameters, run.tokens), run.gpuHours});
        published.pointNames += nameOf(run.name);
    }
    own.name = tr("this training");
    own.isNamed = false; // the line through it is
    own.style = PlotSeries::Style::Points;
    own.color = 0;
    own.points.push_back({estimate.plan.flops, estimate.plan.gpuHours});
    content.series = {line, published, own};
    content.vertical.push_back({estimate.plan.flops, own.name});
    chart->setData(std::move(content));
}

void TrainingCostView::showRuns() {
    for (std::size_t i = 0; i < publishedRuns().size(); ++i) {
        const PublishedRun& run = publishedRuns()[i];
        QTreeWidgetItem* item = runs->topLevelItem(int(i));
        const Accelerator* itsGpu = findAccelerator(run.gpu);
        const QString none = QStringLiteral("–");
        const double share =
            itsGpu ? impliedSpeed(run.parameters, run.tokens, run.gpuHours, itsGpu->bf16 / tera).mfu : 0;
        const QString words[] = {
            nameOf(run.name),
            itsGpu ? nameOf(run.gpu) : none,
            compact(run.tokens),
            run.gpuHours > 0 ? grouped(std::size_t(run.gpuHours)) : none,
            itsGpu ? QStringLiteral("≈ ") + compact(estimatedHours(run, session.choices().mfu)) : none,
            itsGpu ? percent(share) : none,
            Words::cited(run.source, run.sourceRead)};
        for (int column = 0; column < Columns; ++column) {
            if (item->text(column) != words[column]) item->setText(column, words[column]);
            if (column >= TokensColumn && column <= MfuColumn) item->setTextAlignment(column, Qt::AlignRight);
        }
        item->setToolTip(SourceColumn, words[SourceColumn]);
        item->setToolTip(RunColumn,
                         tr("%1: %2 parameters × %3 tokens × 6 = %4 operations")
                             .arg(words[RunColumn], Words::number(run.parameters), Words::number(run.tokens),
                                  Words::flops(sixNd(run.parameters, run.tokens))));
    }
    if (runs->property("measured").toBool()) return;
    for (int column = 0; column < SourceColumn; ++column) runs->resizeColumnToContents(column);
    runs->setProperty("measured", true);
}

} // namespace tokenarium
