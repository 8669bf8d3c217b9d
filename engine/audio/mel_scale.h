// SPDX-License-Identifier: GPL-3.0-or-later
// Mel: a scale of pitch on which equal steps sound equally far apart; and the triangular filters on it.
#pragma once

#include <cstddef>
#include <vector>

namespace tokenarium {

enum class MelScale {
    Slaney, ///< straight up to 1000 Hz, then logarithmic: m = 3f/200, or 15 + 27 ln(f/1000)/ln 6.4 (librosa,
            ///< Whisper)
    Htk     ///< m = 2595 log10(1 + f/700)
};

double melOfHertz(double hertz, MelScale scale);
double hertzOfMel(double mel, MelScale scale);

/// How sound is cut into frames and a frame into bands. Unless changed: as Whisper does it.
struct MelSettings {
    std::size_t sampleRate = 16000; ///< Hz
    std::size_t window = 400;       ///< samples of a frame (25 ms), as many as the Fourier transform has
    std::size_t hop = 160;          ///< samples from one frame to the next (10 ms)
    std::size_t bands = 80;         ///< 80: Whisper tiny … large-v2; 128: large-v3, turbo
    double lowestHertz = 0, highestHertz = 8000;
    MelScale scale = MelScale::Slaney;
    bool operator==(const MelSettings&) const = default;

    std::size_t bins() const { return window / 2 + 1; } ///< of the Fourier transform
    double binHertz() const { return static_cast<double>(sampleRate) / static_cast<double>(window); }
    double hopSeconds() const { return static_cast<double>(hop) / static_cast<double>(sampleRate); }
};

/// The nearest settings that make sense: a rate of 100 Hz to 1 MHz, an even window of 16 to 16,384, a hop
/// from 1 to the window, 1 to 512 bands, frequencies in order and at most half the rate. All functions here
/// do this first.
MelSettings usableSettings(MelSettings settings);

/// One triangle: 0 at `lowHertz`, highest at `centreHertz`, 0 again at `highHertz`, of area 1 in Hz whatever
/// the scale (Slaney's norm).
struct MelFilter {
    double lowHertz = 0, centreHertz = 0, highHertz = 0;
    std::size_t firstBin = 0;    ///< of the Fourier transform
    std::vector<double> weights; ///< of that bin and those after it, all > 0; may be none in a narrow band
};

/// `bands` triangles over bands + 2 points that lie equally far apart in mel. Formulas: librosa.filters.mel
/// with norm="slaney"; the same numbers as Whisper's mel_filters.npz to 2.4e-9.
std::vector<MelFilter> melFilters(const MelSettings& settings);

} // namespace tokenarium
