// SPDX-License-Identifier: GPL-3.0-or-later
// Replacing a file: the old contents or the new ones, never a part, also when there is no more room.
#include "engine/file/replaced_file.h"

#include "tests/support/limited_file_size.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace tokenarium {

namespace {

using ::testing::HasSubstr;
using testing::readFile;
using testing::writeFile;

TEST(ReplacedFile, TakesTheNamesPlaceWhenCommitted) {
    const testing::TemporaryFolder folder;
    const auto file = folder / "模型.bin";
    writeFile(file, "old");
    ReplacedFile out(file);
    out.write("ne");
    out.write("w");
    EXPECT_EQ(readFile(file), "old");
    out.commit();
    EXPECT_EQ(readFile(file), "new");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(ReplacedFile, LeavesNothingWithoutCommit) {
    const testing::TemporaryFolder folder;
    writeFile(folder / "f", "old");
    writeFile(folder / "f.part", "of a program that was killed");
    { ReplacedFile(folder / "f").write("new"); }
    EXPECT_EQ(readFile(folder / "f"), "old");
    EXPECT_FALSE(std::filesystem::exists(folder / "f.part"));
}

TEST(ReplacedFile, SaysWhereItCannotBeCreated) {
    const testing::TemporaryFolder folder;
    try {
        ReplacedFile(folder / "nowhere" / "f");
        FAIL() << "was created";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot be created"));
    }
}

TEST(ReplacedFile, TheOldOneSurvivesAFullDisk) {
    const testing::TemporaryFolder folder;
    writeFile(folder / "f", "old");
    const testing::LimitedFileSize limit(10'000);
    if (!limit.holds()) GTEST_SKIP() << "this system cannot limit the size of files";
    try {
        ReplacedFile out(folder / "f");
        out.write(std::string(100'000, 'x'));
        FAIL() << "was written";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("cannot be written; what was there before is unchanged"));
    }
    EXPECT_EQ(readFile(folder / "f"), "old");
    EXPECT_FALSE(std::filesystem::exists(folder / "f.part"));
}

} // namespace

} // namespace tokenarium
