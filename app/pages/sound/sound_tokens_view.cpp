// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens are numbered as in the strip above; the window shows 30 s (Whisper) or 10.24 s (patches) of them.
#include "app/pages/sound/sound_tokens_view.h"

#include "app/sound/frequency_axis.h"
#include "widgets/sound/convolution_picture.h"
#include "widgets/sound/spectrogram_strip.h"
#include "widgets/style/heat_scale.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Part { CutPart = 20, WindowPart };

/// The patch alone, as a picture of its 16 × 16 numbers.
SpectrogramTileSource enlarged(const LogMel& mel, const SpectrogramPatch& part) {
    QImage picture(int(part.endFrame - part.firstFrame), int(part.endBand - part.firstBand),
                   QImage::Format_RGB32);
    const auto [low, high] = colorRange(mel);
    for (std::size_t frame = part.firstFrame; frame < part.endFrame; ++frame)
        for (std::size_t band = part.firstBand; band < part.endBand; ++band)
            picture.setPixel(int(frame - part.firstFrame), int(part.endBand - 1 - band),
                             heatColor((double(mel.frame(frame)[band]) - low) / (high - low)));
    SpectrogramTileSource source;
    source.frames = std::size_t(picture.width());
    source.bands = std::size_t(picture.height());
    source.secondsPerFrame = mel.settings.hopSeconds();
    source.tiles = [picture](std::size_t, std::size_t, std::size_t) { return std::vector<QImage>{picture}; };
    return source;
}

} // namespace

SoundTokensView::SoundTokensView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , place(new QLabel(this))
    , explanation(new QLabel(this))
    , cutLabel(new QLabel(this))
    , windowLabel(new QLabel(this))
    , cut(new QComboBox(this))
    , window(new QSpinBox(this))
    , play(new QPushButton(this))
    , strip(new SpectrogramStrip(this))
    , pictures(new QStackedWidget(this))
    , convolution(new ConvolutionPicture(this))
    , patch(new SpectrogramStrip(this)) {
    createControls();
    arrange();
    connect(&session, &SoundSession::cutChanged, this, &SoundTokensView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &SoundTokensView::refreshSoon);
    connect(&session, &SoundSession::soundChanged, this, [this] {
        seeSound();
        refreshSoon();
    });
    connect(&session, &SoundSession::litChanged, this, [this] {
        if (isVisible()) showLit();
    });
    connect(&session.player(), &SoundPlayer::stateChanged, this, [this] {
        if (isVisible()) showLit();
    });
    connect(&session.cutTiles(), &SpectrogramTiles::changed, strip, qOverload<>(&QWidget::update));
    seeSound();
    retranslate();
}

