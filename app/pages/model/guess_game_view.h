// SPDX-License-Identifier: GPL-3.0-or-later
// "Guess the next token": the class votes or types, then the text and the model's probabilities are revealed.
#pragma once

#include "app/model/model_session.h"
#include "engine/view/guess_game.h"
#include "widgets/style/token_colors.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tokenarium {

class TokenRow;
class VoteBoard;

/// Reads a text of its own, apart from the room's prompt, so that nothing on the screen gives it away.
/// `session` outlives it.
class GuessGameView : public QWidget {
    Q_OBJECT
public:
    explicit GuessGameView(ModelSession& session, QWidget* parent = nullptr);
    ~GuessGameView() override;
    void setColors(const TokenColors& colors);
    bool isSettled() const { return !isVisible() || !job.isBusy(); }
    /// The round on the screen; nothing while the model reads.
    const std::optional<GuessRound>& round() const { return current; }
    const GuessTotals& totals() const { return sums; }

signals:
    void failed(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void retranslate();
    void modelChanged();
    void fillTexts();
    void startText();
    void startRound(std::size_t place);
    void roundArrived(std::size_t place, std::vector<double> probabilities);
    void nextRound();
    void reveal();
    void raise(std::size_t candidate);
    void typed();
    void showRound();
    void showWords();
    QString leader() const;
    QStringList texts() const;
    QString text() const;
    bool isHidden() const; ///< the text is the person's own

    ModelSession& session;
    QLabel *sentence, *textLabel, *guessLabel, *resultLabel, *totalsLabel;
    QComboBox* textBox;
    QLineEdit *ownText, *guessEdit;
    TokenRow* row;
    VoteBoard* board;
    QPushButton *revealButton, *handsDown, *startAgain;
    std::shared_ptr<const ReadyModel> model; ///< the one that plays
    std::shared_ptr<const RecordedRun> run;
    std::size_t opening = 0;
    std::vector<double> probabilities; ///< at the hidden place
    std::optional<GuessRound> current;
    bool revealed = false;
    GuessTotals sums;
    Job job;
};

} // namespace tokenarium
