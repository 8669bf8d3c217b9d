// SPDX-License-Identifier: GPL-3.0-or-later
// Options may stand before, between and after the files; the last one given counts.
#include "app/cli/arguments.h"

#include "app/cli/command_error.h"

#include <algorithm>

namespace tokenarium::cli {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

[[noreturn]] void refuse(const std::string& word, const ArgumentRules& rules) {
    std::string known;
    for (const auto& list : {rules.values, rules.flags})
        for (const std::string& option : list) known += " " + option;
    throw CommandError(ExitCode::WrongUse, word + ": no such option here; there are" + known +
                                               ". (A file of that name is written ./" + word + ")");
}

} // namespace

Arguments::Arguments(const std::vector<std::string>& words, const ArgumentRules& rules) {
    bool onlyFiles = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (onlyFiles || word == "-" || word.empty() || word[0] != '-') {
            names.push_back(word);
        } else if (word == "--") {
            onlyFiles = true;
        } else if (contains(rules.flags, word)) {
            options[word] = "";
        } else {
            const std::size_t equals = word.find('=');
            const std::string name = word.substr(0, equals);
            if (!contains(rules.values, name)) refuse(word, rules);
            if (equals == std::string::npos && i + 1 == words.size())
                throw CommandError(ExitCode::WrongUse, word + " needs a value after it.");
            options[name] = equals == std::string::npos ? words[++i] : word.substr(equals + 1);
        }
    }
    if (names.empty()) names.emplace_back("-");
}

std::optional<std::string> Arguments::value(const std::string& option) const {
    const auto found = options.find(option);
    if (found == options.end()) return std::nullopt;
    return found->second;
}

std::string Arguments::required(const std::string& option, std::string_view what) const {
    if (const auto given = value(option)) return *given;
    throw CommandError(ExitCode::WrongUse, option + " is needed: " + std::string(what));
}

} // namespace tokenarium::cli
