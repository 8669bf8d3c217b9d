// SPDX-License-Identifier: GPL-3.0-or-later
// Names of models that come with the program, paths of all others.
#include "app/cli/load_model.h"

#include "app/cli/command_error.h"
#include "engine/model/model_catalog.h"

#include <algorithm>
#include <filesystem>
#include <thread>

namespace tokenarium::cli {

namespace {

constexpr const char* whatAModelIs =
    "the name of a model that comes with the program (poems, stories, tiny), or "
    "the path of a folder, .safetensors, .gguf or .bin of llama2.c.";

std::filesystem::path pathOf(const std::string& nameOrPath) {
    const std::filesystem::path folder = embeddedModelsFolder();
    if (const auto found = findModel(nameOrPath, folder)) return *found;
    const auto& names = embeddedModelNames();
    if (std::find(names.begin(), names.end(), nameOrPath) != names.end())
        throw CommandError(ExitCode::Missing, nameOrPath + ": this model is not installed (looked for " +
                                                  (folder / nameOrPath / "model.safetensors").string() +
                                                  ").");
    if (nameOrPath.find_first_of("/\\.") != std::string::npos)
        throw CommandError(ExitCode::Missing, nameOrPath + ": there is no such file or folder.");
    throw CommandError(ExitCode::WrongUse, nameOrPath + ": no such model; --model takes " + whatAModelIs);
}

template<typename Load>
auto orBadInput(const Load& load) {
    try {
        return load();
    } catch (const CommandError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw CommandError(ExitCode::BadInput, error.what());
    }
}

} // namespace

OpenedModel loadModel(const std::string& nameOrPath, const std::optional<std::string>& tokenizer,
                      Backend& backend) {
    const std::filesystem::path path = pathOf(nameOrPath);
    std::error_code ignored;
    if (tokenizer && !std::filesystem::exists(*tokenizer, ignored))
        throw CommandError(ExitCode::Missing, *tokenizer + ": there is no such tokenizer file.");
    return orBadInput([&] {
        return openModel(path, backend,
                         tokenizer ? std::optional<std::filesystem::path>(*tokenizer) : std::nullopt);
    });
}

ModelSource loadModelSource(const std::string& nameOrPath) {
    return orBadInput([&] { return openModelSource(pathOf(nameOrPath)); });
}

OpenedModel loadTextModel(const Arguments& arguments, Backend& backend) {
    OpenedModel model =
        loadModel(arguments.required("--model", whatAModelIs), arguments.value("--tokenizer"), backend);
    if (!model.tokenizer)
        throw CommandError(ExitCode::BadInput, model.tokenizerProblem +
                                                   " Name one with --tokenizer (a tokenizer.json, or a "
                                                   "tokenizer.bin of llama2.c).");
    return model;
}

std::size_t allThreads() { return std::max(1U, std::thread::hardware_concurrency()); }

} // namespace tokenarium::cli