void SoundTokensView::createControls() {
    const std::pair<QWidget*, const char*> names[] = {
        {facts, "cutFacts"},       {place, "tokenPlace"},        {explanation, "tokenExplanation"},
        {cut, "cutKind"},          {window, "cutWindow"},        {play, "playToken"},
        {strip, "cutSpectrogram"}, {convolution, "convolution"}, {patch, "patchPicture"}};
    for (const auto& [widget, name] : names) widget->setObjectName(QLatin1String(name));
    for (QLabel* label : {sentence, facts, place, explanation}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    cut->addItems({QString(), QString()});
    cutLabel->setBuddy(cut);
    windowLabel->setBuddy(window);
    window->setKeyboardTracking(false);
    patch->setTimesShown(false);
    patch->setFocusPolicy(Qt::NoFocus);
    patch->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(cut, &QComboBox::activated, this, [this](int row) {
        SoundChoices wanted = session.choices();
        if (wanted.cut == SoundCut(row)) return;
        wanted.cut = SoundCut(row);
        wanted.window = 0;
        session.choose(wanted, tr("How it is cut"), CutPart);
        seeSound();
    });
    connect(window, &QSpinBox::valueChanged, this, [this](int value) {
        SoundChoices wanted = session.choices();
        wanted.window = std::size_t(value - 1);
        session.choose(wanted, tr("Window of the model"), WindowPart);
    });
    connect(play, &QPushButton::clicked, this, &SoundTokensView::playLit);
    connect(strip, &TimeStrip::rangeWanted, strip, &TimeStrip::setSeen);
    connect(strip, &TimeStrip::playWanted, this, &SoundTokensView::playLit);
    connect(strip, &SpectrogramStrip::pointed, this, [this](std::optional<QPointF> point) {
        session.hoverToken(point ? tokenAt(*point) : std::nullopt);
    });
    connect(strip, &SpectrogramStrip::pointChosen, this, [this](QPointF point) {
        if (const auto token = tokenAt(point)) session.pinToken(*token);
    });
    strip->installEventFilter(this);
}

void SoundTokensView::arrange() {
    pictures->addWidget(convolution);
    pictures->addWidget(patch);
    auto* controls = new QHBoxLayout;
    controls->addWidget(cutLabel);
    controls->addWidget(cut);
    controls->addWidget(windowLabel);
    controls->addWidget(window);
    controls->addWidget(play);
    controls->addStretch(1);
    auto* words = new QVBoxLayout;
    words->addWidget(place);
    words->addWidget(explanation);
    words->addStretch(1);
    auto* below = new QHBoxLayout;
    below->setSpacing(16);
    below->addLayout(words, 3);
    below->addWidget(pictures, 2);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addLayout(controls);
    rows->addWidget(facts);
    rows->addWidget(strip, 3);
    rows->addLayout(below, 3);
    QFont strong = font();
    strong.setBold(true);
    place->setFont(strong);
}

void SoundTokensView::retranslate() {
    sentence->setText(tr("The spectrogram becomes a row of tokens, as a picture or a text does. Point at "
                         "one: the strip at the top shows "
                         "its place, the waveform its time."));
    cutLabel->setText(tr("Cut"));
    cut->setItemText(0, tr("Whisper: two convolutions, the second takes every other"));
    cut->setItemText(1, tr("Audio Spectrogram Transformer: overlapping patches"));
    windowLabel->setText(tr("Window"));
    window->setToolTip(tr("The model reads one window at a time, filled up with silence"));
    play->setToolTip(tr("Only the stretch of time of this token (Space in the picture)"));
    strip->setAccessibleName(tr("Spectrogram with tokens"));
    strip->setToolTip(tr("Wheel: zoom, with Shift scroll. Arrow keys: from token to token."));
    patch->setAccessibleName(tr("The numbers of the patch"));
    convolution->setAccessibleName(tr("What reaches the token"));
}

void SoundTokensView::setColors(const TokenColors& colors) {
    strip->setColors(colors);
    patch->setColors(colors);
    convolution->setColors(colors);
}

double SoundTokensView::windowSeconds() const {
    return session.choices().cut == SoundCut::Whisper ? 30 : 10.24;
}

/// From near enough to see tokens, with some of the silence that was added.
void SoundTokensView::seeSound() {
    strip->setLength(windowSeconds());
    strip->setSeen({0, std::min(windowSeconds(), session.sound().seconds() * 1.25)});
}

double SoundTokensView::windowStart() const { return double(session.choices().window) * windowSeconds(); }

void SoundTokensView::refresh() {
    const SoundChoices& chosen = session.choices();
    cut->setCurrentIndex(int(chosen.cut));
    {
        const QSignalBlocker quiet(window);
        window->setRange(1, int(session.windows()));
        window->setSuffix(tr(" of %1").arg(grouped(session.windows())));
        window->setValue(int(chosen.window + 1));
    }
    window->setEnabled(session.windows() > 1);
    strip->setLength(windowSeconds());
    pictures->setCurrentIndex(int(chosen.cut));
    showGrid();
    showLit();
}

void SoundTokensView::showGrid() {
    const auto shown = session.cutWindow();
    if (!shown) return facts->setText(tr("computing…"));
    showSpectrogram(*strip, session.cutTiles());
    strip->setSoundEnd(double(shown->soundSamples) / double(whisperRate));
    const double hop = shown->mel().settings.hopSeconds();
    if (shown->cut == SoundCut::Whisper) {
        const WhisperCount count = countWhisper(session.audio()->samples.size());
        strip->setGrid({0, 30, 2 * hop, {}});
        return facts->setText(tr("%1 of sound = %2 frames → windows of 30 s: %3, filled up with silence: %4 "
                                 "frames → %5 positions. "
                                 "%6 of them have sound; the veil covers what was added.")
                                  .arg(timeText(session.sound().seconds(), 0.01), grouped(count.melFrames),
                                       grouped(count.windows), grouped(count.paddedFrames),
                                       grouped(count.positions), grouped(session.tokens())));
    }
    const SpectrogramPatches grid;
    TimeBandGrid lines{
        0, double((grid.columns() - 1) * grid.stride + grid.side) * hop, double(grid.stride) * hop, {}};
    for (std::size_t row = 0; row <= grid.rows(); ++row) lines.bands.push_back(double(row * grid.stride));
    strip->setGrid(lines);
    facts->setText(tr("%1 bands × %2 frames; patches of %3 × %3, %4 apart, so that neighbours share %5: %6 × "
                      "%7 = %8 patches, with two "
                      "special tokens %9.")
                       .arg(grouped(grid.bands), grouped(grid.frames), grouped(grid.side),
                            grouped(grid.stride), grouped(grid.side - grid.stride), grouped(grid.rows()),
                            grouped(grid.columns()), grouped(grid.count()), grouped(grid.tokens())));
}

std::optional<std::size_t> SoundTokensView::tokenAt(QPointF point) const {
    const double hop = MelSettings().hopSeconds();
    const auto frame = std::size_t(std::max(0.0, point.x() / hop));
    if (session.choices().cut == SoundCut::Whisper) {
        const std::size_t token = session.choices().window * whisperWindowPositions + whisperPosition(frame);
        return token < session.tokens() ? std::optional(token) : std::nullopt;
    }
    // Of up to four patches that hold the point the one with the nearest middle.
    const SpectrogramPatches grid;
    std::optional<std::size_t> nearest;
    double least = 0;
    for (const std::size_t index : grid.at(std::size_t(std::max(0.0, point.y())), frame)) {
        const SpectrogramPatch one = grid.patch(index);
        const double away = std::hypot(double(one.firstFrame + one.endFrame) / 2 - point.x() / hop,
                                       double(one.firstBand + one.endBand) / 2 - point.y());
        if (!nearest || away < least) nearest = index, least = away;
    }
    return nearest ? std::optional(*nearest + grid.specialTokens) : std::nullopt;
}

void SoundTokensView::showLit() {
    const auto token = session.litToken();
    const auto time = token ? session.timeOf(*token) : std::nullopt;
    const bool playing = session.player().what() == QLatin1String("token");
    play->setText(playing ? tr("Stop") : tr("Play this token's time"));
    play->setEnabled(session.player().problem().isEmpty() &&
                     (playing || (time && !session.samplesOf(*time).empty())));
    if (!token) {
        strip->setLit(std::nullopt);
        place->clear();
        return explanation->clear();
    }
    if (session.choices().cut == SoundCut::Whisper)
        showPosition(*token);
    else
        showPatch(*token);
}

void SoundTokensView::showPosition(std::size_t token) {
    const std::size_t inWindow = token % whisperWindowPositions;
    const Span own = whisperFrames(token), reaching = whisperFramesSeen(token);
    const double hop = MelSettings().hopSeconds();
    const TimeRange time = *session.timeOf(token);
    place->setText(tr("Position %1 of 1,500 in window %2: %3 to %4")
                       .arg(grouped(inWindow), grouped(token / whisperWindowPositions + 1),
                            timeText(time.begin, 0.001), timeText(time.end, 0.001)));
    explanation->setText(tr("It stands for frames %1 and %2, in all bands. The first convolution looks at "
                            "three neighbouring frames, the second "
                            "at three of its results and takes every other place: so frames %3 … %4 reach "
                            "this token, and 100 frames a second "
                            "become 50 tokens.")
                             .arg(grouped(own.begin), grouped(own.end - 1), grouped(reaching.begin),
                                  grouped(reaching.end - 1)));
    const auto shown = session.cutWindow();
    if (!shown || token / whisperWindowPositions != shown->window) {
        strip->setLit(std::nullopt);
        return convolution->setFrames({}, 0, 0, 0, 0);
    }
    const LogMel& mel = shown->mel();
    const std::size_t start = shown->window * whisperWindowFrames;
    const double bands = double(mel.settings.bands);
    const auto rect = [&](Span frames) {
        return TimeBandRect{{double(frames.begin - start) * hop, double(frames.end - start) * hop}, 0, bands};
    };
    strip->setLit(rect(own), rect(reaching));
    std::vector<float> columns;
    const auto [low, high] = colorRange(mel);
    for (std::size_t frame = reaching.begin - start; frame < std::min(reaching.end - start, mel.frames);
         ++frame)
        for (const float value : mel.frame(frame))
            columns.push_back(float((double(value) - low) / (high - low)));
    convolution->setCaptions(tr("mel frames"), tr("first convolution"),
                             tr("token %1").arg(grouped(inWindow)));
    convolution->setFrames(std::move(columns), mel.settings.bands, reaching.begin, own.begin, token);
}

void SoundTokensView::showPatch(std::size_t token) {
    const SpectrogramPatches grid;
    if (token < grid.specialTokens) {
        strip->setLit(std::nullopt);
        place->setText(token == 0 ? tr("Token 0: [CLS]") : tr("Token 1: distillation token"));
        patch->setSource({});
        return explanation->setText(tr("It stands for no patch: its row of numbers is learnt in training, "
                                       "and the model collects there what "
                                       "it makes of the whole sound."));
    }
    const std::size_t index = token - grid.specialTokens;
    const SpectrogramPatch one = grid.patch(index);
    const TimeRange time = *session.timeOf(token);
    MelSettings settings;
    settings.bands = grid.bands;
    const std::vector<MelFilter> filters = melFilters(settings);
    place->setText(tr("Token %1 of %2: patch in row %3 of %4 from below, column %5 of %6")
                       .arg(grouped(token), grouped(grid.tokens()), grouped(index / grid.columns() + 1),
                            grouped(grid.rows()), grouped(index % grid.columns() + 1),
                            grouped(grid.columns())));
    explanation->setText(
        tr("Time %1 to %2 (frames %3 … %4), bands %5 … %6: %7 to %8. Its %9 numbers become one token; 6 rows "
           "and columns of "
           "them belong to its neighbours too.")
            .arg(timeText(time.begin, 0.001), timeText(time.end, 0.001), grouped(one.firstFrame),
                 grouped(one.endFrame - 1), grouped(one.firstBand + 1), grouped(one.endBand),
                 hertzText(filters[one.firstBand].lowHertz), hertzText(filters[one.endBand - 1].highHertz),
                 grouped(grid.side * grid.side)));
    const double hop = settings.hopSeconds();
    strip->setLit(TimeBandRect{{double(one.firstFrame) * hop, double(one.endFrame) * hop},
                               double(one.firstBand),
                               double(one.endBand)});
    const auto shown = session.cutWindow();
    if (!shown || shown->cut != SoundCut::Patches) return patch->setSource({});
    patch->setLength(double(grid.side) * hop);
    patch->setSeen({0, double(grid.side) * hop});
    patch->setSource(enlarged(shown->mel(), one));
}

void SoundTokensView::playLit() {
    if (session.player().what() == QLatin1String("token")) return session.player().stop();
    const auto token = session.litToken();
    const auto time = token ? session.timeOf(*token) : std::nullopt;
    if (time) session.player().play(session.audio(), session.samplesOf(*time), QStringLiteral("token"));
}

void SoundTokensView::moveLit(std::ptrdiff_t by) {
    const auto token = session.litToken();
    const auto to = std::ptrdiff_t(token.value_or(0)) + by;
    if (to < 0 || to >= std::ptrdiff_t(session.tokens())) return;
    session.pinToken(std::size_t(to));
    if (const auto time = session.timeOf(std::size_t(to))) {
        const double at = (time->begin + time->end) / 2 - windowStart();
        strip->setSeen(strip->axis().showing(std::clamp(at, 0.0, windowSeconds())));
    }
}

bool SoundTokensView::eventFilter(QObject* watched, QEvent* event) {
    if (watched != strip || event->type() != QEvent::KeyPress) return SoundView::eventFilter(watched, event);
    const auto columns =
        session.choices().cut == SoundCut::Patches ? std::ptrdiff_t(SpectrogramPatches().columns()) : 0;
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Left: moveLit(-1); return true;
    case Qt::Key_Right: moveLit(+1); return true;
    case Qt::Key_Up: moveLit(+columns); return true; // low bands are at the bottom
    case Qt::Key_Down: moveLit(-columns); return true;
    default: return SoundView::eventFilter(watched, event);
    }
}

} // namespace tokenarium
