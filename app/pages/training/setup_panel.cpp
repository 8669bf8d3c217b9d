// SPDX-License-Identifier: GPL-3.0-or-later
// Every change goes through the session's setup, and comes back from there: so undo moves the controls too.
#include "app/pages/training/setup_panel.h"

#include "app/pages/training/text_choice_box.h"
#include "app/training/training_words.h"
#include "widgets/style/number_text.h"
#include "widgets/training/size_slider.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

/// What the samples begin with.
QString samplePromptOf(TextChoice texts) {
    if (texts == TextChoice::Poems) return QStringLiteral("春");
    if (texts == TextChoice::ChineseStories) return QStringLiteral("从前");
    return QStringLiteral("Once upon a time");
}

} // namespace

SetupPanel::SetupPanel(TrainingSession& trainingSession, QWidget* parent)
    : QWidget(parent)
    , session(trainingSession)
    , grid(new QGridLayout)
    , moreGrid(new QGridLayout)
    , textsLabel(new QLabel(this))
    , tokenizerLabel(new QLabel(this))
    , estimateLabel(new QLabel(this))
    , texts(new TextChoiceBox({TextChoice::EnglishStories, TextChoice::ChineseStories,
                               TextChoice::BothStories, TextChoice::Poems, TextChoice::OwnFiles},
                              this))
    , tokenizer(new QComboBox(this))
    , startButton(new QPushButton(this))
    , pauseButton(new QPushButton(this))
    , more(new QToolButton(this))
    , morePanel(new QWidget(this)) {
    grid->addWidget(textsLabel, 0, 0);
    grid->addWidget(texts, 0, 1, 1, 2);
    grid->addWidget(tokenizerLabel, 1, 0);
    grid->addWidget(tokenizer, 1, 1, 1, 2);
    layers = new SizeSlider("trainingLayers", {1, 2, 3, 4, 5, 6, 8}, *grid, this);
    width = new SizeSlider("trainingWidth", {32, 48, 64, 96, 128, 192, 256}, *grid, this);
    heads = new SizeSlider("trainingHeads", {1, 2, 4, 6, 8}, *grid, this);
    context = new SizeSlider("trainingContext", {32, 64, 128, 256, 512}, *grid, this);
    createMore();
    arrange();
    connectAll();
    retranslate();
}

