// SPDX-License-Identifier: GPL-3.0-or-later
// Codebooks in files: .codebook, small, with numbers of 16 bits.
#pragma once

#include "engine/audio/residual_codes.h"
#include "engine/audio/semantic_units.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <variant>

namespace tokenarium {

using Codebook = std::variant<ResidualCodebook, SemanticCodebook>;

/// Little-endian: "TKNCODE1"; the kind (u32, 1 residual, 2 semantic); name and source (each u16 length,
/// UTF-8); the settings of the spectrogram (u32 rate, window, hop, bands; f64 lowest and highest Hz; u32
/// scale, 0 Slaney, 1 HTK); residual: u32 levels, entries, then [levels, entries, bands]; semantic: u32
/// coefficients, context, contextStep, hop, outputs, entries, then [outputs, inputs] and [entries, outputs];
/// numbers as IEEE 754 binary16. Nothing after that.
std::string codebookBytes(const Codebook& codebook);

/// Throws std::runtime_error with a sentence that names the file (`name`) and what is wrong with it. Takes
/// memory for what is there, not for what is announced.
Codebook loadCodebook(std::span<const std::byte> bytes, const std::string& name);
Codebook loadCodebook(const std::filesystem::path& file);

/// Whole or not at all; throws as ReplacedFile does.
void writeCodebook(const std::filesystem::path& file, const Codebook& codebook);

} // namespace tokenarium
