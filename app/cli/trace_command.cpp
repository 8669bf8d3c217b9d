// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-cli trace: every step of one run of a model, for other programs.
#include "app/cli/arguments.h"
#include "app/cli/command_error.h"
#include "app/cli/commands.h"
#include "app/cli/load_model.h"
#include "app/cli/prompt_tokens.h"
#include "engine/backend/trace.h"
#include "engine/file/npz_writer.h"
#include "engine/model/forward.h"
#include "engine/model/hook_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace tokenarium::cli {

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> namesIn(const std::string& list) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        names.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

struct Run {
    RunningModel running;
    std::vector<TokenId> ids;
    Trace trace;
    std::vector<std::string> only; ///< empty: all steps

    const OpenedModel& model() const { return running.model; }

    /// A step is meant by our name for its output or by TransformerLens's.
    bool wants(const Step& step) const {
        if (only.empty()) return true;
        const std::string hook = hookOf(model().config, step.output);
        return std::any_of(only.begin(), only.end(),
                           [&](const std::string& name) { return name == step.output || name == hook; });
    }
};

/// Every step anew.
void record(Run& run) {
    TraceRecorder recorder;
    recorder.wants = [&run](const Step& step) { return run.wants(step); };
    RecordingBackend recording(*run.running.backend, recorder);
    const SequenceInput text{run.ids, nullptr};
    const ForwardResult result = forward(run.model().config, run.model().weights, recording, {&text, 1});
    if (!result.problem.empty()) throw CommandError(ExitCode::BadInput, "the prompt: " + result.problem);
    run.trace = std::move(recorder.trace);
}

Run runTraced(const Arguments& arguments) {
    Run run{loadRunningModel(arguments), {}, {}, {}};
    run.ids = promptTokens(run.model(), arguments.required("--prompt", "the text to read."));
    if (const auto list = arguments.value("--steps")) run.only = namesIn(*list);
    record(run);
    if (run.running.leaveFailedDevice()) record(run);
    for (const std::string& name : run.only)
        if (!run.trace.find(name) && !run.trace.find(nameOf(run.model().config, name)))
            throw CommandError(ExitCode::WrongUse, "--steps " + name +
                                                       ": this model has no such step; without "
                                                       "--steps all are written.");
    return run;
}

std::vector<std::size_t> sizesOf(const Shape& shape) {
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < shape.rank(); ++i) sizes.push_back(shape[i]);
    return sizes;
}

Json jsonOf(const Run& run) {
    Json steps = Json::array();
    for (const Step& step : run.trace.steps) {
        if (!run.wants(step)) continue;
        Json values = Json::array();
        for (const float value : step.values) values.push_back(std::isfinite(value) ? Json(value) : Json());
        Json one = {{"op", opName(step.op)},
                    {"output", step.output},
                    {"inputs", step.inputs},
                    {"constants", step.constants},
                    {"shape", sizesOf(step.shape)}};
        if (const std::string hook = hookOf(run.model().config, step.output); !hook.empty())
            one["hook"] = hook;
        one["values"] = std::move(values);
        steps.push_back(std::move(one));
    }
    return {{"model", run.model().name}, {"ids", run.ids}, {"steps", std::move(steps)}};
}

void writeNpz(const Run& run, const std::filesystem::path& file, bool hooks) {
    NpzWriter writer(file);
    const std::vector<std::int64_t> ids(run.ids.begin(), run.ids.end());
    const std::size_t length[] = {ids.size()};
    writer.add("ids", length, ids);
    for (const Step& step : run.trace.steps) {
        if (!run.wants(step) || step.values.empty()) continue;
        const std::string hook = hooks ? hookOf(run.model().config, step.output) : std::string();
        writer.add(hook.empty() ? step.output : hook, sizesOf(step.shape), step.values);
    }
    writer.finish();
}

void writeFile(const Run& run, const std::string& file, bool hooks) {
    try {
        if (file.ends_with(".npz")) return writeNpz(run, file, hooks);
        const std::string text = jsonOf(run).dump() + "\n";
        writeFileAtOnce(file, std::as_bytes(std::span(text)));
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

void runTrace(const std::vector<std::string>& words, Output& output) {
    const Arguments arguments(words, {{"--json", "--hooks"},
                                      {"--model", "--tokenizer", "--prompt", "--steps", "--out", "--device",
                                       "--threads", "--store"}});
    const auto file = arguments.value("--out");
    if (file && !file->ends_with(".npz") && !file->ends_with(".json"))
        throw CommandError(ExitCode::WrongUse,
                           "--out " + *file + ": a file that ends in .npz or .json was expected.");
    if (!file && !arguments.has("--json"))
        throw CommandError(ExitCode::WrongUse, "--out FILE.npz or --json is needed: where the steps go.");
    const Run run = runTraced(arguments);
    if (file) writeFile(run, *file, arguments.has("--hooks"));
    if (arguments.has("--json")) return output.write(jsonOf(run).dump() + "\n");
    output.write(*file + ": " + std::to_string(run.trace.steps.size()) + " steps of " +
                 std::to_string(run.ids.size()) + " tokens.\n");
}

} // namespace

const Command traceCommand{"trace", "every step of a model reading a text, as NPZ or JSON",
                           R"(tokenarium-cli trace --model NAME|FILE --prompt TEXT --out FILE.npz|FILE.json
tokenarium-cli trace --model NAME|FILE --prompt TEXT --json

Writes what every operation of one forward pass has computed. The names are this program's ("block.0.attention.probs");
JSON has those of TransformerLens beside them.

  --out FILE.npz    for NumPy: numpy.load(FILE)["block.0.attention.probs"]; "ids" are the tokens
      FILE.json     as --json, into a file
  --json            {"model","ids","steps":[{"op","output","inputs","constants","shape","hook","values"}, …]}; values
                    in row order, null for what is not finite (masked attention)
  --steps NAME,…    only these steps, by either name
  --hooks           in NPZ, TransformerLens's names where it has them
  --model, --tokenizer, --store, --threads, --device  as for generate
)",
                           runTrace};

} // namespace tokenarium::cli
