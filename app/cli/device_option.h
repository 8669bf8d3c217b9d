// SPDX-License-Identifier: GPL-3.0-or-later
// The device an option names, as the backend that computes there.
#pragma once

#include "app/cli/arguments.h"
#include "engine/backend/backend.h"
#include "engine/backend/matrix_product.h"

#include <memory>
#include <string>

namespace tokenarium::cli {

/// Where to compute: on the CPU where it has no name.
struct DeviceChoice {
    std::string cuda; ///< the name of the card
};

/// As --device says: cpu (unless said) or cuda. Throws CommandError: WrongUse for another one, Missing with
/// the reason where this machine has no card that could be used.
DeviceChoice deviceOption(const Arguments& arguments);

/// Null for the CPU, and, after a warning on stderr, where the card cannot be opened at the moment (another
/// program may hold its memory).
std::unique_ptr<Backend> openDevice(const DeviceChoice& choice,
                                    ProductPrecision precision = ProductPrecision::F32);

} // namespace tokenarium::cli
