// SPDX-License-Identifier: GPL-3.0-or-later
// Both ladders measured on this machine, step by step, on a worker.
#pragma once

#include "engine/cost/published_peaks.h"
#include "engine/view/ladder_picture.h"

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace tokenarium {

/// What is known so far.
struct LadderMeasurement {
    std::size_t size = 0;     ///< n by n matrices
    double processorPeak = 0; ///< operations a second, measured; 0: not yet
    std::array<std::optional<ProductTiming>, ladderStepCount> processor, gpu;
    std::string card;                  ///< that was measured; empty: none
    std::optional<PublishedPeak> peak; ///< of the card, as published
    std::string gpuProblem; ///< why the card gave no times, English; empty: it did, or there is none

    /// Operations a second that this step cannot exceed; 0: not known.
    double boundOf(LadderMachine machine, std::size_t step) const;
    const std::optional<ProductTiming>& timing(LadderMachine machine, std::size_t step) const {
        return machine == LadderMachine::Gpu ? gpu[step] : processor[step];
    }
};

/// `card` in the order of findCudaDevices; below 0: none. `seconds` for each step of the processor. `shown`
/// is called after every step, on the worker. Stopped, it gives what is there.
LadderMeasurement measureLadders(std::size_t size, int card, double seconds,
                                 const std::function<void(const LadderMeasurement&)>& shown,
                                 const std::stop_token& stop);

} // namespace tokenarium
