// SPDX-License-Identifier: GPL-3.0-or-later
// Candidates to vote on: a button each, the hands that were raised, and after the reveal the model's share.
#pragma once

#include "widgets/style/token_colors.h"

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace tokenarium {

struct VoteRow {
    QString label;
    std::size_t hands = 0;
    double probability = 0; ///< by the model
    bool isTruth = false;
};

/// Before the reveal it gives nothing away. The keys 1 to 9 raise a hand as the buttons do while the board or
/// one of its buttons has the focus. GUI thread only.
class VoteBoard : public QWidget {
    Q_OBJECT
public:
    explicit VoteBoard(QWidget* parent = nullptr);
    void setRows(const std::vector<VoteRow>& rows, bool isRevealed);
    void setColors(const TokenColors& newColors);
    QPushButton& button(std::size_t row) { return *lines[row].button; }
    std::size_t rowCount() const { return shown.size(); }
    /// What stands beside the button of a row, for tests.
    QString handsText(std::size_t row) const;
    QString modelText(std::size_t row) const; ///< empty before the reveal
    QString markText(std::size_t row) const;

signals:
    void raised(std::size_t row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        QPushButton* button;
        QProgressBar *hands, *model;
        QLabel* mark;
    };
    void addLine();
    void color(const Line& line) const;
    void refresh();
    std::vector<VoteRow> shown;
    bool revealed = false;
    TokenColors colors = TokenColors::light();
    std::vector<Line> lines; ///< never fewer than rows; those too many are hidden
    QGridLayout* grid;
};

} // namespace tokenarium
