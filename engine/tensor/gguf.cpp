// SPDX-License-Identifier: GPL-3.0-or-later
// Reading GGUF. Every count is compared with the bytes that are left before memory is taken for it.
#include "engine/tensor/gguf.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace tokenarium {

namespace {

constexpr std::uint64_t mostKeys = 65'536, mostTensors = 131'072, mostListed = std::uint64_t{1} << 24;
constexpr std::size_t longestKey = 65'535, longestName = 255;

/// A place in the file that moves on as numbers and texts are read.
class Reader {
public:
    Reader(std::span<const std::byte> all, const std::string& fileName) : bytes(all), file(fileName) {}

    template<class Number>
    Number number() {
        need(sizeof(Number));
        Number value;
        std::memcpy(&value, bytes.data() + place, sizeof value);
        place += sizeof value;
        return value;
    }

    std::string text(std::size_t longest) {
        const auto length = number<std::uint64_t>();
        if (length > longest) fail("a text of " + std::to_string(length) + " bytes");
        need(length);
        const auto* start = reinterpret_cast<const char*>(bytes.data()) + place;
        place += length;
        return {start, static_cast<std::size_t>(length)};
    }

    /// Room for a list, counted over the whole file: a value takes more memory than bytes in the file.
    std::size_t listLength(std::size_t bytesOfOne) {
        const auto count = number<std::uint64_t>();
        listed += count > mostListed ? mostListed + 1 : count;
        if (listed > mostListed || count > remaining() / bytesOfOne)
            fail("a list of " + std::to_string(count) + " values");
        return count;
    }

    [[noreturn]] void fail(const std::string& what) const {
        refuse(file, "has " + what + " at byte " + std::to_string(place) + ": damaged, or no GGUF file");
    }

    std::size_t position() const { return place; }
    std::size_t remaining() const { return bytes.size() - place; }
    const std::string& fileName() const { return file; }

private:
    void need(std::uint64_t count) const {
        if (count > remaining())
            refuse(file, "ends at byte " + std::to_string(bytes.size()) + ", where " +
                             std::to_string(count - remaining()) + " more are needed: the file is cut off");
    }

    std::span<const std::byte> bytes;
    const std::string& file;
    std::size_t place = 0;
    std::uint64_t listed = 0;
};

std::int64_t readUnsigned64(Reader& in) {
    const auto value = in.number<std::uint64_t>();
    if (value > INT64_MAX) in.fail("a number beyond 2^63");
    return static_cast<std::int64_t>(value);
}

bool readBool(Reader& in) {
    const auto value = in.number<std::uint8_t>();
    if (value > 1) in.fail("a truth value that is neither 0 nor 1");
    return value != 0;
}

std::int64_t readInteger(Reader& in, GgufValue type) {
    switch (type) {
    case GgufValue::U8: return in.number<std::uint8_t>();
    case GgufValue::I8: return in.number<std::int8_t>();
    case GgufValue::U16: return in.number<std::uint16_t>();
    case GgufValue::I16: return in.number<std::int16_t>();
    case GgufValue::U32: return in.number<std::uint32_t>();
    case GgufValue::I32: return in.number<std::int32_t>();
    case GgufValue::U64: return readUnsigned64(in);
    case GgufValue::I64: return in.number<std::int64_t>();
    case GgufValue::Bool: return readBool(in);
    default: in.fail("a value of the unknown type " + std::to_string(static_cast<std::uint32_t>(type)));
    }
}

double readReal(Reader& in, GgufValue type) {
    return type == GgufValue::F32 ? double(in.number<float>()) : in.number<double>();
}

bool isReal(GgufValue type) { return type == GgufValue::F32 || type == GgufValue::F64; }

std::size_t bytesOf(GgufValue type) {
    switch (type) {
    case GgufValue::U8:
    case GgufValue::I8:
    case GgufValue::Bool: return 1;
    case GgufValue::U16:
    case GgufValue::I16: return 2;
    case GgufValue::U32:
    case GgufValue::I32:
    case GgufValue::F32: return 4;
    default: return 8; // of a text: its length
    }
}

/// `read` gives one value.
template<class Value, class Read>
std::vector<Value> listOf(std::size_t count, Read read) {
    std::vector<Value> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) values.push_back(read());
    return values;
}

MetadataValue readList(Reader& in) {
    const auto type = GgufValue{in.number<std::uint32_t>()};
    if (type == GgufValue::Array) in.fail("a list of lists, which this program does not read,");
    const std::size_t count = in.listLength(bytesOf(type));
    if (type == GgufValue::String)
        return listOf<std::string>(count, [&in] { return in.text(in.remaining()); });
    if (isReal(type)) return listOf<double>(count, [&in, type] { return readReal(in, type); });
    return listOf<std::int64_t>(count, [&in, type] { return readInteger(in, type); });
}

MetadataValue readValue(Reader& in) {
    const auto type = GgufValue{in.number<std::uint32_t>()};
    if (type == GgufValue::Array) return readList(in);
    if (type == GgufValue::String) return in.text(in.remaining());
    if (type == GgufValue::Bool) return readBool(in);
    if (isReal(type)) return readReal(in, type);
    return readInteger(in, type);
}

void readMetadata(Reader& in, std::uint64_t count, std::map<std::string, MetadataValue>& metadata) {
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string key = in.text(longestKey);
        if (metadata.contains(key)) refuse(in.fileName(), "has the key " + inQuotes(key) + " twice");
        metadata[std::move(key)] = readValue(in);
    }
}

