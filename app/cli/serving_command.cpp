// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli serving: how fast a model answers on a GPU, how many GPUs a load takes, and what that costs.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/file_bytes.h"
#include "app/cli/number_options.h"
#include "engine/cost/accelerators.h"
#include "engine/cost/architecture.h"
#include "engine/cost/attention_shape.h"
#include "engine/cost/fleet.h"
#include "engine/cost/memory.h"
#include "engine/cost/queueing.h"
#include "engine/cost/token_economics.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace tokenarium::cli {

namespace {

using json = nlohmann::ordered_json;

constexpr double most = 1e18;
constexpr std::size_t mostSimulated = 2'000'000;

struct Served {
    std::string modelName, gpuName;
    FleetQuestion question;
    double context = 0, batch = 1;
    bool hasLoad = false;
    Decimal usdPerMillion; ///< price of a million tokens, 0: not asked
    double watts = 0;
    std::uint64_t seed = 1;
    std::size_t simulated = 0;
};

double real(const Arguments& arguments, const std::string& option, double otherwise, double least = 0) {
    return realOption(arguments, option, least, most).value_or(otherwise);
}

Decimal dollars(const Arguments& arguments, const std::string& option, double otherwise) {
    return Decimal::ofMeasured(real(arguments, option, otherwise)).value_or(Decimal());
}

/// Parameters at work for a token, all of them, and the cache, from a config.json or from two numbers.
void readModel(const Arguments& arguments, Served& served) {
    ModelOnServer& model = served.question.model;
    const double bytes = real(arguments, "--bytes-per-parameter", 2, 0.0625);
    if (const auto file = arguments.value("--config")) {
        const FileBytes contents(*file);
        if (contents.text().size() > std::size_t{4} << 20)
            throw CommandError(ExitCode::BadInput, *file + ": this is too large for a configuration.");
        const std::string text(contents.text()), name = *file == "-" ? "standard input" : *file;
        const ParameterCount count = countParameters(loadArchitecture(text, name).tensors);
        model.parameters = static_cast<double>(count.experts > 0 ? count.active : count.total);
        model.weightBytes = static_cast<double>(count.total) * bytes;
        model.cacheBytesPerToken =
            static_cast<double>(cacheElementsPerToken(loadAttentionShape(text, name))) * 2;
        served.modelName = name;
    } else {
        const auto parameters = realOption(arguments, "--params", 1, most);
        if (!parameters)
            throw CommandError(ExitCode::WrongUse,
                               "--params N or --config FILE is needed: the model that is served.");
        model.parameters = *parameters;
        model.weightBytes = *parameters * bytes;
        served.modelName = *arguments.value("--params") + " parameters";
    }
    model.cacheBytesPerToken = real(arguments, "--kv-bytes", model.cacheBytesPerToken);
}

void readHardware(const Arguments& arguments, Served& served) {
    const std::string name = arguments.value("--gpu").value_or("H100 SXM 80 GB");
    const Accelerator* card = findAccelerator(name);
    if (!card) {
        std::string names;
        for (const Accelerator& each : accelerators())
            names += (names.empty() ? "" : ", ") + std::string(each.name);
        throw CommandError(ExitCode::WrongUse,
                           "--gpu " + name + ": not in the table; there are " + names +
                               ", or give --peak-flops, --bandwidth and --memory besides.");
    }
    served.gpuName = card->name;
    FleetQuestion& question = served.question;
    question.gpusPerServer = countOption(arguments, "--gpus", 100'000).value_or(1);
    if (question.gpusPerServer == 0)
        throw CommandError(ExitCode::WrongUse, "--gpus 0: a server has at least one GPU.");
    const double gpus = static_cast<double>(question.gpusPerServer);
    question.server = {real(arguments, "--peak-flops", card->bf16, 1) * gpus,
                       real(arguments, "--bandwidth", card->bytesPerSecond, 1) * gpus,
                       realOption(arguments, "--efficiency", 0.001, 1).value_or(0.5),
                       real(arguments, "--memory", card->memoryBytes, 1) * gpus};
    question.usdPerGpuHour = dollars(arguments, "--gpu-hour", card->usdPerHour);
    served.watts = card->watts * gpus;
}

Served readOptions(const Arguments& arguments) {
    Served served;
    readModel(arguments, served);
    readHardware(arguments, served);
    FleetQuestion& question = served.question;
    question.promptTokens = real(arguments, "--prompt-tokens", 1000);
    question.outputTokens = countOption(arguments, "--output-tokens", 1'000'000'000).value_or(250);
    if (question.outputTokens == 0)
        throw CommandError(ExitCode::WrongUse, "--output-tokens 0: an answer has at least one token.");
    question.ttftTargetSeconds = real(arguments, "--ttft", 1000) / 1000;
    question.itlTargetSeconds = real(arguments, "--itl", 50) / 1000;
    question.shareWithin = realOption(arguments, "--within", 0.01, 0.999999).value_or(0.95);
    served.batch = real(arguments, "--batch", 1, 1);
    served.context = question.promptTokens + static_cast<double>(question.outputTokens);
    if (const auto load = realOption(arguments, "--requests-per-second", 1e-9, 1e9)) {
        served.hasLoad = true;
        question.requestsPerSecond = *load;
    }
    served.usdPerMillion = dollars(arguments, "--price", 0);
    served.seed = countOption(arguments, "--seed").value_or(1);
    served.simulated =
        static_cast<std::size_t>(countOption(arguments, "--simulate", mostSimulated).value_or(0));
    return served;
}

// Answers -------------------------------------------------------------------------------------------------

json latencyJson(const Served& served) {
    const FleetQuestion& question = served.question;
    const RooflineTime prefill = prefillTime(question.model, question.server, question.promptTokens, 1);
    const RooflineTime step = decodeStep(question.model, question.server, served.batch, served.context);
    const AnswerLatency answer =
        answerLatency(prefill.seconds(), step.seconds(), question.outputTokens).value();
    const auto room = largestBatch(question.model, question.server, served.context);
    const auto bound = [](const RooflineTime& time) { return time.isComputeBound() ? "compute" : "memory"; };
    return {{"batch", served.batch},
            {"fits", !room || served.batch <= *room},
            {"ttft_s", prefill.seconds()},
            {"ttft_bound", bound(prefill)},
            {"itl_s", step.seconds()},
            {"itl_bound", bound(step)},
            {"e2e_s", answer.endToEndSeconds},
            {"tokens_per_s_user", answer.tokensPerSecond},
            {"tokens_per_s_server", served.batch / step.seconds()},
            {"critical_batch", criticalBatch(question.server.flopsPerSecond, question.server.bytesPerSecond,
                                             question.model.weightBytes / question.model.parameters)}};
}

json curveJson(const Served& served) {
    std::vector<double> batches;
    for (double batch = 1; batch <= served.question.mostBatch; batch *= 2) batches.push_back(batch);
    json list = json::array();
    for (const ServingPoint& point :
         servingCurve(served.question.model, served.question.server, served.context, batches))
        list.push_back({{"batch", point.batch},
                        {"tokens_per_s_user", point.perUser},
                        {"tokens_per_s_server", point.perServer},
                        {"fits", point.fits},
                        {"bound", point.isComputeBound ? "compute" : "memory"}});
    return list;
}

json fleetJson(const Served& served) {
    const FleetAnswer fleet = fleetFor(served.question);
    if (!fleet) return {{"requests_per_s", served.question.requestsPerSecond}, {"problem", fleet.problem}};
    json one = {{"requests_per_s", served.question.requestsPerSecond},
                {"batch", fleet.batch},
                {"gap_s", fleet.gapSeconds},
                {"service_s", fleet.serviceSeconds},
                {"in_flight", fleet.inFlight},
                {"requests_per_s_server", fleet.requestsPerSecondPerServer},
                {"servers_at_full_load", fleet.serversForLoad},
                {"servers", fleet.servers},
                {"gpus", fleet.gpus},
                {"utilization", fleet.utilization},
                {"p_wait", fleet.waitProbability},
                {"mean_ttft_s", fleet.meanTtftSeconds},
                {"usd_per_hour", fleet.usdPerHour.toDouble()},
                {"usd_per_million_output", fleet.usdPerMillionTokens.toDouble()}};
    const double tokens =
        served.question.requestsPerSecond * static_cast<double>(served.question.outputTokens);
    if (served.watts > 0)
        one["kwh_per_million"] =
            tokenEnergy(served.watts * static_cast<double>(fleet.servers), tokens).kilowattHoursPerMillion;
    if (!served.usdPerMillion.isZero()) {
        const FactoryHour hour = factoryHour({static_cast<double>(fleet.gpus), served.question.usdPerGpuHour,
                                              tokens, 1, served.usdPerMillion, 0});
        one["revenue_per_hour"] = hour.revenue.toDouble();
        one["margin"] = hour.margin();
    }
    if (served.simulated > 0) {
        const QueueSimulation seen =
            simulateQueue(served.question.requestsPerSecond, 1 / fleet.serviceSeconds,
                          fleet.servers * static_cast<std::uint64_t>(fleet.batch), served.simulated,
                          served.seed, static_cast<std::size_t>(std::min(1e7, 10 * fleet.inFlight)));
        one["simulated"] = {{"requests", served.simulated},
                            {"seed", served.seed},
                            {"p_wait", seen.waitProbability},
                            {"mean_ttft_s", seen.waitSeconds + fleet.prefillSeconds},
                            {"in_flight", seen.inSystem}};
    }
    return one;
}

json answerOf(const Served& served) {
    const FleetQuestion& question = served.question;
    json whole = {{"model", served.modelName},
                  {"gpu", served.gpuName},
                  {"gpus_per_server", question.gpusPerServer},
                  {"parameters", question.model.parameters},
                  {"weight_bytes", question.model.weightBytes},
                  {"kv_bytes_per_token", question.model.cacheBytesPerToken},
                  {"prompt_tokens", question.promptTokens},
                  {"output_tokens", question.outputTokens},
                  {"latency", latencyJson(served)},
                  {"curve", curveJson(served)}};
    if (served.hasLoad) whole["fleet"] = fleetJson(served);
    return whole;
}

/// Servers of which only is known how many requests each can answer a second.
json queueJson(double load, double perServer, double share) {
    const auto full = serversFor(load, perServer, 1, 0), seventy = serversFor(load, perServer, 0.7, 0);
    const auto calm = fewestServers(load, perServer, share);
    if (!full || !calm || !seventy)
        throw CommandError(
            ExitCode::BadInput,
            "--requests-per-second and --per-server: more than a million servers would be needed.");
    json whole = {{"requests_per_s", load},          {"requests_per_s_server", perServer},
                  {"servers_at_full_load", *full},   {"servers_at_70_percent", *seventy},
                  {"servers_where_few_wait", *calm}, {"few", share}};
    json list = json::array();
    for (const std::uint64_t servers : {*full, *full + (*full + 9) / 10, *calm, *seventy}) {
        const QueueState state = queueState(load, perServer, servers);
        json one = {{"servers", servers}, {"utilization", state.utilization}, {"stable", state.stable}};
        if (state.stable) {
            one["p_wait"] = state.waitProbability;
            one["mean_wait_s"] = state.waitSeconds;
            one["in_system"] = state.inSystem;
        }
        list.push_back(std::move(one));
    }
    whole["queues"] = std::move(list);
    return whole;
}

// For people ----------------------------------------------------------------------------------------------

std::string shown(double number, const char* unit = "") {
    char text[64];
    std::snprintf(text, sizeof text,
                  number != 0 && (std::abs(number) < 0.01 || std::abs(number) >= 1e7) ? "%.3g%s" : "%.4g%s",
                  number, unit);
    return text;
}

void row(const std::string& what, const std::string& value, Output& output) {
    std::string line = "  " + what;
    std::size_t width = 0; // in characters
    for (const char c : line) width += (c & 0xC0) != 0x80;
    line.append(width < 48 ? 48 - width : 1, ' ');
    output.write(line + value + "\n");
}

void writeFleet(const json& fleet, const Served& served, Output& output) {
    output.write("\n" + shown(fleet["requests_per_s"].get<double>()) +
                 " requests a second, first token within " +
                 shown(served.question.ttftTargetSeconds * 1000, " ms") + " for " +
                 shown(served.question.shareWithin * 100, " %") + ", gap at most " +
                 shown(served.question.itlTargetSeconds * 1000, " ms") + "\n");
    if (fleet.contains("problem")) return row(fleet["problem"], "", output);
    const auto number = [&](const char* key) { return fleet[key].get<double>(); };
    row("batch of a server", shown(number("batch")), output);
    row("mean gap, the prompts of others in between", shown(number("gap_s") * 1000, " ms"), output);
    row("seconds for a request (without waiting)", shown(number("service_s")), output);
    row("in flight (arrivals × seconds)", shown(number("in_flight")), output);
    row("servers at 100 % load, an unstable queue", fleet["servers_at_full_load"].dump(), output);
    row("servers for the target", fleet["servers"].dump() + " (" + fleet["gpus"].dump() + " GPUs)", output);
    row("load of each", shown(number("utilization") * 100, " %"), output);
    row("requests that wait", shown(number("p_wait") * 100, " %"), output);
    row("mean time to the first token", shown(number("mean_ttft_s") * 1000, " ms"), output);
    row("dollars an hour (rent is an assumption)", shown(number("usd_per_hour")), output);
    row("dollars per million output tokens", shown(number("usd_per_million_output")), output);
    if (fleet.contains("kwh_per_million"))
        row("kWh per million output tokens", shown(number("kwh_per_million")), output);
    if (fleet.contains("margin")) row("margin at the price", shown(number("margin") * 100, " %"), output);
    if (!fleet.contains("simulated")) return;
    const json& seen = fleet["simulated"];
    row("simulated, " + seen["requests"].dump() + " requests: that wait",
        shown(seen["p_wait"].get<double>() * 100, " %"), output);
    row("simulated: mean time to the first token", shown(seen["mean_ttft_s"].get<double>() * 1000, " ms"),
        output);
}

void writeTable(const json& answer, const Served& served, Output& output) {
    const json& latency = answer["latency"];
    const auto number = [&](const char* key) { return latency[key].get<double>(); };
    output.write(served.modelName + " on " + std::to_string(served.question.gpusPerServer) + " × " +
                 served.gpuName + ", " + shown(served.question.promptTokens) + " tokens in, " +
                 std::to_string(served.question.outputTokens) + " out, batch " + shown(served.batch) +
                 " (roofline: the least time)\n");
    row("time to the first token, 2·N·S ÷ FLOP/s",
        shown(number("ttft_s") * 1000, " ms, ") + latency["ttft_bound"].get<std::string>() + " bound",
        output);
    row("gap between tokens, bytes ÷ bandwidth",
        shown(number("itl_s") * 1000, " ms, ") + latency["itl_bound"].get<std::string>() + " bound", output);
    row("end to end, TTFT + (n − 1) · ITL", shown(number("e2e_s"), " s"), output);
    row("tokens a second for one person", shown(number("tokens_per_s_user")), output);
    row("tokens a second of the server", shown(number("tokens_per_s_server")), output);
    row("batch where operations take as long as bytes", shown(number("critical_batch")), output);
    if (!latency["fits"].get<bool>()) output.write("  Weights and caches do not fit into the memory.\n");
    output.write("\n     batch   tokens/s each   tokens/s in all\n");
    for (const json& point : answer["curve"]) {
        char line[96];
        std::snprintf(line, sizeof line, "%10.0f%16.1f%18.1f", point["batch"].get<double>(),
                      point["tokens_per_s_user"].get<double>(), point["tokens_per_s_server"].get<double>());
        output.write(std::string(line) + (point["fits"].get<bool>() ? "" : "   does not fit") + "\n");
    }
    if (answer.contains("fleet")) writeFleet(answer["fleet"], served, output);
}

void writeQueues(const json& whole, Output& output) {
    output.write(shown(whole["requests_per_s"].get<double>()) + " requests a second, " +
                 shown(whole["requests_per_s_server"].get<double>()) +
                 " a server (M/M/c: arrivals at random)\n");
    for (const json& one : whole["queues"])
        row(one["servers"].dump() + " servers, load " + shown(one["utilization"].get<double>() * 100, " %"),
            one["stable"].get<bool>()
                ? shown(one["p_wait"].get<double>() * 100, " % wait, ") +
                      shown(one["mean_wait_s"].get<double>() * 1000, " ms on the average")
                : std::string("the queue grows without end"),
            output);
}

void runServing(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json"},
                                      {"--params",
                                       "--config",
                                       "--bytes-per-parameter",
                                       "--kv-bytes",
                                       "--gpu",
                                       "--gpus",
                                       "--peak-flops",
                                       "--bandwidth",
                                       "--memory",
                                       "--efficiency",
                                       "--prompt-tokens",
                                       "--output-tokens",
                                       "--batch",
                                       "--requests-per-second",
                                       "--ttft",
                                       "--itl",
                                       "--within",
                                       "--gpu-hour",
                                       "--price",
                                       "--simulate",
                                       "--seed",
                                       "--per-server"}});
    if (arguments.files() != std::vector<std::string>{"-"})
        throw CommandError(ExitCode::WrongUse,
                           "`serving` takes no file; the model is named by --params or --config.");
    if (const auto perServer = realOption(arguments, "--per-server", 1e-9, 1e9)) {
        const auto load = realOption(arguments, "--requests-per-second", 1e-9, 1e9);
        if (!load)
            throw CommandError(ExitCode::WrongUse, "--per-server needs the load: --requests-per-second R.");
        const json queues = queueJson(*load, *perServer,
                                      1 - realOption(arguments, "--within", 0.01, 0.999999).value_or(0.95));
        return arguments.has("--json") ? output.write(queues.dump() + "\n") : writeQueues(queues, output);
    }
    const Served served = readOptions(arguments);
    const json answer = answerOf(served);
    if (arguments.has("--json"))
        output.write(answer.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
    else
        writeTable(answer, served, output);
}

} // namespace

const Command servingCommand{"serving",
                             "latency of a model on a GPU, GPUs for a load, dollars for a million tokens",
                             R"(tokenarium-cli serving (--params N | --config FILE) [options]
tokenarium-cli serving --per-server R --requests-per-second R [--within SHARE]

From the roofline of model and GPU: time to the first token, gap between tokens (NVIDIA NIM's definitions), throughput against
interactivity; and for a load the requests in flight (Little), the queue (M/M/c) and the GPUs that keep a target. These are the
least times that arithmetic and memory allow; real servers reach a part of it.

  --params N               parameters that work for a token: 8e9
  --config FILE            … counted from a config.json of Hugging Face's, with its cache
  --bytes-per-parameter B  of the weights (2)
  --kv-bytes B             of the cache for a token (from --config, else 0)
  --gpu NAME --gpus N      a card of the table (H100 SXM 80 GB), and how many make a server (1)
  --peak-flops F --bandwidth B --memory B
                           of one card, instead of the table's
  --efficiency E           share of the peak that matrix products reach (0.5, an assumption)
  --prompt-tokens S --output-tokens N
                           of a request (1000, 250)
  --batch B                requests answered at once (1)
  --requests-per-second R  the load; then:
  --ttft MS --within SHARE --itl MS
                           target: first token within 1000 ms for 0.95 of requests, gap at most 50 ms
  --gpu-hour USD           rent (an assumption to begin with); --price USD: of a million output tokens
  --per-server R           only the queue: each server answers so many requests a second; --within: share that must not wait
  --simulate N --seed S    N requests through the queue, event by event
  --json                   {"latency":{"ttft_s","itl_s","e2e_s",…},"curve":[…],"fleet":{"servers","gpus","p_wait",…}}
)",
                             runServing};

} // namespace tokenarium::cli
