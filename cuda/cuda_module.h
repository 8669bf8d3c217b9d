// SPDX-License-Identifier: GPL-3.0-or-later
// The opened CUDA module: its library and its table.
#pragma once

#include "cuda/module_table.h"
#include "cuda/shared_library.h"

namespace tokenarium {

class CudaModule {
public:
    /// Throws std::runtime_error with the system's reason where the file is missing or no library. The table
    /// is null where the module belongs to another version of the program.
    explicit CudaModule(const std::filesystem::path& path);
    const TokenariumCudaTable* table() const { return functions; } ///< lives as long as this

private:
    SharedLibrary library;
    const TokenariumCudaTable* functions = nullptr;
};

} // namespace tokenarium
