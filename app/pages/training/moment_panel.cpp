// SPDX-License-Identifier: GPL-3.0-or-later
// The slider counts copies; the label says which step each one is of and how well it predicted.
#include "app/pages/training/moment_panel.h"

#include "widgets/style/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokenarium {

MomentPanel::MomentPanel(TrainingSession& trainingSession, QWidget* parent)
    : QWidget(parent)
    , session(trainingSession)
    , label(new QLabel(this))
    , line(new QSlider(Qt::Horizontal, this))
    , openButton(new QPushButton(this)) {
    label->setObjectName(QStringLiteral("trainingMoment"));
    line->setObjectName(QStringLiteral("trainingTimeLine"));
    openButton->setObjectName(QStringLiteral("openMoment"));
    line->setRange(0, 0);
    line->setTickPosition(QSlider::TicksBelow);
    line->setTickInterval(1);
    line->setPageStep(1);
    label->setBuddy(line);
    label->setMinimumWidth(fontMetrics().averageCharWidth() * 30); // so that the slider does not jump
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(line, 1);
    row->addWidget(openButton);
    connect(line, &QSlider::valueChanged, this, &MomentPanel::showMoment);
    connect(openButton, &QPushButton::clicked, this, [this] {
        if (const auto chosen = moment())
            emit modelWanted(QString::fromStdU16String(chosen->folder.u16string()));
    });
    retranslate();
}

std::optional<TrainingSnapshot> MomentPanel::moment() const {
    const auto at = std::size_t(line->value());
    if (at >= session.snapshots().size()) return std::nullopt;
    return session.snapshots()[at];
}

/// Who looks at the newest copy stays with the newest.
void MomentPanel::showMoments() {
    const auto count = int(session.snapshots().size());
    const bool atEnd = line->value() == line->maximum();
    {
        const QSignalBlocker quiet(line);
        line->setRange(0, std::max(count - 1, 0));
        if (atEnd) line->setValue(line->maximum());
    }
    setVisible(count > 0);
    showMoment();
}

void MomentPanel::showMoment() {
    const auto chosen = moment();
    if (!chosen) return;
    QString text = chosen->step == 0 ? tr("Before training") : tr("Step %1").arg(grouped(chosen->step));
    for (const HistoryEvaluation& evaluation : session.history().evaluations)
        if (evaluation.step == chosen->step && !evaluation.final)
            text += QStringLiteral(" · ") +
                    tr("validation loss %1").arg(QLocale().toString(evaluation.natsPerToken, 'g', 3));
    label->setText(text);
    line->setAccessibleName(tr("Time line of the training: %1").arg(text));
    emit momentChanged();
}

void MomentPanel::retranslate() {
    line->setToolTip(tr("Copies of the model, kept on the way"));
    openButton->setText(tr("Open in the Model room"));
    openButton->setToolTip(tr("Looks into the model as it was at this moment"));
    showMoments();
}

} // namespace tokenarium
