// SPDX-License-Identifier: GPL-3.0-or-later
// For CUDA the module is asked which cards there are, or why none.
#include "app/cli/device_option.h"

#include "app/cli/command_error.h"
#include "cuda/cuda_backend.h"
#include "cuda/cuda_devices.h"
#include "engine/file/program_folder.h"

#include <iostream>

namespace tokenarium::cli {

DeviceChoice deviceOption(const Arguments& arguments) {
    const std::string device = arguments.value("--device").value_or("cpu");
    if (device == "cpu") return {};
    if (device != "cuda")
        throw CommandError(ExitCode::WrongUse, "--device " + device + ": not known; there are cpu, cuda.");
    const CudaDevices found = findCudaDevices(defaultCudaModule(programFolder()));
    if (const std::string problem = cudaProblem(found); !problem.empty())
        throw CommandError(ExitCode::Missing, "--device cuda: " + problem + " Or use --device cpu.");
    return {found.devices.front().name};
}

std::unique_ptr<Backend> openDevice(const DeviceChoice& choice, ProductPrecision precision) {
    if (choice.cuda.empty()) return nullptr;
    try {
        return createCudaBackend(defaultCudaModule(programFolder()), {0, precision});
    } catch (const std::runtime_error& error) {
        std::cerr << "warning: " << error.what() << " The CPU computes instead.\n";
        return nullptr;
    }
}

} // namespace tokenarium::cli
