// SPDX-License-Identifier: GPL-3.0-or-later
// Writing safetensors: wide numbers first, so that every tensor is aligned to its numbers.
#include "engine/tensor/checkpoint_contents.h"
#include "engine/file/replaced_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tokenarium {

namespace {

using Json = nlohmann::ordered_json;

std::vector<const StoredTensor*> byWidth(const std::vector<StoredTensor>& tensors) {
    std::vector<const StoredTensor*> inOrder;
    for (const StoredTensor& tensor : tensors) inOrder.push_back(&tensor);
    std::stable_sort(inOrder.begin(), inOrder.end(), [](const StoredTensor* a, const StoredTensor* b) {
        return blockBytes(a->dtype) > blockBytes(b->dtype);
    });
    return inOrder;
}

void checkPlain(const std::string& file, const std::vector<StoredTensor>& tensors) {
    for (const StoredTensor& tensor : tensors) {
        if (blockElements(tensor.dtype) > 1)
            refuse(file, "tensor " + inQuotes(tensor.name) + " is " + dtypeName(tensor.dtype) +
                             ", which safetensors does not know; split it into I8 and scales, or write GGUF");
        if (tensor.name == "__metadata__")
            refuse(file, "no tensor can be called __metadata__ in safetensors");
    }
}

/// Padded with spaces, so that the data begin at a multiple of 8.
std::string headerText(const std::vector<const StoredTensor*>& tensors,
                       const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::size_t begin = 0;
    for (const StoredTensor* tensor : tensors) {
        Json shape = Json::array();
        for (std::size_t i = 0; i < tensor->shape.rank(); ++i) shape.push_back(tensor->shape[i]);
        const std::size_t end = begin + tensor->bytes.size();
        header[tensor->name] = {
            {"dtype", dtypeName(tensor->dtype)}, {"shape", shape}, {"data_offsets", {begin, end}}};
        begin = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

} // namespace

void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata) {
    checkToWrite(file.string(), tensors);
    checkPlain(file.string(), tensors);
    const auto inOrder = byWidth(tensors);
    std::string header;
    try {
        header = headerText(inOrder, metadata);
    } catch (const nlohmann::json::exception&) {
        refuse(file.string(), "a name or a piece of metadata is not UTF-8");
    }
    const std::uint64_t length = header.size();
    ReplacedFile out(file);
    out.write(std::as_bytes(std::span(&length, 1)));
    out.write(header);
    for (const StoredTensor* tensor : inOrder) out.write(tensor->bytes);
    out.commit();
}

} // namespace tokenarium
