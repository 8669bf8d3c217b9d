// SPDX-License-Identifier: GPL-3.0-or-later
// Everything shown comes out of the recorded step; nothing is computed again but the formula of one weight.
#include "app/pages/training/glass_view.h"

#include "app/pages/training/watched_batch_panel.h"
#include "engine/view/weight_change.h"
#include "widgets/style/number_text.h"
#include "widgets/training/bar_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {

namespace {

QString shortNumber(double value) { return QLocale().toString(value, 'g', 4); }

} // namespace

GlassView::GlassView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , summary(new QLabel(this))
    , watchButton(new QPushButton(this))
    , batch(new WatchedBatchPanel(this)) {
    sentence->setWordWrap(true);
    summary->setWordWrap(true);
    summary->setObjectName(QStringLiteral("glassSummary"));
    watchButton->setObjectName(QStringLiteral("watchStep"));
    auto* top = new QHBoxLayout;
    top->addWidget(sentence, 1);
    top->addWidget(watchButton);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->addWidget(batch);
    columns->addWidget(createGradients());
    columns->setSizes({640, 520});
    columns->setChildrenCollapsible(false);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(summary);
    rows->addWidget(columns, 1);
    connect(watchButton, &QPushButton::clicked, &session, &TrainingSession::watchNextStep);
    connect(&session, &TrainingSession::watchedChanged, this, &GlassView::showStep);
    connect(&session, &TrainingSession::stateChanged, this, &GlassView::showButton);
    retranslate();
}

QWidget* GlassView::createGradients() {
    auto* panel = new QWidget(this);
    gradients = new BarList(this);
    gradients->setObjectName(QStringLiteral("glassGradients"));
    weightLabel = new QLabel(this);
    weightLabel->setWordWrap(true);
    weightLabel->setObjectName(QStringLiteral("glassWeight"));
    formulaLabel = new QLabel(this);
    formulaLabel->setObjectName(QStringLiteral("glassFormula"));
    formulaLabel->setWordWrap(true);
    formulaLabel->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row = new QSpinBox(this);
    row->setObjectName(QStringLiteral("glassRow"));
    column = new QSpinBox(this);
    column->setObjectName(QStringLiteral("glassColumn"));
    mostButton = new QPushButton(this);
    mostButton->setObjectName(QStringLiteral("glassMost"));
    auto* choice = new QHBoxLayout;
    choice->addWidget(row);
    choice->addWidget(column);
    choice->addWidget(mostButton);
    choice->addStretch();
    auto* rows = new QVBoxLayout(panel);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(gradients, 1);
    rows->addLayout(choice);
    rows->addWidget(weightLabel);
    rows->addWidget(formulaLabel);
    connect(gradients, &BarList::chosen, this, &GlassView::goToTensor);
    connect(row, &QSpinBox::valueChanged, this, &GlassView::showWeight);
    connect(column, &QSpinBox::valueChanged, this, &GlassView::showWeight);
    connect(mostButton, &QPushButton::clicked, this, &GlassView::chooseMostChanged);
    return panel;
}

void GlassView::showButton() {
    using State = TrainingSession::State;
    watchButton->setEnabled((session.state() == State::Running || session.state() == State::Paused) &&
                            !session.isWatching());
    watchButton->setToolTip(watchButton->isEnabled()
                                ? tr("The next step is done slowly, with every number kept")
                                : tr("A training must run or be paused: start one under Train"));
}

/// Before anything was trained: a step of a small training, made on a worker.
void GlassView::makeExample() {
    if (session.watched() || example.step || exampleJob.isBusy()) return;
    exampleJob.start([](std::stop_token stop, const Job::Progress&) { return createExampleStep(stop); },
                     [this](ShownStep made) {
                         example = std::move(made);
                         showStep();
                     },
                     [this](const QString& message) { emit failed(message); });
}

void GlassView::showStep() {
    if (!isVisible()) return;
    showButton();
    ShownStep wanted = example;
    if (session.watched())
        wanted = {session.watched(), session.tokenizer(), session.baselines().value_or(TrainingBaselines{})};
    if (wanted.step == shown.step && shown.step) return;
    shown = std::move(wanted);
    for (QWidget* widget :
         {static_cast<QWidget*>(row), static_cast<QWidget*>(column), static_cast<QWidget*>(mostButton)})
        widget->setEnabled(shown.step != nullptr);
    batch->setStep(shown);
    summary->setText(summaryText());
    gradients->setRows({});
    if (!shown.step) {
        weightLabel->clear();
        return formulaLabel->clear();
    }
    std::vector<BarRow> rows;
    for (const WatchedTensor& one : shown.step->tensors)
        rows.push_back({QString::fromStdString(one.name),
                        one.group.muon ? tr("changed by Muon") : tr("changed by AdamW"), one.gradientNorm});
    gradients->setRows(rows);
    chooseMostChanged();
}

