// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a file of weights by what is in it.
#include "engine/tensor/checkpoint.h"

#include "engine/tensor/checkpoint_contents.h"
#include "engine/tensor/gguf.h"
#include "engine/tensor/llama2c.h"
#include "engine/tensor/safetensors.h"
#include "engine/file/mapped_file.h"

#include <set>
#include <unordered_map>

namespace tokenarium {

namespace {

class LoadedCheckpoint final : public Checkpoint {
public:
    LoadedCheckpoint(std::vector<MappedFile> mapped, CheckpointContents&& loaded)
        : files(std::move(mapped))
        , contents(std::move(loaded)) {
        for (const StoredTensor& tensor : contents.tensors) byName.emplace(tensor.name, &tensor);
    }
    Format format() const override { return contents.format; }
    const std::vector<StoredTensor>& tensors() const override { return contents.tensors; }
    const StoredTensor* find(std::string_view name) const override {
        const auto found = byName.find(name);
        return found == byName.end() ? nullptr : found->second;
    }
    const std::map<std::string, MetadataValue>& metadata() const override { return contents.metadata; }

private:
    std::vector<MappedFile> files; ///< the tensors lie in them
    CheckpointContents contents;
    std::unordered_map<std::string_view, const StoredTensor*> byName;
};

std::string_view textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// safetensors begins with a length whose upper bytes are zero, and text has no zeros.
bool isJson(std::string_view text) {
    return text.starts_with('{') && text.substr(0, 8).find('\0') == std::string_view::npos;
}

[[noreturn]] void refuseUnknown(const std::string& file, std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("PK\3\4"sv) || text.starts_with("\x80\2"sv))
        refuse(file,
               "is a PyTorch file, which can run code when it is opened and is therefore not read; take the "
               "model's safetensors");
    if (text.starts_with("version https://git-lfs"sv))
        refuse(file, "is only a note by Git LFS about the file; fetch the file itself with git lfs pull");
    if (text.starts_with("24ka"sv))
        refuse(file, "is a newer file of llama2.c; export the model with its --version 0");
    refuse(file,
           "is none of the files of weights this program reads: safetensors, GGUF, or .bin of llama2.c");
}

std::shared_ptr<const Checkpoint> openShards(const std::filesystem::path& file, std::string_view json) {
    ShardIndex index = loadShardIndex(json, file.string());
    std::set<std::string> names;
    for (const auto& [tensor, name] : index.fileOfTensor) names.insert(name);
    CheckpointContents all{Checkpoint::Format::Safetensors, {}, std::move(index.metadata)};
    std::vector<MappedFile> files;
    for (const std::string& name : names) {
        const auto shard = file.parent_path() / name;
        files.emplace_back(shard);
        CheckpointContents contents = loadSafetensors(files.back().bytes(), shard.string());
        all.metadata.merge(contents.metadata);
        for (StoredTensor& tensor : contents.tensors) {
            const auto place = index.fileOfTensor.find(tensor.name);
            if (place == index.fileOfTensor.end() || place->second != name)
                refuse(file.string(),
                       "says nothing of tensor " + inQuotes(tensor.name) + ", which is in " + name);
            all.tensors.push_back(std::move(tensor));
            index.fileOfTensor.erase(place);
        }
    }
    if (!index.fileOfTensor.empty()) {
        const auto& [tensor, name] = *index.fileOfTensor.begin();
        refuse(file.string(), "tensor " + inQuotes(tensor) + " is not in " + name + ", as the index says");
    }
    return std::make_shared<LoadedCheckpoint>(std::move(files), std::move(all));
}

CheckpointContents loadAny(std::span<const std::byte> bytes, const std::string& file) {
    const std::string_view text = textOf(bytes);
    if (text.starts_with("GGUF")) return loadGguf(bytes, file);
    if (text.size() > 8 && text[8] == '{') return loadSafetensors(bytes, file);
    if (looksLikeLlama2c(bytes)) return loadLlama2c(bytes, file);
    refuseUnknown(file, text);
}

} // namespace

std::shared_ptr<const Checkpoint> Checkpoint::open(const std::filesystem::path& file) {
    std::vector<MappedFile> files;
    files.emplace_back(file);
    const auto bytes = files.back().bytes();
    if (isJson(textOf(bytes))) return openShards(file, textOf(bytes));
    CheckpointContents contents = loadAny(bytes, file.string());
    return std::make_shared<LoadedCheckpoint>(std::move(files), std::move(contents));
}

} // namespace tokenarium
