// SPDX-License-Identifier: GPL-3.0-or-later
// An editable list whose completer looks inside names; what is no model gives way to the chosen one again.
#include "app/cost/model_box.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>

namespace tokenarium {
namespace {

constexpr int providerRole = Qt::UserRole + 1, modelRole = Qt::UserRole + 2;
constexpr int usualLetters = 24, popupLetters = 56;

} // namespace

ModelBox::ModelBox(PriceSession& session, QWidget* parent)
    : ModelBox(
          session, [&session] { return session.row(); },
          [&session](const std::string& provider, const std::string& model) {
              session.chooseModel(provider, model);
          },
          parent) {
    connect(&prices, &PriceSession::modelChanged, this, &ModelBox::showChosen);
}

ModelBox::ModelBox(PriceSession& session, std::function<PriceRow()> chosen, Choose choose, QWidget* parent)
    : QComboBox(parent)
    , prices(session)
    , chosenRow(std::move(chosen))
    , chooseRow(std::move(choose)) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(usualLetters);
    view()->setMinimumWidth(fontMetrics().averageCharWidth() * popupLetters);
    auto* finder = new QCompleter(model(), this);
    finder->setCaseSensitivity(Qt::CaseInsensitive);
    finder->setFilterMode(Qt::MatchContains);
    finder->setCompletionMode(QCompleter::PopupCompletion);
    finder->popup()->setMinimumWidth(fontMetrics().averageCharWidth() * popupLetters);
    setCompleter(finder);
    connect(this, &QComboBox::activated, this, &ModelBox::take);
    connect(finder, qOverload<const QString&>(&QCompleter::activated), this,
            [this](const QString& text) { take(findText(text)); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ModelBox::showChosen);
    connect(&prices, &PriceSession::bookChanged, this, &ModelBox::fill);
    retranslate();
    fill();
}

void ModelBox::fill() {
    const QSignalBlocker quiet(this);
    auto* items = new QStandardItemModel(this); // at once: a signal a row would take seconds
    for (const PriceProvider& provider : prices.book()->providers())
        for (const PricedModel& each : provider.models) {
            auto* item = new QStandardItem(QString::fromStdString(each.title()) + QStringLiteral(" · ") +
                                           QString::fromStdString(provider.name));
            item->setData(QString::fromStdString(provider.id), providerRole);
            item->setData(QString::fromStdString(each.id), modelRole);
            items->appendRow(item);
        }
    completer()->setModel(items);
    setModel(items); // deletes the one before
    showChosen();
}

void ModelBox::showChosen() {
    const QSignalBlocker quiet(this);
    const PriceRow row = chosenRow();
    int found = -1;
    for (int i = 0; row && i < count() && found < 0; ++i)
        if (itemData(i, modelRole).toString().toStdString() == row.model->id &&
            itemData(i, providerRole).toString().toStdString() == row.provider->id)
            found = i;
    setCurrentIndex(found);
    setEditText(found < 0 ? QString() : itemText(found));
    lineEdit()->setCursorPosition(0);
}

void ModelBox::take(int index) {
    if (index < 0) return showChosen();
    chooseRow(itemData(index, providerRole).toString().toStdString(),
              itemData(index, modelRole).toString().toStdString());
    showChosen();
}

void ModelBox::retranslate() {
    setAccessibleName(tr("Model whose price is shown"));
    setToolTip(tr("Model whose price is shown; type a part of its name"));
}

void ModelBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QComboBox::changeEvent(event);
}

} // namespace tokenarium
