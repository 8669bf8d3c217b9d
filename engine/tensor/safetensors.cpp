// SPDX-License-Identifier: GPL-3.0-or-later
// Reading safetensors and the index of several.
#include "engine/tensor/safetensors.h"

#include "engine/file/strict_json.h"
#include "engine/tensor/saturating.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace tokenarium {

namespace {

using nlohmann::json;

constexpr std::size_t lengthBytes = 8, mostShards = 4096, mostDimensions = 16;

DType dtypeOf(const std::string& file, const std::string& tensor, const json& name) {
    for (const DType type : {DType::F32, DType::F16, DType::BF16, DType::I8, DType::I32})
        if (name == dtypeName(type)) return type;
    const std::string text = name.is_string() ? name.get<std::string>() : name.dump();
    if (text == "U8")
        refuse(file, "tensor " + inQuotes(tensor) +
                         " is U8: bytes whose meaning only the program that packed them knows (as GPTQ and "
                         "bitsandbytes do); take the model's F16 or BF16 version, or a GGUF file");
    refuse(file, "tensor " + inQuotes(tensor) + " has the number format " + inQuotes(text) +
                     "; F32, F16, BF16, I8 and I32 can be read");
}

std::vector<std::size_t> sizesOf(const std::string& file, const std::string& what, const json& list) {
    if (!list.is_array()) refuse(file, what + " is no list");
    std::vector<std::size_t> sizes;
    for (const json& size : list) {
        if (!size.is_number_unsigned()) refuse(file, what + " has an entry that is no whole number");
        sizes.push_back(size.get<std::size_t>());
    }
    return sizes;
}

const json& field(const std::string& file, const std::string& tensor, const json& description,
                  const char* name) {
    const auto found = description.find(name);
    if (found == description.end()) refuse(file, "tensor " + inQuotes(tensor) + " has no \"" + name + "\"");
    return *found;
}

StoredTensor tensorOf(const std::string& file, const std::string& name, const json& description,
                      std::span<const std::byte> area) {
    const std::string tensor = "tensor " + inQuotes(name);
    if (!description.is_object() || description.size() > 3)
        refuse(file, tensor + " is not described by dtype, shape and data_offsets alone");
    const DType type = dtypeOf(file, name, field(file, name, description, "dtype"));
    const auto shape = sizesOf(file, tensor + ": the shape", field(file, name, description, "shape"));
    const auto offsets =
        sizesOf(file, tensor + ": data_offsets", field(file, name, description, "data_offsets"));
    const std::size_t bytes = checkedBytes(file, name, shape, type);
    if (offsets.size() != 2 || offsets[0] > offsets[1]) refuse(file, tensor + ": data_offsets is no range");
    if (offsets[1] > area.size())
        refuse(file, tensor + " ends at byte " + std::to_string(offsets[1]) + " of the data, but there are " +
                         std::to_string(area.size()) + ": the file is cut off or damaged");
    if (offsets[1] - offsets[0] != bytes)
        refuse(file, tensor + " of shape " + Shape(shape).text() + " needs " + std::to_string(bytes) +
                         " bytes and has " + std::to_string(offsets[1] - offsets[0]));
    return {name, type, Shape(shape), area.subspan(offsets[0], bytes)};
}

void readMetadata(const std::string& file, const json& values, CheckpointContents& contents) {
    if (!values.is_object()) refuse(file, "__metadata__ is no object");
    for (const auto& [key, value] : values.items()) {
        if (!value.is_string()) refuse(file, "__metadata__ " + inQuotes(key) + " is no text");
        contents.metadata[key] = value.get<std::string>();
    }
}

bool isPlainFileName(std::string_view name) {
    return !name.empty() && name.size() <= 255 && name.front() != '.' &&
           name.find_first_of(std::string_view("/\\:\0", 4)) == std::string_view::npos;
}

void readIndexMetadata(const json& index, ShardIndex& result) {
    const auto found = index.find("metadata");
    if (found == index.end() || !found->is_object()) return;
    for (const auto& [key, value] : found->items()) {
        if (value.is_string()) result.metadata[key] = value.get<std::string>();
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= INT64_MAX)
            result.metadata[key] = value.get<std::int64_t>();
    }
}

struct Parts {
    std::span<const std::byte> header, area;
};

