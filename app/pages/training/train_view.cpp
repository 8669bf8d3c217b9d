// SPDX-License-Identifier: GPL-3.0-or-later
// At the left what is chosen, at the right what comes of it; a moment on the time line opens in the model
// room.
#include "app/pages/training/train_view.h"

#include "app/pages/training/text_choice_box.h"
#include "app/training/training_words.h"
#include "engine/cost/training_cost.h"
#include "engine/view/training_curves.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFile>
#include <QGridLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

/// The chart's lines, in the order of the box; the second is the first with a logarithmic axis.
constexpr CurveQuantity quantities[] = {CurveQuantity::Loss, CurveQuantity::Loss, CurveQuantity::Rate,
                                        CurveQuantity::GradientNorm, CurveQuantity::TokensPerSecond};

QString shortNumber(double value) { return QLocale().toString(value, 'g', 3); }

QString shortCount(std::uint64_t count) {
    if (count >= 1'000'000) return TrainView::tr("%1 M").arg(QLocale().toString(double(count) / 1e6, 'g', 3));
    return grouped(count);
}

/// Whole seconds of all steps.
double secondsOf(const TrainingHistory& history) {
    double seconds = 0;
    for (const StepReport& step : history.steps) seconds += step.seconds;
    return seconds;
}

} // namespace

TrainView::TrainView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this)) {
    loadExample();
    sentence->setWordWrap(true);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(createSetup());
    columns->addWidget(createResult(), 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(sentence);
    rows->addLayout(columns, 1);
    connect(&session, &TrainingSession::setupChanged, this, &TrainView::showEstimate);
    connect(&session, &TrainingSession::estimateChanged, this, &TrainView::showEstimate);
    connect(&session, &TrainingSession::stateChanged, this, &TrainView::showState);
    connect(&session, &TrainingSession::progressed, this, &TrainView::showProgress);
    connect(&session, &TrainingSession::snapshotsChanged, this, &TrainView::showTimeLine);
    retranslate();
}

void TrainView::addSlider(SizeSlider& slider, const char* name, std::vector<std::uint64_t> sizes,
                          QGridLayout& grid) {
    slider.sizes = std::move(sizes);
    slider.label = new QLabel(this);
    slider.value = new QLabel(this);
    slider.slider = new QSlider(Qt::Horizontal, this);
    slider.slider->setObjectName(QLatin1String(name));
    slider.slider->setRange(0, int(slider.sizes.size()) - 1);
    slider.slider->setPageStep(1);
    slider.label->setBuddy(slider.slider);
    slider.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    slider.value->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("10,000")));
    const int row = grid.rowCount();
    grid.addWidget(slider.label, row, 0);
    grid.addWidget(slider.slider, row, 1);
    grid.addWidget(slider.value, row, 2);
    connect(slider.slider, &QSlider::valueChanged, this, &TrainView::takeSetup);
}

