// SPDX-License-Identifier: GPL-3.0-or-later
// A card as models and trainings use it.
#pragma once

#include "cuda/cuda_backend.h"
#include "engine/model/recorded_run.h"

namespace tokenarium {

/// Where the GPU module lies for this program.
std::filesystem::path cudaModulePath();

/// `device` in the order of findCudaDevices; `failed` is called on the thread that computes. Throws
/// std::runtime_error as createCudaBackend does. On any thread; takes up to a second.
ModelDevice createModelDevice(int device, std::function<void(CudaTrouble)> failed);

/// What stopped this backend; None where it is not a card's, or all is well.
CudaTrouble troubleOf(const Backend& backend);

} // namespace tokenarium
