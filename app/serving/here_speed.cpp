// SPDX-License-Identifier: GPL-3.0-or-later
// The stories model if it is there, else another one.
#include "app/serving/here_speed.h"

#include "engine/model/model_catalog.h"
#include "engine/model/recorded_run.h"
#include "engine/text/text_tokenizer.h"

#include <chrono>

namespace tokenarium {
namespace {

constexpr std::size_t mostTokens = 48;
constexpr double limitSeconds = 0.5;
constexpr const char* promptText = "Once upon a time there was a little girl who";

std::optional<std::filesystem::path> findOwnModel(std::string& name) {
    for (const char* wanted : {"stories", "poems", "tiny"})
        if (const auto path = findModel(wanted, embeddedModelsFolder())) {
            name = wanted;
            return path;
        }
    return std::nullopt;
}

} // namespace

std::optional<HereSpeed> measureHere(const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    HereSpeed here;
    const auto path = findOwnModel(here.model);
    if (!path) return std::nullopt;
    const auto model = openReadyModel(*path);
    std::vector<TokenId> prompt;
    for (const Token& token : encode(*model->opened.tokenizer, promptText).tokens) prompt.push_back(token.id);
    if (prompt.empty() || stop.stop_requested()) return std::nullopt;
    std::stop_source enough;
    const std::stop_callback link(stop, [&] { enough.request_stop(); });
    const auto begin = Clock::now();
    const DecodeTimes times = measureDecoding(
        *model, prompt, mostTokens,
        [&](const DecodeTimes&) {
            if (std::chrono::duration<double>(Clock::now() - begin).count() > limitSeconds)
                enough.request_stop();
        },
        enough.get_token());
    if (stop.stop_requested() || times.gapSeconds.empty()) return std::nullopt;
    here.parameters = model->parameters;
    here.threads = model->threads;
    here.promptTokens = times.promptTokens;
    here.ttftSeconds = times.firstTokenSeconds;
    here.gaps = latencySummary(times.gapSeconds);
    const std::uint64_t bytes = workOfToken(*model, prompt.size()).bytesRead;
    here.bound = bandwidthBound(bytes, measuredBandwidth(*model, bytes));
    return here;
}

} // namespace tokenarium
