// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli generate: goes on with a text, token by token.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/load_model.h"
#include "app/cli/number_options.h"
#include "app/cli/prompt_tokens.h"
#include "app/cli/streamed_text.h"
#include "cuda/decode.h"
#include "engine/backend/counting_backend.h"
#include "engine/backend/read_bandwidth.h"
#include "engine/model/forward.h"
#include "engine/model/sampling.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <random>

namespace tokenarium::cli {

namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Settings {
    SamplingSettings sampling;
    std::uint64_t seed = 0;
    std::size_t mostTokens = 0, top = 0;
    bool json = false;
};

Settings settingsOf(const Arguments& arguments) {
    Settings settings;
    SamplingSettings& sampling = settings.sampling;
    if (arguments.has("--greedy") && arguments.value("--temperature"))
        throw CommandError(ExitCode::WrongUse, "--greedy and --temperature exclude each other.");
    sampling.temperature =
        arguments.has("--greedy") ? 0 : realOption(arguments, "--temperature", 0, 100).value_or(1);
    sampling.topK = countOption(arguments, "--top-k").value_or(0);
    sampling.topP = realOption(arguments, "--top-p", 0, 1).value_or(1);
    sampling.minP = realOption(arguments, "--min-p", 0, 1).value_or(0);
    sampling.repetitionPenalty = realOption(arguments, "--repetition-penalty", 0.01, 100).value_or(1);
    settings.seed = countOption(arguments, "--seed").value_or(std::random_device{}());
    settings.mostTokens = countOption(arguments, "--max-tokens", 1 << 24).value_or(256);
    settings.top = countOption(arguments, "--top", 1 << 22).value_or(0);
    settings.json = arguments.has("--json");
    return settings;
}

/// One run: prompt in, tokens out.
class Generation {
public:
    Generation(RunningModel& toRun, const Settings& wanted, std::vector<TokenId> promptIds)
        : running(toRun)
        , model(toRun.model)
        , settings(wanted)
        , sampler(wanted.sampling, wanted.seed)
        , ids(std::move(promptIds))
        , promptLength(ids.size()) {
        const std::size_t wantedLength = promptLength + std::min(settings.mostTokens, model.config.positions);
        capacity = std::min(wantedLength, model.config.positions);
        cache = createKvCache(model.config, *running.backend, capacity);
    }

    /// `take` is called for every token with its logits.
    template<typename Take>
    void run(const Take& take) {
        const auto start = Clock::now();
        std::vector<float> logits = read(ids);
        while (newIds().size() < settings.mostTokens) {
            const Draw draw = sampler.draw(logits, ids);
            if (newIds().empty()) firstTokenSeconds = secondsSince(start);
            if (isEnd(draw.token)) {
                stop = "end";
                break;
            }
            ids.push_back(draw.token);
            take(draw, logits);
            if (newIds().size() == settings.mostTokens) break;
            if (ids.size() > model.config.positions) {
                stop = "context";
                break;
            }
            if (newIds().size() == 1) layOutWeights();
            logits = read(std::span(ids).last(1));
        }
        allSeconds = secondsSince(start) - layOutSeconds;
    }

    std::size_t middle() const { return std::min((promptLength + ids.size()) / 2, capacity - 1); }
    std::span<const TokenId> newIds() const { return std::span(ids).subspan(promptLength); }
    double firstToken() const { return firstTokenSeconds; }
    double betweenTokens() const {
        const std::size_t count = newIds().size();
        return count < 2 ? 0 : (allSeconds - firstTokenSeconds) / static_cast<double>(count - 1);
    }
    /// Between the first token and the second; 0 where the weights had been read before.
    double laidOutIn() const { return layOutSeconds; }
    const char* stoppedBy() const { return stop; }

private:
    bool isEnd(TokenId id) const {
        const auto& ends = model.marks.ends;
        return std::find(ends.begin(), ends.end(), id) != ends.end();
    }

    void layOutWeights() {
        if (running.storage != WeightStorage::InFile) return;
        const auto start = Clock::now();
        layOut(running.model.weights, *running.backend);
        layOutSeconds = secondsSince(start);
    }

    /// The logits after `more`, the last of `ids`. Where a device fails, the CPU reads all again and goes on.
    std::vector<float> read(std::span<const TokenId> more) {
        std::vector<float> logits = readHere(more);
        if (running.backend->stopped()) decoder.reset();
        if (running.leaveFailedDevice()) {
            cache = createKvCache(model.config, *running.backend, capacity);
            logits = readHere(ids);
        }
        logits.resize(model.tokenizer->vocabulary().size()); // rows beyond it are no tokens
        return logits;
    }

