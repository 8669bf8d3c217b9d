// SPDX-License-Identifier: GPL-3.0-or-later
// The frequency axis of a mel spectrogram in Hz and in mel, and the labels of its colours.
#pragma once

#include "app/sound/spectrogram_tiles.h"
#include "engine/audio/mel_spectrogram.h"
#include "widgets/sound/color_scale_bar.h"
#include "widgets/sound/spectrogram_strip.h"

#include <vector>

namespace tokenarium {

/// Where a frequency is between the lower edge of band 0 (0) and the upper edge of the last one (1): a band's
/// centre is in the middle of its row.
double bandShare(const MelSettings& settings, double hertz);
std::vector<FrequencyTick> hertzTicks(const MelSettings& settings);
std::vector<FrequencyTick> melTicks(const MelSettings& settings);
/// In decibels from the loudest value, with the value that a model reads behind it.
std::vector<ColorScaleBar::Tick> colorTicks(const LogMel& mel);
/// Source, axes and titles of a spectrogram into a strip.
void showSpectrogram(SpectrogramStrip& strip, SpectrogramTiles& tiles);

/// "440 Hz", "3.52 kHz".
QString hertzText(double hertz);

} // namespace tokenarium
