// SPDX-License-Identifier: GPL-3.0-or-later
// "Runs on: …": where a person chooses what computes.
#pragma once

#include "app/compute_device.h"

#include <QComboBox>

namespace tokenarium {

/// Shows and changes `device`, which outlives it. Where there is no card, an entry that cannot be chosen says
/// why. Closed, the box has room for the short name only.
class DeviceBox : public QComboBox {
    Q_OBJECT
public:
    explicit DeviceBox(ComputeDevice& computeDevice, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    void addNote(const QString& text, const QString& tip = {});
    ComputeDevice& device;
};

} // namespace tokenarium
