// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chooses for a training from nothing: texts, tokenizer, shape, and under "More" the rest.
#pragma once

#include "app/training/training_session.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace tokenarium {

class SizeSlider;
class TextChoiceBox;

/// Shows the setup of `session`, which outlives it, and changes it; Start and Pause. GUI thread only.
class SetupPanel : public QWidget {
    Q_OBJECT
public:
    explicit SetupPanel(TrainingSession& session, QWidget* parent = nullptr);
    void showState();
    void retranslate();

private:
    void createMore();
    void arrange();
    void connectAll();
    void takeTexts();
    void take(QObject* changed);
    void showSetup();
    void showEstimate();
    QString estimateText() const;

    TrainingSession& session;
    QGridLayout *grid, *moreGrid;
    QLabel *textsLabel, *tokenizerLabel, *estimateLabel;
    TextChoiceBox* texts;
    QComboBox* tokenizer;
    SizeSlider *layers, *width, *heads, *context;
    QPushButton *startButton, *pauseButton;
    QToolButton* more;
    QWidget* morePanel;
    SizeSlider *length, *vocabulary;
    QLabel *promptLabel, *everyLabel, *rateLabel, *patienceLabel, *wattsLabel, *priceLabel;
    QLineEdit* prompt;
    QSpinBox *every, *patience;
    QDoubleSpinBox *rate, *watts, *price;
};

} // namespace tokenarium
