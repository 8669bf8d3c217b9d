// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the module and checks that it speaks our ABI.
#include "cuda/cuda_module.h"

namespace tokenarium {

CudaModule::CudaModule(const std::filesystem::path& path) : library(path) {
    const auto entry = reinterpret_cast<TokenariumCudaEntry>(library.symbol(TOKENARIUM_CUDA_ENTRY));
    const TokenariumCudaTable* found = entry ? entry() : nullptr;
    if (found && found->abi == TOKENARIUM_CUDA_ABI) functions = found;
}

} // namespace tokenarium
