// SPDX-License-Identifier: GPL-3.0-or-later
// Tables from the names of models to rules; the first prefix that fits counts.
#include "engine/view/model_counting.h"

#include "engine/image/image_token_rules.h"

#include <algorithm>
#include <array>

namespace tokenarium {
namespace {

constexpr const char* standIn = "o200k_base"; ///< for vocabularies that nobody has published

struct TextRow {
    std::string_view start, tokenizer;
    bool exact;
};

/// As tiktoken's table of models says (2025); open models by their own vocabulary.
constexpr TextRow textRows[] = {
    {"gpt-4o", "o200k_base", true},
    {"gpt-4.1", "o200k_base", true},
    {"gpt-4.5", "o200k_base", true},
    {"chatgpt-4o", "o200k_base", true},
    {"gpt-5.", "o200k_base", false},
    {"gpt-5", "o200k_base", true},
    {"gpt-oss", "o200k_base", true},
    {"o1", "o200k_base", true},
    {"o3", "o200k_base", true},
    {"o4-mini", "o200k_base", true},
    {"gpt-4", "cl100k_base", true},
    {"gpt-3.5", "cl100k_base", true},
    {"gpt-35", "cl100k_base", true},
    {"text-embedding-", "cl100k_base", true},
    {"davinci-002", "cl100k_base", true},
    {"babbage-002", "cl100k_base", true},
    {"text-davinci-", "r50k_base", false},
    {"davinci", "r50k_base", true},
    {"curie", "r50k_base", true},
    {"babbage", "r50k_base", true},
    {"ada", "r50k_base", true},
    {"llama-3", "llama3", true},
    {"meta-llama-3", "llama3", true},
    {"llama3", "llama3", true},
    {"qwen3", "qwen3", true},
    {"qwen-3", "qwen3", true},
    {"qwen2.5", "qwen3", false},
    {"deepseek-v3", "deepseek_v3", true},
    {"deepseek-r1", "deepseek_v3", false},
    {"deepseek-chat", "deepseek_v3", false},
    {"deepseek-reasoner", "deepseek_v3", false},
    {"deepseek", "deepseek_v3", false},
    {"open-mistral-nemo", "mistral_tekken_240718", true},
    {"mistral-nemo", "mistral_tekken_240718", true},
    {"pixtral", "mistral_tekken_240718", false},
    {"ministral", "mistral_tekken_240718", false},
};

struct RuleRow {
    std::string_view start, rule, low;
};

/// Where a name has several rules, the vendor's usual one.
constexpr RuleRow pictureRows[] = {
    {"gpt-5.6", "openai-patch/gpt-5.6@2026 high", ""},
    {"gpt-5.5", "openai-patch/gpt-5.5@2026 high", "openai-patch/gpt-5.5@2026 low"},
    {"gpt-5.4", "openai-patch/gpt-5.4@2026 high", "openai-patch/gpt-5.4@2026 low"},
    {"gpt-5.2", "openai-patch/gpt-5.2@2026", ""},
    {"gpt-5-mini", "openai-patch/gpt-4.1-mini@2025", ""},
    {"gpt-5-nano", "openai-patch/gpt-4.1-nano@2025", ""},
    {"gpt-4.1-mini", "openai-patch/gpt-4.1-mini@2026", ""},
    {"gpt-4.1-nano", "openai-patch/gpt-4.1-nano@2025", ""},
    {"o4-mini", "openai-patch/o4-mini@2025", ""},
    {"gpt-4o-mini", "openai-tile/gpt-4o-mini/high", "openai-tile/gpt-4o-mini/low"},
    {"gpt-4o", "openai-tile/gpt-4o/high", "openai-tile/gpt-4o/low"},
    {"chatgpt-4o", "openai-tile/gpt-4o/high", "openai-tile/gpt-4o/low"},
    {"gpt-4.1", "openai-tile/gpt-4o/high", "openai-tile/gpt-4o/low"},
    {"gpt-4.5", "openai-tile/gpt-4o/high", "openai-tile/gpt-4o/low"},
    {"o1", "openai-tile/o1/high", "openai-tile/o1/low"},
    {"o3", "openai-tile/o1/high", "openai-tile/o1/low"},
    {"gpt-5.1", "openai-tile/gpt-5/high", "openai-tile/gpt-5/low"},
    {"gpt-5-", "openai-tile/gpt-5/high", "openai-tile/gpt-5/low"},
    {"computer-use", "openai-tile/computer-use-preview/high", "openai-tile/computer-use-preview/low"},
    {"gpt-image-1", "openai-gpt-image-1/low", ""},
    {"gemini-3", "gemini-3/high", "gemini-3/low"},
    {"gemini-2", "gemini-tiles/clamped", ""},
    {"gemma-3", "gemma-3", ""},
    {"qwen3-vl", "qwen/qwen3-vl", ""},
    {"qwen2.5-vl", "qwen/qwen2.5-vl", ""},
    {"qwen2-vl", "qwen/qwen2-vl", ""},
};
constexpr RuleRow soundRows[] = {
    {"gemini", "gemini-audio", ""},
    {"gpt-realtime", "openai-realtime-input", ""},
    {"gpt-audio", "openai-realtime-input", ""},
    {"gpt-4o", "openai-realtime-input", ""},
    {"whisper", "whisper", ""},
};
constexpr RuleRow videoRows[] = {
    {"gemini-3", "gemini-3/low", ""},
    {"gemini-2", "gemini-2.5/default", ""},
};

/// Without what stands before the last slash: "openai/gpt-4o".
std::string bareName(std::string_view model) {
    std::string name;
    for (const char c : model) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (const std::size_t slash = name.rfind('/'); slash != name.npos) name.erase(0, slash + 1);
    for (const std::string_view lead :
         {"ft:", "openai.", "anthropic.", "meta.", "global.", "regional.", "us.", "eu."})
        if (name.starts_with(lead)) name.erase(0, lead.size());
    return name;
}

template<typename Row>
const Row* rowOf(std::span<const Row> rows, std::string_view name) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [name](const Row& row) { return name.starts_with(row.start); });
    return found == rows.end() ? nullptr : &*found;
}

