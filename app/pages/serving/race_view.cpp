// SPDX-License-Identifier: GPL-3.0-or-later
// The race is computed once; playing only moves through it. Nothing moves before somebody presses Play.
#include "app/pages/serving/race_view.h"

#include "widgets/charts/chart_frame.h"
#include "widgets/figures/figure_list.h"
#include "widgets/style/number_text.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <stdexcept>

namespace tokenarium {
namespace {

using W = ServingWords;

constexpr int frameMilliseconds = 16;

/// Positions of UTF-8 bytes in QString's units; a token that ends inside a character ends before it.
std::vector<std::size_t> unitsOfBytes(const QString& text, std::size_t bytes) {
    std::vector<std::size_t> units(bytes + 1, 0);
    std::size_t byte = 0;
    for (int i = 0; i < text.size();) {
        const int length = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const std::size_t size = std::size_t(text.mid(i, length).toUtf8().size());
        for (std::size_t k = 0; k < size && byte + k <= bytes; ++k) units[byte + k] = std::size_t(i);
        byte += size;
        i += length;
        if (byte <= bytes) units[byte] = std::size_t(i);
    }
    return units;
}

std::vector<Span> converted(const std::vector<Span>& spans, const std::vector<std::size_t>& units) {
    std::vector<Span> made;
    for (const Span span : spans) made.push_back({units[span.begin], units[span.end]});
    return made;
}

} // namespace

RaceView::RaceView(ServingSession& servingSession, const TokenizerCatalog& catalog, QWidget* parent)
    : ServingView(servingSession, parent)
    , known(catalog)
    , playButton(new QPushButton)
    , stepButton(new QPushButton)
    , picture(new ReadingRacePicture) {
    createControls();
    timer.setInterval(frameMilliseconds);
    timer.setTimerType(Qt::PreciseTimer);
    connect(&timer, &QTimer::timeout, this, &RaceView::advance);
    connect(playButton, &QPushButton::clicked, this, [this] { play(!isPlaying()); });
    connect(stepButton, &QPushButton::clicked, this, &RaceView::stepOn);
    retranslate();
}

void RaceView::createControls() {
    playButton->setObjectName(QStringLiteral("racePlay"));
    stepButton->setObjectName(QStringLiteral("raceStep"));
    picture->setObjectName(QStringLiteral("racePicture"));
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(playButton);
    row->addWidget(stepButton);
    row->addStretch();
    addControl(buttons);
    words = addSlider(&ServingChoices::wordsPerMinute, "wordsPerMinute", evenSteps(60, 800, 370));
    batch = addSlider(&ServingChoices::batch, "batch", powersOfTwo(1, 4096), More);
    speed = addSlider(&ServingChoices::playSpeed, "playSpeed", {0.1, 0.25, 0.5, 1, 2, 4, 8, 16}, More);
    addChart(picture, "reader-and-stream");
}

/// The passage in the language of the window, cut by a public vocabulary.
void RaceView::cutText() {
    const QString passage = tr(
        "A language model does not write sentences. It writes tokens, one after another, and each of them "
        "waits for the one before. The first one takes longest, because the whole prompt must be read "
        "before it: that is the time to first token. After that the model settles into a rhythm, and the "
        "gap between two tokens decides how the answer feels. A person reads about four words in a second. "
        "A model that is slower makes the reader wait at the end of every line; one that is faster runs "
        "ahead, and the lead is worth nothing to the reader, although it is paid for. So an operator lets "
        "many people share one server: everybody gets their tokens a little later, still fast enough to "
        "read, and the same machine serves a whole town. Machines read too. A program that waits for the "
        "whole answer, or a model that thinks for half an hour before it speaks, can use every token per "
        "second there is.");
    const QByteArray bytes = passage.toUtf8();
    const std::string_view utf8(bytes.constData(), std::size_t(bytes.size()));
    input.tokens.clear();
    for (const char* wanted : {"o200k_base", "cl100k_base", "characters"}) {
        try {
            for (const Token& token : encode(*known.load(wanted), utf8).tokens)
                input.tokens.push_back(token.span);
            tokenizerName = QLatin1String(wanted);
            break;
        } catch (const std::runtime_error&) {
            continue; // not installed: the next one needs no file in the end
        }
    }
    input.words = wordSpans(utf8);
    const auto units = unitsOfBytes(passage, std::size_t(bytes.size()));
    text = {passage, converted(input.tokens, units), converted(input.words, units)};
}

void RaceView::showNumbers() {
    const ServingChoices& chosen = session.choices();
    input.ttftSeconds = session.ttftSeconds();
    input.itlSeconds = session.itlSeconds();
    input.wordsPerMinute = chosen.wordsPerMinute;
    race = readingRace(input);
    if (!wasPlaced) { // something to see: the race is on
        now = std::min(race.streamEnd, input.ttftSeconds + 0.6 * (race.streamEnd - input.ttftSeconds));
        wasPlaced = true;
    }
    now = std::min(now, race.readerEnd);
    picture->setRace(text, race, &ServingWords::seconds);
    showMoment();
}

void RaceView::setSeconds(double wanted) {
    now = std::clamp(wanted, 0.0, race.readerEnd);
    showMoment();
}

void RaceView::play(bool on) {
    if (on && now >= race.readerEnd) now = 0;
    if (on && isStill) return setSeconds(race.readerEnd);
    if (on) {
        clock.start();
        timer.start();
    } else {
        timer.stop();
    }
    retranslate();
    showMoment();
}

void RaceView::setReducedMotion(bool reduced) {
    if (reduced == isStill) return;
    isStill = reduced;
    if (isStill && isPlaying()) play(false);
    retranslate();
}

void RaceView::advance() {
    const double passed = double(clock.restart()) / 1000 * session.choices().playSpeed;
    setSeconds(now + passed);
    if (now >= race.readerEnd) play(false);
}

/// To the next word that is read.
void RaceView::stepOn() {
    if (isPlaying()) play(false);
    const auto next = std::upper_bound(race.wordRead.begin(), race.wordRead.end(), now + 1e-9);
    if (next != race.wordRead.end()) return setSeconds(*next);
    setSeconds(now < race.readerEnd ? race.readerEnd : 0);
}

void RaceView::showMoment() {
    const RaceMoment moment = raceAt(race, now);
    QString told;
    const QString time = W::seconds(now);
    if (moment.tokens == 0)
        told = tr("After %1: nothing to read yet, the first token comes after %2")
                   .arg(time, W::seconds(input.ttftSeconds));
    else if (moment.isOver)
        told = tr("After %1: all is read; the stream was done after %2")
                   .arg(W::seconds(race.readerEnd), W::seconds(race.streamEnd));
    else if (moment.isReading || moment.lead() > 0)
        told = moment.lead() == 1
                   ? tr("After %1: the stream is one word ahead of the reader").arg(time)
                   : tr("After %1: the stream is %2 words ahead of the reader").arg(time).arg(moment.lead());
    else
        told = tr("After %1: the reader has caught up and waits for the next word").arg(time);
    picture->setMoment(now, told);
    figures->setFigures(numbers());
}

std::vector<Figure> RaceView::numbers() const {
    const ServingChoices& chosen = session.choices();
    const RaceMoment moment = raceAt(race, now);
    const double tokens = double(input.tokens.size()), counted = double(input.words.size());
    const double perToken = tokens > 0 ? counted / tokens : 0;
    const NeededSpeed needed = readingSpeed(chosen.wordsPerMinute, perToken);
    std::vector<Figure> rows;
    rows.push_back(computedFigure(
        tr("Who waits"),
        race.waitedSeconds > 0 ? tr("the reader, %1").arg(W::seconds(race.waitedSeconds)) : tr("nobody"),
        tr("a word is begun when the one before is read and it stands there whole; what the reader waits for "
           "words in between is added up"),
        tr("stream done after %1, reader after %2")
            .arg(W::seconds(race.streamEnd), W::seconds(race.readerEnd))));
    rows.back().isMain = true;
    rows.push_back(computedFigure(
        tr("Lead of the stream now"), tr("%1 words").arg(moment.lead()), tr("whole words shown − words read"),
        QStringLiteral("%1 − %2 = %3").arg(moment.wordsShown).arg(moment.wordsRead).arg(moment.lead())));
    rows.back().isMain = true;
    rows.push_back(computedFigure(
        tr("Stream"), W::tokensPerSecond(1 / input.itlSeconds), tr("1 ÷ ITL, after a TTFT of its own"),
        QStringLiteral("1 ÷ %1; TTFT %2").arg(W::seconds(input.itlSeconds), W::seconds(input.ttftSeconds))));
    rows.push_back(computedFigure(tr("Reader needs"), W::tokensPerSecond(needed.tokensPerSecond),
                                  tr("words a minute ÷ 60 ÷ words per token"),
                                  QStringLiteral("%1 ÷ 60 ÷ %2 = %3")
                                      .arg(W::whole(chosen.wordsPerMinute), W::digits(perToken),
                                           W::tokensPerSecond(needed.tokensPerSecond))));
    rows.push_back(
        computedFigure(tr("Words per token of this text"), W::digits(perToken), tr("words ÷ tokens"),
                       tr("%1 words ÷ %2 tokens (%3)").arg(counted).arg(tokens).arg(tokenizerName)));
    rows.push_back(assumedFigure(tr("Reading speed"),
                                 tr("%1 words/min").arg(W::digits(chosen.wordsPerMinute)),
                                 tr("Silent reading: 238 words a minute on average (Brysbaert 2019, English "
                                    "non-fiction), speech about 150")));
    return rows;
}

void RaceView::hideEvent(QHideEvent* event) {
    if (isPlaying()) play(false);
    ServingView::hideEvent(event);
}

void RaceView::retranslate() {
    setSentence(tr("The answer appears at the speed of the chosen model, GPU and batch, while a ghost reads "
                   "along. Press Play, or go on word by word."));
    playButton->setText(isPlaying() ? tr("Pause") : tr("Play"));
    playButton->setToolTip(isStill ? tr("Your desktop wishes little motion: straight to the end. “Next word” "
                                        "goes word by word.")
                                   : tr("From here; at the end from the beginning"));
    stepButton->setText(tr("Next word"));
    stepButton->setToolTip(tr("Until the reader has read one word more"));
    nameSlider(
        words, tr("Reader"), [](double value) { return tr("%1 words/min").arg(W::digits(value)); },
        tr("How fast the ghost reads"));
    nameSlider(
        batch, tr("Batch"), &ServingWords::requests,
        tr("People who are answered at the same time by one server: more of them make the stream slower"));
    nameSlider(speed, tr("Playing"), &ServingWords::times, tr("Faster or slower than it really is"));
    const QString before = text.text;
    cutText();
    if (text.text != before && !before.isEmpty()) wasPlaced = false;
}

} // namespace tokenarium
