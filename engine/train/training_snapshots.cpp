// SPDX-License-Identifier: GPL-3.0-or-later
// One folder for each moment; its name is the step.
#include "engine/train/training_snapshots.h"

#include "engine/model/export_model.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

namespace tokenarium {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "step-";

fs::path placeOf(const fs::path& folder) { return folder / "snapshots"; }

} // namespace

std::vector<TrainingSnapshot> trainingSnapshots(const fs::path& folder) {
    std::vector<TrainingSnapshot> found;
    std::error_code error;
    for (fs::directory_iterator entry(placeOf(folder), error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(prefix)) continue;
        std::uint64_t step = 0;
        const char* last = name.data() + name.size();
        if (std::from_chars(name.data() + prefix.size(), last, step).ptr != last) continue;
        if (fs::exists(entry->path() / "model.safetensors", error)) found.push_back({step, entry->path()});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    return found;
}

void createTrainingSnapshot(const OpenedModel& model, Backend& backend, const fs::path& folder,
                            std::uint64_t step) {
    char name[40];
    std::snprintf(name, sizeof name, "step-%06llu", static_cast<unsigned long long>(step));
    const fs::path place = placeOf(folder) / name;
    std::error_code error;
    fs::create_directories(place, error);
    if (error) throw std::runtime_error(place.string() + ": cannot be made: " + error.message() + ".");
    exportSafetensors(model, backend, place / "model.safetensors", DType::BF16);
}

std::vector<std::uint64_t> stepsToForget(std::vector<std::uint64_t> steps, std::size_t most) {
    std::vector<std::uint64_t> gone;
    while (steps.size() > std::max<std::size_t>(most, 2)) {
        std::size_t closest = 1;
        for (std::size_t i = 2; i + 1 < steps.size(); ++i)
            if (steps[i + 1] - steps[i - 1] < steps[closest + 1] - steps[closest - 1]) closest = i;
        gone.push_back(steps[closest]);
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(closest));
    }
    return gone;
}

void thinTrainingSnapshots(const fs::path& folder, std::size_t most) {
    const std::vector<TrainingSnapshot> all = trainingSnapshots(folder);
    std::vector<std::uint64_t> steps;
    for (const TrainingSnapshot& one : all) steps.push_back(one.step);
    const std::vector<std::uint64_t> gone = stepsToForget(std::move(steps), most);
    std::error_code ignored;
    for (const TrainingSnapshot& one : all)
        if (std::find(gone.begin(), gone.end(), one.step) != gone.end()) fs::remove_all(one.folder, ignored);
}

void forgetSnapshotsAfter(const fs::path& folder, std::uint64_t step) {
    std::error_code ignored;
    for (const TrainingSnapshot& one : trainingSnapshots(folder))
        if (one.step > step) fs::remove_all(one.folder, ignored);
}

} // namespace tokenarium
