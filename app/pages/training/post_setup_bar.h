// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chooses for a post-training: model, texts, method, steps and prompt.
#pragma once

#include "app/training/training_session.h"

#include <QString>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace tokenarium {

class TextChoiceBox;

/// Changes are steps of undo of `session`, which outlives it. GUI thread only.
class PostSetupBar : public QWidget {
    Q_OBJECT
public:
    explicit PostSetupBar(TrainingSession& session, QWidget* parent = nullptr);
    TrainingSetup setup() const;
    /// Why it cannot be trained so, as a sentence; empty where it can.
    QString problem() const;
    void setFieldsEnabled(bool on);
    void addButton(QWidget* button); ///< at the end of the second row
    void retranslate();

signals:
    void changed();

private:
    struct Choice {
        TextChoice texts = TextChoice::Chat;
        std::vector<std::filesystem::path> files;
        QString base; ///< its folder
        int rank = 0, steps = 60;
        QString prompt;
        bool operator==(const Choice&) const = default;
    };
    void fillBase();
    void arrange();
    Choice shown() const;
    QString promptFor(const Choice& choice) const;
    void take(int part);
    void apply(const Choice& choice);

    TrainingSession& session;
    QLabel *baseLabel, *textsLabel, *methodLabel, *stepsLabel, *promptLabel;
    QComboBox *base, *method;
    TextChoiceBox* texts;
    QSpinBox* steps;
    QLineEdit* prompt;
    QHBoxLayout* buttons;
    Choice chosen;
};

} // namespace tokenarium
