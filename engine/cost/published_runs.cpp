// SPDX-License-Identifier: GPL-3.0-or-later
// The table of published runs.
#include "engine/cost/published_runs.h"

namespace tokenarium {
namespace {

constexpr std::string_view a100Small = "A100 SXM 40 GB", a100 = "A100 SXM 80 GB", h100 = "H100 SXM 80 GB",
                           h800 = "H800 SXM 80 GB";
constexpr std::string_view gpt3 = "Brown et al. 2020, arXiv 2005.14165, Table D.1",
                           pythia = "Biderman et al. 2023, arXiv 2304.01373, Table 5",
                           llama1 = "Touvron et al. 2023, arXiv 2302.13971, Table 15",
                           llama2 = "Meta, Llama 2 model card, 2023",
                           llama3 = "Meta, Llama 3.1 model card, 2024";

constexpr PublishedRun runs[] = {
    {"gpt3-small", "GPT-3 Small", 125e6, 300e9, "", 0, gpt3, false},
    {"gpt3-6.7b", "GPT-3 6.7B", 6.66e9, 300e9, "", 0, gpt3, false},
    {"gpt3-175b", "GPT-3 175B", 174.6e9, 300e9, "", 0, gpt3, false},
    {"gopher-280b", "Gopher 280B", 280e9, 300e9, "", 0, "Rae et al. 2021, arXiv 2112.11446", true},
    {"chinchilla-70b", "Chinchilla 70B", 70e9, 1.4e12, "", 0, "Hoffmann et al. 2022, arXiv 2203.15556", true},
    {"pythia-1b", "Pythia 1B", 1011781632, 299892736000, a100Small, 4830, pythia, true},
    {"pythia-12b", "Pythia 12B", 11846072320, 299892736000, a100Small, 72300, pythia, true},
    {"llama1-7b", "LLaMA 7B", 6.7e9, 1e12, a100, 82432, llama1, true},
    {"llama1-33b", "LLaMA 33B", 32.5e9, 1.4e12, a100, 530432, llama1, true},
    {"mpt-7b", "MPT 7B", 6.7e9, 1e12, a100Small, 100320, "MosaicML, MPT-7B announcement, 2023", true},
    {"llama2-7b", "Llama 2 7B", 6738415616, 2e12, a100, 184320, llama2, true},
    {"llama2-70b", "Llama 2 70B", 68976648192, 2e12, a100, 1720320, llama2, true},
    {"llama3.1-8b", "Llama 3.1 8B", 8030261248, 15e12, h100, 1460000, llama3, true},
    {"llama3.1-405b", "Llama 3.1 405B", 405853388800, 15.6e12, h100, 30840000, llama3, true},
    {"deepseek-v3", "DeepSeek-V3 (37B active)", 37e9, 14.8e12, h800, 2788000,
     "DeepSeek-V3 README and report, 2024, arXiv 2412.19437", true},
    {"smollm3-3b", "SmolLM3 3B", 3075098624, 11.2e12, h100, 221184, "Hugging Face, SmolLM3 blog, 2025", true},
};

} // namespace

std::span<const PublishedRun> publishedRuns() { return runs; }

} // namespace tokenarium
