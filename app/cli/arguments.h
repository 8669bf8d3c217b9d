// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the arguments of a subcommand apart: --name value, --name=value, --flag, and files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium::cli {

/// What a subcommand understands.
struct ArgumentRules {
    std::vector<std::string> flags;  ///< "--json"
    std::vector<std::string> values; ///< options that take a value: "--tokenizer"
};

class Arguments {
public:
    /// Throws CommandError (WrongUse) that names the argument that is not understood. "--" ends the options.
    Arguments(const std::vector<std::string>& words, const ArgumentRules& rules);

    bool has(const std::string& flag) const { return options.count(flag) > 0; }
    std::optional<std::string> value(const std::string& option) const;
    /// Throws CommandError (WrongUse) where the option was not given.
    std::string required(const std::string& option, std::string_view what) const;
    /// The files named, "-" being standard input; {"-"} where none was.
    const std::vector<std::string>& files() const { return names; }

private:
    std::map<std::string, std::string> options;
    std::vector<std::string> names;
};

} // namespace tokenarium::cli