    std::vector<float> readHere(std::span<const TokenId> more) {
        if (decoder) {
            const std::span<const float> logits = decoder->step(more.front());
            return {logits.begin(), logits.end()};
        }
        const SequenceInput text{more, &cache};
        ForwardOptions options;
        options.lastTokenOnly = true;
        const ForwardResult result =
            forward(model.config, model.weights, *running.backend, {&text, 1}, options);
        if (!result.problem.empty()) throw CommandError(ExitCode::BadInput, "the prompt: " + result.problem);
        std::vector<float> logits =
            result.complete ? running.backend->read(result.logits) : std::vector<float>();
        if (auto* gpu = dynamic_cast<CudaBackend*>(running.backend.get()); gpu && !gpu->stopped())
            decoder = createCudaDecoder(*gpu, model.config, model.weights, cache);
        return logits;
    }

    RunningModel& running;
    const OpenedModel& model;
    const Settings& settings;
    Sampler sampler;
    std::vector<TokenId> ids;
    std::size_t promptLength, capacity = 0;
    KvCache cache;
    std::unique_ptr<CudaDecoder> decoder; ///< on a GPU after the prompt, for one token at a time
    double firstTokenSeconds = 0, allSeconds = 0, layOutSeconds = 0;
    const char* stop = "length";
};

/// The likeliest tokens by the model itself, before any stage of sampling.
std::vector<Candidate> likeliest(std::span<const float> logits, std::size_t count) {
    const std::vector<double> shares = softmaxOf(logits);
    std::vector<Candidate> list(shares.size());
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = {static_cast<TokenId>(i), shares[i]};
    count = std::min(count, list.size());
    std::partial_sort(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), list.end(),
                      [](const Candidate& a, const Candidate& b) {
                          return a.probability != b.probability ? a.probability > b.probability : a.id < b.id;
                      });
    list.resize(count);
    return list;
}

/// Of one token by itself; always UTF-8.
std::string textOf(const TextTokenizer& tokenizer, TokenId id) {
    StreamedText text(tokenizer, {});
    return text.add(id) + text.finish();
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", share * 100);
    return text;
}

/// What the operations read for one token, halfway through the new ones: weights as they are stored, keys and
/// values, and the little that operations hand to each other.
std::uint64_t bytesPerToken(const OpenedModel& model, std::size_t position) {
    CountingBackend counting;
    KvCache cache = createKvCache(model.config, counting, position + 1);
    cache.length = position;
    const TokenId id = 0;
    const SequenceInput text{{&id, 1}, &cache};
    forward(model.config, model.weights, counting, {&text, 1});
    return counting.total().bytesRead;
}

void sayTimesOfDevice(const Generation& run, const DeviceChoice& device) {
    const double between = run.betweenTokens();
    char line[200];
    std::snprintf(line, sizeof line, "first token after %.1f ms, then %.3f ms a token (%.0f tokens/s) on ",
                  run.firstToken() * 1e3, between * 1e3, between > 0 ? 1 / between : 0);
    std::cerr << line << device.cuda << "\n";
}

void sayTimes(const Generation& run, const RunningModel& running) {
    if (run.newIds().empty()) return;
    if (!running.device.cuda.empty()) return sayTimesOfDevice(run, running.device);
    const std::uint64_t bytes = bytesPerToken(running.model, run.middle());
    const double bandwidth = measuredReadBandwidth(bytes, running.threads);
    const double bound = bandwidth / static_cast<double>(bytes), between = run.betweenTokens();
    const std::string laidOut =
        run.laidOutIn() >= 0.001
            ? " (then " + std::to_string(std::lround(run.laidOutIn() * 1e3)) + " ms to lay the weights out)"
            : std::string();
    char line[400];
    std::snprintf(line, sizeof line,
                  "first token after %.1f ms%s, then %.3f ms a token (%.0f tokens/s). Bound: %.3f MB read a "
                  "token at %.1f GB/s with %zu thread%s here are %.0f tokens/s%s",
                  run.firstToken() * 1e3, laidOut.c_str(), between * 1e3, between > 0 ? 1 / between : 0,
                  static_cast<double>(bytes) / 1e6, bandwidth / 1e9, running.threads,
                  running.threads == 1 ? "" : "s", bound, between > 0 ? "; reached: " : ".");
    std::cerr << line << (between > 0 ? percent(1 / between / bound) + "." : std::string()) << "\n";
}

