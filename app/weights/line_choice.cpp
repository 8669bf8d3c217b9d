// SPDX-License-Identifier: GPL-3.0-or-later
// Counted with o200k_base; a test counts them again where that vocabulary is installed.
#include "app/weights/line_choice.h"

namespace tokenarium {

LineChoice firstLine() {
    return {{{18, 5}, {32, 6}, {44, 12}, {51, 11}, {69, 16}, {70, 15}, {74, 19}, {98, 26}}, {0.1, 12}};
}

const std::vector<QString>& sayings() {
    static const std::vector<QString> all = {
        QStringLiteral("Haste makes waste."),
        QStringLiteral("Actions speak louder than words."),
        QStringLiteral("A bird in the hand is worth two in the bush."),
        QStringLiteral("Do not count your chickens before they are hatched."),
        QStringLiteral("Early to bed and early to rise makes a man healthy, wealthy and wise."),
        QStringLiteral("The early bird catches the worm, but the second mouse gets the cheese."),
        QStringLiteral("Tell me and I forget, teach me and I may remember, involve me and I learn."),
        QStringLiteral(
            "Give a man a fish and you feed him for a day; teach a man to fish and you feed him for a "
            "lifetime.")};
    return all;
}

} // namespace tokenarium
