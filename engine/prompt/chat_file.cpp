// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what the two message formats have in common, and what each has of its own.
#include "engine/prompt/chat_file.h"

#include "engine/file/base64.h"
#include "engine/file/quoted_name.h"
#include "engine/file/strict_json.h"

#include <algorithm>
#include <stdexcept>

namespace tokenarium {
namespace {

using nlohmann::json;

const JsonLimits limits{mostChatBytes, std::size_t{1} << 21, 40};
constexpr std::size_t mostRequests = 1'000'000, mostDepth = 6;

std::string dumped(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

class ChatReader {
public:
    ChatReader(const std::string& name, std::size_t lineNumber) : file(name), line(lineNumber) {}

    ChatRequest read(const json& whole) {
        const json* request = &whole;
        for (const char* wrapped : {"body", "params", "request"}) // a line of a batch
            if (!request->contains("messages") && request->contains(wrapped) &&
                (*request)[wrapped].is_object())
                request = &(*request)[wrapped];
        ChatRequest chat;
        chat.line = line;
        chat.model = textOr(*request, "model");
        if (request->contains("system")) addMessage("system", "", (*request)["system"], chat);
        if (request->contains("instructions")) addMessage("system", "", (*request)["instructions"], chat);
        const char* list = request->contains("messages") ? "messages" : "input";
        if (!request->contains(list)) refuse("\"messages\" was expected");
        readMessages((*request)[list], chat);
        for (const char* tools : {"tools", "functions"})
            if (request->contains(tools) && !(*request)[tools].empty())
                chat.tools = dumped((*request)[tools]);
        for (const char* most : {"max_tokens", "max_completion_tokens", "max_output_tokens"})
            if (request->contains(most) && !(*request)[most].is_null())
                chat.mostOutput = countOf((*request)[most], most);
        return chat;
    }

private:
    [[noreturn]] void refuse(const std::string& what) const {
        throw std::runtime_error(file + ": line " + std::to_string(line) + ": " +
                                 (message > 0 ? "message " + std::to_string(message) + ": " : "") + what +
                                 ".");
    }

    std::string textOr(const json& object, const char* key) const {
        if (!object.contains(key) || object[key].is_null()) return "";
        if (!object[key].is_string()) refuse(std::string("\"") + key + "\": a text was expected");
        return object[key].get<std::string>();
    }

    std::uint64_t countOf(const json& value, const char* key) const {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::uint64_t{1} << 40)
            refuse(std::string("\"") + key + "\": a whole number of tokens was expected");
        return value;
    }

    void readMessages(const json& list, ChatRequest& chat) {
        if (list.is_string()) return addMessage("user", "", list, chat);
        if (!list.is_array()) refuse("\"messages\": a list was expected");
        if (list.empty()) refuse("there is no message");
        for (const json& one : list) {
            ++message;
            if (!one.is_object()) refuse("an object with \"role\" and \"content\" was expected");
            readMessage(one, chat);
        }
        message = 0;
    }

    void readMessage(const json& one, ChatRequest& chat) {
        const std::string role = textOr(one, "role"), type = textOr(one, "type");
        if (role.empty() && type.empty()) refuse("\"role\" was expected");
        if (role.empty()) { // an item of a response: a call of a tool, or what came back
            addMessage("tool", "", json(dumped(one)), chat);
            return;
        }
        if (!one.contains("content") && !one.contains("tool_calls") && !one.contains("function_call") &&
            !one.contains("refusal"))
            refuse("\"content\" was expected");
        addMessage(role, textOr(one, "name"), one.value("content", json()), chat);
        for (const char* calls : {"tool_calls", "function_call"})
            if (one.contains(calls) && !one[calls].is_null())
                addText(dumped(one[calls]), chat.messages.back());
        if (const std::string refusal = textOr(one, "refusal"); !refusal.empty())
            addText(refusal, chat.messages.back());
    }

    void addMessage(const std::string& role, const std::string& name, const json& content,
                    ChatRequest& chat) {
        ChatMessage added{role, name, {}};
        addContent(content, added, 0);
        chat.messages.push_back(std::move(added));
    }

    void addContent(const json& content, ChatMessage& to, std::size_t depth) {
        if (content.is_null()) return;
        if (content.is_string()) return addText(content.get<std::string>(), to);
        if (!content.is_array()) refuse("\"content\": a text or a list of parts was expected");
        if (depth > mostDepth) refuse("the parts are nested too deeply");
        for (const json& part : content) {
            if (part.is_string())
                addText(part.get<std::string>(), to);
            else if (part.is_object())
                addPart(part, to, depth);
            else
                refuse("a part of \"content\" is neither a text nor an object");
        }
    }

    void addText(std::string text, ChatMessage& to) const {
        if (text.empty()) return;
        PromptPart part;
        part.modality = Modality::Text;
        part.title = to.role;
        part.content = std::make_shared<const std::string>(std::move(text));
        to.parts.push_back({std::move(part), false});
    }

    void addPart(const json& part, ChatMessage& to, std::size_t depth) {
        const std::string type = textOr(part, "type");
        if (type == "text" || type == "input_text" || type == "output_text")
            return addText(textOr(part, "text"), to);
        if (type == "image_url" || type == "input_image") return addOpenAiPicture(part, to);
        if (type == "image") return addAnthropicPicture(part, to);
        if (type == "input_audio") return addSound(part, to);
        if (type == "thinking") return addText(textOr(part, "thinking"), to);
        if (type == "refusal") return addText(textOr(part, "refusal"), to);
        if (type == "tool_use") {
            addText(textOr(part, "name"), to);
            return addText(dumped(part.value("input", json::object())), to);
        }
        if (type == "tool_result") return addContent(part.value("content", json()), to, depth + 1);
        if (type == "document" && part.contains("source") && part["source"].is_object() &&
            textOr(part["source"], "type") == "text")
            return addText(textOr(part["source"], "data"), to);
        if (type.empty()) refuse("a part without \"type\"");
        refuse(
            "a part of the type " + inQuotes(type) +
            ", which cannot be counted; text, image_url, image, input_audio, tool_use and tool_result can");
    }

    void addOpenAiPicture(const json& part, ChatMessage& to) {
        const json& place = part.value("image_url", json());
        const json& object = place.is_object() ? place : part;
        const std::string url = place.is_object() ? textOr(place, "url") : textOr(part, "image_url");
        addData(dataOfUrl(url), Modality::Picture, to);
        to.parts.back().lowDetail = textOr(object, "detail") == "low";
    }

    void addAnthropicPicture(const json& part, ChatMessage& to) {
        if (!part.contains("source") || !part["source"].is_object()) refuse("an image without \"source\"");
        const json& source = part["source"];
        const std::string type = textOr(source, "type");
        if (type != "base64")
            refuse("the picture's source is " + inQuotes(type) +
                   "; only \"base64\" holds the picture itself");
        addData(decoded(textOr(source, "data")), Modality::Picture, to);
    }

    void addSound(const json& part, ChatMessage& to) {
        if (!part.contains("input_audio") || !part["input_audio"].is_object())
            refuse("a sound without \"input_audio\"");
        addData(decoded(textOr(part["input_audio"], "data")), Modality::Sound, to);
    }

    std::string dataOfUrl(const std::string& url) const {
        constexpr std::string_view start = "data:", mark = ";base64,";
        const std::size_t place = url.find(mark);
        if (!url.starts_with(start) || place == std::string::npos)
            refuse("the picture lies at " + inQuotes(url) +
                   ", and nothing is fetched from the network; put it into the file as "
                   "\"data:image/png;base64,…\"");
        return decoded(std::string_view(url).substr(place + mark.size()));
    }

    std::string decoded(std::string_view base64) const {
        auto bytes = decodeBase64(base64);
        if (!bytes || bytes->empty()) refuse("the data of a part are not base64");
        return std::move(*bytes);
    }

    void addData(std::string bytes, Modality modality, ChatMessage& to) const {
        PromptPart part;
        part.modality = modality;
        part.title = std::string(modalityName(modality)) + " of message " +
                     std::to_string(std::max<std::size_t>(message, 1));
        part.content = std::make_shared<const std::string>(std::move(bytes));
        to.parts.push_back({std::move(part), false});
    }

    const std::string& file;
    std::size_t line, message = 0; ///< for messages of ours
};

std::string_view trimmed(std::string_view text) {
    constexpr const char* space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

bool isSeveralLines(std::string_view text) {
    const std::size_t end = text.find('\n');
    return text.starts_with('{') && end != text.npos && json::accept(text.substr(0, end));
}

} // namespace

bool looksLikeChat(std::string_view text) {
    const std::string_view body = trimmed(text);
    if (!body.starts_with('{') && !body.starts_with('[')) return false;
    const bool single = body.find("\"messages\"") != body.npos;
    return single || (body.starts_with('[') && body.find("\"role\"") != body.npos &&
                      body.find("\"content\"") != body.npos);
}

std::vector<ChatRequest> loadChats(std::string_view text, const std::string& file) {
    if (text.size() > mostChatBytes)
        throw std::runtime_error(file + ": it is larger than " + std::to_string(mostChatBytes >> 20) +
                                 " MB.");
    const std::string_view body = trimmed(text);
    std::vector<ChatRequest> chats;
    if (body.starts_with('[')) {
        const json whole = loadStrictJson("{\"messages\":" + std::string(body) + "}", file, limits);
        chats.push_back(ChatReader(file, 1).read(whole));
        return chats;
    }
    if (!isSeveralLines(body)) {
        chats.push_back(ChatReader(file, 1).read(loadStrictJson(body, file, limits)));
        return chats;
    }
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view one = trimmed(text.substr(at, end - at));
        at = end + 1;
        ++number;
        if (one.empty()) continue;
        const std::string place = file + ": line " + std::to_string(number);
        chats.push_back(ChatReader(file, number).read(loadStrictJson(one, place, limits)));
        if (chats.size() > mostRequests) throw std::runtime_error(file + ": there are too many requests.");
    }
    return chats;
}

} // namespace tokenarium
