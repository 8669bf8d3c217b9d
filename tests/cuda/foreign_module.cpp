// SPDX-License-Identifier: GPL-3.0-or-later
// A module that answers with an ABI number of the future.
#include "cuda/module_table.h"

#ifdef _WIN32
extern "C" __declspec(dllexport)
#else
extern "C" __attribute__((visibility("default")))
#endif
    const TokenariumCudaTable* tokenariumCudaTable() {
    static TokenariumCudaTable table;
    table.abi = TOKENARIUM_CUDA_ABI + 1;
    return &table;
}
