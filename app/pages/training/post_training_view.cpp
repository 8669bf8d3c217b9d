// SPDX-License-Identifier: GPL-3.0-or-later
// The first sample of such a training is the model as it was; the last one what became of it.
#include "app/pages/training/post_training_view.h"

#include "app/pages/training/post_setup_bar.h"
#include "engine/view/training_curves.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/style/number_text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace tokenarium {

namespace {

constexpr int beforePreview = 300; // ms after the last change

} // namespace

PostTrainingView::PostTrainingView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , beforeTitle(new QLabel(this))
    , afterTitle(new QLabel(this))
    , setup(new PostSetupBar(trainingSession, this))
    , startButton(new QPushButton(this))
    , openButton(new QPushButton(this))
    , before(new QTextBrowser(this))
    , after(new QTextBrowser(this))
    , chart(new LossChart(this)) {
    const std::pair<QWidget*, const char*> names[] = {{startButton, "postStart"}, {openButton, "postOpen"},
                                                      {before, "postBefore"},     {after, "postAfter"},
                                                      {facts, "postFacts"},       {chart, "postChart"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts}) label->setWordWrap(true);
    for (QWidget* button : {startButton, openButton}) setup->addButton(button);
    previewTimer.setSingleShot(true);
    previewTimer.setInterval(beforePreview);
    arrange();
    connectAll();
    retranslate();
}

