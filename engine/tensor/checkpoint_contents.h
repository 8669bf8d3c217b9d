// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader of a file of weights gives, and the checks they share. Readers work on bytes in memory,
// so that tests and fuzzing need no files.
#pragma once

#include "engine/file/quoted_name.h"
#include "engine/tensor/checkpoint.h"

#include <string>
#include <string_view>

namespace tokenarium {

/// The tensors point into the bytes that were read.
struct CheckpointContents {
    Checkpoint::Format format;
    std::vector<StoredTensor> tensors;
    std::map<std::string, MetadataValue> metadata;
};

/// Throws std::runtime_error "FILE: REASON".
[[noreturn]] void refuse(const std::string& file, const std::string& reason);

/// Bytes of a tensor; refuses shapes beyond any file and last dimensions that are no whole number of blocks.
std::size_t checkedBytes(const std::string& file, std::string_view name,
                         std::span<const std::size_t> dimensions, DType type);

enum class Gaps { Allowed, Refused };
/// No name twice, no byte in two tensors; where gaps are refused `area` is filled without one. The tensors
/// lie in `area` already.
void checkLayout(const std::string& file, const std::vector<StoredTensor>& tensors,
                 std::span<const std::byte> area, Gaps gaps);

/// What a writer is given: no name twice, and as many bytes as the shape says.
void checkToWrite(const std::string& file, const std::vector<StoredTensor>& tensors);

} // namespace tokenarium
