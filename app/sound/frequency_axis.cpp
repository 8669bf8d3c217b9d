// SPDX-License-Identifier: GPL-3.0-or-later
// Bands lie equally far apart in mel, so a place in mel is a place on the screen.
#include "app/sound/frequency_axis.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tokenarium {
namespace {

struct FrequencyAxis {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::FrequencyAxis)
};

double shareOfMel(const MelSettings& settings, double mel) {
    const double low = melOfHertz(settings.lowestHertz, settings.scale),
                 high = melOfHertz(settings.highestHertz, settings.scale);
    const double bands = double(settings.bands);
    // Of bands + 2 points the first and the last are the ends; band b has its centre at point b + 1.
    return ((mel - low) / (high - low) * (bands + 1) - 0.5) / bands;
}

} // namespace

double bandShare(const MelSettings& settings, double hertz) {
    return shareOfMel(settings, melOfHertz(hertz, settings.scale));
}

QString hertzText(double hertz) {
    return hertz < 999.5 ? FrequencyAxis::tr("%1 Hz").arg(grouped(std::size_t(std::lround(hertz))))
                         : FrequencyAxis::tr("%1 kHz").arg(QLocale().toString(hertz / 1000, 'f', 2));
}

std::vector<FrequencyTick> hertzTicks(const MelSettings& settings) {
    std::vector<FrequencyTick> ticks;
    for (const double hertz : {100.0, 250.0, 500.0, 750.0, 1000.0, 1500.0, 2000.0, 3000.0, 4000.0, 6000.0,
                               8000.0, 12000.0, 16000.0})
        if (hertz >= settings.lowestHertz && hertz <= settings.highestHertz)
            ticks.push_back({bandShare(settings, hertz), grouped(std::size_t(hertz))});
    return ticks;
}

std::vector<FrequencyTick> melTicks(const MelSettings& settings) {
    const double high = melOfHertz(settings.highestHertz, settings.scale);
    const double step = high > 100 ? 500 : 10;
    std::vector<FrequencyTick> ticks;
    for (double mel = step; mel <= high; mel += step)
        ticks.push_back({shareOfMel(settings, mel), grouped(std::size_t(mel))});
    return ticks;
}

std::vector<ColorScaleBar::Tick> colorTicks(const LogMel& mel) {
    const auto [low, high] = colorRange(mel);
    std::vector<ColorScaleBar::Tick> ticks;
    for (int decibels = -80; decibels <= 0; decibels += 20) {
        const double share = 1 + decibels / 80.0;
        const QString sign = decibels < 0 ? QStringLiteral("−") : QString();
        ticks.push_back({share, FrequencyAxis::tr("%1 dB = %2")
                                    .arg(sign + QString::number(-decibels),
                                         QLocale()
                                             .toString(low + share * (high - low), 'f', 2)
                                             .replace(QLatin1Char('-'), QChar(0x2212)))});
    }
    return ticks;
}

void showSpectrogram(SpectrogramStrip& strip, SpectrogramTiles& tiles) {
    strip.setSource(tiles.source());
    if (!tiles.spectrogram()) return;
    const MelSettings& settings = tiles.spectrogram()->spectrogram().settings;
    strip.setTicks(hertzTicks(settings), melTicks(settings));
    strip.setAxisTitles(FrequencyAxis::tr("Hz"), FrequencyAxis::tr("mel"));
}

} // namespace tokenarium
