// SPDX-License-Identifier: GPL-3.0-or-later
// Computes on an NVIDIA GPU through the CUDA module.
#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/matrix_product.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace tokenarium {

struct CudaOptions {
    int device = 0; ///< in the order of findCudaDevices
    /// Of linear with more than eight rows and of linearBackward. Matrices stored in 16 bits are multiplied
    /// in 16 bits with more than eight rows whatever this says.
    ProductPrecision precision = ProductPrecision::F32;
};

/// The same numbers for the same calls, every time: no sum depends on the order in which threads arrive.
/// Operations are queued and return at once; read and sumOfSquares wait for them. An error (no memory left, a
/// card that stopped answering, a shape the kernels cannot do) stops the backend: operations do nothing from
/// then on, what is read is empty, and problem() says why. One thread at a time; tensors may outlive it, and
/// `data` is device memory that only it can use.
class CudaBackend : public Backend {
public:
    /// What went wrong, as a sentence; empty while all is well.
    virtual std::string problem() const = 0;
    /// After memory ran out: goes on with the tensors that exist, so that weights can be read and less be
    /// asked. False where the device is lost.
    virtual bool recover() = 0;
    /// What could still be taken of the card's memory, in bytes; 0 where it does not answer.
    virtual std::uint64_t freeMemory() const = 0;
};

/// Throws std::runtime_error with a sentence that says why not, and what would help: no module, no driver, a
/// driver that is too old (with both versions), no such device.
std::unique_ptr<CudaBackend> createCudaBackend(const std::filesystem::path& module,
                                               const CudaOptions& options = {});

} // namespace tokenarium
