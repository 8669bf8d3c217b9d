// SPDX-License-Identifier: GPL-3.0-or-later
// The bar under the editor in which one looks for text.
#pragma once

#include "widgets/text/text_search.h"

#include <QBasicTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace tokenarium {

class TokenTextEdit;

/// Looks for literal text in the editor's view, with wrap-around; highlights what is visible and counts the
/// rest in small steps by a timer, so that the window never waits. GUI thread only.
class FindBar : public QWidget {
    Q_OBJECT
public:
    /// `editor` is not owned and must outlive the bar.
    explicit FindBar(TokenTextEdit* editor, QWidget* parent = nullptr);

    /// Shows the bar, with the selected text if it is one line, and takes the focus.
    void open();
    QString countText() const;
    /// Still counting or looking for the next match.
    bool isBusy() const;

    /// Matches beyond this many are not counted: "10,000+".
    static constexpr std::size_t mostCounted = 10'000;

public slots:
    void findNext();
    void findPrevious();
    /// Hides the bar, removes the highlights, and gives the focus back.
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void translate();
    void searchChanged();
    void textChanged();
    void highlight();
    void showCount();
    void seek(bool forward, std::size_t from);
    void seekOn();
    void countOn();
    void found(Span match);

    /// A search under way for the next or previous match, wrapping around once.
    struct Seek {
        bool forward = true;
        std::size_t from = 0; ///< where it began
        std::size_t at = 0;   ///< how far it is
        bool wrapped = false;
    };

    TokenTextEdit* edit;
    QLineEdit* field;
    QCheckBox* matchCase;
    QLabel* count;
    QToolButton *previous, *next, *close;
    TextSearch search;
    std::optional<Seek> seeking;
    std::optional<Span> current;
    std::vector<std::size_t> matchBegins; ///< counted so far, at most mostCounted
    std::size_t countedTo = 0;
    bool countDone = true;
    QBasicTimer workTimer;
};

} // namespace tokenarium
