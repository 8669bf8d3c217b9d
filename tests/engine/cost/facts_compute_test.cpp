// SPDX-License-Identifier: GPL-3.0-or-later
// FLOPs, training runs and scaling laws against facts/compute.json.
#include "engine/cost/scaling_laws.h"
#include "engine/cost/training_cost.h"
#include "engine/cost/work.h"
#include "tests/engine/cost/fact_cases.h"
#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using nlohmann::json;

json tokenCase(const json& input) {
    const TokenFlops flops = tokenFlops(input["params"]);
    return {{"forward", flops.forward},
            {"training", flops.training},
            {"training_full_recompute", flops.trainingFullRecompute}};
}

json attentionCase(const json& input) {
    const AttendingTokenFlops flops = attendingTokenFlops(input["params"], input["layers"], input["heads"],
                                                          input["head_dim"], input["seq"]);
    return {{"attention_train", flops.attention},
            {"train_per_token", flops.training},
            {"forward_per_token", flops.forward},
            {"attention_share", flops.attentionShare}};
}

json exactCase(const json& input) {
    ForwardShape shape;
    shape.layers = input["layers"];
    shape.width = input["d_model"];
    shape.queryWidth = input["q_width"];
    shape.keyWidth = input["kv_width"];
    shape.feedForward = input["d_ff"];
    shape.matrices = input["mlp_matrices"];
    shape.vocabulary = input["vocab"];
    shape.tokens = input["seq"];
    const ForwardFlops flops = forwardFlops(shape);
    return {{"per_layer",
             {{"attention_qkv", flops.queryKeyValue},
              {"attention_scores", flops.scores},
              {"attention_values", flops.values},
              {"attention_proj", flops.output},
              {"mlp", flops.feedForward}}},
            {"block", flops.layer},
            {"transformer", flops.layers},
            {"lm_head", flops.head},
            {"forward", flops.forward},
            {"backward", flops.backward},
            {"total", flops.total}};
}

json decodeCase(const json& input) {
    const DecodeFlops flops =
        decodeFlops(input["params"], input["layers"], input["q_width"], input["context"]);
    return {{"flops", flops.flops}, {"attention", flops.attention}};
}

json decodeManyCase(const json& input) {
    const std::size_t output = input["output"], factor = input["factor"];
    const auto flops = [&](std::size_t tokens) {
        return decodeManyFlops(input["params"], input["layers"], input["q_width"], input["prompt"], tokens);
    };
    const std::size_t few = flops(output), many = flops(output * factor);
    return {{"flops_short", few},
            {"flops_long", many},
            {"ratio", static_cast<double>(many) / static_cast<double>(few)}};
}

json runCase(const json& input) {
    const double parameters = input["params"], tokens = input["tokens"];
    const TrainingRun run = trainingRun(parameters, tokens);
    json result = {{"flops_6nd", run.flops},
                   {"pf_days", run.petaflopDays},
                   {"tokens_per_param", run.tokensPerParameter}};
    if (!input.contains("gpu_hours")) return result;
    const ImpliedSpeed speed = impliedSpeed(parameters, tokens, input["gpu_hours"], input["peak_tflops"]);
    result["implied_mfu"] = speed.mfu;
    result["tokens_per_gpu_second"] = speed.tokensPerGpuSecond;
    return result;
}

json planCase(const json& input) {
    const Plan plan =
        trainingPlan({input["params"], input["tokens"], input["gpus"], input["peak_tflops"], input["mfu"]});
    const Decimal hour = Decimal::parseScientific(input["usd_per_gpu_hour"].dump()).value();
    const Decimal hours[] = {Decimal::ofMeasured(plan.gpuHours).value()};
    return {{"flops", plan.flops},
            {"seconds", plan.seconds},
            {"days", plan.days},
            {"gpu_hours", plan.gpuHours},
            {"usd", trainingBill(hours, hour)->usd.toDouble()}};
}

json costCase(const json& input) {
    std::vector<std::string> names;
    std::vector<Decimal> hours;
    for (const auto& [name, value] : input["gpu_hours"].items()) {
        names.push_back(name);
        hours.push_back(Decimal::parse(value.is_string() ? value.get<std::string>() : value.dump()).value());
    }
    const auto bill =
        trainingBill(hours, Decimal::parse(input["usd_per_gpu_hour"].get<std::string>()).value());
    if (!bill) return {};
    json parts;
    for (std::size_t i = 0; i < names.size(); ++i) parts[names[i]] = bill->usdParts[i].text();
    return {{"gpu_hours", bill->gpuHours.toDouble()}, {"usd", bill->usd.text()}, {"usd_parts", parts}};
}

