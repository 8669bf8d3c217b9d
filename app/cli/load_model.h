// SPDX-License-Identifier: GPL-3.0-or-later
// Loading the model an option names, with an exit code for each way in which that can fail.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/device_option.h"
#include "engine/model/open_model.h"

#include <memory>
#include <string>

namespace tokenarium::cli {

/// For training or writing: weights are F32 in rows. Throws CommandError: WrongUse for a name that is neither
/// a model nor a path, Missing where it is not there, BadInput where it cannot be read.
OpenedModel loadModel(const std::string& nameOrPath, const std::optional<std::string>& tokenizer,
                      Backend& backend);
ModelSource loadModelSource(const std::string& nameOrPath);

/// A model that reads and writes text, and what runs it.
struct RunningModel {
    std::size_t threads = 1;
    DeviceChoice device; ///< of the backend
    WeightStorage storage = WeightStorage::AsInFile;
    std::unique_ptr<Backend> backend; ///< outlives the weights
    OpenedModel model;

    /// Where the device has failed: says so on stderr, and from now on backend and weights are the CPU's.
    /// What the device had in its memory (a cache, a trace) is to be made anew. False where all is well.
    bool leaveFailedDevice();
};

/// As --model, --tokenizer, --device, --threads and --store say. Throws CommandError with the reason where
/// that cannot be. `forFirstToken`: what can stay in the file does, until layOut is called.
RunningModel loadRunningModel(const Arguments& arguments, bool forFirstToken = false);

} // namespace tokenarium::cli
