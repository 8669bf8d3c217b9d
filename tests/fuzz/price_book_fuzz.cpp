// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a price book. What is accepted can be searched and computed with. With clang:
// -fsanitize=fuzzer,address; the tests call it too.
#include "engine/cost/price_book.h"

#include <cstdint>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const PriceBook book = loadPriceBook(text, "fuzzed");
        PriceUsage usage;
        usage.setCount("input_tokens", UINT64_MAX);
        usage.setCount("output_tokens", 1);
        for (const PriceProvider& provider : book.providers())
            for (const PricedModel& model : provider.models) {
                const PriceResult result = PriceBook::price({&provider, &model}, usage, {});
                if (result && result.total.isNegative()) __builtin_trap();
                book.find(model.id, provider.id);
            }
        packedPriceBook(text, "fuzzed", book.source());
    } catch (const std::runtime_error&) {
    }
    return 0;
}
