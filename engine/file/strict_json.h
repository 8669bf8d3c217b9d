// SPDX-License-Identifier: GPL-3.0-or-later
// JSON from files that nobody vouches for: bounded in size, depth and count of values, and no key twice.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tokenarium {

struct JsonLimits {
    std::size_t bytes = std::size_t{16} << 20, values = std::size_t{1} << 20, depth = 8;
};

/// Throws std::runtime_error "FILE: …" with the place of the first error. The result is an object.
nlohmann::json loadStrictJson(std::string_view text, const std::string& file, const JsonLimits& limits = {});

} // namespace tokenarium
