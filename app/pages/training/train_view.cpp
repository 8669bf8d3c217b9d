// SPDX-License-Identifier: GPL-3.0-or-later
// At the left what is chosen, at the right what comes of it; a moment on the time line opens in the model
// room.
#include "app/pages/training/train_view.h"

#include "app/pages/training/moment_panel.h"
#include "app/pages/training/setup_panel.h"
#include "app/training/training_words.h"
#include "engine/view/training_curves.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

/// The chart's lines, in the order of the box; the second is the first with a logarithmic axis.
constexpr CurveQuantity quantities[] = {CurveQuantity::Loss, CurveQuantity::Loss, CurveQuantity::Rate,
                                        CurveQuantity::GradientNorm, CurveQuantity::TokensPerSecond};

QString shortNumber(double value) { return QLocale().toString(value, 'g', 3); }

double secondsOf(const TrainingHistory& history) {
    double seconds = 0;
    for (const StepReport& step : history.steps) seconds += step.seconds;
    return seconds;
}

QScrollArea* scrolled(QWidget* panel, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    scroll->setWidget(panel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFixedWidth(parent->fontMetrics().averageCharWidth() * 50);
    return scroll;
}

} // namespace

TrainView::TrainView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , setup(new SetupPanel(trainingSession, this)) {
    loadExample();
    sentence->setWordWrap(true);
    createResult();
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(scrolled(setup, this));
    columns->addWidget(arrangeResult(), 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
    connect(&session, &TrainingSession::setupChanged, this, &TrainView::showCost);
    connect(&session, &TrainingSession::stateChanged, this, &TrainView::showState);
    connect(&session, &TrainingSession::progressed, this, &TrainView::showProgress);
    connect(&session, &TrainingSession::snapshotsChanged, moments, &MomentPanel::showMoments);
    connect(quantity, &QComboBox::activated, this, &TrainView::showProgress);
    connect(kept, &QComboBox::activated, this, [this] { session.open(kept->currentData().toString()); });
    connect(moments, &MomentPanel::momentChanged, this, &TrainView::markMoment);
    connect(moments, &MomentPanel::modelWanted, this, &TrainView::modelWanted);
    retranslate();
}

void TrainView::createResult() {
    facts = new QLabel(this);
    cost = new QLabel(this);
    samplesLabel = new QLabel(this);
    quantity = new QComboBox(this);
    kept = new QComboBox(this);
    chart = new LossChart(this);
    samples = new QTextBrowser(this);
    moments = new MomentPanel(session, this);
    const std::pair<QWidget*, const char*> names[] = {{facts, "trainingFacts"},
                                                      {cost, "trainingCost"},
                                                      {quantity, "trainingQuantity"},
                                                      {kept, "keptTrainings"},
                                                      {samples, "trainingSamples"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {facts, cost, samplesLabel}) label->setWordWrap(true);
    samples->setOpenLinks(false);
    samples->setMinimumHeight(4 * fontMetrics().height());
    samplesLabel->setBuddy(samples);
    kept->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    kept->setMinimumContentsLength(14);
}

QWidget* TrainView::arrangeResult() {
    auto* panel = new QWidget(this);
    auto* top = new QHBoxLayout;
    top->addWidget(facts, 1);
    top->addWidget(quantity);
    top->addWidget(kept);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(chart, 3);
    column->addWidget(moments);
    column->addWidget(samplesLabel);
    column->addWidget(samples, 2);
    column->addWidget(cost);
    return panel;
}

bool TrainView::showsExample() const {
    return session.state() == TrainingSession::State::Empty && session.history().steps.empty();
}

/// A training recorded earlier with the settings one finds here, so that the room is not empty.
void TrainView::loadExample() {
    QFile file(QStringLiteral(":/samples/example-training.jsonl"));
    if (!file.open(QIODevice::ReadOnly)) return;
    const QByteArray text = file.readAll();
    example = readTrainingHistory({text.constData(), std::size_t(text.size())});
    const QJsonObject first = QJsonDocument::fromJson(text.left(text.indexOf('\n'))).object();
    exampleLines = TrainingBaselines{first.value(QLatin1String("uniform")).toDouble(),
                                     first.value(QLatin1String("unigram")).toDouble()};
}

void TrainView::showState() {
    setup->showState();
    const QSignalBlocker quiet(kept);
    kept->clear();
    for (const QString& one : session.trainings()) kept->addItem(session.titleOf(one), one);
    kept->setCurrentIndex(kept->findData(session.name()));
    kept->setToolTip(kept->currentText());
    kept->setVisible(kept->count() > 1);
    kept->setEnabled(!session.isBusy());
    showProgress();
}

void TrainView::showProgress() {
    if (!isVisible()) return;
    const bool own = !showsExample();
    const TrainingHistory& history = shownHistory();
    const CurveQuantity wanted = quantities[std::max(quantity->currentIndex(), 0)];
    chart->setLogarithmic(quantity->currentIndex() == 1);
    LossCurve curve = trainingCurve(history, wanted, own ? session.baselines() : exampleLines,
                                    own ? session.wantedTokens() : history.tokens());
    if (wanted == CurveQuantity::Loss)
        curve.stop = stopRule(history, own ? session.setupOfTraining().patience : 0, curve.wantedTokens);
    chart->setCurve(curve);
    markMoment();
    showFacts();
    showSamples();
    showCost();
}

void TrainView::showFacts() {
    if (session.state() == TrainingSession::State::Preparing) return facts->setText(stageText());
    if (showsExample() && !example.steps.empty())
        return facts->setText(
            tr("An example: a training with these choices, recorded earlier. Press Start for "
               "one of your own."));
    facts->setText(session.history().steps.empty() ? QString() : factsText());
}

QString TrainView::stageText() const {
    const QString stage = session.stage();
    const QString what = stage == QLatin1String("tokenizer") ? tr("Learning the tokenizer …")
                         : stage == QLatin1String("tokens")  ? tr("Cutting the texts into tokens …")
                                                             : tr("Writing and reading the texts …");
    return session.stageShare() > 0 && session.stageShare() < 1
               ? what + QLatin1Char(' ') + percent(session.stageShare())
               : what;
}

QString TrainView::factsText() const {
    using State = TrainingSession::State;
    const TrainingHistory& history = session.history();
    const StepReport& last = history.steps.back();
    QString text = session.isPostTraining()
                       ? tr("Post-training, not the choices at the left.") + QLatin1Char(' ')
                       : QString();
    text += tr("Step %1 · %2 tokens read · %3 tokens/s · learning rate %4 · gradient %5")
                .arg(grouped(last.step), grouped(last.tokens), grouped(std::size_t(last.tokensPerSecond)),
                     shortNumber(last.rate), shortNumber(last.gradientNorm));
    const double left = double(session.wantedTokens()) - double(last.tokens);
    if (session.state() == State::Running && left > 0) {
        const double speed = double(last.tokens) / std::max(secondsOf(history), 1e-6);
        text += QStringLiteral(" · ") + tr("≈ %1 left").arg(timeText(left / speed));
    }
    if (session.state() == State::Paused) text += QStringLiteral(" · ") + tr("paused");
    if (session.state() == State::Stopping) text += QStringLiteral(" · ") + tr("writing a checkpoint …");
    if (session.state() == State::Finished) text += QStringLiteral(" · ") + session.outcome();
    return text;
}

/// The newest on top, so that what has just changed is where one looks.
void TrainView::showSamples() {
    const TrainingHistory& history = shownHistory();
    const std::pair now(history.samples.size(), history.samples.empty() ? 0 : history.samples.back().step);
    if (samplesShown == now && now.first > 0) return;
    samplesShown = now;
    QString html;
    for (auto sample = history.samples.rbegin(); sample != history.samples.rend(); ++sample) {
        const QString when =
            sample->final ? tr("the model that is kept") : tr("step %1").arg(grouped(sample->step));
        html += QStringLiteral(
                    "<p style='margin:0 0 6px 0'><b>%1</b>&nbsp; <span style='color:%2'>%3</span>%4</p>")
                    .arg(when.toHtmlEscaped(), colors.accent().name(),
                         QString::fromStdString(sample->prompt).toHtmlEscaped(),
                         QString::fromStdString(sample->text)
                             .toHtmlEscaped()
                             .replace(QLatin1Char('\n'), QLatin1String("<br>")));
    }
    samples->setHtml(html);
}

/// Where the chosen copy stands in the chart.
void TrainView::markMoment() {
    const auto chosen = showsExample() ? std::nullopt : moments->moment();
    if (!chosen) return chart->setMoment(std::nullopt, {});
    double tokens = 0;
    for (const StepReport& step : session.history().steps)
        if (step.step <= chosen->step) tokens = double(step.tokens);
    chart->setMoment(tokens, tr("step %1").arg(grouped(chosen->step)));
}

/// Watts and price are what the person says; the seconds are measured.
void TrainView::showCost() {
    const TrainingHistory& history = session.history();
    cost->setVisible(!history.steps.empty());
    const double seconds = secondsOf(history);
    cost->setText(tr("Energy and cost: %1 of steps (measured): %2. Watts and price stand under More.")
                      .arg(timeText(seconds), costText(seconds, session.setup())));
}

void TrainView::setColors(const TokenColors& wanted) {
    colors = wanted;
    chart->setColors(colors);
    samplesShown = {};
    showProgress();
}

void TrainView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    if (session.estimate().tokensPerSecond <= 0) session.measureSpeed();
    showState();
    moments->showMoments();
}

void TrainView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void TrainView::retranslate() {
    sentence->setText(
        tr("A model begins with random numbers and reads: after each batch of tokens all its numbers "
           "change a little, so that the next token surprises it less."));
    const int shown = quantity->currentIndex();
    quantity->clear();
    quantity->addItems({tr("Loss"), tr("Loss, logarithmic"), tr("Learning rate"), tr("Gradient norm"),
                        tr("Tokens per second")});
    quantity->setCurrentIndex(std::max(shown, 0));
    quantity->setAccessibleName(tr("What the chart shows"));
    kept->setAccessibleName(tr("Earlier trainings"));
    samplesLabel->setText(tr("What the model writes after the prompt, the newest on top:"));
    samples->setAccessibleName(tr("Samples"));
    samplesShown = {};
    setup->retranslate();
    moments->retranslate();
    showState();
}

} // namespace tokenarium
