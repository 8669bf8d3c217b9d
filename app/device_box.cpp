// SPDX-License-Identifier: GPL-3.0-or-later
// One entry for each device, filled again whenever something is learned of them.
#include "app/device_box.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QStandardItemModel>
#include <QStylePainter>

#include <algorithm>

namespace tokenarium {

DeviceBox::DeviceBox(ComputeDevice& computeDevice, QWidget* parent)
    : QComboBox(parent)
    , device(computeDevice) {
    setObjectName(QStringLiteral("deviceBox"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(20);
    connect(&device, &ComputeDevice::found, this, &DeviceBox::fill);
    connect(&device, &ComputeDevice::changed, this, &DeviceBox::fill);
    connect(this, &QComboBox::activated, this, [this](int index) { device.choose(itemData(index).toInt()); });
    fill();
}

/// An entry that says something and cannot be chosen.
void DeviceBox::addNote(const QString& text, const QString& tip) {
    addItem(text);
    const int row = count() - 1;
    setItemData(row, tip.isEmpty() ? text : tip, Qt::ToolTipRole);
    static_cast<QStandardItemModel*>(model())->item(row)->setEnabled(false);
}

void DeviceBox::fill() {
    const QSignalBlocker quiet(this);
    clear();
    const auto add = [this](int which) {
        addItem(tr("Runs on %1").arg(device.title(which)), which);
        setItemData(count() - 1, itemText(count() - 1), Qt::ToolTipRole);
    };
    add(ComputeDevice::processor);
    const auto& devices = device.devices();
    if (!devices)
        addNote(tr("GPU: looking for one …"));
    else if (const QString why = device.whyNone(); !why.isEmpty())
        addNote(tr("No GPU: %1").arg(why));
    else
        for (std::size_t i = 0; i < devices->devices.size(); ++i) add(int(i));
    if (!devices && device.chosen() != ComputeDevice::processor) add(device.chosen());
    setCurrentIndex(std::max(findData(device.chosen()), 0));
    setAccessibleName(tr("Where the model computes"));
    const QString why = device.whyNone();
    setToolTip(currentText() + (why.isEmpty() ? QString() : QLatin1Char('\n') + tr("No GPU: %1").arg(why)));
    int widest = 0;
    for (int i = 0; i < count(); ++i) widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(i)));
    view()->setMinimumWidth(widest + 4 * fontMetrics().averageCharWidth());
}

void DeviceBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText =
        fontMetrics().elidedText(tr("Runs on %1").arg(device.shortTitle(device.chosen())), Qt::ElideRight,
                                 field.width() - 2 * fontMetrics().averageCharWidth());
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void DeviceBox::showEvent(QShowEvent* event) {
    QComboBox::showEvent(event);
    device.look();
}

void DeviceBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) fill();
    QComboBox::changeEvent(event);
}

} // namespace tokenarium
