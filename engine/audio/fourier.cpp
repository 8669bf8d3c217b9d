// SPDX-License-Identifier: GPL-3.0-or-later
// Fourier transforms by FFTW3f, planned by estimate: measuring would take longer than an hour of sound.
#include "engine/audio/fourier.h"

#include <fftw3.h>

#include <algorithm>
#include <mutex>

namespace tokenarium {

namespace {

/// Plans may be carried out at once but are made and destroyed one at a time.
std::mutex& planner() {
    static std::mutex mutex;
    return mutex;
}

} // namespace

struct FourierTransform::Plans {
    fftwf_plan forward = nullptr, backward = nullptr;
    ~Plans() {
        const std::lock_guard lock(planner());
        fftwf_destroy_plan(forward);
        fftwf_destroy_plan(backward);
    }
};

FourierTransform::FourierTransform(std::size_t size, std::size_t many)
    : length(size)
    , count(many)
    , real(fftwf_alloc_real(size * many))
    , complex(reinterpret_cast<std::complex<float>*>(fftwf_alloc_complex((size / 2 + 1) * many)))
    , plans(std::make_unique<Plans>()) {
    std::ranges::fill(input(), 0.0f);
    std::ranges::fill(spectrum(), 0.0f);
    const int n = static_cast<int>(size), rows = static_cast<int>(many);
    auto* columns = reinterpret_cast<fftwf_complex*>(complex);
    const std::lock_guard lock(planner());
    plans->forward = fftwf_plan_many_dft_r2c(1, &n, rows, real, nullptr, 1, n, columns, nullptr, rows, 1,
                                             FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    plans->backward = fftwf_plan_many_dft_c2r(1, &n, rows, columns, nullptr, rows, 1, real, nullptr, 1, n,
                                              FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
}

FourierTransform::~FourierTransform() {
    plans.reset();
    fftwf_free(real);
    fftwf_free(complex);
}

void FourierTransform::forward() { fftwf_execute(plans->forward); }

void FourierTransform::backward() { fftwf_execute(plans->backward); }

} // namespace tokenarium
