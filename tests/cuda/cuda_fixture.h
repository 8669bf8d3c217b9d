// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tests of the GPU part run: on a GPU where there is one, and always on the device that the CPU
// emulates, which runs the same kernels thread by thread.
#pragma once

#include "cuda/cuda_backend.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tokenarium::testing {

enum class Machine { Emulated, Gpu };
std::string machineName(Machine machine);

/// Null, and why, where it is not there.
struct OpenedBackend {
    std::unique_ptr<CudaBackend> backend;
    std::string missing;
};
OpenedBackend openCuda(Machine machine, ProductPrecision precision = ProductPrecision::F32);

/// What the emulated device is told; these do nothing where it was not built.
void limitEmulatedMemory(std::uint64_t bytes); ///< so many bytes more; 0: no limit
void loseEmulatedDevice(bool lose);
void reverseEmulatedThreads(bool reverse);
void shuffleEmulatedThreads(std::uint32_t seed); ///< 0: in order again
void allowEmulatedCooperation(bool allowed);     ///< blocks that wait for each other
void slowEmulatedLaunches(std::uint32_t milliseconds); ///< on the clock of events
std::uint64_t emulatedMemoryTaken();

std::vector<float> randomNumbers(std::size_t count, unsigned seed, float spread = 1);
Tensor made(Backend& backend, const Shape& shape, unsigned seed, float spread = 1);
/// NaN everywhere, so that a place nobody writes shows.
Tensor poisoned(Backend& backend, const Shape& shape);
/// The same numbers in another backend.
Tensor copied(Backend& from, const Tensor& tensor, Backend& to);

/// The largest |a − b|, as a share of the largest |b| (of 1 where all are smaller); infinite where one is NaN
/// or their numbers differ. Equal infinities do not differ.
double relativeDifference(const std::vector<float>& a, const std::vector<float>& b);

} // namespace tokenarium::testing
