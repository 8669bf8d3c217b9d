// SPDX-License-Identifier: GPL-3.0-or-later
// Names of operations.
#include "engine/backend/backend.h"

namespace tokenarium {

const char* opName(Op op) {
    static constexpr const char* names[opCount] = {
        "embedding",       "add",  "layer_norm", "rms_norm", "linear",           "gelu", "swiglu",
        "rotations",       "rope", "take_rows",  "put_rows", "attention_scores", "mask", "softmax",
        "attention_values"};
    return names[static_cast<std::size_t>(op)];
}

} // namespace tokenarium
