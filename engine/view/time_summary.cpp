// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting, adding up, and a few plain rules.
#include "engine/view/time_summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tokenarium {
namespace {

/// "block.3.feedforward.up" → "block.N.feedforward.up"; "cache.3.keys" likewise.
std::string withoutNumber(const std::string& name) {
    for (const char* start : {"block.", "cache."}) {
        const std::size_t length = std::char_traits<char>::length(start);
        if (name.compare(0, length, start) != 0) continue;
        const std::size_t end = name.find('.', length);
        if (end != std::string::npos) return start + std::string("N") + name.substr(end);
    }
    return name;
}

OperationLimit limitOf(const OperationRow& row, double readBytesPerSecond) {
    constexpr double halfOfIt = 0.5, muchForAByte = 4, shortSeconds = 5e-6;
    if (readBytesPerSecond > 0 && row.bytesPerSecond() >= halfOfIt * readBytesPerSecond)
        return OperationLimit::Memory;
    if (row.bytes > 0 && static_cast<double>(row.flops) / static_cast<double>(row.bytes) >= muchForAByte)
        return OperationLimit::Arithmetic;
    if (row.seconds / static_cast<double>(row.count) < shortSeconds) return OperationLimit::Start;
    return OperationLimit::Arithmetic;
}

} // namespace

LatencySummary latencySummary(std::span<const double> gapSeconds) {
    LatencySummary summary;
    summary.count = gapSeconds.size();
    if (gapSeconds.empty()) return summary;
    std::vector<double> sorted(gapSeconds.begin(), gapSeconds.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t n = sorted.size();
    summary.medianSeconds = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    summary.percentile95Seconds = sorted[(95 * n + 99) / 100 - 1];
    double sum = 0, squares = 0;
    for (const double one : sorted) sum += one;
    const double mean = sum / static_cast<double>(n);
    for (const double one : sorted) squares += (one - mean) * (one - mean);
    summary.jitterSeconds = std::sqrt(squares / static_cast<double>(n));
    summary.tokensPerSecond = summary.medianSeconds > 0 ? 1 / summary.medianSeconds : 0;
    return summary;
}

BandwidthBound bandwidthBound(std::uint64_t bytesPerToken, double bytesPerSecond) {
    BandwidthBound bound{bytesPerToken, bytesPerSecond, 0};
    if (bytesPerToken > 0) bound.tokensPerSecond = bytesPerSecond / static_cast<double>(bytesPerToken);
    return bound;
}

std::vector<OperationRow> operationRows(const std::vector<TimedOperation>& operations,
                                        double readBytesPerSecond) {
    std::vector<OperationRow> rows;
    std::map<std::string, std::size_t> places;
    double all = 0;
    for (const TimedOperation& one : operations) {
        const auto [place, isNew] = places.emplace(withoutNumber(one.output) + opName(one.op), rows.size());
        if (isNew) rows.push_back({one.op, one.output, 0, 0, 0, 0, 0, OperationLimit::Start});
        OperationRow& row = rows[place->second];
        ++row.count;
        row.seconds += one.seconds;
        row.flops += one.work.matrixFlops + one.work.otherFlops;
        row.bytes += one.work.bytesRead + one.work.bytesWritten;
        all += one.seconds;
    }
    for (OperationRow& row : rows) {
        row.share = all > 0 ? row.seconds / all : 0;
        row.limit = limitOf(row, readBytesPerSecond);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const OperationRow& a, const OperationRow& b) { return a.seconds > b.seconds; });
    return rows;
}

} // namespace tokenarium
