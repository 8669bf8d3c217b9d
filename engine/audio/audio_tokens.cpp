// SPDX-License-Identifier: GPL-3.0-or-later
// Counting and placing positions, convolution frames and patches.
#include "engine/audio/audio_tokens.h"

#include <algorithm>

namespace tokenarium {

namespace {

constexpr std::size_t whisperHop = 160, framesPerPosition = 2;

} // namespace

WhisperCount countWhisper(std::size_t samples) {
    WhisperCount count;
    count.samples = samples;
    count.melFrames = samples / whisperHop;
    count.windows = samples / whisperWindowSamples + (samples % whisperWindowSamples > 0);
    count.paddedFrames = count.windows * whisperWindowFrames;
    count.positions = count.windows * whisperWindowPositions;
    return count;
}

Span whisperFrames(std::size_t position) {
    return {position * framesPerPosition, (position + 1) * framesPerPosition};
}

Span whisperFramesSeen(std::size_t position) {
    // The second convolution sees three outputs of the first around frame 2p, each of which sees three
    // frames.
    const std::size_t centre = position * framesPerPosition;
    const std::size_t windowBegin = centre / whisperWindowFrames * whisperWindowFrames;
    const std::size_t windowEnd = windowBegin + whisperWindowFrames;
    return {std::max(windowBegin + 2, centre) - 2, std::min(centre + 3, windowEnd)};
}

std::size_t whisperPosition(std::size_t frame) { return frame / framesPerPosition; }

TokenStream whisperPositions(std::size_t samples) {
    constexpr std::size_t samplesPerPosition = whisperHop * framesPerPosition;
    TokenStream stream;
    stream.unit = Unit::Sample;
    for (std::size_t begin = 0; begin < samples; begin += samplesPerPosition) {
        const std::size_t position = begin / samplesPerPosition;
        stream.tokens.push_back({static_cast<TokenId>(position % whisperWindowPositions),
                                 {begin, std::min(begin + samplesPerPosition, samples)},
                                 0});
    }
    return stream;
}

std::size_t convolutionFrames(std::size_t samples, const ConvolutionStack& stack) {
    std::size_t frames = samples;
    for (std::size_t layer = 0; layer < std::min(stack.kernels.size(), stack.strides.size()); ++layer) {
        const std::size_t kernel = std::max<std::size_t>(stack.kernels[layer], 1);
        if (frames < kernel) return 0;
        frames = (frames - kernel) / std::max<std::size_t>(stack.strides[layer], 1) + 1;
    }
    return frames;
}

Span convolutionSpan(std::size_t frame, const ConvolutionStack& stack) {
    std::size_t begin = frame, size = 1;
    for (std::size_t layer = std::min(stack.kernels.size(), stack.strides.size()); layer-- > 0;) {
        const std::size_t stride = std::max<std::size_t>(stack.strides[layer], 1);
        begin *= stride;
        size = (size - 1) * stride + std::max<std::size_t>(stack.kernels[layer], 1);
    }
    return {begin, begin + size};
}

TokenStream convolutionTokens(std::size_t samples, const ConvolutionStack& stack) {
    TokenStream stream;
    stream.unit = Unit::Sample;
    const std::size_t frames = convolutionFrames(samples, stack);
    for (std::size_t frame = 0; frame < frames; ++frame)
        stream.tokens.push_back({static_cast<TokenId>(frame), convolutionSpan(frame, stack), 0});
    return stream;
}

std::size_t SpectrogramPatches::rows() const {
    return side == 0 || bands < side ? 0 : (bands - side) / std::max<std::size_t>(stride, 1) + 1;
}

std::size_t SpectrogramPatches::columns() const {
    return side == 0 || frames < side ? 0 : (frames - side) / std::max<std::size_t>(stride, 1) + 1;
}

SpectrogramPatch SpectrogramPatches::patch(std::size_t index) const {
    const std::size_t across = std::max<std::size_t>(columns(), 1),
                      distance = std::max<std::size_t>(stride, 1);
    const std::size_t band = index / across * distance, frame = index % across * distance;
    return {band, band + side, frame, frame + side};
}

std::vector<std::size_t> SpectrogramPatches::at(std::size_t band, std::size_t frame) const {
    const std::size_t distance = std::max<std::size_t>(stride, 1);
    const auto holding = [&](std::size_t place, std::size_t patches) -> Span {
        const std::size_t first = place < side ? 0 : (place - side) / distance + 1;
        return {first, std::min(place / distance + 1, patches)};
    };
    const Span rowSpan = holding(band, rows()), columnSpan = holding(frame, columns());
    std::vector<std::size_t> found;
    for (std::size_t row = rowSpan.begin; row < rowSpan.end; ++row)
        for (std::size_t column = columnSpan.begin; column < columnSpan.end; ++column)
            found.push_back(row * columns() + column);
    return found;
}

TokenStream patchTokens(const SpectrogramPatches& patches, const MelSettings& settings) {
    TokenStream stream;
    stream.unit = Unit::Sample;
    for (std::size_t i = 0; i < patches.count(); ++i) {
        const SpectrogramPatch patch = patches.patch(i);
        stream.tokens.push_back(
            {static_cast<TokenId>(i), {patch.firstFrame * settings.hop, patch.endFrame * settings.hop}, 0});
    }
    return stream;
}

} // namespace tokenarium
