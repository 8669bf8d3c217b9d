// SPDX-License-Identifier: GPL-3.0-or-later
// Writing GGUF version 3, with the value types that llama.cpp asks for.
#include "engine/tensor/gguf.h"
#include "engine/file/replaced_file.h"

#include <algorithm>
#include <limits>

namespace tokenarium {

namespace {

class Writer {
public:
    template<class Number>
    void number(Number value) {
        out.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void type(GgufValue value) { number(static_cast<std::uint32_t>(value)); }
    void text(std::string_view value) {
        number<std::uint64_t>(value.size());
        out += value;
    }

    // One for each kind of MetadataValue.
    void operator()(bool value) {
        type(GgufValue::Bool);
        number<std::uint8_t>(value);
    }
    void operator()(std::int64_t value) {
        if (value >= 0 && value <= std::numeric_limits<std::uint32_t>::max()) {
            type(GgufValue::U32);
            number(static_cast<std::uint32_t>(value));
        } else if (fitsInt32(value)) {
            type(GgufValue::I32);
            number(static_cast<std::int32_t>(value));
        } else {
            type(GgufValue::I64);
            number(value);
        }
    }
    void operator()(double value) {
        type(GgufValue::F32);
        number(static_cast<float>(value));
    }
    void operator()(const std::string& value) {
        type(GgufValue::String);
        text(value);
    }
    void operator()(const std::vector<std::int64_t>& values) {
        const bool narrow = std::all_of(values.begin(), values.end(), fitsInt32);
        list(narrow ? GgufValue::I32 : GgufValue::I64, values.size());
        for (const std::int64_t value : values)
            narrow ? number(static_cast<std::int32_t>(value)) : number(value);
    }
    void operator()(const std::vector<double>& values) {
        list(GgufValue::F32, values.size());
        for (const double value : values) number(static_cast<float>(value));
    }
    void operator()(const std::vector<std::string>& values) {
        list(GgufValue::String, values.size());
        for (const std::string& value : values) text(value);
    }

    std::string out;

private:
    static bool fitsInt32(std::int64_t value) {
        return value >= std::numeric_limits<std::int32_t>::min() &&
               value <= std::numeric_limits<std::int32_t>::max();
    }
    void list(GgufValue elements, std::size_t count) {
        type(GgufValue::Array);
        type(elements);
        number<std::uint64_t>(count);
    }
};

std::uint32_t tensorType(const std::string& file, const StoredTensor& tensor) {
    for (const auto& [number, type] : ggufTensorTypes)
        if (type == tensor.dtype) return number;
    refuse(file, "tensor " + inQuotes(tensor.name) + " is " + dtypeName(tensor.dtype) +
                     ", which is not written to GGUF; join it with its scales to Q8_0");
}

void writeTensorInfo(Writer& writer, const StoredTensor& tensor, std::uint32_t type, std::size_t offset) {
    writer.text(tensor.name);
    writer.number(static_cast<std::uint32_t>(tensor.shape.rank()));
    for (std::size_t i = tensor.shape.rank(); i-- > 0;) writer.number<std::uint64_t>(tensor.shape[i]);
    writer.number(type);
    writer.number<std::uint64_t>(offset);
}

std::string headerOf(const std::string& file, const std::vector<StoredTensor>& tensors,
                     const std::map<std::string, MetadataValue>& metadata, std::size_t alignment) {
    Writer writer;
    writer.out = "GGUF";
    writer.number<std::uint32_t>(3);
    writer.number<std::uint64_t>(tensors.size());
    writer.number<std::uint64_t>(metadata.size());
    for (const auto& [key, value] : metadata) {
        writer.text(key);
        std::visit(writer, value);
    }
    std::size_t offset = 0;
    for (const StoredTensor& tensor : tensors) {
        writeTensorInfo(writer, tensor, tensorType(file, tensor), offset);
        offset = alignedUp(offset + tensor.bytes.size(), alignment);
    }
    writer.out.resize(alignedUp(writer.out.size(), alignment));
    return std::move(writer.out);
}

} // namespace

void writeGguf(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
               const std::map<std::string, MetadataValue>& metadata) {
    checkToWrite(file.string(), tensors);
    const std::size_t alignment = ggufAlignment(metadata, file.string());
    const std::string header = headerOf(file.string(), tensors, metadata, alignment);
    const std::string padding(alignment, '\0');
    ReplacedFile out(file);
    out.write(header);
    for (const StoredTensor& tensor : tensors) {
        out.write(tensor.bytes);
        const std::size_t size = tensor.bytes.size();
        out.write(std::string_view(padding).substr(0, alignedUp(size, alignment) - size));
    }
    out.commit();
}

} // namespace tokenarium
