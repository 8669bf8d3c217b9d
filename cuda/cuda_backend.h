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

class CudaContext;

struct CudaOptions {
    int device = 0; ///< in the order of findCudaDevices
    /// Of linear with more than eight rows, of linearBackward, and of attention in one step with heads of up
    /// to 128 numbers. Matrices stored in 16 bits are multiplied in 16 bits with more than eight rows
    /// whatever this says.
    ProductPrecision precision = ProductPrecision::F32;
};

/// What stopped a device; problem() has the words.
enum class CudaTrouble {
    None,
    MemoryFull,
    Unsupported, ///< a shape or a format that the kernels cannot do
    Lost         ///< it answers nothing any more
};

/// The same numbers for the same calls, every time: no sum depends on the order in which threads arrive.
/// Operations are queued and return at once; read and sumOfSquares wait for them. An error (no memory left, a
/// card that stopped answering, a shape the kernels cannot do) stops the backend: operations do nothing from
/// then on, what is read is empty, and problem() says why. One thread at a time; tensors may outlive it, and
/// `data` is device memory that only it can use.
class CudaBackend : public Backend {
public:
    /// What could still be taken of the card's memory, in bytes; 0 where it does not answer.
    virtual std::uint64_t freeMemory() const = 0;
    virtual CudaTrouble trouble() const = 0;
    /// For what works beside the operations: decode.h, ladder.h.
    virtual std::shared_ptr<CudaContext> device() const = 0;
};

/// Throws std::runtime_error with a sentence that says why not, and what would help: no module, no driver, a
/// driver that is too old (with both versions), no such device.
std::unique_ptr<CudaBackend> createCudaBackend(const std::filesystem::path& module,
                                               const CudaOptions& options = {});

} // namespace tokenarium
