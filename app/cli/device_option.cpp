// SPDX-License-Identifier: GPL-3.0-or-later
// For CUDA the module is asked why it cannot.
#include "app/cli/device_option.h"

#include "app/cli/command_error.h"
#include "cuda/cuda_devices.h"
#include "engine/backend/cpu_backend.h"
#include "engine/text/program_folder.h"

namespace tokenarium::cli {

namespace {

std::string reasonAgainst(const CudaDevices& found) {
    switch (found.state) {
    case CudaState::Ready: return "this version has no operations of a transformer for the GPU yet";
    case CudaState::NoModule: return "the program's CUDA module is missing or was not built";
    case CudaState::WrongModule: return "the CUDA module belongs to another version of the program";
    case CudaState::NoDriver: return "there is no NVIDIA driver";
    case CudaState::DriverTooOld: return "the NVIDIA driver is too old for the CUDA module";
    case CudaState::NoDevice: return "there is a driver, but no usable NVIDIA GPU";
    }
    return "it is not there";
}

} // namespace

std::unique_ptr<Backend> backendFor(const Arguments& arguments, std::size_t threads) {
    const std::string device = arguments.value("--device").value_or("cpu");
    if (device == "cpu") return std::make_unique<CpuBackend>(threads);
    if (device != "cuda")
        throw CommandError(ExitCode::WrongUse, "--device " + device + ": not known; there are cpu, cuda.");
    const CudaDevices found = findCudaDevices(defaultCudaModule(programFolder()));
    throw CommandError(ExitCode::Missing, "--device cuda: " + reasonAgainst(found) +
                                              (found.detail.empty() ? "" : " (" + found.detail + ")") +
                                              "; use --device cpu.");
}

} // namespace tokenarium::cli
