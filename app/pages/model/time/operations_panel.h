// SPDX-License-Identifier: GPL-3.0-or-later
// "Where the time goes": every operation with its time beside its work.
#pragma once

#include "engine/view/time_summary.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QTableWidget;

namespace tokenarium {

class ShareDelegate;

class OperationsPanel : public QWidget {
    Q_OBJECT
public:
    explicit OperationsPanel(QWidget* parent = nullptr);
    void show(const OperationTimes& measured, const ModelConfig& ofModel, double readBytesPerSecond);
    void clear();
    void setColors(const TokenColors& colors);
    void retranslate();

private:
    void refresh();
    QString nameOf(const OperationRow& row) const;
    static QString formulaOf(Op operation);
    static QString reasonOf(OperationLimit limit);
    static QString shortReasonOf(OperationLimit limit);

    QLabel* finding;
    QComboBox* pass;
    QTableWidget* table;
    ShareDelegate* bars;
    std::optional<OperationTimes> times;
    ModelConfig config;
    double bandwidth = 0;
};

} // namespace tokenarium
