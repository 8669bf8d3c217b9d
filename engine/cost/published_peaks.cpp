// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of data sheets, as collected and checked for the cost of training.
#include "engine/cost/published_peaks.h"

namespace tokenarium {
namespace {

struct Card {
    std::string_view name; ///< a word of the driver's name, with what follows it
    PublishedPeak peak;
};

constexpr double tera = 1e12;
constexpr Card cards[] = {
    {"V100", {15.7 * tera, 125 * tera, "NVIDIA V100 data sheet"}},
    {"T4", {8.1 * tera, 65 * tera, "NVIDIA T4 data sheet"}},
    {"A100", {19.5 * tera, 312 * tera, "NVIDIA A100 data sheet"}},
    {"H100 PCIe", {51 * tera, 756.5 * tera, "NVIDIA H100 data sheet"}},
    {"H100", {67 * tera, 989.5 * tera, "NVIDIA H100 data sheet"}},
    {"H200", {67 * tera, 989.5 * tera, "NVIDIA H200 data sheet"}},
    {"B200", {75 * tera, 2250 * tera, "NVIDIA HGX B200 data sheet"}},
};

bool hasWord(std::string_view text, std::string_view word) {
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos) return false;
    const auto ends = [&](std::size_t place) {
        return place >= text.size() || text[place] == ' ' || text[place] == '-';
    };
    return (at == 0 || ends(at - 1)) && ends(at + word.size());
}

} // namespace

std::optional<PublishedPeak> publishedPeakOf(std::string_view card) {
    for (const Card& one : cards)
        if (hasWord(card, one.name)) return one.peak;
    return std::nullopt;
}

} // namespace tokenarium
