// SPDX-License-Identifier: GPL-3.0-or-later
// Things that go through an input once, side by side, each taking from the window what it can judge already.
#pragma once

#include "app/cli/input.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace tokenarium::cli {

class Consumer {
public:
    virtual ~Consumer() = default;
    /// Takes bytes from the front of `text`, the first ones not yet taken, and returns how many; all of them
    /// when `last`, that is when the input ends with this text.
    virtual std::size_t consume(std::string_view text, bool last) = 0;
};

/// Leads all of `input` past the consumers; memory stays as small as the slowest of them allows.
void readThrough(Input& input, const std::vector<Consumer*>& consumers);

} // namespace tokenarium::cli
