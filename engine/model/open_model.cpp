// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the files that belong together, and asks each reader for its part.
#include "engine/model/open_model.h"

#include "engine/file/mapped_file.h"
#include "engine/model/checkpoint_config.h"
#include "engine/model/gguf_tokenizer.h"
#include "engine/text/llama2c_tokenizer.h"
#include "engine/text/tokenizer_json.h"

#include <stdexcept>
#include <string_view>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw std::runtime_error(file.string() + ": " + why);
}

/// The only file in the folder that ends so; refuses where there are several.
fs::path singleFile(const fs::path& folder, const std::string& ending) {
    fs::path found;
    std::error_code problem;
    for (fs::directory_iterator each(folder, problem), end; !problem && each != end;
         each.increment(problem)) {
        if (each->path().extension() != ending || !isFile(each->path())) continue;
        if (!found.empty())
            refuse(folder, "there are several files *" + ending + "; name the one that is meant.");
        found = each->path();
    }
    return found;
}

fs::path weightsIn(const fs::path& folder) {
    for (const char* name : {"model.safetensors", "model.safetensors.index.json"})
        if (isFile(folder / name)) return folder / name;
    for (const char* ending : {".safetensors", ".gguf"})
        if (const fs::path found = singleFile(folder, ending); !found.empty()) return found;
    refuse(folder, "there is no model in this folder: model.safetensors (or its index), one *.safetensors or "
                   "one *.gguf is expected.");
}

std::string textOf(const fs::path& file) {
    const MappedFile mapped(file);
    const auto bytes = mapped.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void readConfigFile(ModelSource& source) {
    const fs::path folder = source.file.parent_path(), file = folder / "config.json";
    if (!isFile(file))
        refuse(source.file, "config.json, which says what the tensors mean, is missing beside it.");
    const std::string text = textOf(file), name = file.string();
    source.config = loadConfig(text, name);
    const fs::path more = folder / "tokenizer_config.json";
    source.marks =
        loadDocumentMarks(text, isFile(more) ? textOf(more) : "", source.config.vocabularySize, name);
}

void readConfig(ModelSource& source) {
    const std::string file = source.file.string();
    const auto& metadata = source.checkpoint->metadata();
    switch (source.checkpoint->format()) {
    case Checkpoint::Format::Safetensors: return readConfigFile(source);
    case Checkpoint::Format::Gguf:
        source.config = loadGgufConfig(metadata, source.checkpoint->tensors(), file);
        source.marks = loadDocumentMarks(metadata, source.config.vocabularySize, file);
        return;
    case Checkpoint::Format::Llama2c:
        source.config = loadLlama2cConfig(metadata, file);
        // Its training texts follow each other with the mark of beginning alone.
        if (source.config.vocabularySize > 2) source.marks = {1, true, {1, 2}, {}, {}, {}};
        return;
    }
}

std::shared_ptr<const TextTokenizer> loadTokenizerFile(const fs::path& file) {
    return looksLikeTokenizerJson(file) ? loadTokenizerJson(file) : loadLlama2cTokenizer(file);
}

/// Rows beyond the tokenizer's ids round the table up, for the sake of the hardware it was trained on.
bool belongTogether(std::size_t rows, std::size_t tokens) {
    constexpr std::size_t mostPadding = 512, step = 64;
    return rows == tokens || (rows > tokens && rows - tokens < mostPadding && rows % step == 0);
}

void checkSize(const OpenedModel& model, const fs::path& tokenizerFile) {
    const std::size_t size = model.tokenizer->vocabulary().size();
    if (!belongTogether(model.config.vocabularySize, size))
        refuse(tokenizerFile, "this tokenizer has " + std::to_string(size) + " tokens, but the model " +
                                  model.file.string() + " has " +
                                  std::to_string(model.config.vocabularySize) +
                                  "; they do not belong together.");
}

/// Empty where there is none. A GGUF file has its own.
fs::path tokenizerBeside(const ModelSource& source) {
    const Checkpoint::Format format = source.checkpoint->format();
    if (format == Checkpoint::Format::Gguf) return {};
    for (const char* name : {"tokenizer.bin", "tokenizer.json"}) {
        const bool isOfLlama2c = std::string_view(name) == "tokenizer.bin";
        const fs::path beside = source.file.parent_path() / name;
        if ((!isOfLlama2c || format == Checkpoint::Format::Llama2c) && isFile(beside)) return beside;
    }
    return {};
}

} // namespace

ModelSource openModelSource(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) refuse(path, "there is no such file or folder.");
    ModelSource source;
    const bool folder = isFolder(path);
    source.file = folder ? weightsIn(path) : path;
    fs::path named = path.lexically_normal();
    if (named.filename().empty()) named = named.parent_path(); // "folder/"
    source.name = (folder ? named.filename() : named.stem()).string();
    source.checkpoint = Checkpoint::open(source.file);
    readConfig(source);
    source.tokenizerFile = tokenizerBeside(source);
    return source;
}

void openTokenizer(OpenedModel& model, const std::optional<fs::path>& tokenizerFile) {
    if (tokenizerFile) {
        model.tokenizer = loadTokenizerFile(*tokenizerFile);
        checkSize(model, *tokenizerFile);
    } else if (!model.tokenizerFile.empty()) {
        try {
            model.tokenizer = loadTokenizerFile(model.tokenizerFile);
        } catch (const std::runtime_error& error) {
            model.tokenizerProblem = error.what();
        }
        if (model.tokenizer) checkSize(model, model.tokenizerFile);
    } else if (model.checkpoint->format() == Checkpoint::Format::Gguf) {
        GgufTokenizer read = loadGgufTokenizer(model.checkpoint->metadata(), model.file.string());
        model.tokenizer = std::move(read.tokenizer);
        model.tokenizerProblem = std::move(read.problem);
        if (model.tokenizer) checkSize(model, model.file);
    } else {
        model.tokenizerProblem = model.file.string() + ": no tokenizer lies beside it.";
    }
    if (model.tokenizer) findLanguageMarks(model.tokenizer->vocabulary(), model.marks);
}

OpenedModel openModel(const fs::path& path, Backend& backend, const std::optional<fs::path>& tokenizerFile,
                      WeightStorage storage) {
    return openModel(openModelSource(path), backend, tokenizerFile, storage);
}

OpenedModel openModel(ModelSource source, Backend& backend, const std::optional<fs::path>& tokenizerFile,
                      WeightStorage storage) {
    OpenedModel model{std::move(source), {}, nullptr, {}};
    openTokenizer(model, tokenizerFile);
    model.weights = loadWeights(*model.checkpoint, model.config, backend, model.file.string(), storage);
    return model;
}

} // namespace tokenarium
