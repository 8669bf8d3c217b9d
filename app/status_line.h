// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom: how many tokens, characters, words and bytes, and what share of a context window.
#pragma once

#include "app/prompt/prompt_session.h"
#include "app/session.h"

#include <QStatusBar>

class QComboBox;
class QLabel;

namespace tokenarium {

/// Tokens and share are those of all parts of the prompt, the rest is that of the text. Follows both sessions; lets the person choose the context window and the encoding of the opened file.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    StatusLine(Session& session, const PromptSession& prompt, QWidget* parent = nullptr);

    /// As narrow as the window wants to be: what does not fit is hidden, the least important first.
    QSize minimumSizeHint() const override { return {0, QStatusBar::minimumSizeHint().height()}; }

signals:
    /// The person wants the file read again as this encoding.
    void encodingChosen(const QString& encoding);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showCounts();
    void showSource();
    void hideWhatDoesNotFit();
    Session& session;
    const PromptSession& prompt;
    QLabel* tokens;
    QLabel* characters;
    QLabel* words;
    QLabel* bytes;
    QLabel* ratios;
    QLabel* share;
    QComboBox* window;
    QLabel* encodingNote;
    QComboBox* encoding;
};

} // namespace tokenarium
