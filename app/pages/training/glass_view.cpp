// SPDX-License-Identifier: GPL-3.0-or-later
// Everything shown comes out of the recorded step; nothing is computed again but the formula of one weight.
#include "app/pages/training/glass_view.h"

#include "app/training/training_words.h"
#include "engine/view/weight_change.h"
#include "widgets/style/number_text.h"
#include "widgets/tint_legend.h"
#include "widgets/training/bar_list.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTextBrowser>
#include <QTextOption>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {

namespace {

constexpr double hottest = 8;          // nats: the end of the colour scale
constexpr std::size_t mostTexts = 100; // in the box

QString shortNumber(double value) { return QLocale().toString(value, 'g', 4); }

QString wrapped(const QString& html) {
    return QStringLiteral("<p style='line-height:150%'>%1</p>").arg(html);
}

} // namespace

GlassView::GlassView(TrainingSession& trainingSession, QWidget* parent)
    : TrainingView(trainingSession, parent)
    , sentence(new QLabel(this))
    , summary(new QLabel(this))
    , watchButton(new QPushButton(this)) {
    sentence->setWordWrap(true);
    summary->setWordWrap(true);
    summary->setObjectName(QStringLiteral("glassSummary"));
    watchButton->setObjectName(QStringLiteral("watchStep"));
    auto* top = new QHBoxLayout;
    top->addWidget(sentence, 1);
    top->addWidget(watchButton);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->addWidget(createBatch());
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

QWidget* GlassView::createBatch() {
    auto* panel = new QWidget(this);
    textBox = new QComboBox(this);
    textBox->setObjectName(QStringLiteral("glassText"));
    text = new QTextBrowser(this);
    text->setObjectName(QStringLiteral("glassTokens"));
    text->setOpenLinks(false);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    legend = new TintLegend(this);
    placeLabel = new QLabel(this);
    placeLabel->setObjectName(QStringLiteral("glassPlace"));
    placeLabel->setWordWrap(true);
    auto* rows = new QVBoxLayout(panel);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(textBox);
    rows->addWidget(text, 1);
    rows->addWidget(legend);
    rows->addWidget(placeLabel);
    connect(textBox, &QComboBox::activated, this, &GlassView::showText);
    connect(text, &QTextBrowser::anchorClicked, this, &GlassView::showPlace);
    connect(text, &QTextBrowser::highlighted, this, &GlassView::showPlace);
    return panel;
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

QString GlassView::label(TokenId id) const {
    return tokenizer ? tokenLabel(*tokenizer, id) : QString::number(id);
}

void GlassView::showButton() {
    using State = TrainingSession::State;
    watchButton->setEnabled((session.state() == State::Running || session.state() == State::Paused) &&
                            !session.isWatching());
    watchButton->setToolTip(watchButton->isEnabled()
                                ? tr("The next step is done slowly, with every number kept")
                                : tr("A training must run or be paused: start one under Train"));
}

void GlassView::showStep() {
    if (!isVisible()) return;
    showButton();
    if (session.watched() == shown && shown) return;
    shown = session.watched();
    tokenizer = session.tokenizer();
    for (QWidget* widget : {static_cast<QWidget*>(textBox), static_cast<QWidget*>(row),
                            static_cast<QWidget*>(column), static_cast<QWidget*>(mostButton)})
        widget->setEnabled(shown != nullptr);
    if (!shown) {
        summary->setText(
            tr("No step was watched yet. While a training runs or is paused, press \"Watch the next "
               "step\": its batch, its gradients and the change of every weight are kept."));
        text->setHtml({});
        gradients->setRows({});
        weightLabel->clear();
        formulaLabel->clear();
        placeLabel->clear();
        textBox->clear();
        return;
    }
    std::size_t tokens = 0;
    for (const WatchedText& one : shown->texts) tokens += one.ids.size();
    summary->setText(tr("Step %1: %2 tokens in %3 texts → predictions → mean loss %4 nats (%5 before any "
                        "learning) → gradient of "
                        "length %6%7 → every weight changes")
                         .arg(grouped(shown->report.step), grouped(tokens), grouped(shown->texts.size()),
                              shortNumber(shown->report.loss),
                              shortNumber(session.baselines() ? session.baselines()->uniform : 0),
                              shortNumber(shown->report.gradientNorm),
                              shown->clipScale < 1 ? tr(", cut to %1").arg(shortNumber(shown->settings.clip))
                                                   : QString()));
    textBox->clear();
    for (std::size_t i = 0; i < std::min(shown->texts.size(), mostTexts); ++i)
        textBox->addItem(tr("Text %1 of the batch (%2 tokens)").arg(i + 1).arg(shown->texts[i].ids.size()));
    std::vector<BarRow> rows;
    for (const WatchedTensor& one : shown->tensors)
        rows.push_back({QString::fromStdString(one.name),
                        one.group.muon ? tr("changed by Muon") : tr("changed by AdamW"), one.gradientNorm});
    gradients->setRows(rows);
    showText();
    chooseMostChanged();
}

/// A token is coloured by how much it surprised the model: the loss belongs to the token that came.
void GlassView::showText() {
    const auto number = std::size_t(std::max(textBox->currentIndex(), 0));
    if (!shown || number >= shown->texts.size()) return;
    const WatchedText& one = shown->texts[number];
    QString html;
    for (std::size_t i = 0; i < one.ids.size(); ++i) {
        const bool asked = i > 0 && one.targets[i - 1] == one.ids[i];
        const double loss = asked ? double(one.losses[i - 1]) : 0;
        const auto tint = std::uint8_t(std::clamp(255 * loss / hottest, 0.0, 255.0));
        const ChipColors chip = colors.chip(TintKind::Scale, tint);
        const QString word =
            label(one.ids[i]).toHtmlEscaped().replace(QLatin1Char(' '), QLatin1String("&nbsp;"));
        const QString style =
            asked ? QStringLiteral("background-color:%1;").arg(chip.fill.name()) : QString();
        html += QStringLiteral("<a href='%1' style='%2color:%3;text-decoration:none'>%4</a> ")
                    .arg(QString::number(i), style, colors.text().name(), word);
    }
    text->setHtml(wrapped(html));
    std::size_t worst = 0;
    for (std::size_t i = 0; i < one.losses.size(); ++i)
        if (one.losses[i] > one.losses[worst]) worst = i;
    showPlace(QUrl(QString::number(worst + 1)));
}

void GlassView::showPlace(const QUrl& link) {
    const auto number = std::size_t(std::max(textBox->currentIndex(), 0));
    bool valid = false;
    const std::size_t at = link.toString().toUInt(&valid);
    if (!valid || !shown || number >= shown->texts.size()) return;
    const WatchedText& one = shown->texts[number];
    if (at == 0 || at > one.losses.size()) return;
    const std::size_t before = at - 1;
    if (one.targets[before] == noTarget) return placeLabel->setText(tr("This place is not asked."));
    placeLabel->setText(tr("After “%1” came “%2”: the model gave it %3, so its loss is −ln p = %4 nats. It "
                           "had expected “%5” (%6).")
                            .arg(label(one.ids[before]), label(one.targets[before]),
                                 percent(std::exp(-double(one.losses[before]))),
                                 shortNumber(double(one.losses[before])), label(one.guesses[before]),
                                 percent(double(one.guessChance[before]))));
}

void GlassView::chooseMostChanged() {
    if (!shown || shown->tensors.empty()) return;
    const auto [most, index] = mostChangedWeight(*shown);
    gradients->choose(most);
    tensor = most;
    const WatchedTensor& one = shown->tensors[tensor];
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
    if (!shown || wanted >= shown->tensors.size()) return;
    tensor = wanted;
    const WatchedTensor& one = shown->tensors[tensor];
    const std::size_t columns = one.shape.rank() == 2 ? one.shape[1] : one.before.size();
    {
        const QSignalBlocker quietRow(row), quietColumn(column);
        row->setRange(0, int(one.before.size() / columns) - 1);
        column->setRange(0, int(columns) - 1);
    }
    showWeight();
}

void GlassView::showWeight() {
    if (!shown || tensor >= shown->tensors.size()) return;
    const WatchedTensor& one = shown->tensors[tensor];
    const std::size_t columns = one.shape.rank() == 2 ? one.shape[1] : one.before.size();
    const WeightChange change =
        weightChange(*shown, tensor, std::size_t(row->value()) * columns + std::size_t(column->value()));
    QString words =
        tr("%1 [%2, %3]: %4 → %5; gradient g = %6")
            .arg(QString::fromStdString(change.tensor))
            .arg(change.row)
            .arg(change.column)
            .arg(shortNumber(change.before), shortNumber(change.after), shortNumber(change.gradient));
    if (shown->clipScale < 1) words += tr(", cut to %1").arg(shortNumber(change.clipped));
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

void GlassView::setColors(const TokenColors& wanted) {
    colors = wanted;
    gradients->setColors(colors);
    legend->setColors(colors);
    showText();
}

void GlassView::showEvent(QShowEvent* event) {
    TrainingView::showEvent(event);
    showStep();
}

void GlassView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    TrainingView::changeEvent(event);
}

void GlassView::retranslate() {
    sentence->setText(
        tr("One step of training, stopped and opened: each token is coloured by its loss, how much it "
           "surprised the model. Point at a token; choose a tensor. Tokens without colour are not asked: "
           "they only lead in."));
    legend->setScale(tr("0 nats: foreseen"), tr("8 nats and more: a surprise"));
    watchButton->setText(tr("Watch the next step"));
    textBox->setAccessibleName(tr("Text of the batch"));
    text->setAccessibleName(tr("Tokens, coloured by loss"));
    gradients->setTitles(tr("Tensor"), tr("Length of its gradient"));
    gradients->setAccessibleName(tr("Gradients"));
    row->setPrefix(tr("row "));
    column->setPrefix(tr("column "));
    row->setAccessibleName(tr("Row of the weight"));
    column->setAccessibleName(tr("Column of the weight"));
    mostButton->setText(tr("The one that changed most"));
    shown = nullptr;
    showStep();
}

} // namespace tokenarium
