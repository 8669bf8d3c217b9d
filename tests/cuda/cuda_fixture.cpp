// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the modules, and compares numbers.
#include "tests/cuda/cuda_fixture.h"

#include "cuda/cuda_devices.h"
#include "cuda/shared_library.h"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

namespace tokenarium::testing {
namespace {

const char* moduleOf(Machine machine) { return machine == Machine::Gpu ? CUDA_MODULE : EMULATED_MODULE; }

/// Calls a function of the emulated module by its name.
template<typename Result, typename... Arguments>
Result control(const char* name, Arguments... arguments) {
    try {
        static const SharedLibrary library(EMULATED_MODULE);
        const auto function = reinterpret_cast<Result (*)(Arguments...)>(library.symbol(name));
        if (function) return function(arguments...);
    } catch (const std::runtime_error&) { // not built here: nothing to control
    }
    return Result();
}

} // namespace

std::string machineName(Machine machine) { return machine == Machine::Gpu ? "gpu" : "emulated"; }

OpenedBackend openCuda(Machine machine, ProductPrecision precision) {
    OpenedBackend opened;
    try {
        opened.backend = createCudaBackend(moduleOf(machine), {0, precision});
    } catch (const std::runtime_error& error) {
        opened.missing = error.what();
    }
    return opened;
}

void limitEmulatedMemory(std::uint64_t bytes) { control<void>("tokenariumEmulatedLimit", bytes); }
void loseEmulatedDevice(bool lose) { control<void>("tokenariumEmulatedLose", std::int32_t{lose}); }
void reverseEmulatedThreads(bool reverse) {
    control<void>("tokenariumEmulatedReverse", std::int32_t{reverse});
}
void shuffleEmulatedThreads(std::uint32_t seed) { control<void>("tokenariumEmulatedShuffle", seed); }
void allowEmulatedCooperation(bool allowed) {
    control<void>("tokenariumEmulatedTogether", std::int32_t{allowed});
}
void slowEmulatedLaunches(std::uint32_t milliseconds) {
    control<void>("tokenariumEmulatedLaunchTime", milliseconds);
}
std::uint64_t emulatedMemoryTaken() { return control<std::uint64_t>("tokenariumEmulatedTaken"); }

std::vector<float> randomNumbers(std::size_t count, unsigned seed, float spread) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> values(count);
    for (float& value : values) value = normal(random);
    return values;
}

Tensor made(Backend& backend, const Shape& shape, unsigned seed, float spread) {
    Tensor tensor = backend.allocate("t" + std::to_string(seed), shape);
    backend.write(randomNumbers(shape.elements(), seed, spread), tensor);
    return tensor;
}

Tensor poisoned(Backend& backend, const Shape& shape) {
    Tensor tensor = backend.allocate("y", shape);
    backend.write(std::vector<float>(shape.elements(), std::nanf("")), tensor);
    return tensor;
}

Tensor copied(Backend& from, const Tensor& tensor, Backend& to) {
    if (!present(tensor)) return tensor;
    Tensor copy = to.allocate(tensor.name, tensor.shape);
    to.write(from.read(tensor), copy);
    return copy;
}

double relativeDifference(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
    double largest = 1, difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i]) {
            if (std::isfinite(b[i])) largest = std::max(largest, std::abs(static_cast<double>(b[i])));
            continue;
        }
        const double one = std::abs(static_cast<double>(a[i]) - b[i]);
        if (!std::isfinite(one)) return std::numeric_limits<double>::infinity();
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
        difference = std::max(difference, one);
    }
    return difference / largest;
}

} // namespace tokenarium::testing
