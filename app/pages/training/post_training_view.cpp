// SPDX-License-Identifier: GPL-3.0-or-later
// The first sample of such a training is the model as it was; the last one what became of it.
#include "app/pages/training/post_training_view.h"

#include "app/model/model_session.h"
#include "app/pages/training/text_choice_box.h"
#include "engine/model/model_catalog.h"
#include "engine/view/training_curves.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

PostTrainingView::PostTrainingView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , baseLabel(new QLabel(this))
    , textsLabel(new QLabel(this))
    , methodLabel(new QLabel(this))
    , stepsLabel(new QLabel(this))
    , promptLabel(new QLabel(this))
    , facts(new QLabel(this))
    , beforeTitle(new QLabel(this))
    , afterTitle(new QLabel(this))
    , base(new QComboBox(this))
    , method(new QComboBox(this))
    , texts(new TextChoiceBox({TextChoice::Chat, TextChoice::Pairs, TextChoice::Licences, TextChoice::Poems,
                               TextChoice::OwnFiles},
                              this))
    , steps(new QSpinBox(this))
    , prompt(new QLineEdit(this))
    , startButton(new QPushButton(this))
    , openButton(new QPushButton(this))
    , before(new QTextBrowser(this))
    , after(new QTextBrowser(this))
    , chart(new LossChart(this)) {
    const std::pair<QWidget*, const char*> names[] = {
        {base, "postBase"},     {texts, "postTexts"},       {method, "postMethod"},   {steps, "postSteps"},
        {prompt, "postPrompt"}, {startButton, "postStart"}, {openButton, "postOpen"}, {before, "postBefore"},
        {after, "postAfter"},   {facts, "postFacts"},       {chart, "postChart"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    sentence->setWordWrap(true);
    facts->setWordWrap(true);
    for (const EmbeddedModel& model : embeddedModels(embeddedModelsFolder()))
        base->addItem(QString::fromStdString(model.name),
                      QString::fromStdU16String(model.folder.u16string()));
    if (const int stories = base->findText(QStringLiteral("stories")); stories >= 0)
        base->setCurrentIndex(stories);
    steps->setRange(1, 5000);
    steps->setValue(60);
    const std::pair<QLabel*, QWidget*> fields[] = {{baseLabel, base},
                                                   {textsLabel, texts},
                                                   {methodLabel, method},
                                                   {stepsLabel, steps},
                                                   {promptLabel, prompt}};
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(8);
    int at = 0;
    for (const auto& [label, field] : fields) {
        label->setBuddy(field);
        form->addWidget(label, at / 3, 2 * (at % 3));
        form->addWidget(field, at / 3, 2 * (at % 3) + 1);
        ++at;
    }
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(startButton);
    buttons->addWidget(openButton);
    form->addLayout(buttons, 1, 4, 1, 2);
    for (const int column : {1, 3, 5}) form->setColumnStretch(column, 1);
    auto* panes = new QGridLayout;
    panes->addWidget(beforeTitle, 0, 0);
    panes->addWidget(afterTitle, 0, 1);
    panes->addWidget(before, 1, 0);
    panes->addWidget(after, 1, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(sentence);
    rows->addLayout(form);
    rows->addWidget(facts);
    rows->addLayout(panes, 2);
    rows->addWidget(chart, 3);
    connect(startButton, &QPushButton::clicked, this, &PostTrainingView::begin);
    connect(openButton, &QPushButton::clicked, this, [this] {
        if (!session.snapshots().empty())
            emit modelWanted(QString::fromStdU16String(session.snapshots().back().folder.u16string()));
    });
    connect(texts, &TextChoiceBox::chosen, this, &PostTrainingView::showPrompt);
    connect(base, &QComboBox::activated, this, &PostTrainingView::showPrompt);
    connect(&session, &TrainingSession::stateChanged, this, &PostTrainingView::showState);
    connect(&session, &TrainingSession::progressed, this, &PostTrainingView::showProgress);
    connect(&session, &TrainingSession::snapshotsChanged, this, &PostTrainingView::showState);
    retranslate();
    showPrompt();
}

/// Something that the texts would go on from.
void PostTrainingView::showPrompt() {
    switch (texts->choice()) {
    case TextChoice::Chat:
        prompt->setText(QStringLiteral("Question: Can you tell me a story about the lost dog?"));
        break;
    case TextChoice::Pairs: prompt->setText(QStringLiteral("The little bear was happy. =")); break;
    case TextChoice::Licences: prompt->setText(QStringLiteral("You may copy")); break;
    default: prompt->setText(ModelSession::samplePrompt(base->currentText()));
    }
}

void PostTrainingView::begin() {
    if (session.isBusy()) return session.pause();
    TrainingSetup setup;
    setup.texts = texts->choice();
    setup.files = texts->files();
    setup.stories = 1000;
    setup.base = std::filesystem::path(base->currentData().toString().toStdU16String());
    setup.baseName = base->currentText().toStdString();
    setup.loraRank = std::size_t(method->currentData().toInt());
    setup.tokens = std::uint64_t(steps->value()) * batchTokensOf(setup);
    setup.rate = setup.loraRank > 0 ? 0.002 : 0.0006; // gently: what is known shall stay
    setup.sampleEverySteps = std::max<std::size_t>(std::size_t(steps->value()) / 6, 1);
    setup.prompt = prompt->text().toStdString();
    session.start(setup);
}

void PostTrainingView::showState() {
    using State = TrainingSession::State;
    const bool busy = session.isBusy();
    for (QWidget* field :
         {static_cast<QWidget*>(base), static_cast<QWidget*>(texts), static_cast<QWidget*>(method),
          static_cast<QWidget*>(steps), static_cast<QWidget*>(prompt)})
        field->setEnabled(!busy);
    startButton->setText(busy ? tr("Pause") : tr("Start"));
    startButton->setEnabled(session.state() != State::Stopping && base->count() > 0);
    openButton->setEnabled(session.isPostTraining() && !busy && !session.snapshots().empty());
    showProgress();
}

void PostTrainingView::showProgress() {
    if (!isVisible()) return;
    const bool mine = session.isPostTraining();
    chart->setVisible(mine);
    const TrainingHistory empty, &history = mine ? session.history() : empty;
    chart->setCurve(trainingCurve(history, CurveQuantity::Loss, mine ? session.baselines() : std::nullopt,
                                  mine ? session.wantedTokens() : 0));
    const auto textOf = [](const SampleReport& sample) {
        return QString::fromStdString(sample.prompt) + QStringLiteral(" ▸ ") +
               QString::fromStdString(sample.text);
    };
    const auto show = [](QTextBrowser* pane, const QString& text) {
        if (pane->toPlainText() != text) pane->setPlainText(text);
    };
    show(before, history.samples.empty() ? tr("Press Start: first the model writes as it is.")
                                         : textOf(history.samples.front()));
    show(after, history.samples.size() < 2 ? tr("Then, from time to time, as it has become.")
                                           : textOf(history.samples.back()));
    if (base->count() == 0)
        facts->setText(tr("No model lies beside the program, so there is nothing to go on from."));
    else if (!mine && session.isBusy())
        facts->setText(tr("Another training runs, under Train: it must be paused or finished first."));
    else if (mine && session.state() == TrainingSession::State::Preparing)
        facts->setText(tr("Preparing the texts …"));
    else if (mine && session.facts())
        facts->setText(tr("%1 of %2 parameters are trained · %3 documents · step %4")
                           .arg(grouped(session.facts()->trained), grouped(session.facts()->parameters),
                                grouped(session.facts()->training.documents),
                                grouped(history.steps.empty() ? 0 : history.steps.back().step)));
    else
        facts->setText(
            tr("Full training changes all parameters; LoRA leaves them and trains a small addition of low "
               "rank to each matrix."));
}

void PostTrainingView::setColors(const TokenColors& colors) { chart->setColors(colors); }

void PostTrainingView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    showState();
}

void PostTrainingView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void PostTrainingView::retranslate() {
    sentence->setText(
        tr("A model that can already write goes on with other texts: a few steps change how it answers the "
           "same prompt."));
    const auto nameField = [](QLabel* label, QWidget* field, const QString& text) {
        label->setText(text);
        field->setAccessibleName(text);
    };
    nameField(baseLabel, base, tr("Model"));
    nameField(textsLabel, texts, tr("Texts"));
    nameField(methodLabel, method, tr("Method"));
    nameField(stepsLabel, steps, tr("Steps"));
    nameField(promptLabel, prompt, tr("Prompt"));
    texts->retranslate();
    const int chosen = method->currentIndex();
    method->clear();
    method->addItem(tr("full: all weights"), 0);
    for (const int rank : {4, 8, 16}) method->addItem(tr("LoRA of rank %1").arg(rank), rank);
    method->setCurrentIndex(std::max(chosen, 0));
    beforeTitle->setText(tr("Before"));
    afterTitle->setText(tr("After"));
    before->setAccessibleName(tr("Before"));
    after->setAccessibleName(tr("After"));
    openButton->setText(tr("Open in the Model room"));
    showState();
}

} // namespace tokenarium
