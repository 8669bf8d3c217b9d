// SPDX-License-Identifier: GPL-3.0-or-later
// What is older than transformers is listed here tensor by tensor.
#include "engine/cost/parameter_ladder.h"

#include "engine/cost/tensor_list_builder.h"
#include "engine/file/mapped_file.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace tokenarium {
namespace {

using Part = ParameterPart;
using Kind = LadderRung::Kind;

LadderRung rung(const char* id, Kind kind, int year, const char* source, TensorList tensors) {
    LadderRung result{id, "", kind, year, source, nullptr, std::move(tensors), 0};
    result.parameters = countParameters(result.tensors).total;
    return result;
}

LadderRung lineRung() {
    TensorListBuilder out;
    out.add(Part::Other, "slope", {1});
    out.add(Part::Other, "intercept", {1});
    return rung("line", Kind::Line, 1805, "Legendre 1805", std::move(out.tensors));
}

LadderRung denseRung(const char* id, const std::vector<std::size_t>& sizes) {
    TensorListBuilder out;
    for (std::size_t i = 1; i < sizes.size(); ++i)
        out.linear(Part::Mlp, "layer." + std::to_string(i), sizes[i], sizes[i - 1], true);
    return rung(id, Kind::Plain, 0, "", std::move(out.tensors));
}

/// As in the paper: 16 maps of C3 look at 3, 4 or 6 maps of S2 (6 × 3 + 9 × 4 + 1 × 6 = 60 kernels), S2 and
/// S4 have one factor and one bias per map, and what follows F6 is fixed.
LadderRung lenetRung() {
    TensorListBuilder out;
    const auto add = [&out](const char* name, const Shape& shape) { out.add(Part::Mlp, name, shape); };
    add("C1.weight", {6, 1, 5, 5});
    add("C1.bias", {6});
    add("S2.factor", {6});
    add("S2.bias", {6});
    add("C3.weight", {60, 5, 5});
    add("C3.bias", {16});
    add("S4.factor", {16});
    add("S4.bias", {16});
    add("C5.weight", {120, 16, 5, 5});
    add("C5.bias", {120});
    add("F6.weight", {84, 120});
    add("F6.bias", {84});
    return rung(
        "lenet-5", Kind::Plain, 1998,
        "LeCun, Bottou, Bengio, Haffner 1998, Gradient-Based Learning Applied to Document Recognition",
        std::move(out.tensors));
}

/// A model that is not there, or not as we know it, has no rung.
void addOwn(const std::filesystem::path& folder, const char* name, std::vector<LadderRung>& rungs) {
    const std::filesystem::path file = folder / name / "config.json";
    std::error_code none;
    if (!std::filesystem::is_regular_file(file, none)) return;
    try {
        const MappedFile mapped(file);
        const std::string_view text(reinterpret_cast<const char*>(mapped.bytes().data()),
                                    mapped.bytes().size());
        rungs.push_back(rung(name, Kind::Own, 2026, "", loadArchitecture(text, file.string()).tensors));
    } catch (const std::runtime_error&) {
        return;
    }
}

void addKnown(const char* id, std::vector<LadderRung>& rungs) {
    const KnownModel* known = knownModel(id);
    if (!known) return;
    LadderRung result = rung(id, Kind::Known, known->year, known->source,
                             loadArchitecture(known->config, known->name, known->options).tensors);
    result.name = known->name;
    result.known = known;
    rungs.push_back(std::move(result));
}

} // namespace

std::vector<LadderRung> parameterLadder(const std::filesystem::path& ownModels) {
    std::vector<LadderRung> rungs;
    rungs.push_back(lineRung());
    rungs.push_back(denseRung("digits-linear", {784, 10}));
    rungs.push_back(lenetRung());
    rungs.push_back(denseRung("digits-dense", {784, 128, 10}));
    for (const char* name : {"poems", "stories"}) addOwn(ownModels, name, rungs);
    for (const char* id :
         {"stories260k", "all-MiniLM-L6-v2", "bert-base-uncased", "gpt2", "gpt2-xl", "llama-3-8b",
          "gpt-oss-20b", "llama-2-70b", "gpt3-175b", "llama-3.1-405b", "deepseek-v3", "kimi-k2"})
        addKnown(id, rungs);
    std::stable_sort(rungs.begin(), rungs.end(),
                     [](const LadderRung& a, const LadderRung& b) { return a.parameters < b.parameters; });
    return rungs;
}

} // namespace tokenarium
