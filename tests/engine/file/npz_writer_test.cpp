// SPDX-License-Identifier: GPL-3.0-or-later
// Archives of arrays, read back by a reader of ZIP's central directory written here, and by Python where it
// is.
#include "engine/file/npz_writer.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <map>

namespace tokenarium {
namespace {

using testing::TemporaryFolder;

std::uint32_t number(const std::string& file, std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(file.at(at + i));
    return value;
}

/// Bit by bit, as the polynomial is defined.
std::uint32_t plainChecksum(const std::string& bytes) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = sum & 1 ? sum >> 1 ^ 0xEDB88320U : sum >> 1;
    }
    return ~sum;
}

std::map<std::string, std::string> membersOf(const std::string& file) {
    const std::size_t end = file.size() - 22;
    EXPECT_EQ(number(file, end, 4), 0x06054B50U);
    std::map<std::string, std::string> members;
    std::size_t at = number(file, end + 16, 4);
    for (std::uint32_t i = 0; i < number(file, end + 10, 2); ++i) {
        EXPECT_EQ(number(file, at, 4), 0x02014B50U);
        const std::size_t size = number(file, at + 24, 4), length = number(file, at + 28, 2),
                          place = number(file, at + 42, 4);
        const std::string name = file.substr(at + 46, length);
        EXPECT_EQ(number(file, place, 4), 0x04034B50U);
        EXPECT_EQ(file.substr(place + 30, length), name);
        members[name] = file.substr(place + 30 + length, size);
        EXPECT_EQ(members[name].size(), size);
        EXPECT_EQ(plainChecksum(members[name]), number(file, at + 16, 4));
        EXPECT_EQ(number(file, place + 14, 4), number(file, at + 16, 4));
        at += 46 + length;
    }
    EXPECT_EQ(at, end);
    return members;
}

class Npz : public ::testing::Test {
protected:
    std::filesystem::path written() {
        NpzWriter writer(folder / "a.npz");
        const std::size_t matrix[] = {2, 3}, list[] = {2};
        writer.add("block.0.output", matrix, std::vector<float>{1, -2.5F, 3, 4, 5, 6});
        writer.add("ids", list, std::vector<std::int64_t>{7, -9});
        writer.add("ids", {}, std::vector<float>{0.5F});
        writer.finish();
        return folder / "a.npz";
    }
    TemporaryFolder folder;
};

TEST_F(Npz, HoldsEveryArrayUnderItsName) {
    const auto members = membersOf(testing::readFile(written()));
    ASSERT_EQ(members.size(), 3U);
    const std::string& matrix = members.at("block.0.output.npy");
    EXPECT_EQ(matrix.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    const std::size_t start = 10 + number(matrix, 8, 2);
    EXPECT_EQ(start % 64, 0U);
    EXPECT_THAT(matrix.substr(10, start - 10),
                ::testing::HasSubstr("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, ), }"));
    float values[6];
    ASSERT_EQ(matrix.size(), start + sizeof values);
    std::memcpy(values, matrix.data() + start, sizeof values);
    EXPECT_THAT(values, ::testing::ElementsAre(1, -2.5F, 3, 4, 5, 6));
    EXPECT_THAT(members.at("ids.npy"), ::testing::HasSubstr("'<i8'"));
    EXPECT_THAT(members.at("ids.2.npy"), ::testing::HasSubstr("'shape': ()"));
}

TEST_F(Npz, PythonFindsNothingWrong) {
    const std::string file = written().string(), python = "python3 -c \"\nimport zipfile, sys, ast\n";
    if (std::system("python3 -c pass > /dev/null 2>&1") != 0) GTEST_SKIP() << "skipped: no python3";
    const std::string plain = python + "z = zipfile.ZipFile('" + file +
                              "')\nassert z.testzip() is None\n"
                              "d = z.read('block.0.output.npy')\n"
                              "h = ast.literal_eval(d[10:10 + d[8] + 256 * d[9]].decode())\n"
                              "assert h['shape'] == (2, 3)\n"
                              "assert len(z.namelist()) == 3\n\"";
    EXPECT_EQ(std::system(plain.c_str()), 0);
    if (std::system("python3 -c 'import numpy' > /dev/null 2>&1") != 0) return;
    const std::string numpy = "python3 -c \"\nimport numpy\na = numpy.load('" + file +
                              "')\nassert a['block.0.output'].tolist() == [[1, -2.5, 3], [4, 5, 6]]\n"
                              "assert a['ids'].tolist() == [7, -9]\nassert a['ids.2'] == 0.5\n\"";
    EXPECT_EQ(std::system(numpy.c_str()), 0);
}

TEST_F(Npz, WithoutFinishThereIsNoFile) {
    {
        NpzWriter writer(folder / "b.npz");
        writer.add("x", {}, std::vector<float>{1});
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    EXPECT_THROW(NpzWriter(folder / "no/such/c.npz"), std::runtime_error);
}

} // namespace
} // namespace tokenarium