json mfuCase(const json& input) {
    const Mfu mfu =
        modelFlopsUtilization({input["tokens_per_second"], input["params"], input["layers"], input["heads"],
                               input["head_dim"], input["seq"], input["chips"], input["peak_tflops"]});
    return {{"mfu_without_attention", mfu.withoutAttention}, {"mfu_with_attention", mfu.withAttention}};
}

json energyCase(const json& input) {
    const Energy energy =
        trainingEnergy(input["gpu_hours"], input["watts"], input["pue"], input["kg_co2_per_kwh"]);
    return {{"mwh", energy.megawattHours}, {"tco2eq", energy.tonnesCo2}};
}

json chinchillaLossCase(const json& input) {
    const ChinchillaConstants* fit = chinchillaFit(input["constants"].get<std::string>());
    if (!fit) return {};
    return {{"loss", chinchillaLoss(*fit, input["N"], input["D"])}};
}

json chinchillaOptimumCase(const json& input) {
    const ChinchillaConstants* fit = chinchillaFit(input["constants"].get<std::string>());
    if (!fit) return {};
    const ChinchillaOptimum best = chinchillaOptimum(*fit, input["C"]);
    return {{"N", best.parameters},
            {"D", best.tokens},
            {"tokens_per_param", best.tokensPerParameter},
            {"loss", best.loss}};
}

json sixNdCase(const json& input) {
    const TrainingRun run = trainingRun(input["N"], input["D"]);
    return {{"flops", run.flops}, {"tokens_per_param", run.tokensPerParameter}};
}

json kaplanCase(const json& input) {
    const std::string law = input["law"];
    if (law == "N") return {{"loss_nats", kaplanLossOfParameters(input["N"])}};
    if (law == "D") return {{"loss_nats", kaplanLossOfTokens(input["D"])}};
    if (law == "Cmin") return {{"loss_nats", kaplanLossOfCompute(input["pf_days"])}};
    if (law == "ND") return {{"loss_nats", kaplanLoss(input["N"], input["D"])}};
    return {};
}

json balanceCase(const json& input) {
    const Balance balance =
        deviceBalance(input["peak_tflops"], input["bandwidth_gbs"], input["bytes_per_param"]);
    return {{"flops_per_byte", balance.flopsPerByte}, {"critical_batch_tokens", balance.criticalBatchTokens}};
}

TEST(facts_compute, EveryCase) {
    testing::checkFacts("compute.json",
                        {{"compute.per_token", tokenCase},
                         {"compute.per_token_attention", attentionCase},
                         {"compute.exact_forward", exactCase},
                         {"compute.decode_token", decodeCase},
                         {"compute.decode_many", decodeManyCase},
                         {"compute.training_run", runCase},
                         {"compute.plan", planCase},
                         {"compute.cost", costCase},
                         {"compute.mfu", mfuCase},
                         {"compute.energy", energyCase},
                         {"compute.chinchilla_loss", chinchillaLossCase},
                         {"compute.chinchilla_optimum", chinchillaOptimumCase},
                         {"compute.sixnd", sixNdCase},
                         {"compute.kaplan", kaplanCase},
                         {"compute.balance", balanceCase}},
                        73);
}

TEST(facts_compute, ConstantsAreThePublishedOnes) {
    if (!exists(testing::factsFolder() / "compute.json"))
        GTEST_SKIP() << "skipped: no compute.json in " << testing::factsFolder();
    const json data = testing::readJson(testing::factsFolder() / "compute.json")["data"];
    EXPECT_EQ(chinchillaFits().size(), data["scaling_law_constants"].size());
    for (const auto& [name, constants] : data["scaling_law_constants"].items()) {
        const ChinchillaConstants* fit = chinchillaFit(name);
        ASSERT_NE(fit, nullptr) << name;
        const json ours = {
            {"E", fit->E}, {"A", fit->A}, {"B", fit->B}, {"alpha", fit->alpha}, {"beta", fit->beta}};
        EXPECT_EQ(ours, constants) << name;
    }
}

} // namespace
} // namespace tokenarium
