// SPDX-License-Identifier: GPL-3.0-or-later
// The registry of units of genai-prices 0.1.8 and the order between them.
#include "engine/cost/price_unit.h"

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::array<PriceUnit, priceUnitCount> registry = {{
    {"audio_seconds", "audio_hours", 3600, {"durations", "", "audio", "", "", "", ""}},
    {"cache_audio_read_tokens",
     "cache_audio_read_mtok",
     1000000,
     {"tokens", "input", "audio", "cache_read", "", "", ""}},
    {"cache_audio_write_1h_tokens",
     "cache_audio_write_1h_mtok",
     1000000,
     {"tokens", "input", "audio", "cache_write", "1h", "", ""}},
    {"cache_audio_write_5m_tokens",
     "cache_audio_write_5m_mtok",
     1000000,
     {"tokens", "input", "audio", "cache_write", "5m", "", ""}},
    {"cache_audio_write_tokens",
     "cache_audio_write_mtok",
     1000000,
     {"tokens", "input", "audio", "cache_write", "", "", ""}},
    {"cache_image_read_tokens",
     "cache_image_read_mtok",
     1000000,
     {"tokens", "input", "image", "cache_read", "", "", ""}},
    {"cache_image_write_1h_tokens",
     "cache_image_write_1h_mtok",
     1000000,
     {"tokens", "input", "image", "cache_write", "1h", "", ""}},
    {"cache_image_write_5m_tokens",
     "cache_image_write_5m_mtok",
     1000000,
     {"tokens", "input", "image", "cache_write", "5m", "", ""}},
    {"cache_image_write_tokens",
     "cache_image_write_mtok",
     1000000,
     {"tokens", "input", "image", "cache_write", "", "", ""}},
    {"cache_read_tokens", "cache_read_mtok", 1000000, {"tokens", "input", "", "cache_read", "", "", ""}},
    {"cache_text_read_tokens",
     "cache_text_read_mtok",
     1000000,
     {"tokens", "input", "text", "cache_read", "", "", ""}},
    {"cache_text_write_1h_tokens",
     "cache_text_write_1h_mtok",
     1000000,
     {"tokens", "input", "text", "cache_write", "1h", "", ""}},
    {"cache_text_write_5m_tokens",
     "cache_text_write_5m_mtok",
     1000000,
     {"tokens", "input", "text", "cache_write", "5m", "", ""}},
    {"cache_text_write_tokens",
     "cache_text_write_mtok",
     1000000,
     {"tokens", "input", "text", "cache_write", "", "", ""}},
    {"cache_video_read_tokens",
     "cache_video_read_mtok",
     1000000,
     {"tokens", "input", "video", "cache_read", "", "", ""}},
    {"cache_video_write_1h_tokens",
     "cache_video_write_1h_mtok",
     1000000,
     {"tokens", "input", "video", "cache_write", "1h", "", ""}},
    {"cache_video_write_5m_tokens",
     "cache_video_write_5m_mtok",
     1000000,
     {"tokens", "input", "video", "cache_write", "5m", "", ""}},
    {"cache_video_write_tokens",
     "cache_video_write_mtok",
     1000000,
     {"tokens", "input", "video", "cache_write", "", "", ""}},
    {"cache_write_1h_tokens",
     "cache_write_1h_mtok",
     1000000,
     {"tokens", "input", "", "cache_write", "1h", "", ""}},
    {"cache_write_5m_tokens",
     "cache_write_5m_mtok",
     1000000,
     {"tokens", "input", "", "cache_write", "5m", "", ""}},
    {"cache_write_tokens", "cache_write_mtok", 1000000, {"tokens", "input", "", "cache_write", "", "", ""}},
    {"code_executions", "code_executions_kcount", 1000, {"tool_calls", "", "", "", "", "code_execution", ""}},
    {"input_annotated_document_pages",
     "input_annotated_document_kpages",
     1000,
     {"document_pages", "input", "", "", "", "", "annotated"}},
    {"input_audio_seconds", "input_audio_hours", 3600, {"durations", "input", "audio", "", "", "", ""}},
    {"input_audio_tokens", "input_audio_mtok", 1000000, {"tokens", "input", "audio", "", "", "", ""}},
    {"input_audio_tool_tokens",
     "input_audio_tool_mtok",
     1000000,
     {"tokens", "input", "audio", "tool", "", "", ""}},
    {"input_characters", "input_mchars", 1000000, {"characters", "input", "", "", "", "", ""}},
    {"input_document_pages", "input_document_kpages", 1000, {"document_pages", "input", "", "", "", "", ""}},
    {"input_image_tokens", "input_image_mtok", 1000000, {"tokens", "input", "image", "", "", "", ""}},
    {"input_image_tool_tokens",
     "input_image_tool_mtok",
     1000000,
     {"tokens", "input", "image", "tool", "", "", ""}},
    {"input_pixels", "input_gpixels", 1000000000, {"pixels", "input", "", "", "", "", ""}},
    {"input_text_messages",
     "input_text_messages_kcount",
     1000,
     {"messages", "input", "text", "", "", "", ""}},
    {"input_text_tokens", "input_text_mtok", 1000000, {"tokens", "input", "text", "", "", "", ""}},
    {"input_text_tool_tokens",
     "input_text_tool_mtok",
     1000000,
     {"tokens", "input", "text", "tool", "", "", ""}},
    {"input_tokens", "input_mtok", 1000000, {"tokens", "input", "", "", "", "", ""}},
    {"input_tool_tokens", "input_tool_mtok", 1000000, {"tokens", "input", "", "tool", "", "", ""}},
    {"input_video_tokens", "input_video_mtok", 1000000, {"tokens", "input", "video", "", "", "", ""}},
    {"input_video_tool_tokens",
     "input_video_tool_mtok",
     1000000,
     {"tokens", "input", "video", "tool", "", "", ""}},
    {"output_audio_citation_tokens",
     "output_audio_citation_mtok",
     1000000,
     {"tokens", "output", "audio", "citation", "", "", ""}},
    {"output_audio_reasoning_tokens",
     "output_audio_reasoning_mtok",
     1000000,
     {"tokens", "output", "audio", "reasoning", "", "", ""}},
    {"output_audio_seconds", "output_audio_hours", 3600, {"durations", "output", "audio", "", "", "", ""}},
    {"output_audio_tokens", "output_audio_mtok", 1000000, {"tokens", "output", "audio", "", "", "", ""}},
    {"output_citation_tokens",
     "output_citation_mtok",
     1000000,
     {"tokens", "output", "", "citation", "", "", ""}},
    {"output_image_citation_tokens",
     "output_image_citation_mtok",
     1000000,
     {"tokens", "output", "image", "citation", "", "", ""}},
    {"output_image_reasoning_tokens",
     "output_image_reasoning_mtok",
     1000000,
     {"tokens", "output", "image", "reasoning", "", "", ""}},
    {"output_image_tokens", "output_image_mtok", 1000000, {"tokens", "output", "image", "", "", "", ""}},
    {"output_reasoning_tokens",
     "output_reasoning_mtok",
     1000000,
     {"tokens", "output", "", "reasoning", "", "", ""}},
    {"output_text_citation_tokens",
     "output_text_citation_mtok",
     1000000,
     {"tokens", "output", "text", "citation", "", "", ""}},
    {"output_text_reasoning_tokens",
     "output_text_reasoning_mtok",
     1000000,
     {"tokens", "output", "text", "reasoning", "", "", ""}},
    {"output_text_tokens", "output_text_mtok", 1000000, {"tokens", "output", "text", "", "", "", ""}},
    {"output_tokens", "output_mtok", 1000000, {"tokens", "output", "", "", "", "", ""}},
    {"output_video_citation_tokens",
     "output_video_citation_mtok",
     1000000,
     {"tokens", "output", "video", "citation", "", "", ""}},
    {"output_video_reasoning_tokens",
     "output_video_reasoning_mtok",
     1000000,
     {"tokens", "output", "video", "reasoning", "", "", ""}},
    {"output_video_tokens", "output_video_mtok", 1000000, {"tokens", "output", "video", "", "", "", ""}},
    {"requests", "requests_kcount", 1000, {"requests", "", "", "", "", "", ""}},
    {"rerank_searches", "rerank_searches_kcount", 1000, {"rerank", "", "", "", "", "", ""}},
    {"social_searches", "social_searches_kcount", 1000, {"tool_calls", "", "", "", "", "social_search", ""}},
    {"storage_searches",
     "storage_searches_kcount",
     1000,
     {"tool_calls", "", "", "", "", "storage_search", ""}},
    {"web_searches", "web_searches_kcount", 1000, {"tool_calls", "", "", "", "", "web_search", ""}},
}};

