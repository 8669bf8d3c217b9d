// SPDX-License-Identifier: GPL-3.0-or-later
// The device an option names, as the backend that computes there.
#pragma once

#include "app/cli/arguments.h"
#include "engine/backend/backend.h"

#include <memory>

namespace tokenarium::cli {

/// --device cpu (unless said), which computes with so many threads, or cuda. Throws CommandError: WrongUse
/// for another one, Missing with the reason where CUDA cannot be used.
std::unique_ptr<Backend> backendFor(const Arguments& arguments, std::size_t threads);

} // namespace tokenarium::cli
