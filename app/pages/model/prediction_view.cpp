// SPDX-License-Identifier: GPL-3.0-or-later
// Sliders change the session's settings; whatever the session says is shown again.
#include "app/pages/model/prediction_view.h"

#include "widgets/charts/prediction_chart.h"
#include "widgets/model/branch_tree_view.h"
#include "widgets/model/draw_line.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

constexpr int usualBars = 6, mostBars = 30;

std::vector<double> evenly(double first, double last, int steps) {
    std::vector<double> values;
    for (int i = 0; i <= steps; ++i) values.push_back(first + (last - first) * i / steps);
    return values;
}

/// 1, 2 … 10, 12 … up to the vocabulary, then "all" (written as 0 in the settings).
std::vector<double> topKSteps(std::size_t vocabulary) {
    std::vector<double> values;
    for (const double power : {1.0, 10.0, 100.0, 1e3, 1e4, 1e5})
        for (const double factor : {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0}) {
            const double value = factor * power;
            if (value == double(std::size_t(value)) && value < double(vocabulary)) values.push_back(value);
        }
    values.push_back(double(vocabulary));
    return values;
}

QString decimal(double value, int digits) { return QLocale().toString(value, 'f', digits); }

} // namespace

PredictionView::PredictionView(ModelSession& modelSession, QWidget* parent)
    : ModelView(modelSession, parent)
    , sentence(new QLabel(this))
    , stepsLabel(new QLabel(this))
    , treeLabel(new QLabel(this))
    , drawLabel(new QLabel(this))
    , seedLabel(new QLabel(this))
    , countLabel(new QLabel(this))
    , chart(new PredictionChart(this))
    , line(new DrawLine(this))
    , branches(new BranchTreeView(this))
    , temperature(new ValueSlider(this))
    , topK(new ValueSlider(this))
    , topP(new ValueSlider(this))
    , minP(new ValueSlider(this))
    , penalty(new ValueSlider(this))
    , moreButton(new QToolButton(this))
    , more(new QWidget(this))
    , seedBox(new QSpinBox(this))
    , countBox(new QSpinBox(this)) {
    sentence->setObjectName(QStringLiteral("predictionSentence"));
    stepsLabel->setObjectName(QStringLiteral("samplingSteps"));
    drawLabel->setObjectName(QStringLiteral("drawSentence"));
    line->setObjectName(QStringLiteral("drawLine"));
    branches->setObjectName(QStringLiteral("branchTree"));
    for (QLabel* label : {sentence, stepsLabel, treeLabel, drawLabel}) label->setWordWrap(true);
    arrange();
    connectAll();
    retranslate();
}

PredictionView::~PredictionView() {
    job.cancel();
    describing.cancel();
}

QWidget* PredictionView::createControls() {
    auto* side = new QWidget(this);
    temperature->slider().setObjectName(QStringLiteral("temperature"));
    topK->slider().setObjectName(QStringLiteral("topK"));
    topP->slider().setObjectName(QStringLiteral("topP"));
    minP->slider().setObjectName(QStringLiteral("minP"));
    penalty->slider().setObjectName(QStringLiteral("repetitionPenalty"));
    temperature->setValues(evenly(0, 2, 40));
    topP->setValues(evenly(0.05, 1, 95));
    minP->setValues(evenly(0, 0.5, 50));
    penalty->setValues(evenly(1, 2, 20));
    moreButton->setObjectName(QStringLiteral("moreSampling"));
    moreButton->setCheckable(true);
    moreButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    seedBox->setObjectName(QStringLiteral("seed"));
    seedBox->setRange(0, std::numeric_limits<int>::max());
    countBox->setObjectName(QStringLiteral("barsShown"));
    countBox->setRange(1, mostBars);
    countBox->setValue(usualBars);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (ValueSlider* slider : {temperature, topK, topP, minP}) column->addWidget(slider);
    column->addWidget(penalty);
    column->addWidget(createMoreControls());
    column->addWidget(stepsLabel);
    column->addStretch();
    return side;
}

