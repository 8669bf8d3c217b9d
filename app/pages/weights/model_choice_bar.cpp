// SPDX-License-Identifier: GPL-3.0-or-later
// Two boxes instead of one with a hundred names; what a file is called stands in the second.
#include "app/pages/weights/model_choice_bar.h"

#include "app/weights/weights_session.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace tokenarium {

ModelChoiceBar::ModelChoiceBar(WeightsSession& session, QWidget* parent)
    : QWidget(parent)
    , state(session)
    , familyLabel(new QLabel(this))
    , families(new QComboBox(this))
    , modelLabel(new QLabel(this))
    , models(new QComboBox(this))
    , open(new QPushButton(this))
    , cancel(new QPushButton(this))
    , reset(new QPushButton(this))
    , total(new QLabel(this)) {
    families->setObjectName(QStringLiteral("modelFamily"));
    models->setObjectName(QStringLiteral("knownModel"));
    open->setObjectName(QStringLiteral("openModelFile"));
    cancel->setObjectName(QStringLiteral("cancelOpening"));
    reset->setObjectName(QStringLiteral("resetDials"));
    total->setObjectName(QStringLiteral("modelTotal"));
    total->setTextFormat(Qt::PlainText);
    total->setWordWrap(true); // in large letters
    total->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    familyLabel->setBuddy(families);
    modelLabel->setBuddy(models);
    models->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const KnownModel& known : knownModels()) {
        const QString family = QString::fromUtf8(known.family);
        if (families->findText(family) < 0) families->addItem(family);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : {static_cast<QWidget*>(familyLabel), static_cast<QWidget*>(families),
                          static_cast<QWidget*>(modelLabel), static_cast<QWidget*>(models)})
        row->addWidget(part);
    row->addWidget(open);
    row->addWidget(reset);
    row->addWidget(cancel);
    row->addWidget(total, 1);
    connect(families, &QComboBox::activated, this, [this] {
        listModels();
        state.chooseKnown(models->currentData().toString().toStdString());
    });
    connect(models, &QComboBox::activated, this,
            [this] { state.chooseKnown(models->currentData().toString().toStdString()); });
    connect(open, &QPushButton::clicked, this, &ModelChoiceBar::askOpen);
    connect(cancel, &QPushButton::clicked, &state, &WeightsSession::cancelOpening);
    connect(reset, &QPushButton::clicked, &state, &WeightsSession::resetDials);
    connect(&state, &WeightsSession::modelChanged, this, &ModelChoiceBar::showModel);
    connect(&state, &WeightsSession::openingChanged, this, &ModelChoiceBar::showModel);
    retranslate();
}

void ModelChoiceBar::listModels() {
    models->clear();
    for (const KnownModel& known : knownModels())
        if (families->currentText() == QString::fromUtf8(known.family))
            models->addItem(QString::fromUtf8(known.name), QString::fromUtf8(known.id));
}

/// A file is one more line of the second box, which goes when a known model is chosen.
void ModelChoiceBar::showModel() {
    const WeighedModel& model = state.model();
    const QSignalBlocker quietFamilies(families), quietModels(models);
    if (model.known) {
        const QString family = QString::fromUtf8(model.known->family);
        const int at = models->findData(QString::fromUtf8(model.known->id));
        if (families->currentText() != family || at < 0 || models->findData(QString()) >= 0) {
            families->setCurrentText(family);
            listModels();
        }
        models->setCurrentIndex(models->findData(QString::fromUtf8(model.known->id)));
    } else {
        if (models->findData(QString()) < 0) models->insertItem(0, QString(), QString());
        models->setItemText(0, model.title());
        models->setCurrentIndex(0);
    }
    cancel->setVisible(state.isOpening());
    reset->setVisible(model.isChanged);
    const QString count = tr("%1 parameters").arg(compact(double(model.count.total)));
    total->setToolTip(grouped(model.count.total));
    total->setText(state.isOpening() ? tr("Reading the file…")
                   : model.isChanged ? tr("%1, changed: %2").arg(model.title(), count)
                                     : count);
}

void ModelChoiceBar::askOpen() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a model to count"), {},
                                     tr("Models (*.json *.safetensors *.gguf *.bin);;All files (*)"));
    if (!path.isEmpty()) state.openFile(path);
}

void ModelChoiceBar::retranslate() {
    familyLabel->setText(tr("Family:"));
    modelLabel->setText(tr("Model:"));
    families->setAccessibleName(tr("Family of models"));
    models->setAccessibleName(tr("Model on the scales"));
    models->setToolTip(tr("Models whose configuration is published; all tabs of this room are about it"));
    open->setText(tr("Open…"));
    open->setToolTip(tr("A config.json, or the header of a safetensors or GGUF file; it can also be dropped "
                        "here. No weights are read."));
    cancel->setText(tr("Cancel"));
    reset->setText(tr("As published"));
    reset->setToolTip(tr("Takes all sizes back to what they were before they were turned"));
    showModel();
}

void ModelChoiceBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace tokenarium
