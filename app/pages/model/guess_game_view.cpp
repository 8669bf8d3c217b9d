// SPDX-License-Identifier: GPL-3.0-or-later
// A text is read once as a whole; a round looks at one place of it.
#include "app/pages/model/guess_game_view.h"

#include "app/pages/model/guess_texts.h"
#include "engine/model/prompt_tokens.h"
#include "widgets/model/token_row.h"
#include "widgets/model/vote_board.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t candidateCount = 4, mostCandidates = 8;
constexpr std::uint64_t gameSeed = 7; // the game is the same for every class

QString bits(double value) { return QLocale().toString(value, 'f', 2); }

} // namespace

GuessGameView::GuessGameView(ModelSession& modelSession, QWidget* parent)
    : QWidget(parent)
    , session(modelSession)
    , sentence(new QLabel(this))
    , textLabel(new QLabel(this))
    , guessLabel(new QLabel(this))
    , resultLabel(new QLabel(this))
    , totalsLabel(new QLabel(this))
    , textBox(new QComboBox(this))
    , ownText(new QLineEdit(this))
    , guessEdit(new QLineEdit(this))
    , row(new TokenRow(this))
    , board(new VoteBoard(this))
    , revealButton(new QPushButton(this))
    , handsDown(new QPushButton(this))
    , startAgain(new QPushButton(this)) {
    textBox->setObjectName(QStringLiteral("guessText"));
    ownText->setObjectName(QStringLiteral("guessOwnText"));
    ownText->setEchoMode(QLineEdit::Password);
    guessEdit->setObjectName(QStringLiteral("guessEdit"));
    row->setObjectName(QStringLiteral("guessTokens"));
    board->setObjectName(QStringLiteral("voteBoard"));
    revealButton->setObjectName(QStringLiteral("reveal"));
    handsDown->setObjectName(QStringLiteral("handsDown"));
    startAgain->setObjectName(QStringLiteral("guessStartAgain"));
    resultLabel->setObjectName(QStringLiteral("guessResult"));
    totalsLabel->setObjectName(QStringLiteral("guessTotals"));
    for (QLabel* label : {sentence, resultLabel, totalsLabel}) label->setWordWrap(true);
    textLabel->setBuddy(textBox);
    guessLabel->setBuddy(guessEdit);
    arrange();
    connect(textBox, &QComboBox::activated, this, &GuessGameView::startText);
    connect(ownText, &QLineEdit::editingFinished, this, &GuessGameView::startText);
    connect(board, &VoteBoard::raised, this, &GuessGameView::raise);
    connect(guessEdit, &QLineEdit::returnPressed, this, &GuessGameView::typed);
    connect(revealButton, &QPushButton::clicked, this, [this] { revealed ? nextRound() : reveal(); });
    connect(handsDown, &QPushButton::clicked, this, [this] {
        for (GuessCandidate& one : current->candidates) one.hands = 0;
        showRound();
    });
    connect(startAgain, &QPushButton::clicked, this, [this] {
        sums = {};
        startText();
    });
    connect(&session, &ModelSession::modelChanged, this, &GuessGameView::modelChanged);
    retranslate();
}

GuessGameView::~GuessGameView() { job.cancel(); }

void GuessGameView::arrange() {
    auto* texts = new QHBoxLayout;
    texts->addWidget(textLabel);
    texts->addWidget(textBox);
    texts->addWidget(ownText, 1);
    texts->addStretch();
    texts->addWidget(startAgain);
    auto* guesses = new QHBoxLayout;
    guesses->addWidget(guessLabel);
    guesses->addWidget(guessEdit, 1);
    guesses->addWidget(handsDown);
    guesses->addWidget(revealButton);
    guesses->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(sentence);
    column->addLayout(texts);
    column->addWidget(row);
    column->addWidget(board);
    column->addLayout(guesses);
    column->addWidget(resultLabel);
    column->addWidget(totalsLabel);
    column->addStretch();
}

void GuessGameView::setColors(const TokenColors& colors) {
    row->setColors(colors);
    board->setColors(colors);
}

void GuessGameView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    modelChanged();
}

void GuessGameView::modelChanged() {
    if (!isVisible() || !session.model() || session.model() == model) return;
    model = session.model();
    sums = {};
    fillTexts();
    startText();
}

