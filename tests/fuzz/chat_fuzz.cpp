// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a conversation. With clang: -fsanitize=fuzzer,address.
#include "engine/prompt/chat_file.h"

#include <cstdint>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    looksLikeChat(text);
    try {
        for (const ChatRequest& chat : loadChats(text, "fuzzed"))
            for (const ChatMessage& message : chat.messages)
                for (const ChatPart& part : message.parts)
                    if (!part.part.content) __builtin_trap();
    } catch (const std::runtime_error&) {
    }
    return 0;
}
