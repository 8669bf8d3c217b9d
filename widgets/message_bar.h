// SPDX-License-Identifier: GPL-3.0-or-later
// A bar in the room that says what happened and what to do, instead of a dialog; with progress and cancel for
// work.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace tokenarium {

/// Hidden until it has something to say. A message and work under way each have a row of their own, so that
/// neither hides the other. GUI thread only.
class MessageBar : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows a sentence until it is closed or replaced; `action` (may be empty) is a button that emits
    /// acted().
    void say(const QString& message, const QString& action = {});
    /// Shows work under way: 0 … 1000 of 1000, and a cancel button that emits cancelled().
    void showProgress(const QString& what, int perMille);
    void endProgress();
    /// Takes the sentence away.
    void clear();
    QString message() const;

signals:
    void acted();
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QWidget* messageRow;
    QLabel* icon;
    QLabel* label;
    QPushButton* act;
    QToolButton* close;
    QWidget* workRow;
    QLabel* work;
    QProgressBar* progress;
    QPushButton* cancel;
};

} // namespace tokenarium
