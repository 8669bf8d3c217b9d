// SPDX-License-Identifier: GPL-3.0-or-later
// The processor's steps first, then the card's: one machine at a time, so that none disturbs the other.
#include "app/pages/model/time/ladder_measurement.h"

#include "app/model_device.h"
#include "cuda/cuda_context.h"
#include "cuda/ladder.h"
#include "engine/backend/cpu_backend.h"
#include "engine/backend/processor.h"

#include <stdexcept>

namespace tokenarium {
namespace {

constexpr std::size_t tensorCoreStep = 4;

void measureCard(LadderMeasurement& measured, int card,
                 const std::function<void(const LadderMeasurement&)>& shown, const std::stop_token& stop) {
    const auto backend = createCudaBackend(cudaModulePath(), {card, ProductPrecision::F32});
    measured.card = backend->device()->name();
    measured.peak = publishedPeakOf(measured.card);
    CpuBackend processor(processorCores());
    Ladder ladder(*backend, processor, measured.size);
    for (std::size_t step = 0; step < ladderStepCount && !stop.stop_requested(); ++step) {
        if (const auto timing = ladder.run(step))
            measured.gpu[step] = ProductTiming{timing->milliseconds / 1e3, timing->gigaflops, true};
        measured.gpuProblem = backend->problem();
        shown(measured);
        if (backend->stopped()) return;
    }
}

} // namespace

double LadderMeasurement::boundOf(LadderMachine machine, std::size_t step) const {
    if (machine == LadderMachine::Processor) return processorPeak;
    if (!peak) return 0;
    return step == tensorCoreStep ? peak->bf16 : peak->f32;
}

LadderMeasurement measureLadders(std::size_t size, int card, double seconds,
                                 const std::function<void(const LadderMeasurement&)>& shown,
                                 const std::stop_token& stop) {
    LadderMeasurement measured;
    measured.size = size;
    measured.processorPeak = measuredArithmetic(processorCores());
    {
        ProcessorLadder ladder(size, processorCores());
        for (std::size_t step = 0; step < ladderStepCount && !stop.stop_requested(); ++step) {
            measured.processor[step] = ladder.run(step, seconds, stop);
            shown(measured);
        }
    }
    if (card < 0 || stop.stop_requested()) return measured;
    try {
        measureCard(measured, card, shown, stop);
    } catch (const std::runtime_error& error) {
        measured.gpuProblem = error.what();
    }
    return measured;
}

} // namespace tokenarium