void PostTrainingView::arrange() {
    auto* panes = new QGridLayout;
    panes->addWidget(beforeTitle, 0, 0);
    panes->addWidget(afterTitle, 0, 1);
    panes->addWidget(before, 1, 0);
    panes->addWidget(after, 1, 1);
    for (const int column : {0, 1}) panes->setColumnStretch(column, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(sentence);
    rows->addWidget(setup);
    rows->addWidget(facts);
    rows->addLayout(panes, 2);
    rows->addWidget(chart, 3);
}

void PostTrainingView::connectAll() {
    connect(startButton, &QPushButton::clicked, this, &PostTrainingView::begin);
    connect(openButton, &QPushButton::clicked, this, [this] {
        if (!session.snapshots().empty())
            emit modelWanted(QString::fromStdU16String(session.snapshots().back().folder.u16string()));
    });
    connect(setup, &PostSetupBar::changed, this, [this] {
        showsTraining = session.isBusy() && session.isPostTraining();
        previewTimer.start();
        showState();
    });
    connect(&previewTimer, &QTimer::timeout, this, &PostTrainingView::makePreview);
    connect(&session, &TrainingSession::stateChanged, this, [this] {
        showsTraining = session.isPostTraining() && (showsTraining || session.isBusy());
        showState();
    });
    connect(&session, &TrainingSession::progressed, this, &PostTrainingView::showProgress);
    connect(&session, &TrainingSession::snapshotsChanged, this, &PostTrainingView::showState);
}

QString PostTrainingView::problem() const {
    if (session.isBusy() && !session.isPostTraining())
        return tr("Another training runs, under Train: it must be paused or finished first.");
    return setup->problem();
}

void PostTrainingView::begin() {
    if (session.isBusy()) return session.pause();
    if (isPaused()) return session.resume();
    showsTraining = true;
    session.start(setup->setup());
}

bool PostTrainingView::isPaused() const {
    return showsTraining && session.isPostTraining() && session.state() == TrainingSession::State::Paused;
}

/// What the model answers now, on a worker; not while a training needs the processor.
void PostTrainingView::makePreview() {
    if (!isVisible() || session.isBusy() || !problem().isEmpty()) return;
    const TrainingSetup wanted = setup->setup();
    if (preview && previewed == wanted) return;
    previewed = wanted;
    preview.reset();
    previewJob.start(
        [wanted](std::stop_token stop, const Job::Progress&) { return createPostPreview(wanted, stop); },
        [this](PostPreview made) {
            preview = std::move(made);
            showProgress();
        },
        [this](const QString& message) { emit failed(message); });
    showProgress();
}

void PostTrainingView::showState() {
    using State = TrainingSession::State;
    const bool busy = session.isBusy();
    setup->setFieldsEnabled(!busy);
    startButton->setText(busy ? tr("Pause") : isPaused() ? tr("Resume") : tr("Start"));
    startButton->setEnabled(session.state() != State::Stopping && problem().isEmpty());
    openButton->setEnabled(showsTraining && session.isPostTraining() && !busy &&
                           !session.snapshots().empty());
    showProgress();
}

void PostTrainingView::showProgress() {
    if (!isVisible()) return;
    facts->setText(factsText());
    if (!showsTraining || !session.isPostTraining()) return showPlan();
    const TrainingHistory& history = session.history();
    chart->setVisible(true);
    chart->setCurve(trainingCurve(history, CurveQuantity::Loss, session.baselines(), session.wantedTokens()));
    const auto show = [](QTextBrowser* pane, const SampleReport* sample, const QString& otherwise) {
        const QString text = sample ? QString::fromStdString(sample->prompt) + QStringLiteral(" ▸ ") +
                                          QString::fromStdString(sample->text)
                                    : otherwise;
        if (pane->toPlainText() != text) pane->setPlainText(text);
    };
    const auto& samples = history.samples;
    beforeTitle->setText(tr("Before: the model as it is"));
    afterTitle->setText(samples.size() < 2 ? tr("After")
                                           : tr("After step %1").arg(grouped(samples.back().step)));
    show(before, samples.empty() ? nullptr : &samples.front(), tr("The model is being opened …"));
    show(after, samples.size() < 2 ? nullptr : &samples.back(),
         tr("Then, from time to time, as it has become."));
}

/// Nothing was started yet: what the model writes now, and what it would learn from.
void PostTrainingView::showPlan() {
    chart->setVisible(false);
    beforeTitle->setText(tr("Before: the model as it is"));
    afterTitle->setText(tr("What it would learn from"));
    if (!preview) {
        before->setPlainText(problem().isEmpty() ? tr("The model is being asked …") : QString());
        return after->clear();
    }
    before->setPlainText(QString::fromStdString(previewed.prompt) + QStringLiteral(" ▸ ") +
                         QString::fromStdString(preview->answer));
    QStringList examples;
    for (const std::string& one : preview->examples) examples += QString::fromStdString(one).trimmed();
    after->setPlainText(examples.join(QStringLiteral("\n\n")) + QStringLiteral("\n…"));
}

QString PostTrainingView::factsText() const {
    if (const QString why = problem(); !why.isEmpty()) return why;
    if (!showsTraining || !session.isPostTraining()) return planText();
    if (session.state() == TrainingSession::State::Preparing) return tr("Preparing the texts …");
    if (!session.facts()) return session.outcome();
    const auto& reported = session.history().steps;
    QString text = tr("%1 of %2 parameters are trained · %3 documents · step %4")
                       .arg(grouped(session.facts()->trained), grouped(session.facts()->parameters),
                            grouped(session.facts()->training.documents),
                            grouped(reported.empty() ? 0 : reported.back().step));
    if (!session.outcome().isEmpty()) text += QStringLiteral(" · ") + session.outcome();
    return text;
}

QString PostTrainingView::planText() const {
    const QString idea =
        tr("Full training changes all parameters; LoRA leaves them and trains a small addition "
           "of low rank to each matrix.");
    if (!preview) return idea;
    const QString share = percent(double(preview->trained) / double(preview->parameters));
    const QString numbers =
        preview->matrices > 0
            ? tr("%1 numbers beside %2 matrices would be trained, %3 of the model's %4")
                  .arg(grouped(preview->trained), grouped(preview->matrices), share,
                       grouped(preview->parameters))
            : tr("all %1 numbers of the model would change").arg(grouped(preview->parameters));
    return idea + QLatin1Char(' ') +
           tr("Here %1, with %2 documents.").arg(numbers, grouped(preview->documents));
}

void PostTrainingView::setColors(const TokenColors& colors) { chart->setColors(colors); }

void PostTrainingView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    showsTraining = showsTraining || session.isPostTraining();
    if (!preview) previewTimer.start();
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
    setup->retranslate();
    before->setAccessibleName(tr("Before"));
    after->setAccessibleName(tr("After"));
    openButton->setText(tr("Open in the Model room"));
    showState();
}

} // namespace tokenarium
