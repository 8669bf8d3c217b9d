// SPDX-License-Identifier: GPL-3.0-or-later
// The time line of a training: the copies that were kept of the model, to be looked into one by one.
#pragma once

#include "app/training/training_session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSlider;

namespace tokenarium {

/// Hidden while there is no copy. `session` outlives it. GUI thread only.
class MomentPanel : public QWidget {
    Q_OBJECT
public:
    explicit MomentPanel(TrainingSession& session, QWidget* parent = nullptr);
    /// The chosen copy; nothing where there is none.
    std::optional<TrainingSnapshot> moment() const;
    void showMoments();
    void showMoment();
    void retranslate();

signals:
    void momentChanged();
    void modelWanted(const QString& folder);

private:
    TrainingSession& session;
    QLabel* label;
    QSlider* line;
    QPushButton* openButton;
};

} // namespace tokenarium
