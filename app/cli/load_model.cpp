// SPDX-License-Identifier: GPL-3.0-or-later
// Names of models that come with the program, paths of all others.
#include "app/cli/load_model.h"

#include "app/cli/command_error.h"
#include "app/cli/number_options.h"
#include "engine/backend/cpu_backend.h"
#include "engine/model/model_catalog.h"
#include "engine/model/parameter_list.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
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

OpenedModel withTokenizer(ModelSource source, const std::optional<std::string>& tokenizer, Backend& backend,
                          WeightStorage storage) {
    std::error_code ignored;
    if (tokenizer && !std::filesystem::exists(*tokenizer, ignored))
        throw CommandError(ExitCode::Missing, *tokenizer + ": there is no such tokenizer file.");
    return orBadInput([&] {
        return openModel(std::move(source), backend,
                         tokenizer ? std::optional<std::filesystem::path>(*tokenizer) : std::nullopt,
                         storage);
    });
}

WeightStorage storageOf(const Arguments& arguments) {
    const auto name = arguments.value("--store");
    if (!name) return WeightStorage::AsInFile;
    if (*name == "f32") return WeightStorage::F32;
    if (*name == "bf16") return WeightStorage::BF16;
    if (*name == "f16") return WeightStorage::F16;
    if (*name == "8bit") return WeightStorage::Q8_0;
    throw CommandError(ExitCode::WrongUse,
                       "--store " + *name + ": not known; there are f32, bf16, f16, 8bit.");
}

/// Small models lose more by handing work over than they gain.
std::size_t usualThreads(const ModelConfig& config) {
    constexpr std::uint64_t worthSharing = 1'000'000;
    constexpr unsigned most = 8;
    if (parametersOf(config).total < worthSharing) return 1;
    return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

} // namespace

OpenedModel loadModel(const std::string& nameOrPath, const std::optional<std::string>& tokenizer,
                      Backend& backend) {
    ModelSource source = loadModelSource(nameOrPath);
    return withTokenizer(std::move(source), tokenizer, backend, WeightStorage::Writable);
}

ModelSource loadModelSource(const std::string& nameOrPath) {
    return orBadInput([&] { return openModelSource(pathOf(nameOrPath)); });
}

bool RunningModel::leaveFailedDevice() {
    if (!backend->stopped()) return false;
    std::cerr << "warning: " << backend->problem() << " The CPU goes on.\n";
    model.weights = {};
    device = {};
    backend = std::make_unique<CpuBackend>(threads);
    model.weights = loadWeights(*model.checkpoint, model.config, *backend, model.file.string(), storage);
    return true;
}

RunningModel loadRunningModel(const Arguments& arguments, bool forFirstToken) {
    RunningModel running;
    running.storage = storageOf(arguments);
    const auto threads = threadsOption(arguments);
    ModelSource source = loadModelSource(arguments.required("--model", whatAModelIs));
    running.threads = threads ? *threads : usualThreads(source.config);
    running.device = deviceOption(arguments);
    running.backend = openDevice(running.device);
    if (!running.backend) {
        running.device = {};
        running.backend = std::make_unique<CpuBackend>(running.threads);
        if (forFirstToken && running.storage == WeightStorage::AsInFile)
            running.storage = WeightStorage::InFile;
    }
    running.model =
        withTokenizer(std::move(source), arguments.value("--tokenizer"), *running.backend, running.storage);
    running.leaveFailedDevice();
    if (!running.model.tokenizer)
        throw CommandError(ExitCode::BadInput, running.model.tokenizerProblem +
                                                   " Name one with --tokenizer (a tokenizer.json, or a "
                                                   "tokenizer.bin of llama2.c).");
    return running;
}

} // namespace tokenarium::cli
