// SPDX-License-Identifier: GPL-3.0-or-later
// A variable of the environment for as long as a test needs it (POSIX).
#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace tokenarium::testing {

/// What it was before comes back. Not while another thread reads the environment.
class EnvironmentVariable {
public:
    EnvironmentVariable(std::string variable, const std::string& value) : name(std::move(variable)) {
        if (const char* old = std::getenv(name.c_str())) before = old;
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    ~EnvironmentVariable() {
        if (before)
            ::setenv(name.c_str(), before->c_str(), 1);
        else
            ::unsetenv(name.c_str());
    }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

private:
    std::string name;
    std::optional<std::string> before;
};

} // namespace tokenarium::testing