QString GlassView::summaryText() const {
    if (!shown.step) return tr("Making a step of a small training to look into …");
    const WatchedStep& step = *shown.step;
    std::size_t tokens = 0;
    for (const WatchedText& one : step.texts) tokens += one.ids.size();
    const QString cut =
        step.clipScale < 1 ? tr(", cut to %1").arg(shortNumber(step.settings.clip)) : QString();
    const QString chain =
        tr("Step %1: %2 tokens in %3 texts → predictions → mean loss %4 nats (%5 before any "
           "learning) → gradient of length %6%7 → every weight changes")
            .arg(grouped(step.report.step), grouped(tokens), grouped(step.texts.size()),
                 shortNumber(step.report.loss), shortNumber(shown.baselines.uniform),
                 shortNumber(step.report.gradientNorm), cut);
    if (shown.step != example.step) return chain;
    return tr("An example, trained just now: one layer of width 32.") + QLatin1Char(' ') + chain;
}

void GlassView::chooseMostChanged() {
    if (!shown.step || shown.step->tensors.empty()) return;
    const auto [most, index] = mostChangedWeight(*shown.step);
    gradients->choose(most);
    tensor = most;
    const WatchedTensor& one = shown.step->tensors[tensor];
    const std::size_t columns = one.shape.rank() == 2 ? one.shape[1] : one.before.size();
    {
        const QSignalBlocker quietRow(row), quietColumn(column);
        row->setRange(0, int(one.before.size() / columns) - 1);
        column->setRange(0, int(columns) - 1);
        row->setValue(int(index / columns));
        column->setValue(int(index % columns));
    }
    showWeight();
}

void GlassView::goToTensor(std::size_t wanted) {
    if (!shown.step || wanted >= shown.step->tensors.size()) return;
    tensor = wanted;
    const WatchedTensor& one = shown.step->tensors[tensor];
    const std::size_t columns = one.shape.rank() == 2 ? one.shape[1] : one.before.size();
    {
        const QSignalBlocker quietRow(row), quietColumn(column);
        row->setRange(0, int(one.before.size() / columns) - 1);
        column->setRange(0, int(columns) - 1);
    }
    showWeight();
}

void GlassView::showWeight() {
    if (!shown.step || tensor >= shown.step->tensors.size()) return;
    const WatchedTensor& one = shown.step->tensors[tensor];
    const std::size_t columns = one.shape.rank() == 2 ? one.shape[1] : one.before.size();
    const WeightChange change =
        weightChange(*shown.step, tensor, std::size_t(row->value()) * columns + std::size_t(column->value()));
    QString words =
        tr("%1 [%2, %3]: %4 → %5; gradient g = %6")
            .arg(QString::fromStdString(change.tensor))
            .arg(change.row)
            .arg(change.column)
            .arg(shortNumber(change.before), shortNumber(change.after), shortNumber(change.gradient));
    if (shown.step->clipScale < 1) words += tr(", cut to %1").arg(shortNumber(change.clipped));
    words +=
        QStringLiteral("; ") +
        (change.muon
             ? tr("momentum m %1 → %2").arg(shortNumber(change.firstBefore), shortNumber(change.firstAfter))
             : tr("mean m %1 → %2, mean square v %3 → %4")
                   .arg(shortNumber(change.firstBefore), shortNumber(change.firstAfter),
                        shortNumber(change.secondBefore), shortNumber(change.secondAfter))) +
        QStringLiteral("; ") + tr("rate η = %1").arg(shortNumber(change.rate));
    weightLabel->setText(words);
    QStringList lines;
    for (const std::string& line : change.formulas) lines += QString::fromStdString(line);
    formulaLabel->setText(lines.join(QLatin1Char('\n')));
}

void GlassView::setColors(const TokenColors& colors) {
    gradients->setColors(colors);
    batch->setColors(colors);
}

void GlassView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    makeExample();
    showStep();
}

void GlassView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void GlassView::retranslate() {
    sentence->setText(
        tr("One step of training, stopped and opened: each token is coloured by its loss, how much it "
           "surprised the model. Point at a token, or walk along the bars; choose a tensor. Tokens without "
           "colour are not asked: "
           "they only lead in."));
    watchButton->setText(tr("Watch the next step"));
    batch->retranslate();
    gradients->setTitles(tr("Tensor"), tr("Length of its gradient"));
    gradients->setAccessibleName(tr("Gradients"));
    row->setPrefix(tr("row "));
    column->setPrefix(tr("column "));
    row->setAccessibleName(tr("Row of the weight"));
    column->setAccessibleName(tr("Column of the weight"));
    mostButton->setText(tr("The one that changed most"));
    shown = {};
    showStep();
}

} // namespace tokenarium
