// SPDX-License-Identifier: GPL-3.0-or-later
// The GPU in a sentence, wherever the window speaks of it.
#pragma once

#include "cuda/cuda_devices.h"

#include <QString>

namespace tokenarium {

/// Which GPU there is, or why none is used; in the language of the moment.
QString deviceSentence(const CudaDevices& found);

} // namespace tokenarium
