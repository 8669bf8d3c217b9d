// SPDX-License-Identifier: GPL-3.0-or-later
// Lines are made once and filled in again and again.
#include "widgets/model/vote_board.h"

#include "widgets/style/number_text.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>
#include <utility>

namespace tokenarium {

VoteBoard::VoteBoard(QWidget* parent) : QWidget(parent), grid(new QGridLayout(this)) {
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 3);
    grid->setColumnStretch(3, 1);
}

void VoteBoard::addLine() {
    const int row = int(lines.size());
    Line line{new QPushButton(this), new QProgressBar(this), new QProgressBar(this), new QLabel(this)};
    line.button->setObjectName(QStringLiteral("candidate%1").arg(row + 1));
    for (QProgressBar* bar : {line.hands, line.model}) {
        bar->setRange(0, 1000);
        QSizePolicy policy = bar->sizePolicy();
        policy.setRetainSizeWhenHidden(true); // the board does not jump at the reveal
        bar->setSizePolicy(policy);
    }
    line.button->setMinimumWidth(120);
    grid->addWidget(line.button, row, 0);
    grid->addWidget(line.hands, row, 1);
    grid->addWidget(line.model, row, 2);
    grid->addWidget(line.mark, row, 3);
    connect(line.button, &QPushButton::clicked, this, [this, row] { emit raised(std::size_t(row)); });
    lines.push_back(line);
    color(line);
}

/// Hands are grey, the model's probability has the colour that probability has everywhere.
void VoteBoard::color(const Line& line) const {
    QColor grey = colors.text();
    grey.setAlphaF(0.45F);
    const std::pair<QProgressBar*, QColor> bars[] = {{line.hands, grey}, {line.model, colors.accent()}};
    for (const auto& [bar, tint] : bars) {
        QPalette own = palette();
        own.setColor(QPalette::Highlight, tint);
        bar->setPalette(own);
    }
}

void VoteBoard::setColors(const TokenColors& newColors) {
    colors = newColors;
    for (const Line& line : lines) color(line);
}

void VoteBoard::setRows(const std::vector<VoteRow>& rows, bool isRevealed) {
    shown = rows;
    revealed = isRevealed;
    while (lines.size() < shown.size()) addLine();
    refresh();
}

void VoteBoard::refresh() {
    std::size_t all = 0;
    for (const VoteRow& row : shown) all += row.hands;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Line& line = lines[i];
        const bool isShown = i < shown.size();
        line.button->setVisible(isShown);
        line.hands->setVisible(isShown);
        line.model->setVisible(isShown && revealed);
        line.mark->setVisible(isShown);
        if (!isShown) continue;
        const VoteRow& row = shown[i];
        const double share = all ? double(row.hands) / double(all) : 0;
        line.button->setText(
            QStringLiteral("%1   %2").arg(i + 1).arg(row.label).replace('&', QStringLiteral("&&")));
        line.button->setEnabled(!revealed);
        line.button->setToolTip(tr("One more hand for ‘%1’ (key %2)").arg(row.label).arg(i + 1));
        line.hands->setValue(int(std::lround(1000 * share)));
        line.hands->setFormat(row.hands > 0 ? tr("hands: %1 · %2").arg(grouped(row.hands), percent(share))
                                            : tr("hands: 0"));
        line.hands->setAccessibleName(tr("Hands for ‘%1’").arg(row.label));
        line.model->setValue(int(std::lround(1000 * row.probability)));
        line.model->setFormat(tr("model: %1").arg(percent(row.probability)));
        line.model->setAccessibleName(tr("The model's probability of ‘%1’").arg(row.label));
        const bool isMarked = revealed && row.isTruth;
        line.mark->setText(isMarked ? tr("✓ stands in the text") : QString());
        QFont font = this->font();
        font.setBold(isMarked);
        for (QWidget* part : {static_cast<QWidget*>(line.button), static_cast<QWidget*>(line.mark)})
            part->setFont(font);
    }
}

QString VoteBoard::handsText(std::size_t row) const { return lines[row].hands->text(); }
QString VoteBoard::modelText(std::size_t row) const {
    return revealed ? lines[row].model->text() : QString();
}
QString VoteBoard::markText(std::size_t row) const { return lines[row].mark->text(); }

void VoteBoard::keyPressEvent(QKeyEvent* event) {
    const int row = event->key() - Qt::Key_1;
    if (!revealed && row >= 0 && row < 9 && std::size_t(row) < shown.size())
        return emit raised(std::size_t(row));
    QWidget::keyPressEvent(event);
}

void VoteBoard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

} // namespace tokenarium
