// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up stretch of a chromosome, so that there is something long to cut without a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tokenarium {

/// A, C, G and T by chance, and in them what makes real DNA compressible: copies of one mobile element with a
/// few letters changed, short repeats ("CACACA…"), and genes from ATG to a stop codon. Always the same for
/// the same seed. Says nothing about any living thing.
std::string generatedGenes(std::size_t bases, std::uint64_t seed = 1);

} // namespace tokenarium
