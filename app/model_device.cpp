// SPDX-License-Identifier: GPL-3.0-or-later
// The backend with what the module can do beside its operations.
#include "app/model_device.h"

#include "cuda/cuda_context.h"
#include "cuda/cuda_devices.h"
#include "cuda/decode.h"

#include <QCoreApplication>

#include <utility>

namespace tokenarium {

std::filesystem::path cudaModulePath() {
    return defaultCudaModule(QCoreApplication::applicationDirPath().toStdString());
}

CudaTrouble troubleOf(const Backend& backend) {
    const auto* card = dynamic_cast<const CudaBackend*>(&backend);
    return card ? card->trouble() : CudaTrouble::None;
}

ModelDevice createModelDevice(int device, std::function<void(CudaTrouble)> failed) {
    auto backend = createCudaBackend(cudaModulePath(), {device, ProductPrecision::F32});
    CudaBackend* card = backend.get(); // lives as long as the model is on it, and so do the functions
    ModelDevice made;
    made.name = card->device()->name();
    made.backend = std::move(backend);
    made.bandwidth = [card](std::uint64_t bytes) {
        const auto context = card->device();
        double perSecond = 0;
        context->table().ladder.bandwidth(context->handle(), bytes, &perSecond);
        return perSecond;
    };
    made.reading = [card](const OpenedModel& model, KvCache& cache) -> TokenReading {
        const std::shared_ptr<CudaDecoder> decoder =
            createCudaDecoder(*card, model.config, model.weights, cache);
        if (!decoder) return {};
        return [decoder](TokenId id) { return decoder->step(id); };
    };
    made.failed = [failed = std::move(failed)](Backend& stopped) { failed(troubleOf(stopped)); };
    return made;
}

} // namespace tokenarium
