// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 (RFC 4648, section 4), for texts that are not UTF-8 in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tokenarium {

std::string encodeBase64(std::string_view bytes);
/// nullopt where it is not base64: a foreign character, a wrong length, padding in the middle.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace tokenarium
