// SPDX-License-Identifier: GPL-3.0-or-later
// QSlider counts steps; the steps are looked up.
#include "widgets/value_slider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace tokenarium {

ValueSlider::ValueSlider(QWidget* parent)
    : QWidget(parent)
    , nameLabel(new QLabel(this))
    , valueLabel(new QLabel(this))
    , bar(new QSlider(Qt::Horizontal, this)) {
    nameLabel->setBuddy(bar);
    valueLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bar->setRange(0, 0);
    bar->setMinimumWidth(80);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(nameLabel, 5);
    row->addWidget(bar, 7);
    row->addWidget(valueLabel, 5);
    connect(bar, &QSlider::valueChanged, this, [this] {
        showValue();
        emit valueChosen(value());
    });
}

void ValueSlider::setValues(std::vector<double> steps) {
    if (steps == values) return;
    const double before = value();
    values = std::move(steps);
    {
        const QSignalBlocker quiet(bar);
        bar->setRange(0, int(values.size()) - 1);
        bar->setPageStep(std::max(1, int(values.size()) / 10));
    }
    setValue(before);
}

void ValueSlider::setValue(double wanted) {
    const QSignalBlocker quiet(bar);
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        if (std::abs(values[i] - wanted) < std::abs(values[nearest] - wanted)) nearest = i;
    bar->setValue(int(nearest));
    showValue();
}

int ValueSlider::nameWidth() const { return nameLabel->sizeHint().width(); }
void ValueSlider::setNameWidth(int pixels) { nameLabel->setMinimumWidth(pixels); }

double ValueSlider::value() const { return values[std::size_t(bar->value())]; }

QString ValueSlider::shownValue() const { return valueLabel->text(); }

void ValueSlider::setTexts(const QString& name, std::function<QString(double)> words, const QString& tip) {
    nameLabel->setText(name);
    bar->setAccessibleName(name);
    setToolTip(tip);
    wordsOf = std::move(words);
    showValue();
}

/// The words change their length while the slider moves: the room for them does not.
void ValueSlider::showValue() {
    if (!wordsOf) return;
    valueLabel->setText(wordsOf(value()));
    bar->setAccessibleDescription(valueLabel->text());
    int widest = 0;
    for (const double one : {values.front(), values.back(), value()})
        widest = std::max(widest, valueLabel->fontMetrics().horizontalAdvance(wordsOf(one)));
    if (widest > valueLabel->minimumWidth()) valueLabel->setMinimumWidth(widest);
}

} // namespace tokenarium