/// "gpt-5" itself is in the rows only with what follows.
CountingChoice ruleOf(std::span<const RuleRow> rows, const std::string& name, const char* otherwise,
                      std::string& low) {
    if (const RuleRow* row = rowOf(rows, name == "gpt-5" ? std::string("gpt-5-") : name)) {
        low = row->low;
        return {std::string(row->rule), true, ""};
    }
    return {otherwise, false,
            std::string("The vendor's rule for this model is not known; ") + otherwise +
                " stands in for it."};
}

/// The first number behind the name of the family and the second, "4-7" or "4.7": 4.7 and later see more.
bool isLaterClaude(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] < '0' || name[i] > '9') continue;
        const int major = name[i] - '0';
        const bool hasMinor = i + 2 < name.size() && (name[i + 1] == '-' || name[i + 1] == '.') &&
                              name[i + 2] >= '0' && name[i + 2] <= '9' &&
                              (i + 3 == name.size() || name[i + 3] < '0' || name[i + 3] > '9');
        const int minor = hasMinor ? name[i + 2] - '0' : 0;
        return major > 4 || (major == 4 && minor >= 7);
    }
    return false;
}

CountingChoice textOf(const std::string& name, const std::function<bool(std::string_view)>& has) {
    const TextRow* row = rowOf(std::span<const TextRow>(textRows), name);
    if (row && has(row->tokenizer)) {
        const std::string tokenizer(row->tokenizer);
        return {tokenizer, row->exact,
                row->exact ? "" : "Whether it is " + tokenizer + " is not published for this model."};
    }
    for (const char* tokenizer : {standIn, "cl100k_base", "r50k_base"})
        if (has(tokenizer))
            return {tokenizer, false,
                    (row ? "The vocabulary " + std::string(row->tokenizer) + " is not there; "
                         : std::string("The vocabulary of this model is not published; ")) +
                        tokenizer + " stands in for it."};
    return {"bytes", false, "No vocabulary is there; bytes were counted, several for a token."};
}

} // namespace

const CountingChoice& ModelCounting::of(Modality modality) const {
    switch (modality) {
    case Modality::Picture: return picture;
    case Modality::Sound: return sound;
    case Modality::Video: return video;
    default: return text;
    }
}

ModelCounting modelCounting(std::string_view model,
                            const std::function<bool(std::string_view)>& hasTokenizer) {
    const std::string name = bareName(model);
    ModelCounting counting;
    std::string none;
    counting.text = textOf(name, hasTokenizer);
    counting.picture = ruleOf(pictureRows, name, "openai-tile/gpt-4o/high", counting.lowDetailPicture);
    if (name.find("claude") != name.npos)
        counting.picture = {isLaterClaude(name) ? "anthropic-28/high" : "anthropic-28/standard", true, ""};
    counting.sound = ruleOf(soundRows, name, "gemini-audio", none);
    counting.video = ruleOf(videoRows, name, "gemini-2.5/default", none);
    counting.chatExact = name.starts_with("gpt-4") || name.starts_with("gpt-3.5");
    return counting;
}

} // namespace tokenarium