void GuessGameView::fillTexts() {
    const QSignalBlocker quiet(textBox);
    const int before = std::max(textBox->currentIndex(), 0);
    textBox->clear();
    const int count = int(texts().size());
    for (int i = 1; i <= count; ++i) textBox->addItem(tr("Sample text %1").arg(i));
    textBox->addItem(tr("A text of your own, hidden"));
    textBox->setCurrentIndex(std::min(before, count));
}

/// A model with a vocabulary of its own gets what it began with, for it reads no sentences.
QStringList GuessGameView::texts() const {
    return session.isModelGiven() ? QStringList(session.prompt()) : guessTexts(session.modelName());
}

bool GuessGameView::isHidden() const { return textBox->currentIndex() == textBox->count() - 1; }

QString GuessGameView::text() const {
    return isHidden() ? ownText->text() : texts().value(textBox->currentIndex());
}

void GuessGameView::startText() {
    if (!model) return;
    ownText->setVisible(isHidden());
    current.reset();
    run = nullptr;
    PromptTokens read = promptTokens(model->opened, text().toStdString());
    read.ids.resize(std::min(read.ids.size(), model->opened.config.positions));
    opening = read.opening;
    showRound();
    if (text().trimmed().isEmpty() || read.ids.size() < opening + 2) return job.cancel();
    job.start(
        [reader = model, ids = read.ids](std::stop_token stop, const Job::Progress&) {
            return recordRun(reader, ids, {}, std::uint64_t(1) << 30, stop);
        },
        [this](std::shared_ptr<const RecordedRun> finished) {
            if (!finished) return;
            run = std::move(finished);
            startRound(opening + std::min<std::size_t>(4, (run->tokens() - opening + 1) / 2));
        },
        [this](const QString& message) { emit failed(message); });
}

void GuessGameView::startRound(std::size_t place) {
    const Vocabulary& vocabulary = model->opened.tokenizer->vocabulary();
    while (place < run->tokens() && vocabulary.kind(run->ids[place]) != TokenKind::Normal) ++place;
    if (place >= run->tokens()) { // the text is over: the next sample, or the person's own from its beginning
        const QSignalBlocker quiet(textBox);
        if (!isHidden()) textBox->setCurrentIndex((textBox->currentIndex() + 1) % (textBox->count() - 1));
        return startText();
    }
    job.start([reader = run, place](std::stop_token,
                                    const Job::Progress&) { return softmaxOf(logitsAt(*reader, place - 1)); },
              [this, place](std::vector<double> shares) { roundArrived(place, std::move(shares)); },
              [this](const QString& message) { emit failed(message); });
}

void GuessGameView::roundArrived(std::size_t place, std::vector<double> shares) {
    probabilities = std::move(shares);
    const Vocabulary& vocabulary = model->opened.tokenizer->vocabulary();
    current = guessRound(probabilities, run->ids[place], place, candidateCount, gameSeed,
                         [&](TokenId id) { return vocabulary.kind(id) == TokenKind::Normal; });
    revealed = false;
    guessEdit->clear();
    showRound();
}

void GuessGameView::nextRound() {
    if (!current) return;
    const std::size_t place = current->place;
    current.reset();
    startRound(place + 1 + std::size_t(3 * uniformNumber(gameSeed, place)));
}

void GuessGameView::reveal() {
    if (!current || revealed) return;
    revealed = true;
    sums.add(scoreOf(*current));
    showRound();
}

void GuessGameView::raise(std::size_t candidate) {
    if (!current || revealed) return;
    ++current->candidates[candidate].hands;
    showRound();
}

/// A word may follow with or without the space before it: the likelier of the two is meant.
void GuessGameView::typed() {
    if (!current || revealed || guessEdit->text().trimmed().isEmpty()) return;
    std::optional<TokenId> meant;
    for (const QString& way : {guessEdit->text(), QLatin1Char(' ') + guessEdit->text().trimmed()}) {
        std::vector<TokenId> ids;
        model->opened.tokenizer->encodeIds(way.toStdString(), ids);
        if (ids.empty() || ids.front() >= probabilities.size()) continue;
        if (!meant || probabilities[ids.front()] > probabilities[*meant]) meant = ids.front();
    }
    if (!meant) return;
    const bool isNew = current->candidates.size() < mostCandidates;
    const bool isKnown = std::any_of(current->candidates.begin(), current->candidates.end(),
                                     [&](const GuessCandidate& one) { return one.id == *meant; });
    if (isNew || isKnown) raiseHand(*current, *meant, probabilities[*meant]);
    guessEdit->clear();
    showRound();
}