void SetupPanel::createMore() {
    length = new SizeSlider(
        "trainingTokens",
        {20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000, 2'000'000, 5'000'000, 10'000'000}, *moreGrid,
        morePanel);
    vocabulary =
        new SizeSlider("trainingVocabulary", {300, 400, 512, 768, 1024, 2048, 4096}, *moreGrid, morePanel);
    const auto row = [&](QLabel*& label, QWidget* field, const char* name) {
        label = new QLabel(morePanel);
        label->setBuddy(field);
        field->setObjectName(QLatin1String(name));
        const int at = moreGrid->rowCount();
        moreGrid->addWidget(label, at, 0);
        moreGrid->addWidget(field, at, 1, 1, 2);
    };
    row(promptLabel, prompt = new QLineEdit(morePanel), "trainingPrompt");
    row(everyLabel, every = new QSpinBox(morePanel), "trainingEvery");
    row(rateLabel, rate = new QDoubleSpinBox(morePanel), "trainingRate");
    row(patienceLabel, patience = new QSpinBox(morePanel), "trainingPatience");
    row(wattsLabel, watts = new QDoubleSpinBox(morePanel), "trainingWatts");
    row(priceLabel, price = new QDoubleSpinBox(morePanel), "trainingPrice");
    every->setRange(1, 1000);
    rate->setDecimals(4);
    rate->setRange(0.0001, 0.1);
    rate->setSingleStep(0.001);
    patience->setRange(0, 100);
    watts->setRange(1, 100'000);
    watts->setDecimals(0);
    price->setRange(0, 100);
    price->setSingleStep(0.05);
    for (QAbstractSpinBox* box :
         std::initializer_list<QAbstractSpinBox*>{every, rate, patience, watts, price})
        box->setKeyboardTracking(false);
}

void SetupPanel::arrange() {
    texts->setObjectName(QStringLiteral("trainingTexts"));
    tokenizer->setObjectName(QStringLiteral("trainingTokenizer"));
    estimateLabel->setObjectName(QStringLiteral("trainingEstimate"));
    startButton->setObjectName(QStringLiteral("startTraining"));
    pauseButton->setObjectName(QStringLiteral("pauseTraining"));
    more->setObjectName(QStringLiteral("trainingMore"));
    textsLabel->setBuddy(texts);
    tokenizerLabel->setBuddy(tokenizer);
    estimateLabel->setWordWrap(true);
    estimateLabel->setAlignment(Qt::AlignTop);
    estimateLabel->setMinimumHeight(3 * estimateLabel->fontMetrics().lineSpacing());
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    moreGrid->setContentsMargins(0, 0, 0, 0);
    moreGrid->setHorizontalSpacing(8);
    morePanel->setLayout(moreGrid);
    morePanel->hide();
    more->setCheckable(true);
    more->setAutoRaise(true);
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    more->setArrowType(Qt::RightArrow);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(startButton, 1);
    buttons->addWidget(pauseButton, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(grid);
    column->addLayout(buttons); // above what changes its height, so that Start never moves under the mouse
    column->addWidget(estimateLabel);
    column->addWidget(more);
    column->addWidget(morePanel);
    column->addStretch();
    // By keyboard: from top to bottom, as they stand.
    QWidget* before = texts;
    for (QWidget* widget : std::initializer_list<QWidget*>{startButton, pauseButton, more}) {
        setTabOrder(before, widget);
        before = widget;
    }
    setTabOrder(texts, tokenizer);
    before = tokenizer;
    for (const char* name : {"trainingLayers", "trainingWidth", "trainingHeads", "trainingContext"}) {
        auto* slider = findChild<QWidget*>(QLatin1String(name));
        setTabOrder(before, slider);
        before = slider;
    }
    setTabOrder(before, startButton);
}

void SetupPanel::connectAll() {
    connect(texts, &TextChoiceBox::chosen, this, &SetupPanel::takeTexts);
    connect(tokenizer, &QComboBox::activated, this, [this] { take(tokenizer); });
    for (SizeSlider* slider : {layers, width, heads, context, length, vocabulary})
        connect(slider, &SizeSlider::moved, this, [this, slider] { take(slider); });
    for (QSpinBox* box : {every, patience})
        connect(box, &QSpinBox::valueChanged, this, [this, box] { take(box); });
    for (QDoubleSpinBox* box : {rate, watts, price})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this, box] { take(box); });
    connect(prompt, &QLineEdit::textEdited, this, [this] { take(prompt); });
    connect(startButton, &QPushButton::clicked, &session, [this] { session.start(); });
    connect(pauseButton, &QPushButton::clicked, &session, [this] {
        session.state() == TrainingSession::State::Paused ? session.resume() : session.pause();
    });
    connect(more, &QToolButton::toggled, this, [this](bool on) {
        morePanel->setVisible(on);
        more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    });
    connect(&session, &TrainingSession::setupChanged, this, &SetupPanel::showSetup);
    connect(&session, &TrainingSession::estimateChanged, this, &SetupPanel::showEstimate);
}

/// Other texts want another prompt, and Chinese, whose characters are many, a tokenizer and room for them.
void SetupPanel::takeTexts() {
    TrainingSetup setup = session.setup();
    setup.texts = texts->choice();
    setup.files = texts->files();
    setup.prompt = samplePromptOf(setup.texts).toStdString();
    const bool chinese = setup.texts == TextChoice::ChineseStories || setup.texts == TextChoice::Poems;
    setup.bytePairs = !chinese;
    setup.vocabularySize = setup.texts == TextChoice::Poems ? 4096 : chinese ? 1024 : 512;
    session.setSetup(setup);
}

void SetupPanel::take(QObject* changed) {
    TrainingSetup setup = session.setup();
    setup.bytePairs = tokenizer->currentIndex() == 0;
    if (changed == layers) setup.layers = layers->size();
    if (changed == width) setup.width = width->size();
    if (changed == heads) setup.heads = heads->size();
    if (changed == context) setup.context = context->size();
    if (changed == length) setup.tokens = length->size();
    if (changed == vocabulary) setup.vocabularySize = vocabulary->size();
    if (changed == prompt) setup.prompt = prompt->text().toStdString();
    if (changed == every) setup.sampleEverySteps = std::size_t(every->value());
    if (changed == rate) setup.rate = rate->value();
    if (changed == patience) setup.patience = std::size_t(patience->value());
    if (changed == watts) setup.watts = watts->value();
    if (changed == price) setup.pricePerKilowattHour = price->value();
    const QObject* const parts[] = {tokenizer, layers, width, heads,    context, length, vocabulary,
                                    prompt,    every,  rate,  patience, watts,   price};
    const auto part = std::find(std::begin(parts), std::end(parts), changed) - std::begin(parts);
    session.setSetup(setup, int(part));
}