/// One row: the button, and beside it what it brings out.
QWidget* PredictionView::createMoreControls() {
    seedLabel->setBuddy(seedBox);
    countLabel->setBuddy(countBox);
    auto* both = new QWidget(this);
    auto* boxes = new QHBoxLayout(more);
    boxes->setContentsMargins(0, 0, 0, 0);
    for (QWidget* one : {static_cast<QWidget*>(seedLabel), static_cast<QWidget*>(seedBox),
                         static_cast<QWidget*>(countLabel), static_cast<QWidget*>(countBox)})
        boxes->addWidget(one);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(moreButton);
    row->addWidget(more);
    row->addStretch();
    more->hide();
    penalty->hide();
    return both;
}

void PredictionView::arrange() {
    auto* upper = new QHBoxLayout;
    upper->setSpacing(24);
    upper->addWidget(chart, 3);
    upper->addWidget(createControls(), 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(sentence);
    column->addLayout(upper, 4);
    column->addWidget(drawLabel);
    column->addWidget(line);
    column->addWidget(treeLabel);
    column->addWidget(branches, 1);
}

void PredictionView::connectAll() {
    connect(temperature, &ValueSlider::valueChosen, this,
            [this](double value) { chooseSetting(&SamplingSettings::temperature, value); });
    connect(topP, &ValueSlider::valueChosen, this,
            [this](double value) { chooseSetting(&SamplingSettings::topP, value); });
    connect(minP, &ValueSlider::valueChosen, this,
            [this](double value) { chooseSetting(&SamplingSettings::minP, value); });
    connect(penalty, &ValueSlider::valueChosen, this,
            [this](double value) { chooseSetting(&SamplingSettings::repetitionPenalty, value); });
    connect(topK, &ValueSlider::valueChosen, this, [this](double value) {
        SamplingSettings wanted = session.sampling();
        const bool all = topK->slider().value() == topK->slider().maximum();
        wanted.topK = all ? 0 : std::size_t(value);
        session.setSampling(wanted);
    });
    connect(moreButton, &QToolButton::toggled, this, [this](bool on) {
        more->setVisible(on);
        penalty->setVisible(on);
        retranslate();
    });
    connect(seedBox, &QSpinBox::valueChanged, this,
            [this](int seed) { session.setSeed(std::uint64_t(seed)); });
    connect(countBox, &QSpinBox::valueChanged, this, &PredictionView::refresh);
    connect(chart, &PredictionChart::chosen, this, &PredictionView::choose);
    connect(branches, &BranchTreeView::chosen, &session, [this](std::size_t node) {
        session.setPlaying(false);
        session.pinToken(std::nullopt);
        session.goTo(node);
    });
    for (auto signal : {&ModelSession::modelChanged, &ModelSession::textChanged, &ModelSession::runChanged,
                        &ModelSession::samplingChanged, &ModelSession::litTokenChanged})
        connect(&session, signal, this, &PredictionView::refresh);
}

void PredictionView::chooseSetting(double SamplingSettings::*setting, double value) {
    SamplingSettings wanted = session.sampling();
    wanted.*setting = value;
    session.setSampling(wanted);
}

void PredictionView::setColors(const TokenColors& colors) {
    chart->setColors(colors);
    line->setColors(colors);
    branches->setColors(colors);
}

void PredictionView::showEvent(QShowEvent* event) {
    ModelView::showEvent(event);
    if (isStale) refresh();
}

void PredictionView::refresh() {
    isStale = !isVisible();
    if (isStale || !session.model()) return;
    showSettings();
    showTree();
    const auto& run = session.run();
    if (!run || session.isComputing()) return; // what is shown stays until the model has read
    const std::size_t wanted = std::min(session.litToken(), run->tokens() - 1);
    if (wanted + 1 == run->tokens()) {
        job.cancel();
        placeRun = nullptr;
        return show(wanted, Logits(run, &run->lastLogits));
    }
    if (placeRun == run && place == wanted) return show(wanted, placeLogits);
    job.start([run, wanted](std::stop_token, const Job::Progress&) { return logitsAt(*run, wanted); },
              [this, run, wanted](std::vector<float> logits) {
                  if (session.run() != run) return; // the new one has asked for its own
                  placeRun = run;
                  place = wanted;
                  placeLogits = std::make_shared<const std::vector<float>>(std::move(logits));
                  show(wanted, placeLogits);
              },
              [this](const QString& message) { emit failed(message); });
}

void PredictionView::show(std::size_t where, const Logits& logits) {
    isBehind = describing.isBusy(); // else a slider that moves on and on would never see a result
    if (isBehind) return;
    const auto& run = session.run();
    const double uniform =
        isBehindPrompt(where) ? uniformNumber(session.seed(), where + 1 - session.promptTokens()) : 0;
    std::vector<TokenId> also;
    if (where + 1 < run->tokens()) also.push_back(run->ids[where + 1]);
    describing.start(
        [run, where, logits, also, uniform, wanted = session.sampling(),
         bars = std::size_t(countBox->value())](std::stop_token, const Job::Progress&) {
            const std::span<const TokenId> history = std::span(run->ids).first(where + 1);
            return std::pair(describePrediction(*logits, history, wanted, uniform, bars, also), wanted);
        },
        [this, run, where](std::pair<Prediction, SamplingSettings> made) {
            if (session.run() == run && !session.isComputing()) {
                prediction = std::move(made.first);
                settings = made.second;
                showChart(where);
                showSteps(where);
            }
            if (isBehind) refresh();
        },
        [this](const QString& message) { emit failed(message); });
}

void PredictionView::showChart(std::size_t where) {
    const auto& run = session.run();
    PredictionChartData shown;
    shown.prediction = prediction;
    for (const PredictionBar& bar : prediction.bars) shown.labels += session.tokenLabel(bar.id);
    shown.isDrawn = isBehindPrompt(where) && !(where + 1 == run->tokens() && session.isAtEnd());
    shown.place = tr("After ‘%1’: ").arg(session.tokenLabel(run->ids[where]));
    if (where + 1 < run->tokens()) shown.came = run->ids[where + 1];
    chart->setData(std::move(shown));
}

QString PredictionView::stepText(const PredictionStep& step) const {
    switch (step.stage) {
    case PredictionStage::RepetitionPenalty:
        return tr("repetition penalty %1: tokens that have just been used get less likely")
            .arg(decimal(settings.repetitionPenalty, 2));
    case PredictionStage::Temperature:
        if (step.removed > 0) return tr("temperature 0: only the likeliest token is left");
        return settings.temperature < 1
                   ? tr("temperature %1: the likely get likelier").arg(decimal(settings.temperature, 2))
                   : tr("temperature %1: the unlikely get likelier").arg(decimal(settings.temperature, 2));
    default:
        return tr("%1 cuts %2 tokens; %3 stay, with %4 of the probability")
            .arg(stageName(step.stage), grouped(step.removed), grouped(step.left), percent(step.massKept));
    }
}

void PredictionView::showSteps(std::size_t where) {
    QStringList texts;
    for (const PredictionStep& step : prediction.steps)
        texts += QStringLiteral("%1. %2").arg(texts.size() + 1).arg(stepText(step));
    if (texts.isEmpty())
        texts += tr("No stage changes anything: the draw follows the model's own probabilities.");
    stepsLabel->setText(texts.join(QLatin1Char('\n')));
    DrawLineData drawn;
    const bool isEnd = where + 1 == session.run()->tokens() && session.isAtEnd();
    const bool isDrawn = isBehindPrompt(where) && !isEnd;
    if (isDrawn) {
        for (const PredictionSegment& segment : prediction.line)
            drawn.segments.push_back({segment.tokens == 1 ? session.tokenLabel(segment.id)
                                                          : tr("%1 tokens").arg(grouped(segment.tokens)),
                                      segment.begin, segment.end});
        drawn.hit = prediction.hit;
        drawn.number = prediction.uniform;
    }
    line->setVisible(isDrawn);
    if (isDrawn)
        drawLabel->setText(tr("The draw: each token has a part of the line from 0 to 1. Random number %1 of "
                              "seed %2 falls on "
                              "the one that is taken.")
                               .arg(grouped(where + 2 - session.promptTokens()))
                               .arg(session.seed()));
    else
        drawLabel->setText(
            isEnd ? tr("The text has ended: nothing more is drawn.")
                  : tr("Nothing was drawn here: the prompt says what stands behind this token."));
    line->setData(std::move(drawn));
}

void PredictionView::showTree() {
    const BranchTree& tree = session.tree();
    std::vector<BranchTreeNode> nodes(tree.size());
    for (std::size_t n = 0; n < nodes.size(); ++n)
        nodes[n] = {tree[n].parent, n == 0 ? tr("prompt") : session.tokenLabel(tree[n].id),
                    tree[n].probability, tree[n].chosenByPerson, n == 0};
    for (std::size_t n = session.leaf(); n != 0; n = tree[n].parent) nodes[n].isOnPath = true;
    branches->setNodes(std::move(nodes), session.leaf());
}

void PredictionView::showSettings() {
    const SamplingSettings& chosen = session.sampling();
    const std::size_t vocabulary = session.model()->opened.tokenizer->vocabulary().size();
    topK->setValues(topKSteps(vocabulary));
    temperature->setValue(chosen.temperature);
    topK->setValue(chosen.topK == 0 ? double(vocabulary) : double(chosen.topK));
    topP->setValue(chosen.topP);
    minP->setValue(chosen.minP);
    penalty->setValue(chosen.repetitionPenalty);
    const QSignalBlocker quiet(seedBox);
    seedBox->setValue(int(std::min<std::uint64_t>(session.seed(), std::uint64_t(seedBox->maximum()))));
}

void PredictionView::choose(TokenId id) {
    const auto& run = session.run();
    if (!run || session.isComputing()) return;
    const std::size_t where = std::min(session.litToken(), run->tokens() - 1);
    if (where + 1 == run->tokens()) return session.chooseNext(id);
    if (!isBehindPrompt(where))
        return emit failed(
            tr("This place lies inside the prompt: change the prompt itself to go on differently."));
    for (const PredictionBar& bar : prediction.bars)
        if (bar.id == id) return session.branchFrom(where, id, bar.byModel);
}

void PredictionView::changeEvent(QEvent* event) {
    ModelView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
}

void PredictionView::retranslate() {
    sentence->setText(
        tr("What the model expects next and how sampling chooses. Click a bar to go on with that token, "
           "or a token above to see what was expected there."));
    const auto orOff = [](double neutral, int digits) {
        return [neutral, digits](double value) {
            return value == neutral ? PredictionView::tr("off") : decimal(value, digits);
        };
    };
    temperature->setTexts(
        tr("Temperature"), [](double value) { return decimal(value, 2); },
        tr("Below 1 the likely tokens get likelier, above 1 less so; 0 always takes the likeliest"));
    topK->setTexts(
        tr("Top-k"),
        [this](double value) {
            const auto& model = session.model();
            const bool all = !model || value >= double(model->opened.tokenizer->vocabulary().size());
            return all ? tr("all") : grouped(std::size_t(value));
        },
        tr("Keeps the k likeliest tokens"));
    topP->setTexts(tr("Top-p"), orOff(1, 2),
                   tr("Keeps the fewest likeliest tokens that together have this share of the probability"));
    minP->setTexts(tr("Min-p"), orOff(0, 2),
                   tr("Keeps tokens with at least this share of the likeliest one's probability"));
    penalty->setTexts(tr("Repetition penalty"), orOff(1, 2),
                      tr("Makes tokens that have just been used less likely; 1 is off"));
    moreButton->setText(moreButton->isChecked() ? tr("Less") : tr("More settings"));
    seedLabel->setText(tr("Seed"));
    seedBox->setToolTip(tr("The same seed draws the same numbers again"));
    countLabel->setText(tr("Bars"));
    treeLabel->setText(
        tr("Branches taken after the prompt, with the model's probability of each token; a click goes "
           "there."));
    branches->setAccessibleName(tr("Tree of branches"));
}

} // namespace tokenarium
