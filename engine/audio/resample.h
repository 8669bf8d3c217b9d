// SPDX-License-Identifier: GPL-3.0-or-later
// From one sample rate to another by band-limited interpolation with a sinc: flat to 90 % of the lower rate's
// half, what does not fit is 100 dB down. Usual rates go through tables of our own (an hour of 44.1 kHz: 4
// s), odd ones through libsamplerate at medium quality (45 s).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tokenarium {

/// How many samples `count` become: rounded to the nearest, at least one where there was one.
std::size_t resampledCount(std::size_t count, double fromRate, double toRate);

/// Nothing when stopped. The rates are in Hz and their ratio is from 1/256 to 256 (asserted). `progress` gets
/// 0…1 on this thread. The result has resampledCount samples.
std::optional<std::vector<float>> resample(std::span<const float> samples, double fromRate, double toRate,
                                           std::stop_token stop = {},
                                           const std::function<void(double)>& progress = {});

/// The same for sound that comes in pieces. One thread.
class StreamResampler {
public:
    StreamResampler(double fromRate, double toRate);
    ~StreamResampler();
    StreamResampler(const StreamResampler&) = delete;
    StreamResampler& operator=(const StreamResampler&) = delete;

    /// Appends to `out` what `samples` complete. After the last piece `out` has got resampledCount of all.
    void append(std::span<const float> samples, bool last, std::vector<float>& out);

private:
    void process(std::span<const float> samples, bool last, std::vector<float>& out);
    struct State;
    std::unique_ptr<State> state;
};

} // namespace tokenarium