void SetupPanel::showSetup() {
    const TrainingSetup& setup = session.setup();
    layers->setSize(setup.layers);
    width->setSize(setup.width);
    heads->setSize(setup.heads);
    context->setSize(setup.context);
    length->setSize(setup.tokens);
    vocabulary->setSize(setup.vocabularySize);
    texts->choose(setup.texts, setup.files);
    tokenizer->setCurrentIndex(setup.bytePairs ? 0 : 1);
    if (prompt->text() != QString::fromStdString(setup.prompt))
        prompt->setText(QString::fromStdString(setup.prompt));
    const QSignalBlocker quiet[] = {QSignalBlocker(every), QSignalBlocker(rate), QSignalBlocker(patience),
                                    QSignalBlocker(watts), QSignalBlocker(price)};
    every->setValue(int(setup.sampleEverySteps));
    rate->setValue(setup.rate);
    patience->setValue(int(setup.patience));
    watts->setValue(setup.watts);
    price->setValue(setup.pricePerKilowattHour);
    showEstimate();
}

void SetupPanel::showEstimate() {
    const QString problem = TrainingSession::problemOf(session.setup());
    startButton->setEnabled(!session.isBusy() && problem.isEmpty());
    estimateLabel->setText(problem.isEmpty() ? estimateText() : problem);
}

QString SetupPanel::estimateText() const {
    const TrainingEstimate& speed = session.estimate();
    QString text = tr("%1 parameters").arg(grouped(session.parameters())) + QStringLiteral(" · ");
    if (speed.tokensPerSecond <= 0) return text + tr("measuring the speed of this machine …");
    const double seconds = double(session.setup().tokens) / speed.tokensPerSecond;
    text += (speed.measured ? tr("≈ %1 (a step of this shape was measured: %2 tokens/s)")
                            : tr("≈ %1 (estimated: %2 tokens/s)"))
                .arg(timeText(seconds), grouped(std::size_t(speed.tokensPerSecond)));
    return text + QStringLiteral(" · ") + costText(seconds, session.setup());
}

void SetupPanel::showState() {
    using State = TrainingSession::State;
    const State state = session.state();
    const bool free = !session.isBusy();
    for (QWidget* field : {static_cast<QWidget*>(texts), static_cast<QWidget*>(tokenizer)})
        field->setEnabled(free);
    for (SizeSlider* slider : {layers, width, heads, context, length, vocabulary}) slider->setEnabled(free);
    for (QWidget* field : std::initializer_list<QWidget*>{prompt, every, rate, patience})
        field->setEnabled(free);
    startButton->setText(state == State::Empty ? tr("Start") : tr("Start a new one"));
    pauseButton->setVisible(state != State::Empty && state != State::Finished);
    pauseButton->setText(state == State::Paused ? tr("Resume") : tr("Pause"));
    pauseButton->setEnabled(state != State::Stopping);
    showEstimate();
}

void SetupPanel::retranslate() {
    textsLabel->setText(tr("Texts"));
    texts->setAccessibleName(tr("Texts"));
    texts->retranslate();
    tokenizerLabel->setText(tr("Tokenizer"));
    tokenizer->setAccessibleName(tr("Tokenizer"));
    tokenizer->clear();
    tokenizer->addItems({tr("byte pairs, learned from the texts"), tr("characters")});
    layers->setName(tr("Layers"));
    width->setName(tr("Width"));
    heads->setName(tr("Heads"));
    context->setName(tr("Context"));
    length->setName(tr("Tokens to read"));
    vocabulary->setName(tr("Vocabulary"),
                        tr("Ids in all: 256 for single bytes, two marks, and what is learned"));
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
    showSetup();
    showState();
}

} // namespace tokenarium
