// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a file in any encoding, the first byte choosing it. What is read without an
// invalid place must survive being written and read again. With clang: -fsanitize=fuzzer,address; the tests
// call it too.
#include "engine/text/text_encoding.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    if (size == 0) return 0;
    const auto& names = offeredEncodings();
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string& encoding = names[data[0] % names.size()];
    decodeText(bytes, detectEncoding(bytes));
    const DecodedText decoded = decodeText(bytes, encoding);
    if (decoded.invalidCount > 0) return 0;
    std::size_t lost = 0;
    const std::string written = encodeText(decoded.text, encoding, decoded.hadByteOrderMark, lost);
    if (lost == 0 && decodeText(written, encoding).text != decoded.text) std::abort();
    return 0;
}
