// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as they are by default: a count must not depend on a guess.
#include "app/cli/text_input.h"

#include "app/cli/command_error.h"
#include "engine/text/text_encoding.h"

#include <algorithm>
#include <iostream>

namespace tokenarium::cli {

namespace {

void checkEncoding(const std::string& encoding) {
    const std::vector<std::string>& known = offeredEncodings();
    if (encoding == "auto" || std::find(known.begin(), known.end(), encoding) != known.end()) return;
    std::string list = "auto";
    for (const std::string& name : known) list += ", " + name;
    throw CommandError(ExitCode::WrongUse, "--encoding " + encoding + ": not known; there are " + list + ".");
}

} // namespace

Input openText(const std::string& name, const Arguments& arguments) {
    const auto encoding = arguments.value("--encoding");
    if (encoding) checkEncoding(*encoding);
    Input input = Input::open(name);
    if (!encoding) return input;
    while (!input.complete()) input.readMore();
    DecodedText decoded = decodeText(input.available(), *encoding == "auto" ? "" : *encoding);
    if (*encoding == "auto") std::cerr << input.name() << ": read as " << decoded.encoding << ".\n";
    if (decoded.invalidCount > 0)
        std::cerr << input.name() << ": " << decoded.invalidCount << " places are not valid "
                  << decoded.encoding << ", the first at byte " << decoded.firstInvalid << ".\n";
    return Input(std::move(decoded.text), input.name());
}

} // namespace tokenarium::cli