QWidget* TrainView::createSetup() {
    setupPanel = new QWidget(this);
    texts = new TextChoiceBox({TextChoice::EnglishStories, TextChoice::ChineseStories,
                               TextChoice::BothStories, TextChoice::Poems, TextChoice::OwnFiles},
                              this);
    texts->setObjectName(QStringLiteral("trainingTexts"));
    tokenizer = new QComboBox(this);
    tokenizer->setObjectName(QStringLiteral("trainingTokenizer"));
    textsLabel = new QLabel(this);
    textsLabel->setBuddy(texts);
    tokenizerLabel = new QLabel(this);
    tokenizerLabel->setBuddy(tokenizer);
    shapeLabel = new QLabel(this);
    shapeLabel->setObjectName(QStringLiteral("trainingEstimate"));
    shapeLabel->setWordWrap(true);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->addWidget(textsLabel, 0, 0);
    grid->addWidget(texts, 0, 1, 1, 2);
    grid->addWidget(tokenizerLabel, 1, 0);
    grid->addWidget(tokenizer, 1, 1, 1, 2);
    addSlider(layers, "trainingLayers", {1, 2, 3, 4, 5, 6, 8}, *grid);
    addSlider(width, "trainingWidth", {32, 48, 64, 96, 128, 192, 256}, *grid);
    addSlider(heads, "trainingHeads", {1, 2, 4, 6, 8}, *grid);
    addSlider(context, "trainingContext", {32, 64, 128, 256, 512}, *grid);
    grid->setColumnStretch(1, 1);
    startButton = new QPushButton(this);
    startButton->setObjectName(QStringLiteral("startTraining"));
    pauseButton = new QPushButton(this);
    pauseButton->setObjectName(QStringLiteral("pauseTraining"));
    more = new QToolButton(this);
    more->setObjectName(QStringLiteral("trainingMore"));
    more->setCheckable(true);
    more->setAutoRaise(true);
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    morePanel = createMore();
    morePanel->hide();
    connect(more, &QToolButton::toggled, this, [this](bool on) {
        morePanel->setVisible(on);
        more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    });
    more->setArrowType(Qt::RightArrow);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(startButton, 1);
    buttons->addWidget(pauseButton, 1);
    auto* column = new QVBoxLayout(setupPanel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(grid);
    column->addWidget(shapeLabel);
    column->addLayout(buttons);
    column->addWidget(more);
    column->addWidget(morePanel);
    column->addStretch();
    connect(texts, &TextChoiceBox::chosen, this, [this] {
        const bool chinese =
            texts->choice() == TextChoice::ChineseStories || texts->choice() == TextChoice::Poems;
        prompt->setText(texts->choice() == TextChoice::Poems ? QStringLiteral("春")
                        : chinese                            ? QStringLiteral("从前")
                                                             : QStringLiteral("Once upon a time"));
        takeSetup();
    });
    connect(tokenizer, &QComboBox::activated, this, &TrainView::takeSetup);
    connect(startButton, &QPushButton::clicked, &session, [this] { session.start(); });
    connect(pauseButton, &QPushButton::clicked, &session, [this] {
        session.state() == TrainingSession::State::Paused ? session.resume() : session.pause();
    });
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(setupPanel);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFixedWidth(fontMetrics().averageCharWidth() * 50);
    return scroll;
}

QWidget* TrainView::createMore() {
    auto* panel = new QWidget(this);
    auto* grid = new QGridLayout(panel);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    addSlider(length, "trainingTokens",
              {20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000, 2'000'000, 5'000'000, 10'000'000},
              *grid);
    addSlider(vocabulary, "trainingVocabulary", {300, 400, 512, 768, 1024, 2048, 4096}, *grid);
    const auto row = [&](QLabel*& label, QWidget* field, const char* name) {
        label = new QLabel(this);
        label->setBuddy(field);
        field->setObjectName(QLatin1String(name));
        const int at = grid->rowCount();
        grid->addWidget(label, at, 0);
        grid->addWidget(field, at, 1, 1, 2);
    };
    row(promptLabel, prompt = new QLineEdit(this), "trainingPrompt");
    row(everyLabel, every = new QSpinBox(this), "trainingEvery");
    row(rateLabel, rate = new QDoubleSpinBox(this), "trainingRate");
    row(patienceLabel, patience = new QSpinBox(this), "trainingPatience");
    row(wattsLabel, watts = new QDoubleSpinBox(this), "trainingWatts");
    row(priceLabel, price = new QDoubleSpinBox(this), "trainingPrice");
    every->setRange(1, 1000);
    rate->setDecimals(4);
    rate->setRange(0.0001, 0.1);
    rate->setSingleStep(0.001);
    patience->setRange(0, 100);
    watts->setRange(1, 100'000);
    watts->setDecimals(0);
    watts->setValue(45);
    price->setRange(0, 100);
    price->setValue(0.30);
    price->setSingleStep(0.05);
    for (QSpinBox* box : {every, patience})
        connect(box, &QSpinBox::valueChanged, this, &TrainView::takeSetup);
    connect(rate, &QDoubleSpinBox::valueChanged, this, &TrainView::takeSetup);
    connect(prompt, &QLineEdit::textEdited, this, &TrainView::takeSetup);
    for (QDoubleSpinBox* box : {watts, price})
        connect(box, &QDoubleSpinBox::valueChanged, this, &TrainView::showCost);
    return panel;
}

QWidget* TrainView::createResult() {
    auto* panel = new QWidget(this);
    factsLabel = new QLabel(this);
    factsLabel->setObjectName(QStringLiteral("trainingFacts"));
    factsLabel->setWordWrap(true);
    quantity = new QComboBox(this);
    quantity->setObjectName(QStringLiteral("trainingQuantity"));
    kept = new QComboBox(this);
    kept->setObjectName(QStringLiteral("keptTrainings"));
    chart = new LossChart(this);
    samplesLabel = new QLabel(this);
    samplesLabel->setWordWrap(true);
    samples = new QTextBrowser(this);
    samples->setObjectName(QStringLiteral("trainingSamples"));
    samples->setOpenLinks(false);
    samplesLabel->setBuddy(samples);
    timeLine = new QSlider(Qt::Horizontal, this);
    timeLine->setObjectName(QStringLiteral("trainingTimeLine"));
    timeLine->setRange(0, 0);
    timeLine->setTickPosition(QSlider::TicksBelow);
    timeLine->setTickInterval(1);
    timeLine->setPageStep(1);
    momentLabel = new QLabel(this);
    momentLabel->setObjectName(QStringLiteral("trainingMoment"));
    openMoment = new QPushButton(this);
    openMoment->setObjectName(QStringLiteral("openMoment"));
    costLabel = new QLabel(this);
    costLabel->setObjectName(QStringLiteral("trainingCost"));
    costLabel->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->addWidget(factsLabel, 1);
    top->addWidget(quantity);
    top->addWidget(kept);
    auto* line = new QHBoxLayout;
    line->addWidget(momentLabel);
    line->addWidget(timeLine, 1);
    line->addWidget(openMoment);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(top);
    column->addWidget(chart, 3);
    column->addWidget(samplesLabel);
    column->addWidget(samples, 2);
    column->addLayout(line);
    column->addWidget(costLabel);
    connect(quantity, &QComboBox::activated, this, &TrainView::showProgress);
    connect(kept, &QComboBox::activated, this, [this] { session.open(kept->currentData().toString()); });
    connect(timeLine, &QSlider::valueChanged, this, &TrainView::showMoment);
    connect(openMoment, &QPushButton::clicked, this, [this] {
        const auto at = std::size_t(timeLine->value());
        if (at < session.snapshots().size())
            emit modelWanted(QString::fromStdU16String(session.snapshots()[at].folder.u16string()));
    });
    return panel;
}

void TrainView::takeSetup() {
    const auto sizeOf = [](const SizeSlider& slider) {
        return slider.sizes[std::size_t(slider.slider->value())];
    };
    TrainingSetup setup = session.setup();
    setup.texts = texts->choice();
    setup.files = texts->files();
    setup.bytePairs = tokenizer->currentIndex() == 0;
    setup.layers = sizeOf(layers);
    setup.width = sizeOf(width);
    setup.heads = sizeOf(heads);
    setup.context = sizeOf(context);
    setup.tokens = sizeOf(length);
    setup.vocabularySize = sizeOf(vocabulary);
    setup.prompt = prompt->text().toStdString();
    setup.sampleEverySteps = std::size_t(every->value());
    setup.rate = rate->value();
    setup.patience = std::size_t(patience->value());
    session.setSetup(setup);
    showSetup();
}

void TrainView::showSetup() {
    const TrainingSetup& setup = session.setup();
    const auto show = [](SizeSlider& slider, std::uint64_t size) {
        const QSignalBlocker quiet(slider.slider);
        const auto found = std::find(slider.sizes.begin(), slider.sizes.end(), size);
        if (found != slider.sizes.end()) slider.slider->setValue(int(found - slider.sizes.begin()));
        slider.value->setText(shortCount(size));
    };
    show(layers, setup.layers);
    show(width, setup.width);
    show(heads, setup.heads);
    show(context, setup.context);
    show(length, setup.tokens);
    show(vocabulary, setup.vocabularySize);
    texts->choose(setup.texts);
    tokenizer->setCurrentIndex(setup.bytePairs ? 0 : 1);
    const QSignalBlocker quietEvery(every), quietRate(rate), quietPatience(patience);
    if (prompt->text() != QString::fromStdString(setup.prompt))
        prompt->setText(QString::fromStdString(setup.prompt));
    every->setValue(int(setup.sampleEverySteps));
    rate->setValue(setup.rate);
    patience->setValue(int(setup.patience));
    showEstimate();
}

void TrainView::showEstimate() {
    const QString problem = TrainingSession::problemOf(session.setup());
    startButton->setEnabled(!session.isBusy() && problem.isEmpty());
    if (!problem.isEmpty()) return shapeLabel->setText(problem);
    const TrainingEstimate& speed = session.estimate();
    QString text = tr("%1 parameters").arg(grouped(session.parameters()));
    if (speed.tokensPerSecond > 0) {
        const QString time = timeText(double(session.setup().tokens) / speed.tokensPerSecond);
        text += QStringLiteral(" · ") + (speed.measured
                                             ? tr("≈ %1 (a step of this shape was measured: %2 tokens/s)")
                                             : tr("≈ %1 (estimated: %2 tokens/s)"))
                                            .arg(time, grouped(std::size_t(speed.tokensPerSecond)));
    } else {
        text += QStringLiteral(" · ") + tr("measuring the speed of this machine …");
    }
    shapeLabel->setText(text);
}

const TrainingHistory& TrainView::shownHistory() const {
    const bool own = session.state() != TrainingSession::State::Empty || !session.history().steps.empty();
    return own ? session.history() : example;
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
    using State = TrainingSession::State;
    const State state = session.state();
    for (QWidget* field : {static_cast<QWidget*>(texts), static_cast<QWidget*>(tokenizer),
                           static_cast<QWidget*>(layers.slider), static_cast<QWidget*>(width.slider),
                           static_cast<QWidget*>(heads.slider), static_cast<QWidget*>(context.slider)})
        field->setEnabled(!session.isBusy());
    startButton->setText(state == State::Empty ? tr("Start") : tr("Start a new one"));
    pauseButton->setVisible(state != State::Empty && state != State::Finished);
    pauseButton->setText(state == State::Paused ? tr("Resume") : tr("Pause"));
    pauseButton->setEnabled(state != State::Stopping);
    const QSignalBlocker quiet(kept);
    kept->clear();
    for (const QString& one : session.trainings()) kept->addItem(one, one);
    kept->setCurrentIndex(kept->findData(session.name()));
    kept->setVisible(kept->count() > 1);
    kept->setEnabled(!session.isBusy());
    showEstimate();
    showProgress();
}

void TrainView::showProgress() {
    if (!isVisible()) return;
    const TrainingHistory& history = shownHistory();
    const bool own = &history != &example;
    const CurveQuantity wanted = quantities[std::max(quantity->currentIndex(), 0)];
    chart->setLogarithmic(quantity->currentIndex() == 1);
    chart->setCurve(trainingCurve(history, wanted, own ? session.baselines() : exampleLines,
                                  own ? session.wantedTokens() : history.tokens()));
    showFacts();
    showSamples();
    showCost();
}

void TrainView::showFacts() {
    using State = TrainingSession::State;
    const TrainingHistory& history = shownHistory();
    if (session.state() == State::Preparing) {
        const QString stage = session.stage();
        const QString what = stage == QLatin1String("tokenizer") ? tr("Learning the tokenizer …")
                             : stage == QLatin1String("tokens")  ? tr("Cutting the texts into tokens …")
                                                                 : tr("Writing and reading the texts …");
        return factsLabel->setText(what);
    }
    if (&history == &example && !example.steps.empty())
        return factsLabel->setText(
            tr("An example: a training with these choices, recorded earlier. Press Start for "
               "one of your own."));
    if (history.steps.empty()) return factsLabel->clear();
    const StepReport& last = history.steps.back();
    QString text =
        tr("Step %1 · %2 tokens read · %3 tokens/s · learning rate %4 · gradient %5")
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
    factsLabel->setText(text);
}

/// The newest on top, so that what has just changed is where one looks.
void TrainView::showSamples() {
    const TrainingHistory& history = shownHistory();
    const std::uint64_t last = history.samples.empty() ? 0 : history.samples.back().step;
    if (samplesShown == history.samples.size() && shownSampleStep == last && samplesShown > 0) return;
    samplesShown = history.samples.size();
    shownSampleStep = last;
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

void TrainView::showTimeLine() {
    const auto count = int(session.snapshots().size());
    const bool atEnd = timeLine->value() == timeLine->maximum();
    {
        const QSignalBlocker quiet(timeLine);
        timeLine->setRange(0, std::max(count - 1, 0));
        if (atEnd) timeLine->setValue(timeLine->maximum());
    }
    for (QWidget* widget : {static_cast<QWidget*>(timeLine), static_cast<QWidget*>(openMoment),
                            static_cast<QWidget*>(momentLabel)})
        widget->setVisible(count > 0);
    showMoment();
}

void TrainView::showMoment() {
    const auto at = std::size_t(timeLine->value());
    if (at >= session.snapshots().size()) return;
    const std::uint64_t step = session.snapshots()[at].step;
    QString text = step == 0 ? tr("Before training") : tr("Step %1").arg(grouped(step));
    for (const HistoryEvaluation& evaluation : session.history().evaluations)
        if (evaluation.step == step && !evaluation.final)
            text += QStringLiteral(" · ") + tr("validation %1").arg(shortNumber(evaluation.natsPerToken));
    momentLabel->setText(text);
    timeLine->setToolTip(text);
}

/// Watts and price are what the person says; the seconds are measured.
void TrainView::showCost() {
    const TrainingHistory& history = session.history();
    costLabel->setVisible(!history.steps.empty());
    const double seconds = secondsOf(history);
    const double hours = seconds / 3600;
    const double kilowattHours = 1000 * trainingEnergy(hours, watts->value(), 1, 0).megawattHours;
    costLabel->setText(tr("%1 of steps (measured) × %2 W (assumed) = ≈ %3 Wh · × %4 per kWh (assumed) = ≈ %5")
                           .arg(timeText(seconds), shortNumber(watts->value()),
                                shortNumber(1000 * kilowattHours), shortNumber(price->value()),
                                QLocale().toString(kilowattHours * price->value(), 'f', 5)));
}

void TrainView::setColors(const TokenColors& wanted) {
    colors = wanted;
    chart->setColors(colors);
    samplesShown = 0;
    showProgress();
}

void TrainView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    if (session.estimate().tokensPerSecond <= 0) session.measureSpeed();
    showState();
    showTimeLine();
}

void TrainView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void TrainView::retranslate() {
    sentence->setText(
        tr("A model begins with random numbers and reads: after each batch of tokens all its numbers "
           "change a little, so that the next token surprises it less."));
    textsLabel->setText(tr("Texts"));
    texts->setAccessibleName(tr("Texts"));
    texts->retranslate();
    tokenizerLabel->setText(tr("Tokenizer"));
    tokenizer->setAccessibleName(tr("Tokenizer"));
    const int pairsOrCharacters = tokenizer->currentIndex();
    tokenizer->clear();
    tokenizer->addItems({tr("byte pairs, learned from the texts"), tr("characters")});
    tokenizer->setCurrentIndex(std::max(pairsOrCharacters, 0));
    const auto nameSlider = [](SizeSlider& slider, const QString& label) {
        slider.label->setText(label);
        slider.slider->setAccessibleName(label);
    };
    nameSlider(layers, tr("Layers"));
    nameSlider(width, tr("Width"));
    nameSlider(heads, tr("Heads"));
    nameSlider(context, tr("Context"));
    nameSlider(length, tr("Tokens to read"));
    nameSlider(vocabulary, tr("Vocabulary"));
    vocabulary.slider->setToolTip(tr("Ids in all: 256 for single bytes, two marks, and what is learned"));
    const auto nameField = [](QLabel* label, QWidget* field, const QString& text) {
        label->setText(text);
        field->setAccessibleName(text);
    };
    nameField(promptLabel, prompt, tr("Prompt of the samples"));
    nameField(everyLabel, every, tr("Sample and validate every"));
    every->setSuffix(tr(" steps"));
    nameField(rateLabel, rate, tr("Learning rate"));
    nameField(patienceLabel, patience, tr("Stop after no better"));
    patience->setSuffix(tr(" times"));
    patience->setSpecialValueText(tr("never"));
    nameField(wattsLabel, watts, tr("Power (assumed)"));
    watts->setSuffix(tr(" W"));
    nameField(priceLabel, price, tr("Price (assumed)"));
    price->setSuffix(tr(" per kWh"));
    more->setText(tr("More"));
    const int shown = quantity->currentIndex();
    quantity->clear();
    quantity->addItems({tr("Loss"), tr("Loss, logarithmic"), tr("Learning rate"), tr("Gradient norm"),
                        tr("Tokens per second")});
    quantity->setCurrentIndex(std::max(shown, 0));
    quantity->setAccessibleName(tr("What the chart shows"));
    kept->setAccessibleName(tr("Earlier trainings"));
    samplesLabel->setText(tr("What the model writes after the prompt, the newest on top:"));
    samples->setAccessibleName(tr("Samples"));
    timeLine->setAccessibleName(tr("Time line of the training"));
    openMoment->setText(tr("Open in the Model room"));
    openMoment->setToolTip(tr("Looks into the model as it was at this moment"));
    samplesShown = 0;
    showSetup();
    showState();
    showTimeLine();
}

} // namespace tokenarium
