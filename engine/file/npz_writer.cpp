// SPDX-License-Identifier: GPL-3.0-or-later
// ZIP as PKWARE's APPNOTE describes it, method "stored"; .npy as NumPy's format version 1.0.
#include "engine/file/npz_writer.h"

#include <array>
#include <limits>
#include <stdexcept>

namespace tokenarium {

namespace {

/// CRC-32 of ISO 3309, reflected, as ZIP uses it.
constexpr std::array<std::uint32_t, 256> checksumTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[byte] = value;
    }
    return table;
}();

std::uint32_t checksumOf(std::uint32_t before, std::span<const std::byte> bytes) {
    std::uint32_t sum = ~before;
    for (const std::byte byte : bytes) sum = checksumTable[(sum ^ std::uint32_t(byte)) & 255] ^ (sum >> 8);
    return ~sum;
}

/// Little-endian numbers one behind the other.
class Fields {
public:
    Fields& two(std::uint32_t value) { return bytes(value, 2); }
    Fields& four(std::uint32_t value) { return bytes(value, 4); }
    std::string text;

private:
    Fields& bytes(std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) text += static_cast<char>(value >> (8 * i) & 255);
        return *this;
    }
};

/// "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" between a mark and a line end, padded so
/// that the numbers begin at a multiple of 64.
std::string npyHeader(std::span<const std::size_t> sizes, const char* type) {
    std::string description = std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': (";
    for (const std::size_t size : sizes) description += std::to_string(size) + ", ";
    description += "), }";
    constexpr std::size_t markAndLength = 10, alignment = 64;
    const std::size_t used = markAndLength + description.size() + 1;
    description.append((alignment - used % alignment) % alignment, ' ');
    description += '\n';
    return std::string("\x93NUMPY\x01\x00", 8) +
           Fields().two(static_cast<std::uint32_t>(description.size())).text + description;
}

constexpr std::uint32_t version = 20, noDate = 0x21; // 1 January 1980

} // namespace

NpzWriter::NpzWriter(const std::filesystem::path& target) : out(target), file(target.string()) {}

void NpzWriter::add(const std::string& name, std::span<const std::size_t> sizes,
                    std::span<const float> values) {
    addBytes(name, sizes, "<f4", std::as_bytes(values));
}

void NpzWriter::add(const std::string& name, std::span<const std::size_t> sizes,
                    std::span<const std::int64_t> values) {
    addBytes(name, sizes, "<i8", std::as_bytes(values));
}

void NpzWriter::addBytes(const std::string& name, std::span<const std::size_t> sizes, const char* type,
                         std::span<const std::byte> values) {
    std::string own = name;
    for (int number = 2; !names.insert(own).second; ++number) own = name + "." + std::to_string(number);
    const std::string header = npyHeader(sizes, type), path = own + ".npy";
    const std::uint64_t size = header.size() + values.size();
    if (written + size + 1024 + 200 * members.size() > std::numeric_limits<std::uint32_t>::max() ||
        members.size() + 1 >= std::numeric_limits<std::uint16_t>::max())
        throw std::runtime_error(file + ": more than a .npz file of 4 GB holds; choose fewer steps.");
    Member member{path, 0, static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(written)};
    member.checksum = checksumOf(checksumOf(0, std::as_bytes(std::span(header))), values);
    Fields local;
    local.four(0x04034B50).two(version).two(0).two(0).two(0).two(noDate);
    local.four(member.checksum).four(member.size).four(member.size);
    local.two(static_cast<std::uint32_t>(path.size())).two(0);
    out.write(local.text + path + header);
    out.write(values);
    written += local.text.size() + path.size() + size;
    members.push_back(std::move(member));
}

void NpzWriter::finish() {
    std::string directory;
    for (const Member& member : members) {
        Fields entry;
        entry.four(0x02014B50).two(version).two(version).two(0).two(0).two(0).two(noDate);
        entry.four(member.checksum).four(member.size).four(member.size);
        entry.two(static_cast<std::uint32_t>(member.name.size())).two(0).two(0).two(0).two(0);
        entry.four(0).four(member.offset);
        directory += entry.text + member.name;
    }
    const auto count = static_cast<std::uint32_t>(members.size());
    Fields end;
    end.four(0x06054B50).two(0).two(0).two(count).two(count);
    end.four(static_cast<std::uint32_t>(directory.size())).four(static_cast<std::uint32_t>(written)).two(0);
    out.write(directory + end.text);
    out.commit();
}

} // namespace tokenarium
