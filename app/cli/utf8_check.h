// SPDX-License-Identifier: GPL-3.0-or-later
// Notices that an input is not UTF-8, and says so once.
#pragma once

#include "app/cli/consumer.h"

#include <optional>
#include <string>

namespace tokenarium::cli {

class Utf8Check : public Consumer {
public:
    std::size_t consume(std::string_view text, bool last) override;
    /// A sentence for stderr (without the file's name) about the mark of another encoding or the first
    /// invalid byte; nullopt for proper UTF-8.
    std::optional<std::string> complaint() const;

private:
    std::size_t position = 0;
    std::string start; // the first bytes, for a byte order mark
    std::optional<std::size_t> firstInvalid;
    unsigned char invalid = 0;
};

} // namespace tokenarium::cli
