// SPDX-License-Identifier: GPL-3.0-or-later
// The context windows that a person chooses from.
#pragma once

#include <array>
#include <cstddef>

namespace tokenarium {

/// Tokens, in rising order; those of models from BERT and GPT-2 to 2026.
inline constexpr std::array<std::size_t, 10> contextWindows = {512,    1024,    2048,    4096,    8192,
                                                               32'768, 128'000, 200'000, 400'000, 1'000'000};

} // namespace tokenarium
