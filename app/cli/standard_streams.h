// SPDX-License-Identifier: GPL-3.0-or-later
// What the platform wants to be told before bytes go through standard input and output unchanged.
#pragma once

namespace tokenarium::cli {

/// Binary streams, no buffering by stdio (Output and Input have their own), and a closed pipe as an error of
/// the write, not a signal.
void prepareStandardStreams();

} // namespace tokenarium::cli
