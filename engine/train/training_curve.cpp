// SPDX-License-Identifier: GPL-3.0-or-later
// After a failed write the file is cut back to its whole lines.
#include "engine/train/training_curve.h"

#include "engine/file/replaced_file.h"

#include <string_view>
#include <system_error>

namespace tokenarium {

namespace {

constexpr std::string_view lineStart = "{\"step\":", finalEnd = "\"final\":true}";
constexpr std::size_t mostWaiting = std::size_t{1} << 24; // bytes; days without room are lost
constexpr std::size_t mostDigits = 19;                    // of any step: 64 bits hold them

bool stays(const std::string& line, std::uint64_t stepsKept) {
    if (!line.starts_with(lineStart) || !line.ends_with('}') || line.ends_with(finalEnd)) return false;
    return std::stoull("0" + line.substr(lineStart.size(), mostDigits)) <= stepsKept;
}

} // namespace

TrainingCurve::TrainingCurve(const std::filesystem::path& file, std::uint64_t stepsKept) : path(file) {
    std::string kept;
    std::ifstream old(path, std::ios::binary);
    for (std::string line; stepsKept > 0 && std::getline(old, line);)
        if (stays(line, stepsKept)) kept += line + "\n";
    old.close();
    writeFileAtOnce(path, std::as_bytes(std::span(kept)));
    whole = kept.size();
    out.open(path, std::ios::binary | std::ios::app);
}

bool TrainingCurve::add(const std::string& line) {
    if (waiting.size() > mostWaiting) waiting.clear();
    waiting += line + "\n";
    if (out << waiting << std::flush) {
        whole += waiting.size();
        waiting.clear();
        return true;
    }
    out = {}; // with what it had not written
    std::error_code ignored;
    std::filesystem::resize_file(path, whole, ignored);
    out.open(path, std::ios::binary | std::ios::app);
    return false;
}

} // namespace tokenarium
