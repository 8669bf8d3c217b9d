// SPDX-License-Identifier: GPL-3.0-or-later
// The handle's number is an index, which nobody wants to hear, so the name carries the size.
#include "widgets/training/size_slider.h"

#include "widgets/style/number_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace tokenarium {

QString shortCount(std::uint64_t count) {
    if (count >= 1'000'000)
        return QCoreApplication::translate("tokenarium::SizeSlider", "%1 M")
            .arg(QLocale().toString(double(count) / 1e6, 'g', 3));
    return grouped(count);
}

SizeSlider::SizeSlider(const char* objectName, std::vector<std::uint64_t> sizes, QGridLayout& grid,
                       QWidget* parent)
    : QObject(parent)
    , choices(std::move(sizes))
    , label(new QLabel(parent))
    , value(new QLabel(parent))
    , slider(new QSlider(Qt::Horizontal, parent)) {
    slider->setObjectName(QLatin1String(objectName));
    slider->setRange(0, int(choices.size()) - 1);
    slider->setPageStep(1);
    label->setBuddy(slider);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    value->setMinimumWidth(value->fontMetrics().horizontalAdvance(QStringLiteral("10,000")));
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(slider, row, 1);
    grid.addWidget(value, row, 2);
    connect(slider, &QSlider::valueChanged, this, [this] {
        say(size());
        emit moved();
    });
}

std::uint64_t SizeSlider::size() const { return choices[std::size_t(slider->value())]; }

void SizeSlider::setSize(std::uint64_t size) {
    const QSignalBlocker quiet(slider);
    const auto found = std::find(choices.begin(), choices.end(), size);
    if (found != choices.end()) slider->setValue(int(found - choices.begin()));
    say(size);
}

void SizeSlider::setName(const QString& wanted, const QString& toolTip) {
    name = wanted;
    label->setText(name);
    slider->setToolTip(toolTip);
    say(size());
}

void SizeSlider::setEnabled(bool on) {
    for (QWidget* widget :
         {static_cast<QWidget*>(label), static_cast<QWidget*>(value), static_cast<QWidget*>(slider)})
        widget->setEnabled(on);
}

void SizeSlider::say(std::uint64_t size) {
    value->setText(shortCount(size));
    slider->setAccessibleName(QStringLiteral("%1: %2").arg(name, shortCount(size)));
}

} // namespace tokenarium
