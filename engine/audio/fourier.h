// SPDX-License-Identifier: GPL-3.0-or-later
// Real Fourier transforms in single precision (FFTW3f), for the files of this folder.
#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace tokenarium {

/// Transforms of `size` numbers, `many` at a time: forward from rows to columns that lie interleaved, so that
/// what follows works on `many` neighbours at once. Making one takes a lock (FFTW plans one at a time) and
/// well under a millisecond; using it is for one thread, and several may be used at once.
class FourierTransform {
public:
    FourierTransform(std::size_t size, std::size_t many);
    ~FourierTransform();
    FourierTransform(const FourierTransform&) = delete;
    FourierTransform& operator=(const FourierTransform&) = delete;

    std::size_t bins() const { return length / 2 + 1; }
    std::span<float> input() { return {real, length * count}; } ///< [many, size]
    /// [bins, many]
    std::span<std::complex<float>> spectrum() { return {complex, bins() * count}; }

    void forward();  ///< input → spectrum; keeps the input
    void backward(); ///< spectrum → input, `size` times too large; spoils the spectrum

private:
    struct Plans;
    std::size_t length, count;
    float* real = nullptr;
    std::complex<float>* complex = nullptr;
    std::unique_ptr<Plans> plans;
};

} // namespace tokenarium
