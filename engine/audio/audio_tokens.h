// SPDX-License-Identifier: GPL-3.0-or-later
// How speech models cut a recording into what becomes their tokens: Whisper's positions, the convolution
// frames of wav2vec 2.0 and HuBERT, the patches of the Audio Spectrogram Transformer. Everything is counted
// in samples of 16 kHz unless said otherwise.
#pragma once

#include "engine/audio/mel_scale.h"
#include "engine/token/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tokenarium {

// Whisper (arXiv 2212.04356): windows of 30 s, 3,000 frames of 10 ms each; two convolutions of width 3, the
// second with stride 2; so 1,500 positions of 20 ms go into the encoder however short the sound is.
// ------------------------

constexpr std::size_t whisperRate = 16000, whisperWindowSamples = 480000, whisperWindowFrames = 3000,
                      whisperWindowPositions = 1500;

struct WhisperCount {
    std::size_t samples = 0;
    std::size_t melFrames = 0; ///< before padding: samples / 160
    std::size_t windows = 0;   ///< of 30 s, the last one padded with silence; 0 for no sample at all
    std::size_t paddedFrames = 0;
    std::size_t positions = 0;
};

WhisperCount countWhisper(std::size_t samples);

/// What position `position` (counted over all windows) stands for: 2 mel frames.
Span whisperFrames(std::size_t position);
/// What reaches it through the two convolutions: up to 5 mel frames, inside its window.
Span whisperFramesSeen(std::size_t position);
/// The position of a mel frame.
std::size_t whisperPosition(std::size_t frame);
/// One token for each position that has sound (not for the padding); ids count within a window. Unit::Sample.
TokenStream whisperPositions(std::size_t samples);

// Convolutions on the samples themselves (wav2vec 2.0, arXiv 2006.11477; HuBERT, arXiv 2106.07447): about 49
// frames a second, each seeing 25 ms.
// ---------------------------------------------------------------------------------------

struct ConvolutionStack {
    std::vector<std::size_t> kernels = {10, 3, 3, 3, 3, 2, 2}, strides = {5, 2, 2, 2, 2, 2, 2};
};

/// Each layer makes floor((n − kernel) / stride) + 1 of n, or none of fewer than its kernel. Layers beyond
/// the shorter list, and zeros, count as 1.
std::size_t convolutionFrames(std::size_t samples, const ConvolutionStack& stack = {});
/// The samples that reach frame `frame`: 400 of them, 320 after those of the frame before (for the stack
/// above).
Span convolutionSpan(std::size_t frame, const ConvolutionStack& stack = {});
/// A token a frame; spans overlap. Unit::Sample, ids count.
TokenStream convolutionTokens(std::size_t samples, const ConvolutionStack& stack = {});

// Audio Spectrogram Transformer (arXiv 2104.01778): squares of 16 bands × 16 frames, 10 apart (so they
// overlap by 6), of 128 bands × 1,024 frames; row by row from the lowest band, [CLS] and a distillation token
// before them. -----------

struct SpectrogramPatch {
    std::size_t firstBand = 0, endBand = 0, firstFrame = 0, endFrame = 0;
    bool operator==(const SpectrogramPatch&) const = default;
};

struct SpectrogramPatches {
    std::size_t bands = 128, frames = 1024;
    std::size_t side = 16, stride = 10; ///< bands and frames of a patch; and from one to the next
    static constexpr std::size_t specialTokens = 2;

    std::size_t rows() const;    ///< along frequency
    std::size_t columns() const; ///< along time
    std::size_t count() const { return rows() * columns(); }
    std::size_t tokens() const { return count() + specialTokens; }
    /// Patch `index` of 0 … count() − 1; the row is index / columns(), and row 0 is the lowest.
    SpectrogramPatch patch(std::size_t index) const;
    /// All patches that hold this point, in order; none in what the grid leaves over at the ends.
    std::vector<std::size_t> at(std::size_t band, std::size_t frame) const;
};

/// Patches as tokens (without the special ones): a patch's span is the samples its frames begin at.
/// Unit::Sample.
TokenStream patchTokens(const SpectrogramPatches& patches, const MelSettings& settings);

} // namespace tokenarium
