// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the module and turns its answers into values and sentences.
#include "cuda/cuda_devices.h"

#include "cuda/cuda_module.h"

#include <cstdlib>
#include <exception>

namespace tokenarium {

namespace {

std::string versionText(int version) {
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

void listDevices(const TokenariumCudaTable& table, int count, CudaDevices& found) {
    for (int i = 0; i < count; ++i) {
        TokenariumCudaDevice device{};
        if (table.device(i, &device) != 0) continue;
        found.devices.push_back(
            {device.name, device.major, device.minor, device.memoryBytes, device.multiprocessors});
    }
    found.state = found.devices.empty() ? CudaState::NoDevice : CudaState::Ready;
}

void ask(const TokenariumCudaTable& table, CudaDevices& found) {
    found.runtimeVersion = table.runtimeVersion;
    found.driverVersion = table.driverVersion();
    char reason[256] = "";
    const int count = table.deviceCount(reason, sizeof reason);
    found.detail = reason;
    if (count > 0) return listDevices(table, count, found);
    if (found.driverVersion == 0)
        found.state = CudaState::NoDriver;
    else if (found.driverVersion / 1000 < found.runtimeVersion / 1000)
        found.state = CudaState::DriverTooOld;
    else
        found.state = CudaState::NoDevice;
}

} // namespace

CudaDevices findCudaDevices(const std::filesystem::path& module) {
    CudaDevices found;
    try {
        const CudaModule opened(module);
        if (!opened.table()) {
            found.state = CudaState::WrongModule;
            found.detail = module.string();
            return found;
        }
        ask(*opened.table(), found);
    } catch (const std::exception& error) {
        found.state = CudaState::NoModule;
        found.detail = error.what();
    }
    return found;
}

std::string cudaProblem(const CudaDevices& found, int device) {
    switch (found.state) {
    case CudaState::NoModule:
        return "The GPU module could not be opened (" + found.detail +
               "). Build the program where the CUDA toolkit is installed.";
    case CudaState::WrongModule:
        return "The GPU module " + found.detail +
               " belongs to another version of the program. Build both together.";
    case CudaState::NoDriver:
        return "No NVIDIA driver was found. Install NVIDIA's driver, or compute on the CPU.";
    case CudaState::DriverTooOld:
        return "The NVIDIA driver supports CUDA " + versionText(found.driverVersion) +
               ", but the GPU module needs " + versionText(found.runtimeVersion) +
               ". Install a newer driver.";
    case CudaState::NoDevice: return "The NVIDIA driver offers no usable card (" + found.detail + ").";
    case CudaState::Ready: break;
    }
    if (device >= 0 && static_cast<std::size_t>(device) < found.devices.size()) return {};
    return "There is no GPU number " + std::to_string(device) + "; this machine has " +
           std::to_string(found.devices.size()) + ", counted from 0.";
}

std::filesystem::path defaultCudaModule(const std::filesystem::path& programFolder) {
    if (const char* named = std::getenv("TOKENARIUM_CUDA_MODULE"); named && *named) return named;
#if defined(_WIN32)
    const char* name = "tokenarium_cuda.dll";
#elif defined(__APPLE__)
    const char* name = "libtokenarium_cuda.dylib";
#else
    const char* name = "libtokenarium_cuda.so";
#endif
    return programFolder / ".." / "lib" / "tokenarium" / name;
}

} // namespace tokenarium
