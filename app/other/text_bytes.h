// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file of genes or numbers, or a sentence why they cannot be had.
#pragma once

#include <QString>

#include <memory>
#include <string>

namespace tokenarium {

/// Any thread. Throws std::runtime_error with the file's name and the reason: not there, larger than 1 GB.
std::shared_ptr<const std::string> readTextBytes(const QString& path);

bool isGeneFile(const QString& path);   ///< by its ending: .fa, .fasta, .fna, .ffn, .frn
bool isSeriesFile(const QString& path); ///< .csv, .tsv

} // namespace tokenarium
