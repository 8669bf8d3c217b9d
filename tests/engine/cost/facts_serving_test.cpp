// SPDX-License-Identifier: GPL-3.0-or-later
// Latency, roofline, queues and economics against facts/serving.json.
#include "engine/cost/accelerators.h"
#include "engine/cost/queueing.h"
#include "engine/cost/serving.h"
#include "engine/cost/token_economics.h"
#include "tests/engine/cost/fact_cases.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using nlohmann::json;

constexpr double ms = 1e-3;

json latencyCase(const json& input) {
    const auto latency = answerLatency(input["ttft_ms"].get<double>() * ms,
                                       input["itl_ms"].get<double>() * ms, input["output_tokens"])
                             .value();
    return {{"e2e_ms", latency.endToEndSeconds / ms},
            {"tps_user", latency.tokensPerSecond},
            {"generation_ms", latency.generationSeconds / ms}};
}

json itlCase(const json& input) {
    const auto gap = measuredGap(input["e2e_ms"].get<double>() * ms, input["ttft_ms"].get<double>() * ms,
                                 input["output_tokens"])
                         .value();
    return {{"itl_ms", gap.seconds / ms}, {"itl_including_ttft_ms", gap.withFirstSeconds / ms}};
}

std::vector<ServedRequest> requestsOf(const json& input) {
    std::vector<ServedRequest> requests;
    for (const json& one : input["requests"])
        requests.push_back(
            {one.value("start_s", 0.0), one.value("ttft_ms", 0.0) * ms,
             one.contains("e2e_s") ? one["e2e_s"].get<double>() : one["e2e_ms"].get<double>() * ms,
             one["output_tokens"]});
    return requests;
}

json windowCase(const json& input) {
    const ServingWindow window = servingWindow(requestsOf(input));
    return {{"duration_s", window.seconds},
            {"tps_system", window.tokensPerSecond},
            {"rps", window.requestsPerSecond}};
}

json closedLoopCase(const json& input) {
    const auto loop = closedLoop(input["concurrency"], input["ttft_ms"].get<double>() * ms,
                                 input["itl_ms"].get<double>() * ms, input["output_tokens"])
                          .value();
    return {{"e2e_ms", loop.endToEndSeconds / ms},
            {"rps", loop.requestsPerSecond},
            {"tps_system", loop.tokensPerSecond}};
}

json littleCase(const json& input) {
    return {{"in_system", inSystem(input["arrival_per_s"], input["time_in_system_s"])}};
}

json goodputCase(const json& input) {
    const Goodput good = goodput(requestsOf(input), input["slo_ttft_ms"].get<double>() * ms,
                                 input["slo_tpot_ms"].get<double>() * ms, input["duration_s"]);
    return {{"meeting", good.meeting},
            {"fraction", good.fraction},
            {"goodput_rps", good.requestsPerSecond},
            {"throughput_rps", good.allRequestsPerSecond}};
}

ModelOnServer modelOf(const json& input) {
    return {input["params"], input.value("weight_bytes", 0.0), input.value("kv_bytes_per_token", 0.0)};
}
ServingHardware hardwareOf(const json& input) {
    return {input["peak_flops"], input.value("bandwidth", 1.0), input.value("efficiency", 1.0), 0};
}
const char* boundOf(const RooflineTime& time) { return time.isComputeBound() ? "compute" : "memory"; }

json prefillCase(const json& input) {
    const RooflineTime time = prefillTime(modelOf(input), hardwareOf(input), input["prompt"], input["batch"]);
    return {{"compute_s", time.computeSeconds},
            {"memory_s", time.memorySeconds},
            {"seconds", time.seconds()},
            {"bound", boundOf(time)}};
}

