// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a device, and what to say where the device fails later.
#include "cuda/cuda_context.h"

#include "cuda/cuda_devices.h"

#include <stdexcept>

namespace tokenarium {
namespace {

const std::filesystem::path& checkedModule(const std::filesystem::path& path, int device) {
    if (const std::string reason = cudaProblem(findCudaDevices(path), device); !reason.empty())
        throw std::runtime_error(reason);
    return path;
}

} // namespace

CudaContext::CudaContext(const std::filesystem::path& path, const CudaOptions& options)
    : module(checkedModule(path, options.device)) {
    TokenariumCudaDevice device{};
    table().device(options.device, &device);
    deviceName = device.name;
    char reason[256] = "";
    const bool bf16 = options.precision == ProductPrecision::BF16;
    if (table().open(options.device, bf16 ? TOKENARIUM_CUDA_PRODUCTS_BF16 : TOKENARIUM_CUDA_PRODUCTS_F32,
                     &context, reason, sizeof reason) != TOKENARIUM_CUDA_OK)
        throw std::runtime_error("The GPU " + deviceName + " could not be used (" + reason +
                                 "). Another program may hold all of its memory.");
}

CudaContext::~CudaContext() {
    if (context) table().close(context);
}

bool CudaContext::failed() const { return table().lastError(context, nullptr, 0) != TOKENARIUM_CUDA_OK; }

CudaTrouble CudaContext::trouble() const {
    switch (table().lastError(context, nullptr, 0)) {
    case TOKENARIUM_CUDA_OK: return CudaTrouble::None;
    case TOKENARIUM_CUDA_OUT_OF_MEMORY: return CudaTrouble::MemoryFull;
    case TOKENARIUM_CUDA_UNSUPPORTED: return CudaTrouble::Unsupported;
    default: return CudaTrouble::Lost;
    }
}

std::string CudaContext::problem() const {
    char words[256] = "";
    switch (table().lastError(context, words, sizeof words)) {
    case TOKENARIUM_CUDA_OK: return {};
    case TOKENARIUM_CUDA_OUT_OF_MEMORY:
        return "The memory of the GPU " + deviceName +
               " is full. Ask for less at once, close programs that use it, or compute on the CPU.";
    case TOKENARIUM_CUDA_UNSUPPORTED: return std::string(words) + " Compute this model on the CPU.";
    default:
        return "The GPU " + deviceName + " stopped answering (" + words +
               "). Start the program again, or compute on the CPU.";
    }
}

} // namespace tokenarium
