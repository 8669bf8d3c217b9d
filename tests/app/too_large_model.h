// SPDX-License-Identifier: GPL-3.0-or-later
// A small file whose run is too large to be kept whole: of 512 tokens the scores of 64 heads take gigabytes.
#pragma once

#include "engine/backend/cpu_backend.h"
#include "engine/model/export_model.h"
#include "engine/model/open_model.h"
#include "tests/engine/model/model_fixture.h"

#include <filesystem>

namespace tokenarium {

inline void writeTooLargeModel(const std::filesystem::path& folder) {
    CpuBackend backend(2);
    OpenedModel large = openModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny", backend);
    large.config.layers = 8;
    large.config.heads = large.config.keyHeads = 64; // of which the scores are large and quickly made
    large.config.headWidth = 2;
    large.config.positions = 512;
    large.weights = testing::randomWeights(large.config, backend);
    exportSafetensors(large, backend, folder / "model.safetensors", DType::F32);
}

} // namespace tokenarium
