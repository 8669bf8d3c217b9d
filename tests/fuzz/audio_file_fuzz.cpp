// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a sound file. With clang: -fsanitize=fuzzer,address; the unit tests call it too.
#include "engine/audio/audio_file.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tokenarium::AudioReadOptions options;
    options.mostSamples = 1 << 20;
    options.longestSeconds = 60;
    try {
        const auto loaded = tokenarium::loadAudio(std::as_bytes(std::span(data, size)), "fuzzed", options);
        if (!loaded || loaded->audio.samples.empty() || loaded->audio.samples.size() > options.mostSamples)
            std::abort();
        for (const float sample : loaded->audio.samples)
            if (!std::isfinite(sample)) std::abort();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