DType tensorType(const std::string& file, const std::string& name, std::uint32_t number) {
    for (const auto& [known, type] : ggufTensorTypes)
        if (known == number) return type;
    refuse(file, "tensor " + inQuotes(name) + " has the number format " + ggufTypeName(number) +
                     "; F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q4_K, Q5_K and Q6_K can be read");
}

GgufHeader::Announced readTensorInfo(Reader& in) {
    GgufHeader::Announced result;
    result.name = in.text(longestName);
    const auto rank = in.number<std::uint32_t>();
    if (rank > 4)
        refuse(in.fileName(), "tensor " + inQuotes(result.name) + " has " + std::to_string(rank) +
                                  " dimensions; at most 4 can be read");
    std::vector<std::size_t> sizes(rank);
    for (std::size_t i = rank; i-- > 0;) sizes[i] = in.number<std::uint64_t>(); // the fastest comes first
    result.shape = Shape(sizes);
    result.type = in.number<std::uint32_t>();
    result.offset = in.number<std::uint64_t>();
    return result;
}

StoredTensor place(const GgufHeader::Announced& announced, std::span<const std::byte> area,
                   std::size_t alignment, const std::string& file) {
    const std::string tensor = "tensor " + inQuotes(announced.name);
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < announced.shape.rank(); ++i) sizes.push_back(announced.shape[i]);
    const DType type = tensorType(file, announced.name, announced.type);
    const std::size_t bytes = checkedBytes(file, announced.name, sizes, type);
    if (announced.offset % alignment != 0)
        refuse(file, tensor + " begins at byte " + std::to_string(announced.offset) +
                         " of the data, which is no multiple of " + std::to_string(alignment));
    if (announced.offset > area.size() || bytes > area.size() - announced.offset)
        refuse(file, tensor + " needs " + std::to_string(bytes) + " bytes from byte " +
                         std::to_string(announced.offset) + " of the data, but there are " +
                         std::to_string(area.size()) + ": the file is cut off or damaged");
    return {announced.name, type, announced.shape, area.subspan(announced.offset, bytes)};
}

void readHeader(Reader& in) {
    if (in.number<std::array<char, 4>>() != std::array{'G', 'G', 'U', 'F'})
        refuse(in.fileName(), "is no GGUF file");
    const auto version = in.number<std::uint32_t>();
    if (version == 0x02000000u || version == 0x03000000u)
        refuse(in.fileName(), "is a GGUF file for big-endian computers, which this program does not read");
    if (version != 2 && version != 3)
        refuse(in.fileName(),
               "is a GGUF file of version " + std::to_string(version) +
                   "; versions 2 and 3 can be read. Convert it again with a current llama.cpp");
}

} // namespace

std::string ggufTypeName(std::uint32_t number) {
    struct Name {
        std::uint32_t number;
        const char* name;
    };
    static constexpr Name names[] = {
        {6, "Q5_0"},     {7, "Q5_1"},    {9, "Q8_1"},     {10, "Q2_K"},  {11, "Q3_K"},   {15, "Q8_K"},
        {16, "IQ2_XXS"}, {17, "IQ2_XS"}, {18, "IQ3_XXS"}, {19, "IQ1_S"}, {20, "IQ4_NL"}, {21, "IQ3_S"},
        {22, "IQ2_S"},   {23, "IQ4_XS"}, {24, "I8"},      {25, "I16"},   {26, "I32"},    {27, "I64"},
        {28, "F64"},     {29, "IQ1_M"},  {34, "TQ1_0"},   {35, "TQ2_0"}, {39, "MXFP4"}};
    for (const auto& [known, name] : names)
        if (known == number) return name;
    return "type " + std::to_string(number);
}

std::size_t ggufAlignment(const std::map<std::string, MetadataValue>& metadata, const std::string& file) {
    const auto found = metadata.find("general.alignment");
    if (found == metadata.end()) return 32;
    const auto* value = std::get_if<std::int64_t>(&found->second);
    if (!value || *value < 4 || *value > 65'536 || !std::has_single_bit(static_cast<std::uint64_t>(*value)))
        refuse(file, "general.alignment is no power of two from 4 to 65536");
    return static_cast<std::size_t>(*value);
}

GgufHeader loadGgufHeader(std::span<const std::byte> bytes, const std::string& file) {
    Reader in(bytes, file);
    readHeader(in);
    const auto tensors = in.number<std::uint64_t>(), keys = in.number<std::uint64_t>();
    if (tensors > mostTensors || keys > mostKeys)
        refuse(file, "says that it has " + std::to_string(tensors) + " tensors and " + std::to_string(keys) +
                         " keys: damaged, or no GGUF file");
    GgufHeader header;
    readMetadata(in, keys, header.metadata);
    for (std::uint64_t i = 0; i < tensors; ++i) header.tensors.push_back(readTensorInfo(in));
    header.end = in.position();
    return header;
}

CheckpointContents loadGguf(std::span<const std::byte> bytes, const std::string& file) {
    GgufHeader header = loadGgufHeader(bytes, file);
    CheckpointContents contents{Checkpoint::Format::Gguf, {}, std::move(header.metadata)};
    const std::size_t alignment = ggufAlignment(contents.metadata, file);
    const auto area = bytes.subspan(std::min(alignedUp(header.end, alignment), bytes.size()));
    for (const GgufHeader::Announced& one : header.tensors)
        contents.tensors.push_back(place(one, area, alignment, file));
    checkLayout(file, contents.tensors, area, Gaps::Allowed);
    return contents;
}

} // namespace tokenarium
