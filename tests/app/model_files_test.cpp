// SPDX-License-Identifier: GPL-3.0-or-later
// A person drops models into the room: good ones, broken ones, large ones, and texts that are too long.
#include "engine/model/export_model.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/message_bar.h"
#include "widgets/model/token_row.h"

#include <QComboBox>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>

namespace tokenarium {
namespace {

namespace fs = std::filesystem;

struct Shape2c {
    std::int32_t width = 8, hidden = 16, layers = 2, heads = 2, keyHeads = 2, vocabulary = 0, positions = 32;
};

/// A file of llama2.c with random weights and the tokenizer of the model `tiny` beside it.
fs::path writeLlama2c(const fs::path& folder, Shape2c shape) {
    fs::create_directories(folder);
    fs::copy_file(fs::path(TOKENARIUM_SOURCE_DIR) / "resources/models/tiny/tokenizer.json",
                  folder / "tokenizer.json", fs::copy_options::overwrite_existing);
    if (shape.vocabulary == 0)
        shape.vocabulary = std::int32_t(openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny")
                                            ->opened.tokenizer->vocabulary()
                                            .size());
    const fs::path file = folder / "model.bin";
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&shape), sizeof shape);
    const std::size_t width = std::size_t(shape.width), hidden = std::size_t(shape.hidden);
    const std::size_t keys = width / std::size_t(shape.heads) * std::size_t(shape.keyHeads);
    const std::size_t block = 2 * width + 2 * width * width + 2 * width * keys + 3 * width * hidden;
    const std::size_t angles = std::size_t(shape.positions) * width / std::size_t(shape.heads);
    const std::size_t count =
        std::size_t(shape.vocabulary) * width + std::size_t(shape.layers) * block + width + angles;
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 0.3F);
    std::vector<float> numbers(count);
    for (float& one : numbers) one = normal(random);
    out.write(reinterpret_cast<const char*>(numbers.data()), std::streamsize(count * sizeof(float)));
    return file;
}

class ModelFiles : public ModelRoomTest {
protected:
    void SetUp() override {
        ModelRoomTest::SetUp();
        folder = fs::temp_directory_path() /
                 ("tokenarium-model-files-" + std::to_string(QCoreApplication::applicationPid()));
        fs::create_directories(folder);
    }
    void TearDown() override {
        room.reset();
        fs::remove_all(folder);
    }
    void drop(const fs::path& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(room.get(), &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(room.get(), &event);
        settle();
    }
    QString shownModel() { return find<QComboBox>("modelBox")->currentText(); }
    QString bar() { return room->messages().message(); }
    fs::path folder;
};

TEST_F(ModelFiles, AGgufAFolderAndALlama2cFileOpenWhereTheyAreDropped) {
    start("tiny", "emil", "prediction");
    const std::vector<float> known = session().run()->lastLogits;
    exportGguf(session().model()->opened, *session().model()->backend, folder / "dropped.gguf", DType::F32);
    drop(folder / "dropped.gguf");
    EXPECT_EQ(shownModel(), "dropped.gguf") << bar().toStdString();
    EXPECT_EQ(session().prompt(), "emil") << "what the person has typed stays";
    ASSERT_EQ(session().run()->lastLogits.size(), known.size());
    for (std::size_t i = 0; i < known.size(); ++i)
        EXPECT_NEAR(session().run()->lastLogits[i], known[i], 0.05 + 0.02 * std::abs(known[i])) << i;
    drop(fs::path(TOKENARIUM_SOURCE_DIR) / "resources/models/poems");
    EXPECT_EQ(shownModel(), "poems");
    drop(writeLlama2c(folder / "two", {}));
    EXPECT_EQ(shownModel(), "model.bin") << bar().toStdString();
    EXPECT_EQ(session().model()->opened.config.width, 8U);
    ASSERT_NE(session().run(), nullptr);
    EXPECT_EQ(session().run()->model, session().model());
}

TEST_F(ModelFiles, ABrokenFileIsExplainedAndTheOldModelStays) {
    start("tiny", "em", "prediction");
    const auto before = session().model();
    const fs::path good = writeLlama2c(folder / "cut", {});
    fs::resize_file(good, fs::file_size(good) / 2);
    std::ofstream(folder / "noise.gguf") << "GGUF and then nothing of the kind";
    std::ofstream(folder / "letter.txt") << "Dear reader";
    for (const fs::path& broken :
         {good, folder / "noise.gguf", folder / "letter.txt", folder / "absent.gguf"}) {
        room->messages().clear();
        drop(broken);
        EXPECT_TRUE(bar().contains(QString::fromStdString(broken.filename().string())))
            << bar().toStdString();
        EXPECT_GT(bar().size(), 30) << "a sentence, not a code";
        EXPECT_EQ(session().model(), before);
        EXPECT_EQ(shownModel(), "tiny");
    }
}

TEST_F(ModelFiles, AModelWithoutATokenizerSaysWhatToDo) {
    start("tiny", "em", "prediction");
    const fs::path file = writeLlama2c(folder / "bare", {});
    fs::remove(file.parent_path() / "tokenizer.json");
    drop(file);
    EXPECT_TRUE(bar().contains("tokenizer.json") && bar().contains("open it again")) << bar().toStdString();
    EXPECT_EQ(shownModel(), "tiny");
}

TEST_F(ModelFiles, ALargeRunIsKeptLayerByLayer) {
    Shape2c shape;
    shape.width = 128;
    shape.hidden = 32;
    shape.layers = 8;
    shape.heads = shape.keyHeads = 64;
    shape.positions = 512;
    start("tiny", "em", "prediction");
    drop(writeLlama2c(folder / "large", shape));
    ASSERT_EQ(shownModel(), "model.bin") << bar().toStdString();
    type(*find<QLineEdit>("modelPrompt"), QString(500, 'e'));
    ASSERT_GT(recordedBytes(session().model()->opened.config, session().ids().size()), std::uint64_t(1) << 30)
        << "not large enough to be a test: " << session().ids().size();
    EXPECT_EQ(session().run()->detail, RecordedRun::Detail::Layers);
    EXPECT_TRUE(session().run()->values("block.3.attention.probs").empty());
    EXPECT_FALSE(session().run()->values("block.3.output").empty());
    for (ModelView* view : room->views()) { // every tab lives with it
        room->showView(view->id());
        settle();
    }
    EXPECT_TRUE(session().nextDraw());
}

TEST_F(ModelFiles, TextBeyondTheContextIsVisiblyCut) {
    start("tiny", "em", "prediction");
    drop(writeLlama2c(folder / "short", {}));
    ASSERT_EQ(shownModel(), "model.bin") << bar().toStdString();
    const std::size_t positions = session().model()->opened.config.positions;
    type(*find<QLineEdit>("modelPrompt"), QStringLiteral("emil em ") + QString(200, 'e'));
    ASSERT_GT(session().cutTokens(), 0U);
    EXPECT_EQ(find<TokenRow>("modelTokens")->chips().size(), positions);
    EXPECT_TRUE(bar().contains(QString::number(positions) + " tokens at most")) << bar().toStdString();
    EXPECT_TRUE(bar().contains("first " + QString::number(session().cutTokens())));
    EXPECT_EQ(session().run()->ids.size(), positions);
}

} // namespace
} // namespace tokenarium
