// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as CSV. With clang: -fsanitize=fuzzer,address; the unit tests call it too.
#include "engine/series/csv_table.h"

#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto table = tokenarium::loadCsv({reinterpret_cast<const char*>(data), size}, "fuzzed");
        for (const auto& column : table.columns)
            if (column.values.size() != table.rows) __builtin_trap();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
