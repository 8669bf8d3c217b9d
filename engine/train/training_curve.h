// SPDX-License-Identifier: GPL-3.0-or-later
// curve.jsonl: what a training reports, line by line, and what of it stays when it is gone on with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace tokenarium {

/// A line whose place on the disk is missing waits for the next one, so that the file never has half a line
/// in the middle. One thread.
class TrainingCurve {
public:
    /// Of the file that is there, lines up to step `stepsKept` stay, but for final ones, which are made anew
    /// at the end. Throws std::runtime_error where it cannot be written.
    TrainingCurve(const std::filesystem::path& file, std::uint64_t stepsKept);

    /// `line` is one of training_report.h. False where it, or one before it, is still waiting.
    bool add(const std::string& line);

private:
    std::filesystem::path path;
    std::ofstream out;
    std::uintmax_t whole = 0; ///< bytes of the file that are whole lines
    std::string waiting;
};

} // namespace tokenarium
