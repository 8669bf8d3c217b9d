// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers are those of melFrameSteps(), which computes each step by its definition.
#include "app/pages/sound/mel_steps_view.h"

#include "app/pages/sound/mel_controls.h"
#include "app/pages/sound/time_link.h"
#include "app/sound/frequency_axis.h"
#include "widgets/sound/step_plot.h"
#include "widgets/style/number_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

QString number(double value, int digits = 3) {
    return QLocale().toString(value, 'g', digits).replace(QLatin1Char('-'), QChar(0x2212));
}

QString fixed(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

double largest(const std::vector<double>& values) {
    double most = 0;
    for (const double value : values) most = std::max(most, std::abs(value));
    return most > 0 ? most : 1;
}

} // namespace

MelStepsView::MelStepsView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , bandFacts(new QLabel(this))
    , controls(new MelControls(session, this))
    , strip(new SpectrogramStrip(this)) {
    const char* const names[Steps] = {"stepSamples", "stepWindowed",  "stepSpectrum",
                                      "stepMel",     "stepLogarithm", "stepScaled"};
    for (std::size_t i = 0; i < Steps; ++i) {
        plots[i] = new StepPlot(this);
        plots[i]->setObjectName(QLatin1String(names[i]));
    }
    facts->setObjectName(QStringLiteral("stepFacts"));
    bandFacts->setObjectName(QStringLiteral("stepBand"));
    strip->setObjectName(QStringLiteral("stepSpectrogram"));
    for (QLabel* label : {sentence, facts, bandFacts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    arrange();
    linkToSound(*strip, session);
    strip->setTimesShown(false);
    connect(&session, &SoundSession::spectrogramChanged, this, &MelStepsView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &MelStepsView::refreshSoon);
    connect(&session, &SoundSession::soundChanged, this, &MelStepsView::refreshSoon);
    connect(&session, &SoundSession::cursorChanged, this, [this] {
        if (isVisible()) showFrame();
    });
    connect(&session.tiles(), &SpectrogramTiles::changed, strip, qOverload<>(&QWidget::update));
    for (const Step step : {Mel, Logarithm, Scaled}) {
        connect(plots[step], &StepPlot::pointed, this, &MelStepsView::lightBand);
        plots[step]->setWords([this](std::size_t band) { return bandWords(band); });
    }
    for (const Step step : {Samples, Windowed, Spectrum})
        connect(plots[step], &StepPlot::pointed, plots[step], &StepPlot::setLit);
    const auto sampleWords = [this](std::size_t i) {
        return tr("sample %1: %2 × %3 = %4")
            .arg(grouped(i), fixed(shown.samples[i], 4), fixed(shown.window[i], 4),
                 fixed(shown.windowed[i], 4));
    };
    plots[Samples]->setWords(sampleWords);
    plots[Windowed]->setWords(sampleWords);
    plots[Spectrum]->setWords([this](std::size_t bin) {
        return tr("bin %1, %2: power %3")
            .arg(grouped(bin), hertzText(double(bin) * settings.binHertz()), number(shown.power[bin]));
    });
    connect(strip, &SpectrogramStrip::pointed, this, [this](std::optional<QPointF> point) {
        lightBand(point ? std::optional(std::size_t(std::max(0.0, point->y()))) : std::nullopt);
    });
    retranslate();
}

void MelStepsView::arrange() {
    strip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    for (int i = 0; i < Steps; ++i) grid->addWidget(plots[std::size_t(i)], i / 3, i % 3);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addWidget(controls);
    rows->addWidget(strip, 2);
    rows->addWidget(facts);
    rows->addLayout(grid, 5);
    rows->addWidget(bandFacts);
}

void MelStepsView::retranslate() {
    sentence->setText(tr("One column of the spectrogram in six steps. Move the cursor: the steps are those "
                         "of the moment under it."));
    strip->setAccessibleName(tr("Log-mel spectrogram"));
}

void MelStepsView::setColors(const TokenColors& colors) {
    strip->setColors(colors);
    for (StepPlot* plot : plots) plot->setColors(colors);
}

void MelStepsView::refresh() {
    showSpectrogram(*strip, session.tiles());
    showFrame();
}

void MelStepsView::showFrame() {
    const auto pyramid = session.spectrogram();
    if (!pyramid) return facts->setText(tr("computing…"));
    const LogMel& mel = pyramid->spectrogram();
    if (filters.size() != mel.settings.bands || settings != mel.settings) filters = melFilters(mel.settings);
    settings = mel.settings;
    loudest = double(mel.loudest);
    shownFrame = std::size_t(session.cursor() / settings.hopSeconds());
    if (mel.frames > 0) shownFrame = std::min(shownFrame, mel.frames - 1);
    shown = melFrameSteps(session.audio()->samples, settings, shownFrame, loudest);
    const double middle = double(shownFrame) * settings.hopSeconds();
    facts->setText(tr("Frame %1 of %2: %3 samples about %4. At both ends of the sound the frame is filled up "
                      "with its mirror image.")
                       .arg(grouped(shownFrame), grouped(mel.frames), grouped(settings.window),
                            timeText(middle, 0.001)));
    strip->setMarked(TimeRange{middle, middle + settings.hopSeconds()});
    fillSamples();
    fillSpectrum();
    fillMel();
    lightBand(litBand);
}

void MelStepsView::fillSamples() {
    const double most = largest(shown.samples),
                 milliseconds = double(settings.window) / double(settings.sampleRate) * 1000;
    StepPlotData drawn;
    drawn.values = shown.samples;
    drawn.low = -most, drawn.high = most;
    for (const double weight : shown.window) drawn.overlay.push_back(weight * most);
    drawn.leftLabel = tr("0 ms");
    drawn.rightLabel = tr("%1 ms").arg(number(milliseconds, 4));
    drawn.highLabel = tr("+%1; window: 1").arg(number(most));
    plots[Samples]->setTitle(tr("1 · %1 samples, and a Hann window").arg(grouped(settings.window)));
    plots[Samples]->setData(drawn);
    drawn.overlay.clear();
    drawn.values = shown.windowed;
    drawn.highLabel = QStringLiteral("+") + number(most);
    plots[Windowed]->setTitle(tr("2 · samples × window: the ends fade out"));
    plots[Windowed]->setData(std::move(drawn));
}

/// Powers span many sizes: drawn as decibels below the strongest bin.
void MelStepsView::fillSpectrum() {
    StepPlotData drawn;
    const double most = largest(shown.power);
    for (const double power : shown.power)
        drawn.values.push_back(std::max(-80.0, 10 * std::log10(std::max(power, 1e-300) / most)));
    drawn.bars = false;
    drawn.low = -80, drawn.high = 0;
    drawn.leftLabel = tr("0 Hz");
    drawn.rightLabel = hertzText(double(settings.sampleRate) / 2);
    drawn.highLabel = tr("power %1, drawn in decibels").arg(number(most));
    drawn.lowLabel = QStringLiteral("−80 dB");
    plots[Spectrum]->setTitle(tr("3 · Spectrum: |DFT|² in %1 bins of %2")
                                  .arg(grouped(settings.bins()), hertzText(settings.binHertz())));
    // Every few triangles are enough to see how they widen.
    const std::size_t every = std::max<std::size_t>(1, filters.size() / 20);
    for (std::size_t band = 0; band < filters.size(); band += every)
        drawn.triangles.push_back({filters[band].lowHertz / settings.binHertz() + 0.5,
                                   filters[band].centreHertz / settings.binHertz() + 0.5,
                                   filters[band].highHertz / settings.binHertz() + 0.5});
    plots[Spectrum]->setData(std::move(drawn));
}

void MelStepsView::fillMel() {
    StepPlotData drawn;
    drawn.bars = true;
    drawn.values = shown.melPower;
    drawn.high = largest(shown.melPower);
    drawn.low = 0;
    drawn.leftLabel = tr("band 1");
    drawn.rightLabel = tr("band %1").arg(grouped(settings.bands));
    drawn.highLabel = number(drawn.high);
    plots[Mel]->setTitle(tr("4 · Mel filters: %1 triangles, one sum each").arg(grouped(settings.bands)));
    plots[Mel]->setData(drawn);
    drawn.values = shown.logPower;
    drawn.low = std::min(loudest - 9, *std::min_element(shown.logPower.begin(), shown.logPower.end()));
    drawn.high = loudest + 0.5;
    drawn.line = loudest - 8;
    drawn.bars = false;
    drawn.highLabel = fixed(loudest, 2);
    drawn.lowLabel = tr("dashed: loudest − 8 = %1").arg(fixed(loudest - 8, 2));
    plots[Logarithm]->setTitle(tr("5 · log₁₀: as ears do, in ratios"));
    plots[Logarithm]->setData(drawn);
    drawn.values = shown.scaled;
    drawn.bars = true;
    drawn.line.reset();
    drawn.low = std::min(0.0, (loudest - 4) / 4);
    drawn.high = std::max(0.1, (loudest + 4) / 4);
    drawn.highLabel = fixed((loudest + 4) / 4, 2);
    drawn.lowLabel = fixed((loudest - 4) / 4, 2);
    plots[Scaled]->setTitle(tr("6 · not below loudest − 8; (v + 4) / 4"));
    plots[Scaled]->setData(std::move(drawn));
}

QString MelStepsView::bandWords(std::size_t band) const {
    if (band >= filters.size()) return {};
    const MelFilter& filter = filters[band];
    const bool clamped = shown.clamped[band] > shown.logPower[band];
    return tr("Band %1: triangle %2 – %3 – %4 over %5 bins · sum %6 · log₁₀ %7 · %8 · (v + 4) / 4 = %9")
        .arg(grouped(band + 1), hertzText(filter.lowHertz), hertzText(filter.centreHertz),
             hertzText(filter.highHertz), grouped(filter.weights.size()), number(shown.melPower[band]),
             fixed(shown.logPower[band], 3),
             clamped ? tr("raised to %1").arg(fixed(shown.clamped[band], 3)) : tr("kept"),
             fixed(shown.scaled[band], 3));
}

void MelStepsView::lightBand(std::optional<std::size_t> band) {
    if (band && *band >= filters.size()) band.reset();
    litBand = band;
    for (const Step step : {Mel, Logarithm, Scaled}) plots[step]->setLit(band);
    const double middle = double(shownFrame) * settings.hopSeconds();
    strip->setLit(band ? std::optional(TimeBandRect{
                             {middle, middle + settings.hopSeconds()}, double(*band), double(*band + 1)})
                       : std::nullopt);
    bandFacts->setText(band ? bandWords(*band) : tr("Point at a band in steps 4 to 6 to follow its number."));
}

} // namespace tokenarium
