// SPDX-License-Identifier: GPL-3.0-or-later
// Which model the whole room is about: known ones by family, or a file.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tokenarium {

class WeightsSession;

class ModelChoiceBar : public QWidget {
    Q_OBJECT
public:
    explicit ModelChoiceBar(WeightsSession& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void listModels();
    void showModel();
    void askOpen();
    void retranslate();

    WeightsSession& state;
    QLabel* familyLabel;
    QComboBox* families;
    QLabel* modelLabel;
    QComboBox* models;
    QPushButton *open, *cancel, *reset;
    QLabel* total;
};

} // namespace tokenarium