json decodeCase(const json& input) {
    const double batch = input["batch"];
    const RooflineTime time = decodeStep(modelOf(input), hardwareOf(input), batch, input["context"]);
    const ServingPoint point =
        servingCurve(modelOf(input), hardwareOf(input), input["context"], {&batch, 1})[0];
    return {{"compute_s", time.computeSeconds},
            {"memory_s", time.memorySeconds},
            {"seconds", time.seconds()},
            {"bound", boundOf(time)},
            {"tokens_per_s_total", point.perServer},
            {"tokens_per_s_user", point.perUser}};
}

json batchGainCase(const json& input) {
    const std::vector<double> batches = input["batches"];
    const auto curve = servingCurve(modelOf(input), hardwareOf(input), input["context"], batches);
    json rates;
    for (const ServingPoint& point : curve) rates.push_back(point.perServer);
    return {{"tokens_per_s", rates},
            {"throughput_gain", curve[1].perServer / curve[0].perServer},
            {"latency_ratio", curve[1].stepSeconds / curve[0].stepSeconds}};
}

json criticalCase(const json& input) {
    return {{"batch", criticalBatch(input["peak_flops"], input["bandwidth"], input["bytes_per_param"])}};
}
json ceilingCase(const json& input) {
    return {{"tokens_per_s", decodeCeiling(input["bytes_read_per_token"], input["bandwidth"])}};
}
json ceilingInverseCase(const json& input) {
    return {
        {"bandwidth_needed", bandwidthFor(input["tokens_per_s"], input["params"], input["bytes_per_param"])}};
}

json readingCase(const json& input) {
    const NeededSpeed speed = readingSpeed(input["wpm"], input["words_per_token"]);
    return {{"tokens_per_s", speed.tokensPerSecond}, {"itl_ms", speed.gapSeconds / ms}};
}
json videoCase(const json& input) {
    const NeededSpeed speed = videoSpeed(input["fps"], input["tokens_per_frame"]);
    return {{"tokens_per_s", speed.tokensPerSecond}, {"itl_ms", speed.gapSeconds / ms}};
}

json capacityCase(const json& input) {
    return {{"servers",
             serversFor(input["requests_per_s"], input["per_server"], input["utilization"], input["spares"])
                 .value()}};
}
json capacityTokensCase(const json& input) {
    const double load = input["requests_per_s"].get<double>() * input["output_tokens"].get<double>();
    return {{"tokens_per_s", static_cast<std::uint64_t>(load)},
            {"servers", serversFor(load, input["tokens_per_s_per_server"], input["utilization"], 0).value()}};
}

json mmcCase(const json& input) {
    const QueueState queue = queueState(input["arrival_per_s"], input["service_per_s"], input["servers"]);
    return {{"rho", queue.utilization},  {"stable", queue.stable},
            {"erlang_b", queue.erlangB}, {"p_wait", queue.waitProbability},
            {"wq_s", queue.waitSeconds}, {"w_s", queue.systemSeconds},
            {"lq", queue.waiting},       {"l", queue.inSystem}};
}
json tailCase(const json& input) {
    return {{"p_wait_over_t",
             waitLongerThan(input["arrival_per_s"], input["service_per_s"], input["servers"], input["t_s"])}};
}
json smallestCase(const json& input) {
    return {{"servers",
             fewestServers(input["arrival_per_s"], input["service_per_s"], input["p_wait_at_most"]).value()}};
}

