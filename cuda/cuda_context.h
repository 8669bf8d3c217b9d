// SPDX-License-Identifier: GPL-3.0-or-later
// An open device: the module it came from, kept alive by every tensor that has memory there.
#pragma once

#include "cuda/cuda_backend.h"
#include "cuda/cuda_module.h"

namespace tokenarium {

class CudaContext {
public:
    /// Throws as createCudaBackend does.
    CudaContext(const std::filesystem::path& path, const CudaOptions& options);
    ~CudaContext();
    CudaContext(const CudaContext&) = delete;
    CudaContext& operator=(const CudaContext&) = delete;

    const TokenariumCudaTable& table() const { return *module.table(); }
    const TokenariumCudaOperations& operations() const { return module.table()->operations; }
    TokenariumCudaContext* handle() const { return context; }
    bool failed() const;
    std::string problem() const;
    CudaTrouble trouble() const;
    const std::string& name() const { return deviceName; }

private:
    CudaModule module;
    std::string deviceName;
    TokenariumCudaContext* context = nullptr;
};

} // namespace tokenarium
