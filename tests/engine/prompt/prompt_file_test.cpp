// SPDX-License-Identifier: GPL-3.0-or-later
// Prompts of several parts: saved, opened, damaged.
#include "engine/file/sha256.h"
#include "engine/prompt/prompt_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <random>

extern "C" int fuzz_prompt(const std::uint8_t* data, std::size_t size);

namespace tokenarium {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class PromptFile : public ::testing::Test {
protected:
    PromptFile()
        : folder(fs::path(::testing::TempDir()) / ("prompts" + std::to_string(std::random_device()()))) {
        fs::create_directories(folder);
    }
    ~PromptFile() override { fs::remove_all(folder); }

    static std::shared_ptr<const std::string> content(std::string text) {
        return std::make_shared<const std::string>(std::move(text));
    }
    static std::string read(const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder / name, std::ios::binary) << bytes;
    }
    std::string refusal(const std::string& name) const {
        try {
            loadPrompt(folder / name);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }
    Prompt threeParts() const {
        Prompt prompt;
        prompt.contextWindow = 200'000;
        prompt.active = 2;
        prompt.parts.push_back({Modality::Text, "question", "o200k_base", content("你好\xff\n"), "", ""});
        std::string noise;
        for (int i = 0; i < 70'000; ++i) noise.push_back(static_cast<char>(i * 7919 >> 3));
        prompt.parts.push_back({Modality::Picture, "cat.png", "gpt-4o@2025", content(noise), "", ""});
        prompt.parts.push_back({Modality::Gene, "", "6-mers", content(""), "", ""});
        return prompt;
    }

    fs::path folder;
};

TEST_F(PromptFile, ComesBackAsItWas) {
    const Prompt prompt = threeParts();
    ASSERT_TRUE(savePrompt(folder / "a.tokenarium", prompt));
    const auto opened = loadPrompt(folder / "a.tokenarium");
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->troubles.empty());
    EXPECT_EQ(opened->prompt.contextWindow, 200'000U);
    EXPECT_EQ(opened->prompt.active, 2U);
    ASSERT_EQ(opened->prompt.parts.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const PromptPart &was = prompt.parts[i], &is = opened->prompt.parts[i];
        EXPECT_EQ(is.modality, was.modality);
        EXPECT_EQ(is.title, was.title);
        EXPECT_EQ(is.rule, was.rule);
        EXPECT_EQ(*is.content, *was.content);
    }
    EXPECT_EQ(read(folder / "a.tokenarium").substr(0, 2), "PK") << "people can open it as a ZIP archive";
}

TEST_F(PromptFile, LinkedPartsAreReadWhileTheyAreTheSame) {
    write("sound.wav", "RIFF and so on");
    const std::string right = sha256(std::as_bytes(std::span(std::string_view("RIFF and so on"))));
    Prompt prompt = threeParts();
    prompt.parts.push_back({Modality::Sound, "sound.wav", "whisper", nullptr, "sound.wav", right});
    prompt.parts.push_back({Modality::Sound, "gone", "whisper", nullptr, "gone.wav", right});
    ASSERT_TRUE(savePrompt(folder / "a.tokenarium", prompt));
    auto opened = loadPrompt(folder / "a.tokenarium");
    EXPECT_EQ(*opened->prompt.parts[3].content, "RIFF and so on");
    ASSERT_EQ(opened->troubles.size(), 1U);
    EXPECT_EQ(opened->troubles[0].part, 4U);
    EXPECT_THAT(opened->troubles[0].message, HasSubstr("gone.wav"));

    write("sound.wav", "RIFF and so off");
    opened = loadPrompt(folder / "a.tokenarium");
    ASSERT_EQ(opened->troubles.size(), 2U);
    EXPECT_THAT(opened->troubles[0].message, HasSubstr("has changed"));
    EXPECT_EQ(opened->prompt.parts[3].content, nullptr);
}

TEST_F(PromptFile, StoppingLeavesTheOldFile) {
    write("a.tokenarium", "old");
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(savePrompt(folder / "a.tokenarium", threeParts(), stop.get_token()));
    EXPECT_EQ(read(folder / "a.tokenarium"), "old");
    ASSERT_TRUE(savePrompt(folder / "a.tokenarium", threeParts()));
    EXPECT_FALSE(loadPrompt(folder / "a.tokenarium", stop.get_token()));
}

TEST_F(PromptFile, ReportsHowFarItIs) {
    std::vector<std::size_t> done;
    savePrompt(folder / "a.tokenarium", threeParts(), {}, [&done](std::size_t some, std::size_t all) {
        EXPECT_LE(some, all);
        done.push_back(some);
    });
    ASSERT_FALSE(done.empty());
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(done.back(), 70'000U + 8);
}

TEST_F(PromptFile, SaysWhatIsWrongWithAFile) {
    write("text.tokenarium", "only some text");
    EXPECT_THAT(refusal("text.tokenarium"), HasSubstr("text.tokenarium: is no prompt of Tokenarium"));
    write("empty.tokenarium", "");
    EXPECT_THAT(refusal("empty.tokenarium"), HasSubstr("is no prompt"));
    EXPECT_THAT(refusal("absent.tokenarium"), HasSubstr("absent.tokenarium"));
    savePrompt(folder / "a.tokenarium", threeParts());
    const std::string whole = read(folder / "a.tokenarium");
    write("cut.tokenarium", whole.substr(0, whole.size() / 2));
    EXPECT_THAT(refusal("cut.tokenarium"), HasSubstr("cut off"));
    std::string damaged = whole;
    damaged[damaged.size() / 2] ^= 1; // inside the stored picture
    write("damaged.tokenarium", damaged);
    EXPECT_THAT(refusal("damaged.tokenarium"), HasSubstr("\"parts/0002\" is damaged"));
}

TEST_F(PromptFile, AnyBytesAreReadOrRefused) {
    Prompt prompt = threeParts();
    prompt.parts[1].content = content(std::string(100, 'x'));
    savePrompt(folder / "a.tokenarium", prompt);
    const std::string seed = read(folder / "a.tokenarium");
    std::mt19937_64 source(11);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = seed;
        for (int j = 0; j < 3; ++j) bytes[source() % bytes.size()] = static_cast<char>(source());
        if (i % 3 == 0) bytes.resize(source() % (bytes.size() + 1));
        fuzz_prompt(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
}

} // namespace
} // namespace tokenarium
