// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations as programs send them: JSON or JSON Lines in OpenAI's and Anthropic's message formats.
#pragma once

#include "engine/prompt/prompt.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct ChatPart {
    PromptPart part;        ///< without a rule: the model decides
    bool lowDetail = false; ///< a picture for which OpenAI's "detail": "low" was asked
};

struct ChatMessage {
    std::string role, name;
    std::vector<ChatPart> parts;
};

/// One call.
struct ChatRequest {
    std::string model; ///< as it says; may be empty
    std::vector<ChatMessage> messages;
    std::string tools;                       ///< JSON text of the tools that the model may call; "" none
    std::optional<std::uint64_t> mostOutput; ///< max_tokens and the like
    std::size_t line = 1;                    ///< where it begins in the file
};

inline constexpr std::size_t mostChatBytes = std::size_t{256} << 20;

/// Does it begin like a conversation? Other JSON is a text like any other.
bool looksLikeChat(std::string_view text);

/// A request {"messages": […]}, a list of messages, or one of these a line; also the lines of both vendors'
/// batches
/// ("body", "params"). Pictures and sounds as data in base64; nothing is fetched from the network. Throws
/// std::runtime_error "FILE: line N: message M: …".
std::vector<ChatRequest> loadChats(std::string_view text, const std::string& file);

} // namespace tokenarium