bool shares(const PriceUnit& whole, const PriceUnit& part) {
    for (std::size_t i = 0; i < PriceUnit::dimensions; ++i)
        if (!whole.at[i].empty() && whole.at[i] != part.at[i]) return false;
    return true;
}

bool agree(const PriceUnit& a, const PriceUnit& b) {
    for (std::size_t i = 0; i < PriceUnit::dimensions; ++i)
        if (!a.at[i].empty() && !b.at[i].empty() && a.at[i] != b.at[i]) return false;
    return true;
}

/// How every two units lie to each other, worked out once.
struct Relations {
    std::array<std::array<bool, priceUnitCount>, priceUnitCount> partOf{}, overlap{};
    std::array<std::array<int, priceUnitCount>, priceUnitCount> both{}; ///< -1: none

    Relations() {
        for (std::size_t a = 0; a < priceUnitCount; ++a)
            for (std::size_t b = 0; b < priceUnitCount; ++b) {
                partOf[a][b] = a != b && shares(registry[b], registry[a]);
                overlap[a][b] = agree(registry[a], registry[b]);
                both[a][b] = overlap[a][b] ? unitOfBoth(registry[a], registry[b]) : -1;
            }
    }

private:
    static int unitOfBoth(const PriceUnit& a, const PriceUnit& b) {
        std::array<std::string_view, PriceUnit::dimensions> joined = a.at;
        for (std::size_t i = 0; i < joined.size(); ++i)
            if (joined[i].empty()) joined[i] = b.at[i];
        const auto place = std::find_if(registry.begin(), registry.end(),
                                        [&](const PriceUnit& unit) { return unit.at == joined; });
        return place == registry.end() ? -1 : static_cast<int>(place - registry.begin());
    }
};

const Relations& relations() {
    static const Relations all;
    return all;
}

std::optional<std::size_t> unitWith(std::string_view PriceUnit::*name, std::string_view key) {
    for (std::size_t i = 0; i < priceUnitCount; ++i)
        if (registry[i].*name == key) return i;
    return std::nullopt;
}

} // namespace

std::size_t PriceUnit::detail() const {
    return static_cast<std::size_t>(
        std::count_if(at.begin(), at.end(), [](std::string_view value) { return !value.empty(); }));
}

std::span<const PriceUnit, priceUnitCount> priceUnits() { return registry; }

std::optional<std::size_t> priceUnitOfUsage(std::string_view key) {
    return unitWith(&PriceUnit::usageKey, key);
}
std::optional<std::size_t> priceUnitOfPrice(std::string_view key) {
    return unitWith(&PriceUnit::priceKey, key);
}

bool isPartOf(std::size_t part, std::size_t whole) { return relations().partOf[part][whole]; }
bool canOverlap(std::size_t a, std::size_t b) { return relations().overlap[a][b]; }
std::optional<std::size_t> overlapOf(std::size_t a, std::size_t b) {
    const int unit = relations().both[a][b];
    return unit < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(unit));
}

} // namespace tokenarium