json costCase(const json& input) {
    const auto cost = [&](double utilization) {
        const auto exact = [&](const char* name) {
            return Decimal::parseScientific(input[name].dump()).value();
        };
        return usdPerMillionTokens(exact("gpus"), exact("usd_per_gpu_hour"), input["tokens_per_s"],
                                   utilization)
            .value()
            .toDouble();
    };
    return {{"usd_per_million", cost(input["utilization"])}, {"usd_per_million_at_50pct", cost(0.5)}};
}
json energyCase(const json& input) {
    const TokenEnergy energy = tokenEnergy(input["watts"], input["tokens_per_s"]);
    return {{"joules_per_token", energy.joulesPerToken}, {"kwh_per_million", energy.kilowattHoursPerMillion}};
}
json factoryCase(const json& input) {
    const FactoryOutcome outcome = factoryOutcome(
        {input["revenue_ratio"], input["unit_cost_ratio"], input["price_ratio"], input["margin_old"]});
    return {{"volume_ratio", outcome.volumeRatio},
            {"total_cost_ratio", outcome.totalCostRatio},
            {"margin_new", outcome.marginAfter},
            {"profit_ratio", outcome.profitRatio}};
}
json growthCase(const json& input) {
    const Growth result = growth(input["ratio"], input["weeks"]);
    return {{"weekly_factor", result.weeklyFactor},
            {"daily_factor", result.dailyFactor},
            {"doubling_days", result.doublingDays.value()}};
}

json speculativeCase(const json& input) {
    const Speculation guess =
        speculation(input["acceptance"], input["draft_tokens"], input["draft_cost_ratio"]);
    return {{"tokens_per_pass", guess.tokensPerPass}, {"speedup", guess.speedup}};
}
json prefixCase(const json& input) {
    const PrefixCache cache =
        prefixCache(modelOf(input), hardwareOf(input), input["prompt"], input["cached"]);
    return {{"prefill_s", cache.seconds}, {"saved_fraction", cache.savedFraction}};
}

TEST(facts_serving, EveryCase) {
    testing::checkFacts("serving.json",
                        {{"serve.latency", latencyCase},
                         {"serve.itl", itlCase},
                         {"serve.window", windowCase},
                         {"serve.closed_loop", closedLoopCase},
                         {"serve.little", littleCase},
                         {"serve.goodput", goodputCase},
                         {"serve.prefill", prefillCase},
                         {"serve.decode_step", decodeCase},
                         {"serve.batch_gain", batchGainCase},
                         {"serve.critical_batch", criticalCase},
                         {"serve.decode_ceiling", ceilingCase},
                         {"serve.decode_ceiling_inverse", ceilingInverseCase},
                         {"serve.reading", readingCase},
                         {"serve.video_rate", videoCase},
                         {"serve.capacity", capacityCase},
                         {"serve.capacity_tokens", capacityTokensCase},
                         {"queue.mmc", mmcCase},
                         {"queue.mmc_tail", tailCase},
                         {"queue.smallest_c", smallestCase},
                         {"econ.cost_per_million", costCase},
                         {"econ.energy", energyCase},
                         {"econ.ai_factory", factoryCase},
                         {"econ.growth", growthCase},
                         {"serve.speculative", speculativeCase},
                         {"serve.prefix_cache", prefixCase}},
                        69);
}

/// The table of accelerators is that of facts/compute.json.
TEST(facts_serving, AcceleratorsAreThePublishedOnes) {
    if (!exists(testing::factsFolder() / "compute.json"))
        GTEST_SKIP() << "skipped: no compute.json in " << testing::factsFolder();
    const json table = testing::readJson(
        testing::factsFolder() / "compute.json")["data"]["gpus (dense TFLOPS, GB = 10^9 bytes, GB/s)"];
    EXPECT_EQ(accelerators().size(), table.size());
    for (const auto& [name, row] : table.items()) {
        bool found = false;
        for (const Accelerator& each : accelerators())
            found = found ||
                    (each.memoryBytes == row["memory_gb"].get<double>() * 1e9 &&
                     each.bytesPerSecond == row["bandwidth_gbs"].get<double>() * 1e9 &&
                     each.watts == row.value("tdp_w", 0.0) &&
                     each.bf16 ==
                         (row.contains("bf16") ? row["bf16"] : row["fp16_tensor"]).get<double>() * 1e12 &&
                     each.fp8 == row.value("fp8", row.value("fp8_fp32acc", 0.0)) * 1e12);
        EXPECT_TRUE(found) << name;
    }
}

} // namespace
} // namespace tokenarium
