// SPDX-License-Identifier: GPL-3.0-or-later
// Which NVIDIA GPUs this machine offers, or why none: asked of the CUDA module, which may be missing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tokenarium {

struct CudaDevice {
    std::string name;
    int major = 0, minor = 0; ///< compute capability
    std::uint64_t memoryBytes = 0;
    int multiprocessors = 0;
};

/// Why there is no device; the program has a translated sentence for each.
enum class CudaState {
    Ready,        ///< devices is not empty
    NoModule,     ///< built without CUDA, or the module is missing or broken
    WrongModule,  ///< the module belongs to another version of the program
    NoDriver,     ///< no NVIDIA driver
    DriverTooOld, ///< driverVersion < runtimeVersion
    NoDevice,     ///< a driver, but no usable card
};

struct CudaDevices {
    CudaState state = CudaState::NoModule;
    std::vector<CudaDevice> devices;
    int driverVersion = 0;  ///< 12020 = CUDA 12.2; 0 = unknown
    int runtimeVersion = 0; ///< of the module; 0 = unknown
    std::string detail;     ///< the system's own words, English
};

/// Opens `module` and asks. Never throws; takes milliseconds without a driver, up to a second with one.
CudaDevices findCudaDevices(const std::filesystem::path& module);

/// Why this device (in the order of `devices`) cannot be used and what would help, as a sentence; empty if it
/// can.
std::string cudaProblem(const CudaDevices& found, int device = 0);

/// The file that $TOKENARIUM_CUDA_MODULE names; else in <folder of the program>/../lib/tokenarium/, under its
/// name on this system.
std::filesystem::path defaultCudaModule(const std::filesystem::path& programFolder);

} // namespace tokenarium