void writePeople(RunningModel& running, const Settings& settings, std::vector<TokenId> prompt,
                 Output& output) {
    const OpenedModel& model = running.model;
    Generation run(running, settings, prompt);
    StreamedText text(*model.tokenizer, std::move(prompt));
    run.run([&](const Draw& draw, std::span<const float> logits) {
        if (settings.top == 0) {
            output.write(text.add(draw.token));
        } else {
            output.write(shownToken(*model.tokenizer, draw.token) + " " + percent(draw.fullProbability) +
                         "  of");
            for (const Candidate& one : likeliest(logits, settings.top))
                output.write("  " + shownToken(*model.tokenizer, one.id) + " " + percent(one.probability));
            output.write("\n");
        }
        output.flush();
    });
    if (settings.top == 0) output.write(text.finish() + "\n");
    output.flush();
    std::cerr << "stopped by " << run.stoppedBy() << "; seed " << settings.seed << "\n";
    sayTimes(run, running);
}

void writeJson(RunningModel& running, const Settings& settings, std::vector<TokenId> prompt, Output& output) {
    const OpenedModel& model = running.model;
    Generation run(running, settings, prompt);
    StreamedText streamed(*model.tokenizer, std::move(prompt));
    std::string text;
    Json steps = Json::array();
    run.run([&](const Draw& draw, std::span<const float> logits) {
        text += streamed.add(draw.token);
        if (settings.top == 0) return;
        Json step = Json::array();
        for (const Candidate& one : likeliest(logits, settings.top))
            step.push_back({{"id", one.id},
                            {"text", textOf(*model.tokenizer, one.id)},
                            {"probability", one.probability}});
        steps.push_back(std::move(step));
    });
    text += streamed.finish();
    const double between = run.betweenTokens();
    Json answer = {
        {"ids", run.newIds()},
        {"text", text},
        {"timing",
         {{"ttft_s", run.firstToken()}, {"itl_s", between}, {"tokens_per_s", between > 0 ? 1 / between : 0}}},
        {"stop", run.stoppedBy()},
        {"seed", settings.seed},
        {"device", running.device.cuda.empty() ? "cpu" : "cuda"}};
    if (settings.top > 0) answer["top"] = std::move(steps);
    output.write(answer.dump() + "\n");
}

void runGenerate(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--greedy", "--json"},
                                      {"--model", "--tokenizer", "--prompt", "--temperature", "--top-k",
                                       "--top-p", "--min-p", "--repetition-penalty", "--seed", "--max-tokens",
                                       "--top", "--device", "--threads", "--store"}});
    if (arguments.files() != std::vector<std::string>{"-"})
        throw CommandError(ExitCode::WrongUse, arguments.files().front() +
                                                   ": `generate` takes no file; the text to "
                                                   "go on with is --prompt TEXT.");
    const std::string prompt =
        arguments.required("--prompt", "the text to go on with; it may be empty (\"\").");
    const Settings settings = settingsOf(arguments);
    RunningModel running = loadRunningModel(arguments, true);
    const auto write = settings.json ? writeJson : writePeople;
    write(running, settings, promptTokens(running.model, prompt), output);
}

} // namespace

const Command generateCommand{
    "generate", "goes on with a text, token by token",
    R"(tokenarium-cli generate --model NAME|FILE --prompt TEXT [--greedy | --temperature T …] [--max-tokens N] [--json]

Writes what the model adds to the prompt, each token as soon as it is there, until the model's end mark, N tokens or
the end of its context. Times and the bound that this machine's memory sets go to stderr.

  --model NAME|FILE   poems, stories, tiny; a folder with model.safetensors and config.json; .gguf; llama2.c's .bin
  --tokenizer FILE    a tokenizer.json or llama2.c's tokenizer.bin, where none comes with the model
  --prompt TEXT       may be empty; special tokens written in it are taken as such
  --greedy            always the likeliest token
  --temperature T     divides the logits (1 unless said); then, in this order and only where given:
  --top-k K           keep the K likeliest
  --top-p P           keep the fewest that reach the share P together
  --min-p M           keep those with at least M times the probability of the likeliest
  --repetition-penalty R  lowers the logits of the last 64 tokens, before all others
  --seed S            the same seed gives the same text (any, unless said; it is printed)
  --max-tokens N      256 unless said
  --top N             a line a token instead of the text: the token, and the N likeliest with their probabilities
  --store FORM        how the weights are kept: f32, bf16, f16 or 8bit (as in the file unless said)
  --threads N         how many compute (unless said: one for a model below a million parameters, else all cores up to 8)
  --device cpu|cuda   where to compute; a GPU that fails or whose memory is full says so, and the CPU goes on. The
                      environment's TOKENARIUM_CUDA_MODULE names another module for the GPU than the one installed
  --json              {"ids": […] (new ones, without the end mark), "text", "timing": {"ttft_s", "itl_s",
                      "tokens_per_s"}, "stop": "end"|"length"|"context", "seed", "device": the one that computed the
                      last token}; with --top also "top": for each token [{"id", "text", "probability"}, …]
)",
    runGenerate};

} // namespace tokenarium::cli
