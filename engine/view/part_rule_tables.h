// SPDX-License-Identifier: GPL-3.0-or-later
// The rules by which genes and series are counted as parts of a prompt; sounds, pictures and films keep their
// own.
#pragma once

#include "engine/gene/gene_tokens.h"
#include "engine/series/series_patches.h"

#include <span>
#include <string_view>

namespace tokenarium {

struct GeneRule {
    std::string_view id;
    GeneScheme scheme;
    std::size_t k;
    std::string_view name, version, source, note;
};
std::span<const GeneRule> geneRules();
const GeneRule* geneRule(std::string_view id); ///< nullptr: there is none

struct SeriesRule {
    std::string_view id;
    SeriesPatches patches; ///< length 0: a token for each value, by Chronos
    std::string_view name, version, source, note;
};
std::span<const SeriesRule> seriesRules();
const SeriesRule* seriesRule(std::string_view id);

} // namespace tokenarium
