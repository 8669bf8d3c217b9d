// SPDX-License-Identifier: GPL-3.0-or-later
// Tables from the names of models to rules; the first prefix that fits counts.
#include "engine/view/model_counting.h"

#include "engine/image/image_token_rules.h"

#include <algorithm>
#include <array>

namespace tokenarium {
namespace {

constexpr const char* standIn = "o200k_base"; ///< for vocabularies that are not offered

enum class Vocabulary {
    Own,   ///< published as this model's
    Taken, ///< its maker's newest that is offered here; whether the model has it is not certain
    Other, ///< the model is known to have another one
};

struct TextRow {
    std::string_view start, tokenizer;
    Vocabulary is;
};

constexpr Vocabulary own = Vocabulary::Own, taken = Vocabulary::Taken, other = Vocabulary::Other;
constexpr const char* tekken = "mistral_tekken_240718";

/// As tiktoken's table of models says (2025); open models by what their makers publish: Meta's llama-models,
/// the tokenizer.json of Qwen and DeepSeek, mistral-common's table of models (2026). Llama 3.0 and 3.1
/// differ, as Qwen 2.5 and 3 do, only in special tokens. What others have trained further may have added
/// tokens.
constexpr TextRow textRows[] = {
    {"gpt-4o", "o200k_base", own},
    {"gpt-4.1", "o200k_base", own},
    {"gpt-4.5", "o200k_base", own},
    {"chatgpt-4o", "o200k_base", own},
    {"gpt-5.", "o200k_base", taken},
    {"gpt-5", "o200k_base", own},
    {"gpt-oss", "o200k_base", own},
    {"o1", "o200k_base", own},
    {"o3", "o200k_base", own},
    {"o4-mini", "o200k_base", own},
    {"gpt-4", "cl100k_base", own},
    {"gpt-3.5", "cl100k_base", own},
    {"gpt-35", "cl100k_base", own},
    {"text-embedding-", "cl100k_base", own},
    {"davinci-002", "cl100k_base", own},
    {"babbage-002", "cl100k_base", own},
    {"text-davinci-", "r50k_base", taken},
    {"davinci", "r50k_base", own},
    {"curie", "r50k_base", own},
    {"babbage", "r50k_base", own},
    {"ada", "r50k_base", own},

    {"llama-3.1-nemotron", "llama3", taken},
    {"llama-3_1-nemotron", "llama3", taken},
    {"llama-3.3-nemotron", "llama3", taken},
    {"llama-3.1-sonar", "llama3", taken},
    {"llama-3.1-lumimaid", "llama3", taken},
    {"llama-3-lumimaid", "llama3", taken},
    {"llama-3.3-swallow", "llama3", taken},
    {"llama3-groq", "llama3", taken},
    {"llama3.1-typhoon", "llama3", taken},
    {"llama-3", "llama3", own},
    {"meta-llama-3", "llama3", own},
    {"llama3", "llama3", own},
    {"llama-v3", "llama3", own},
    {"llama-guard-2", "llama3", taken},
    {"llama-guard-3", "llama3", taken},
    {"hermes-3-llama-3.1", "llama3", taken},
    {"llama", "o200k_base", other}, // 1, 2 and 4
    {"meta-llama", "o200k_base", other},
    {"codellama", "o200k_base", other},

    {"qwen3.", "qwen3", other}, // 3.5 and later have 248,320 tokens
    {"qwen3p", "qwen3", other},
    {"qwen3-max", "qwen3", taken},
    {"qwen3-coder-plus", "qwen3", taken},
    {"qwen3-coder-flash", "qwen3", taken},
    {"qwen3-coder-next", "qwen3", taken},
    {"qwen3", "qwen3", own},
    {"qwen-3-", "qwen3", own},
    {"qwen2", "qwen3", own},
    {"qwen-2", "qwen3", own},
    {"qwen", "qwen3", taken},
    {"qwq", "qwen3", taken},

    {"deepseek-r1-distill-llama", "llama3", taken},
    {"deepseek-r1-distill-qwen", "qwen3", taken},
    {"deepseek-r1-0528-qwen3", "qwen3", taken},
    {"deepseek-r1t", "deepseek_v3", taken},
    {"deepseek-r1", "deepseek_v3", own},
    {"r1-v1", "deepseek_v3", own},
    {"deepseek-v3.", "deepseek_v3", taken},
    {"deepseek-v3p", "deepseek_v3", taken},
    {"deepseek-v3", "deepseek_v3", own},
    {"deepseek_v3", "deepseek_v3", own},
    {"deepseek-chat-v3-0324", "deepseek_v3", own},
    {"deepseek-coder", "deepseek_v3", other},
    {"deepseek", "deepseek_v3", taken},

    {"open-mistral-nemo", tekken, own},
    {"mistral-nemo", tekken, own},
    {"ministral-8b-2410", tekken, own},
    {"mistral-small-2409", tekken, own},
    {"mistral-7b", tekken, other}, // from here to mixtral: SentencePiece
    {"mistral-tiny", tekken, other},
    {"mistral-small-2312", tekken, other},
    {"mistral-small-2402", tekken, other},
    {"mistral-medium-2312", tekken, other},
    {"mistral-large-2402", tekken, other},
    {"mistral-large-2407", tekken, other},
    {"mistral-large-2411", tekken, other},
    {"pixtral-large", tekken, other},
    {"codestral-2405", tekken, other},
    {"codestral-mamba", tekken, other},
    {"open-mistral-7b", tekken, other},
    {"open-mixtral", tekken, other},
    {"mixtral", tekken, other},
    {"mistral", tekken, taken},
    {"ministral", tekken, taken},
    {"pixtral", tekken, taken},
    {"codestral", tekken, taken},
    {"devstral", tekken, taken},
    {"magistral", tekken, taken},
    {"voxtral", tekken, taken},
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
    for (const std::string_view lead : {"ft:", "global.", "regional.", "us.", "eu.", "openai.", "anthropic.",
                                        "meta.", "qwen.", "deepseek.", "mistral."})
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

std::string noteOf(Vocabulary is, const std::string& tokenizer) {
    switch (is) {
    case Vocabulary::Own: return "";
    case Vocabulary::Taken:
        return tokenizer + " is taken to be the vocabulary of this model; that is not certain.";
    case Vocabulary::Other: break;
    }
    return "This model has another vocabulary; " + tokenizer + " stands in for it.";
}

CountingChoice textOf(const std::string& name, const std::function<bool(std::string_view)>& has) {
    const TextRow* row = rowOf(std::span<const TextRow>(textRows), name);
    if (row && has(row->tokenizer)) {
        const std::string tokenizer(row->tokenizer);
        return {tokenizer, row->is == Vocabulary::Own, noteOf(row->is, tokenizer)};
    }
    for (const char* tokenizer : {standIn, "cl100k_base", "r50k_base"})
        if (has(tokenizer))
            return {
                tokenizer, false,
                (row && row->is != Vocabulary::Other
                     ? "The vocabulary " + std::string(row->tokenizer) + " is not there; "
                     : std::string("The vocabulary of this model is not published, or not offered here; ")) +
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
