// SPDX-License-Identifier: GPL-3.0-or-later
// Loading the model an option names, with an exit code for each way in which that can fail.
#pragma once

#include "app/cli/arguments.h"
#include "engine/model/open_model.h"

#include <memory>
#include <string>

namespace tokenarium::cli {

/// Throws CommandError: WrongUse for a name that is neither a model nor a path, Missing where it is not
/// there, BadInput where it cannot be read.
OpenedModel loadModel(const std::string& nameOrPath, const std::optional<std::string>& tokenizer,
                      Backend& backend);
ModelSource loadModelSource(const std::string& nameOrPath);

/// The model of --model and --tokenizer, which can read and write text. Throws CommandError (BadInput) with
/// the reason where it cannot.
OpenedModel loadTextModel(const Arguments& arguments, Backend& backend);

/// As many threads as the machine has cores.
std::size_t allThreads();

} // namespace tokenarium::cli
