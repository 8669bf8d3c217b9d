// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of measured times: the middle and the spread, the bound of memory, and why an operation is
// slow.
#pragma once

#include "engine/model/measurement.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokenarium {

/// Of the times between tokens. All 0 where there are none.
struct LatencySummary {
    std::size_t count = 0;
    double medianSeconds = 0;
    double percentile95Seconds = 0; ///< as many are at most as long as it says, by nearest rank
    double jitterSeconds = 0;       ///< standard deviation
    double tokensPerSecond = 0;     ///< 1 / median
};
LatencySummary latencySummary(std::span<const double> gapSeconds);

/// Every token reads all weights and the keys and values before it, so memory sets a bound.
struct BandwidthBound {
    std::uint64_t bytesPerToken = 0;
    double bytesPerSecond = 0;  ///< of this machine, measured
    double tokensPerSecond = 0; ///< at most
    /// The share of the bound that was reached.
    double reached(double measuredTokensPerSecond) const {
        return tokensPerSecond > 0 ? measuredTokensPerSecond / tokensPerSecond : 0;
    }
};
BandwidthBound bandwidthBound(std::uint64_t bytesPerToken, double bytesPerSecond);

/// What an operation waits for.
enum class OperationLimit : std::uint8_t {
    Memory,     ///< it moves bytes at half this machine's speed of reading or more
    Arithmetic, ///< it computes much with what it moves
    Start       ///< there is so little to do that starting it costs more
};

/// The same operation of all blocks together.
struct OperationRow {
    Op op = Op::Add;
    std::string output; ///< of the first block, as forward.h names it
    std::size_t count = 0;
    double seconds = 0, share = 0; ///< of the time of all rows
    std::uint64_t flops = 0, bytes = 0;
    OperationLimit limit = OperationLimit::Start;
    double flopsPerSecond() const { return seconds > 0 ? static_cast<double>(flops) / seconds : 0; }
    double bytesPerSecond() const { return seconds > 0 ? static_cast<double>(bytes) / seconds : 0; }
};

/// Slowest first. `readBytesPerSecond` is what this machine can read.
std::vector<OperationRow> operationRows(const std::vector<TimedOperation>& operations,
                                        double readBytesPerSecond);

} // namespace tokenarium
