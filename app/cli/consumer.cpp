// SPDX-License-Identifier: GPL-3.0-or-later
// The window moves on by what all consumers have taken.
#include "app/cli/consumer.h"

#include <algorithm>

namespace tokenarium::cli {

void readThrough(Input& input, const std::vector<Consumer*>& consumers) {
    std::vector<std::size_t> taken(consumers.size(), 0); // bytes of the window
    for (;;) {
        const bool last = input.complete();
        for (std::size_t i = 0; i < consumers.size(); ++i)
            taken[i] += consumers[i]->consume(input.available().substr(taken[i]), last);
        if (last) return;
        const std::size_t common = *std::min_element(taken.begin(), taken.end());
        input.consume(common);
        for (std::size_t& bytes : taken) bytes -= common;
        input.readMore();
    }
}

} // namespace tokenarium::cli
