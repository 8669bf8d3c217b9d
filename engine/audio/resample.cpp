// SPDX-License-Identifier: GPL-3.0-or-later
// Resampling by a ratio of whole numbers with tables, by any other with libsamplerate.
#include "engine/audio/resample.h"

#include "engine/audio/polyphase_filter.h"

#include <samplerate.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <new>

namespace tokenarium {

struct StreamResampler::State {
    std::unique_ptr<PolyphaseFilter> filter;
    SRC_STATE* converter = nullptr; ///< where there is no filter; none of both where the rates are the same
    double fromRate, toRate;
    std::size_t taken = 0, given = 0; ///< samples
};

std::size_t resampledCount(std::size_t count, double fromRate, double toRate) {
    if (count == 0) return 0;
    const double exact = static_cast<double>(count) * toRate / fromRate;
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(exact)));
}

StreamResampler::StreamResampler(double fromRate, double toRate) : state(std::make_unique<State>()) {
    state->fromRate = fromRate;
    state->toRate = toRate;
    assert(src_is_valid_ratio(toRate / fromRate));
    if (fromRate == toRate) return;
    if (PolyphaseFilter::suits(fromRate, toRate)) {
        state->filter = std::make_unique<PolyphaseFilter>(fromRate, toRate);
        return;
    }
    int error = 0;
    state->converter = src_new(SRC_SINC_MEDIUM_QUALITY, 1, &error);
    if (state->converter == nullptr) throw std::bad_alloc();
}

StreamResampler::~StreamResampler() { src_delete(state->converter); }

void StreamResampler::process(std::span<const float> samples, bool last, std::vector<float>& out) {
    if (state->filter) {
        const std::size_t before = out.size();
        state->filter->append(samples, last, out);
        state->given += out.size() - before;
        return;
    }
    std::array<float, 8192> made;
    SRC_DATA data = {};
    data.src_ratio = state->toRate / state->fromRate;
    data.end_of_input = last;
    do {
        data.data_in = samples.data();
        data.input_frames = static_cast<long>(samples.size());
        data.data_out = made.data();
        data.output_frames = static_cast<long>(made.size());
        if (src_process(state->converter, &data) != 0) return;
        out.insert(out.end(), made.begin(), made.begin() + data.output_frames_gen);
        state->given += static_cast<std::size_t>(data.output_frames_gen);
        samples = samples.subspan(static_cast<std::size_t>(data.input_frames_used));
    } while (data.output_frames_gen > 0 || (!samples.empty() && data.input_frames_used > 0));
}

void StreamResampler::append(std::span<const float> samples, bool last, std::vector<float>& out) {
    state->taken += samples.size();
    if (!state->filter && state->converter == nullptr) {
        out.insert(out.end(), samples.begin(), samples.end());
        return;
    }
    process(samples, last, out);
    if (!last) return;
    // Both ways may end a sample early or late; the length shall follow from the rates alone.
    const std::size_t wanted = resampledCount(state->taken, state->fromRate, state->toRate);
    out.resize(out.size() - state->given + wanted, 0.0f);
    state->given = wanted;
}

std::optional<std::vector<float>> resample(std::span<const float> samples, double fromRate, double toRate,
                                           std::stop_token stop,
                                           const std::function<void(double)>& progress) {
    constexpr std::size_t piece = 1 << 16;
    std::vector<float> out;
    out.reserve(resampledCount(samples.size(), fromRate, toRate) + piece);
    StreamResampler resampler(fromRate, toRate);
    std::size_t begin = 0;
    do {
        if (stop.stop_requested()) return std::nullopt;
        const std::size_t end = std::min(begin + piece, samples.size());
        resampler.append(samples.subspan(begin, end - begin), end == samples.size(), out);
        begin = end;
        if (progress && begin > 0) progress(static_cast<double>(begin) / static_cast<double>(samples.size()));
    } while (begin < samples.size());
    return out;
}

} // namespace tokenarium