Parts partsOf(std::span<const std::byte> bytes, const std::string& file) {
    if (bytes.size() < lengthBytes) refuse(file, "is too short for a safetensors file");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), lengthBytes);
    if (length > bytes.size() - lengthBytes)
        refuse(file, "says that its header has " + std::to_string(length) + " bytes, but only " +
                         std::to_string(bytes.size() - lengthBytes) +
                         " follow: the file is cut off, or no safetensors file");
    return {bytes.subspan(lengthBytes, length), bytes.subspan(lengthBytes + length)};
}

json descriptionOf(const Parts& parts, const std::string& file) {
    return loadStrictJson({reinterpret_cast<const char*>(parts.header.data()), parts.header.size()}, file,
                          {.depth = 3});
}

Shape foldedShape(const std::string& file, const std::string& name, std::vector<std::size_t> sizes) {
    if (sizes.size() > mostDimensions)
        refuse(file, "tensor " + inQuotes(name) + " has " + std::to_string(sizes.size()) + " dimensions");
    for (; sizes.size() > 4; sizes.pop_back())
        sizes[sizes.size() - 2] = saturatingProduct(sizes[sizes.size() - 2], sizes.back());
    return Shape(sizes);
}

SafetensorsHeader::Announced announcedOf(const std::string& file, const std::string& name,
                                         const json& description) {
    const std::string tensor = "tensor " + inQuotes(name);
    if (!description.is_object()) refuse(file, tensor + " is not described by an object");
    const json& format = field(file, name, description, "dtype");
    if (!format.is_string()) refuse(file, tensor + ": the dtype is no text");
    const auto offsets =
        sizesOf(file, tensor + ": data_offsets", field(file, name, description, "data_offsets"));
    if (offsets.size() != 2 || offsets[0] > offsets[1]) refuse(file, tensor + ": data_offsets is no range");
    return {name, format.get<std::string>(),
            foldedShape(file, name,
                        sizesOf(file, tensor + ": the shape", field(file, name, description, "shape"))),
            offsets[0]};
}

} // namespace

SafetensorsHeader loadSafetensorsHeader(std::span<const std::byte> bytes, const std::string& file) {
    SafetensorsHeader header;
    const json description = descriptionOf(partsOf(bytes, file), file);
    for (const auto& [name, value] : description.items())
        if (name != "__metadata__") header.tensors.push_back(announcedOf(file, name, value));
    std::stable_sort(header.tensors.begin(), header.tensors.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return header;
}

CheckpointContents loadSafetensors(std::span<const std::byte> bytes, const std::string& file) {
    const Parts parts = partsOf(bytes, file);
    const json description = descriptionOf(parts, file);
    const auto area = parts.area;
    CheckpointContents contents{Checkpoint::Format::Safetensors, {}, {}};
    for (const auto& [name, value] : description.items()) {
        if (name == "__metadata__")
            readMetadata(file, value, contents);
        else
            contents.tensors.push_back(tensorOf(file, name, value, area));
    }
    checkLayout(file, contents.tensors, area, Gaps::Refused);
    std::stable_sort(contents.tensors.begin(), contents.tensors.end(), [](const auto& a, const auto& b) {
        return a.bytes.data() < b.bytes.data(); // as in the file: layer 2 before layer 10
    });
    return contents;
}

ShardIndex loadShardIndex(std::string_view text, const std::string& file) {
    const json index = loadStrictJson(text, file);
    const auto map = index.find("weight_map");
    if (map == index.end() || !map->is_object())
        refuse(file, "is no index of safetensors files: it has no \"weight_map\"");
    ShardIndex result;
    std::set<std::string> shards;
    for (const auto& [tensor, shard] : map->items()) {
        if (!shard.is_string() || !isPlainFileName(shard.get_ref<const std::string&>()))
            refuse(file, "tensor " + inQuotes(tensor) + " is said to be in " + inQuotes(shard.dump()) +
                             ", which is no plain file name");
        result.fileOfTensor[tensor] = shard.get<std::string>();
        shards.insert(shard.get<std::string>());
        if (shards.size() > mostShards)
            refuse(file, "names more than " + std::to_string(mostShards) + " files");
    }
    readIndexMetadata(index, result);
    return result;
}

} // namespace tokenarium
