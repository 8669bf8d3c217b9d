// SPDX-License-Identifier: GPL-3.0-or-later
// What is under the mouse, or else under the cursor, is said in words and numbers.
#include "app/pages/sound/spectrogram_view.h"

#include "app/pages/sound/mel_controls.h"
#include "app/pages/sound/time_link.h"
#include "app/sound/frequency_axis.h"
#include "widgets/style/number_text.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {

SpectrogramView::SpectrogramView(SoundSession& soundSession, QWidget* parent)
    : SoundView(soundSession, parent)
    , sentence(new QLabel(this))
    , facts(new QLabel(this))
    , place(new QLabel(this))
    , scaleTitle(new QLabel(this))
    , controls(new MelControls(session, this))
    , strip(new SpectrogramStrip(this))
    , scale(new ColorScaleBar(this)) {
    facts->setObjectName(QStringLiteral("melFacts"));
    place->setObjectName(QStringLiteral("melPlace"));
    strip->setObjectName(QStringLiteral("spectrogram"));
    scale->setObjectName(QStringLiteral("spectrogramScale"));
    for (QLabel* label : {sentence, facts, place}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    arrange();
    linkToSound(*strip, session);
    connect(strip, &SpectrogramStrip::pointed, this, [this](std::optional<QPointF> point) {
        pointed = point;
        showPoint();
    });
    connect(&session, &SoundSession::spectrogramChanged, this, &SpectrogramView::refreshSoon);
    connect(&session, &SoundSession::choicesChanged, this, &SpectrogramView::refreshSoon);
    connect(&session, &SoundSession::soundChanged, this, &SpectrogramView::refreshSoon);
    connect(&session, &SoundSession::cursorChanged, this, [this] {
        if (isVisible()) showPoint();
    });
    connect(&session.tiles(), &SpectrogramTiles::changed, strip, qOverload<>(&QWidget::update));
    retranslate();
}

void SpectrogramView::arrange() {
    auto* bar = new QVBoxLayout;
    bar->setSpacing(2);
    bar->addWidget(scaleTitle);
    bar->addWidget(scale, 1);
    auto* picture = new QHBoxLayout;
    picture->addWidget(strip, 1);
    picture->addLayout(bar);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(sentence);
    rows->addWidget(controls);
    rows->addLayout(picture, 1);
    rows->addWidget(place);
    rows->addWidget(facts);
}

void SpectrogramView::retranslate() {
    sentence->setText(tr("A speech model does not hear samples. It reads this picture: each column is a "
                         "moment, each row a band of "
                         "pitch, each cell one number that says how loud it is there."));
    strip->setAccessibleName(tr("Log-mel spectrogram"));
    strip->setToolTip(tr("Click: cursor. Drag: select. Wheel: zoom, with Shift scroll."));
    scaleTitle->setText(tr("Loudness"));
    scale->setToolTip(
        tr("Decibels below the loudest value of the sound, and the number that the model reads"));
}

void SpectrogramView::setColors(const TokenColors& colors) {
    strip->setColors(colors);
    scale->setColors(colors);
}

void SpectrogramView::refresh() {
    showSpectrogram(*strip, session.tiles());
    const auto pyramid = session.spectrogram();
    if (!pyramid || !session.isMelCurrent()) facts->setText(tr("computing…"));
    if (!pyramid) return place->clear();
    const LogMel& mel = pyramid->spectrogram();
    scale->setTicks(colorTicks(mel));
    if (session.isMelCurrent()) {
        const double perSecond = double(mel.settings.bands) / mel.settings.hopSeconds();
        facts->setText(tr("%1 samples → %2 frames of %3 ms, one every %4 ms, × %5 bands = %6 numbers (%7 a "
                          "second instead of %8 samples)")
                           .arg(grouped(session.audio()->samples.size()), grouped(mel.frames),
                                QLocale().toString(double(mel.settings.window) / 16, 'g', 4),
                                QLocale().toString(mel.settings.hopSeconds() * 1000, 'g', 4),
                                grouped(mel.settings.bands), grouped(mel.values.size()),
                                grouped(std::size_t(std::lround(perSecond))),
                                grouped(mel.settings.sampleRate)));
        if (mel.frames == 0)
            facts->setText(tr("The sound is shorter than one hop of %1 samples: there is no frame.")
                               .arg(mel.settings.hop));
    }
    showPoint();
}

QString SpectrogramView::pointWords(double seconds, std::optional<double> band) const {
    const LogMel& mel = session.spectrogram()->spectrogram();
    if (mel.frames == 0) return {};
    const auto frame =
        std::min(mel.frames - 1, std::size_t(std::max(0.0, seconds) / mel.settings.hopSeconds()));
    std::size_t row = 0;
    const auto values = mel.frame(frame);
    if (band)
        row = std::min(mel.settings.bands - 1, std::size_t(std::max(0.0, *band)));
    else
        row = std::size_t(std::max_element(values.begin(), values.end()) - values.begin());
    const MelFilter filter = melFilters(mel.settings)[row];
    const double decibels = (double(values[row]) - colorRange(mel).high) * 40;
    const QString what =
        tr("%1, frame %2 · band %3 of %4, about %5 (%6 mel) · %7 dB below the loudest, as a number %8")
            .arg(timeText(seconds, 0.001), grouped(frame), grouped(row + 1), grouped(mel.settings.bands),
                 hertzText(filter.centreHertz),
                 QLocale().toString(melOfHertz(filter.centreHertz, mel.settings.scale), 'f', 1),
                 QLocale().toString(std::max(0.0, -decibels), 'f', 1),
                 QLocale().toString(double(values[row]), 'f', 3).replace(QLatin1Char('-'), QChar(0x2212)));
    return band ? what : tr("Under the cursor, the loudest band: %1").arg(what);
}

void SpectrogramView::showPoint() {
    if (!session.spectrogram()) return;
    place->setText(pointed ? pointWords(pointed->x(), pointed->y())
                           : pointWords(session.cursor(), std::nullopt));
}

} // namespace tokenarium