void GuessGameView::showRound() {
    std::vector<TokenChip> chips;
    if (current && run) {
        const std::size_t shown = current->place + revealed;
        for (std::size_t i = 0; i < shown; ++i) {
            TokenChip chip;
            chip.label = session.tokenLabel(run->ids[i]);
            chip.tint = std::uint8_t(i % 6);
            chip.isMark = i < opening;
            chips.push_back(std::move(chip));
        }
        if (!revealed) {
            TokenChip hidden;
            hidden.label = QStringLiteral(" ? ");
            hidden.tint = std::uint8_t(current->place % 6);
            chips.push_back(std::move(hidden));
        }
    }
    row->setChips(std::move(chips));
    row->setLit(current ? std::optional(current->place) : std::nullopt);
    std::vector<VoteRow> rows;
    if (current)
        for (const GuessCandidate& one : current->candidates)
            rows.push_back(
                {session.tokenLabel(one.id), one.hands, one.probability, one.id == current->truth});
    board->setRows(rows, revealed);
    revealButton->setEnabled(current.has_value());
    handsDown->setEnabled(current && !revealed && current->hands() > 0);
    guessEdit->setEnabled(current && !revealed);
    showWords();
}

void GuessGameView::showWords() {
    revealButton->setText(revealed ? tr("Next token") : tr("Reveal"));
    if (!current) {
        resultLabel->setText(isHidden() && text().trimmed().isEmpty()
                                 ? tr("Type or paste a text that the class has not seen, then press Enter.")
                                 : tr("The model is reading …"));
    } else if (!revealed) {
        resultLabel->setText(
            tr("Hands raised: %1. Nothing is given away yet.").arg(grouped(current->hands())));
    } else {
        const GuessScore score = scoreOf(*current);
        const QString truth = session.tokenLabel(current->truth);
        const QString theModel = tr("the model: %1 bits (%2 bits if it, too, had only these candidates)")
                                     .arg(bits(score.modelBits), bits(score.modelBitsAmong));
        QString said =
            score.classBits
                ? tr("‘%1’ it is. The class: %2 bits; %3.").arg(truth, bits(*score.classBits), theModel)
                : tr("‘%1’ it is. No hand was raised; %2.").arg(truth, theModel);
        if (score.classBits && current->handsFor(current->truth) == 0)
            said += QLatin1Char(' ') + tr("No hand was right: it counts as half a hand.");
        resultLabel->setText(said);
    }
    totalsLabel->setText(
        sums.rounds == 0
            ? tr("Fewer bits: less surprised. 0 bits: everybody was sure and right; 2 bits: a blind guess "
                 "among four.")
            : tr("Rounds played: %1. Class %2 bits, model %3 bits (%4 among the candidates): %5")
                  .arg(grouped(sums.rounds))
                  .arg(bits(sums.classBits), bits(sums.modelBits), bits(sums.modelBitsAmong), leader()));
}

QString GuessGameView::leader() const {
    if (sums.classBits < sums.modelBitsAmong) return tr("the class leads.");
    return sums.classBits > sums.modelBitsAmong ? tr("the model leads.") : tr("a tie.");
}

void GuessGameView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    if (model) fillTexts();
    showWords();
}

void GuessGameView::retranslate() {
    sentence->setText(tr(
        "Which token comes where the question mark stands? Raise hands for a candidate (click it, or press "
        "its number) or type a guess, then reveal what the text says and what the model thought. The score "
        "is surprise in bits: −log2 of the share of hands, or of the probability, that the right token "
        "got."));
    textLabel->setText(tr("Text"));
    ownText->setAccessibleName(tr("Hidden text"));
    ownText->setPlaceholderText(tr("A text that the class has not seen"));
    guessLabel->setText(tr("Typed guess"));
    guessEdit->setPlaceholderText(tr("One hand for the token that this begins with"));
    row->setAccessibleName(tr("The text up to the hidden token"));
    handsDown->setText(tr("Hands down"));
    handsDown->setToolTip(tr("Takes back the hands of this round"));
    startAgain->setText(tr("Start again"));
    startAgain->setToolTip(tr("From the beginning of the text, with all scores at 0"));
    showWords();
}

} // namespace tokenarium
