// SPDX-License-Identifier: GPL-3.0-or-later
// A person puts models on the scales; what the room says is compared with published numbers and with sums
// made in another way.
#include "tests/app/weights_room_fixture.h"

#include "app/pages/weights/dial_panel.h"
#include "app/pages/weights/turning_columns.h"
#include "app/weights/weights_words.h"
#include "engine/tensor/checkpoint.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/treemap_chart.h"
#include "widgets/style/number_text.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QToolButton>

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>

namespace tokenarium {
namespace {

using nlohmann::json;

/// "8,030,261,248" or "70 %": the first number, without grouping.
std::uint64_t numberIn(QString text) {
    return text.remove(QLatin1Char(','))
        .section(QRegularExpression(QStringLiteral("[^0-9]")), 0, 0)
        .toULongLong();
}

/// The value of "12 × 768 × 768 + 12 × 768 + 32": worked out here, digit by digit, not by the program.
std::uint64_t workedOut(QString sum) {
    std::uint64_t total = 0;
    for (const QString& product : sum.remove(QLatin1Char(',')).split(QStringLiteral(" + "))) {
        std::uint64_t value = 1;
        for (const QString& factor : product.split(QStringLiteral(" × ")))
            value *= factor.trimmed().toULongLong();
        total += value;
    }
    return total;
}

json factsOrNull() {
    const char* folder = std::getenv("TOKENARIUM_FACTS");
    const std::filesystem::path file =
        (folder ? std::filesystem::path(folder)
                : std::filesystem::path(TOKENARIUM_SOURCE_DIR) / ".." / "shared" / "facts") /
        "params.json";
    std::ifstream in(file);
    return in ? json::parse(in) : json();
}

class AnyModelTest : public WeightsRoomTest {
protected:
    void SetUp() override {
        WeightsRoomTest::SetUp();
        show("any-model");
    }
    std::uint64_t total() { return numberIn(figures().valueOf(QStringLiteral("All parameters"))); }
    BarsChart& bars() { return *part<BarsChart>("weightBars"); }
    TreemapChart& map() { return *part<TreemapChart>("weightMap"); }
    void lower(int row) {
        auto* box = part<QComboBox>("lowerView");
        box->setCurrentIndex(row);
        emit box->activated(row);
    }
    QString write(const char* name, const QByteArray& bytes) {
        const QString path = home.filePath(QLatin1String(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }
    void open(const QString& path) {
        session().openFile(path);
        settle();
    }
    /// What the message bar of the room says.
    std::string bar() {
        MessageBar& said = page().messages();
        return said.isHidden() ? ""
                               : said.findChild<QLabel*>(QStringLiteral("message"))->text().toStdString();
    }
};

TEST_F(AnyModelTest, FactsOfEveryKnownModelAreWhatIsShown) {
    const json facts = factsOrNull();
    if (facts.is_null()) GTEST_SKIP() << "skipped: facts/params.json is not there";
    std::size_t checked = 0;
    for (const json& one : facts["cases"]) {
        std::string id = one["id"];
        if (id.ends_with("/hf")) id.resize(id.size() - 3);
        if (one["fn"] != "params.count" || !knownModel(id)) continue;
        chooseModel(id.c_str());
        const json& expected = one["expected"];
        EXPECT_EQ(total(), expected["total"].get<std::uint64_t>()) << id;
        const auto shows = [&](const char* key, const char* label) {
            const QString value = figures().valueOf(QLatin1String(label));
            if (!expected.contains(key) || value.isEmpty()) return;
            EXPECT_EQ(numberIn(value), expected[key].get<std::uint64_t>()) << id << key;
        };
        shows("non_embedding", "Without token table and head");
        shows("active_all", "At work for one token");
        shows("active_no_lookup", "The same, without looking up");
        ++checked;
    }
    EXPECT_GE(checked, 70U);
    std::cout << checked << " cases of params.json compared with the screen\n";
}

TEST_F(AnyModelTest, PublishedStandsBesideOurs) {
    chooseModel("bert-base-uncased");
    EXPECT_EQ(figure("All parameters"), "109,482,240");
    EXPECT_EQ(figures().badgeOf(QStringLiteral("All parameters")), QStringLiteral("computed"));
    EXPECT_EQ(figure("Published"), "109,482,240");
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Published")), QStringLiteral("published"));
    EXPECT_TRUE(
        figures().explanationOf(QStringLiteral("Published")).contains(QStringLiteral("to the last digit")));
    EXPECT_EQ(figure("With the heads of pre-training"), "110,106,428");
    chooseModel("qwen3-0.6b");
    EXPECT_EQ(figure("In the file, shared table twice"), "751,632,384");
    EXPECT_EQ(figure("If the shared table counted twice"), "751,632,384"); // ours comes to the same
    chooseModel("deepseek-v3+mtp");
    EXPECT_EQ(figure("Numbers in its files"), "684,531,386,000");
    EXPECT_EQ(figure("On the Hub, everything in the files"), "684,531,386,000");
}

TEST_F(AnyModelTest, EveryPartOpensToASumThatComesOut) {
    for (const char* id : {"gpt2", "llama-3-8b", "mixtral-8x7b", "t5-base", "vit-b-16", "whisper-base"}) {
        chooseModel(id);
        std::uint64_t parts = 0;
        for (std::size_t group = 0; group < weightGroups; ++group) {
            const QString label = groupName(WeightGroup(group));
            const QStringList lines = figures().explanationOf(label).split(QLatin1Char('\n'));
            if (figures().valueOf(label).isEmpty() || lines.size() < 2 ||
                lines[1].contains(QStringLiteral("…")))
                continue;
            const QStringList sides = lines[1].split(QStringLiteral(" = "));
            ASSERT_EQ(sides.size(), 2) << lines[1].toStdString();
            EXPECT_EQ(workedOut(sides[0]), numberIn(sides[1])) << id << ": " << lines[1].toStdString();
            parts += numberIn(sides[1]);
        }
        const QString sum =
            figures().explanationOf(QStringLiteral("All parameters")).section(QLatin1Char('\n'), 1);
        EXPECT_EQ(workedOut(sum.section(QStringLiteral(" = "), 0, 0)), total()) << id;
        EXPECT_LE(parts, total()) << id;
        EXPECT_GT(parts, 0U) << id;
    }
}

/// "llama-total" of the facts, by hand.
std::uint64_t llamaTotal(std::uint64_t layers, std::uint64_t width, std::uint64_t heads,
                         std::uint64_t keyHeads, std::uint64_t headWidth, std::uint64_t inner,
                         std::uint64_t vocabulary, bool tied) {
    const std::uint64_t attention = width * (heads + 2 * keyHeads) * headWidth + heads * headWidth * width;
    return vocabulary * width * (tied ? 1 : 2) + layers * (attention + 3 * width * inner + 2 * width) + width;
}

TEST_F(AnyModelTest, SlidersGiveWhatTheFormulaGives) {
    chooseModel("llama-3-8b");
    slide("dialLayers", 16);
    EXPECT_EQ(total(), llamaTotal(16, 4096, 32, 8, 128, 14336, 128256, false));
    slide("dialKeyHeads", 2);
    EXPECT_EQ(total(), llamaTotal(16, 4096, 32, 2, 128, 14336, 128256, false));
    slide("dialWidth", 2048);
    EXPECT_EQ(total(), llamaTotal(16, 2048, 32, 2, 64, 14336, 128256, false));
    slide("dialFeedForward", 8192);
    slide("dialVocabulary", 32000);
    EXPECT_EQ(total(), llamaTotal(16, 2048, 32, 2, 64, 8192, 32000, false));
    part<QToolButton>("moreDials")->click();
    part<QCheckBox>("dialTiedHead")->click();
    EXPECT_EQ(total(), llamaTotal(16, 2048, 32, 2, 64, 8192, 32000, true));
    EXPECT_EQ(figure("Published, before you changed it"), "8,030,261,248");
    EXPECT_TRUE(text("modelTotal").starts_with("Llama 3 8B, changed: ")) << text("modelTotal");
    EXPECT_TRUE(bars().finding().startsWith(QStringLiteral("Llama 3 8B (changed): ")));
    // Fewer heads than keys: these follow.
    slide("dialKeyHeads", 32);
    slide("dialHeads", 8); // on the way there it was 1, with one key head
    EXPECT_EQ(total(), llamaTotal(16, 2048, 8, 8, 256, 8192, 32000, true));
    slide("dialHeads", 32);
    EXPECT_EQ(total(), llamaTotal(16, 2048, 32, 32, 64, 8192, 32000, true)); // as before the hand moved
    part<QPushButton>("resetDials")->click();
    EXPECT_EQ(figure("All parameters"), "8,030,261,248");
}

TEST_F(AnyModelTest, EveryStepOfEverySliderIsAModel) {
    for (const char* id : {"gpt-oss-20b", "whisper-tiny", "gemma-3-4b"}) {
        chooseModel(id);
        const std::vector<ModelDial> dials = session().dials();
        EXPECT_GE(dials.size(), 5U) << id;
        for (const ModelDial& dial : dials)
            for (const std::size_t step : dial.steps) {
                session().turn(dial.kind, step);
                const auto now = std::find_if(session().dials().begin(), session().dials().end(),
                                              [&](const ModelDial& one) { return one.kind == dial.kind; });
                ASSERT_NE(now, session().dials().end());
                EXPECT_EQ(now->value, step) << id << " " << dialName(dial.kind).toStdString();
                EXPECT_EQ(session().model().shape->attention.has_value(),
                          knownModel(id) && loadModelShape(knownModel(id)->config, id).attention.has_value())
                    << id << " " << dialName(dial.kind).toStdString() << " " << step;
                session().resetDials();
            }
        EXPECT_EQ(bar(), "") << id;
    }
}

TEST_F(AnyModelTest, ADragIsOneStepBack) {
    chooseModel("gpt2");
    QUndoStack& stack = *page().undoStack();
    slide("dialLayers", 48); // over all steps in between
    slide("dialWidth", 1536);
    EXPECT_NE(figure("All parameters"), "124,439,808");
    stack.undo();
    EXPECT_EQ(session().model().shape->width, 768U);
    EXPECT_EQ(session().model().shape->layers, 48U);
    stack.undo();
    EXPECT_EQ(figure("All parameters"), "124,439,808");
    stack.undo(); // the family began with its first model
    stack.undo();
    EXPECT_EQ(figure("All parameters"), "8,030,261,248");
    EXPECT_EQ(part<QComboBox>("knownModel")->currentText(), QStringLiteral("Llama 3 8B"));
    stack.redo();
    stack.redo();
    EXPECT_EQ(part<QComboBox>("knownModel")->currentText(), QStringLiteral("GPT-2 small"));
}

TEST_F(AnyModelTest, ExpertsWorkSomeAtATime) {
    chooseModel("mixtral-8x7b");
    ASSERT_EQ(bars().data().rows.size(), 2U);
    const auto sum = [&](std::size_t row) {
        const auto& parts = bars().data().rows[row].parts;
        return std::accumulate(parts.begin(), parts.end(), 0.0);
    };
    EXPECT_EQ(std::uint64_t(sum(0)), 46702792704U);
    EXPECT_EQ(std::uint64_t(sum(1)), 12879925248U); // 46.7 B less six of eight experts in 32 layers
    EXPECT_EQ(46702792704U - 6ULL * 32 * 3 * 4096 * 14336, 12879925248U);
    const double before = sum(1);
    slide("dialExperts", 16); // more weigh more, but work no more
    EXPECT_GT(sum(0), 80e9);
    EXPECT_LT(sum(1) - before, 32 * 4096 * 9.0); // but for the router's rows
    slide("dialExperts", 8);
    slide("dialExpertsPerToken", 8);
    EXPECT_EQ(sum(0), sum(1));
    chooseModel("llama-3-8b");
    EXPECT_EQ(bars().data().rows.size(), 1U);
    EXPECT_TRUE(figures().valueOf(QStringLiteral("At work for one token")).isEmpty());
}

TEST_F(AnyModelTest, AreasAreShares) {
    chooseModel("gpt2");
    double shown = 0, numbers = 0;
    for (std::size_t group = 0; group < map().data().groups.size(); ++group)
        for (std::size_t tile = 0; tile < map().data().groups[group].weights.size(); ++tile) {
            const double weight = map().data().groups[group].weights[tile];
            numbers += weight;
            const QRectF box = map().boxOf({group, tile});
            shown += box.width() * box.height();
        }
    EXPECT_EQ(std::uint64_t(numbers), 124439808U);
    EXPECT_GT(shown, 0.85 * map().width() * map().height()); // less the names of the groups
    // Within a group two tiles' areas are as their numbers.
    for (std::size_t group = 0; group < map().data().groups.size(); ++group) {
        const auto& weights = map().data().groups[group].weights;
        for (std::size_t tile = 1; tile < weights.size(); ++tile) {
            const QRectF first = map().boxOf({group, 0}), other = map().boxOf({group, tile});
            if (first.isEmpty()) continue; // a group too small for a pixel
            EXPECT_NEAR(other.width() * other.height() / (first.width() * first.height()),
                        weights[tile] / weights[0], 1e-6 * weights[tile] / weights[0] + 1e-9);
        }
    }
}

TEST_F(AnyModelTest, PointingNamesTensorAndShapeAndAClickPins) {
    chooseModel("llama-3-8b");
    const auto placeOf = [&](const char* name) {
        for (std::size_t group = 0; group < map().data().groups.size(); ++group)
            for (std::size_t tile = 0; tile < map().data().groups[group].weights.size(); ++tile)
                if (map().data().name(group, tile) == QLatin1String(name))
                    return TreemapChart::Place{group, tile};
        throw std::runtime_error(name);
    };
    const QRectF up = map().boxOf(placeOf("mlp.up_proj")), head = map().boxOf(placeOf("lm_head"));
    QTest::mouseMove(&map(), up.center().toPoint());
    EXPECT_TRUE(waitFor([&] { return map().lit().has_value(); }));
    EXPECT_EQ(text("litTensor"),
              "model.layers.*.mlp.up_proj.weight · 32 layers × [14336, 4096] = 1,879,048,192 "
              "parameters · 23 %");
    QTest::mouseClick(&map(), Qt::LeftButton, {}, head.center().toPoint());
    EXPECT_TRUE(text("litTensor").starts_with("lm_head.weight · [128256, 4096] = 525,336,576"))
        << text("litTensor");
    EXPECT_TRUE(map().pinned().has_value());
    QTest::keyClick(&map(), Qt::Key_Escape);
    EXPECT_FALSE(map().pinned().has_value());
    std::set<std::string> seen; // with the arrow keys every tile is reached
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(&map(), Qt::Key_Right);
        seen.insert(text("litTensor"));
    }
    EXPECT_EQ(seen.size(), tilesByKind(session().model().architecture.tensors).size());
    QTest::keyClick(&map(), Qt::Key_Up);
    EXPECT_NE(map().accessibleDescription(), QString());
}

TEST_F(AnyModelTest, LayersAndTheTableHaveAllTensors) {
    chooseModel("whisper-base");
    const std::size_t lines = session().model().architecture.tensors.size();
    lower(1);
    std::size_t tiles = 0;
    for (const TreemapGroup& group : map().data().groups) tiles += group.weights.size();
    EXPECT_EQ(tiles, lines);
    lower(2);
    auto* table = part<QTableView>("tensorTable");
    ASSERT_TRUE(table->isVisible());
    EXPECT_EQ(table->model()->rowCount(), int(lines));
    std::uint64_t numbers = 0;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        numbers += numberIn(table->model()->index(row, 2).data().toString());
    EXPECT_EQ(numbers, total());
    table->sortByColumn(2, Qt::DescendingOrder);
    EXPECT_EQ(table->model()->index(0, 0).data().toString(),
              QStringLiteral("model.decoder.embed_tokens.weight"));
}

TEST_F(AnyModelTest, NumbersOfTheMapCanBeTakenAway) {
    chooseModel("gpt2-xl");
    auto* frame = qobject_cast<ChartFrame*>(map().parentWidget());
    ASSERT_NE(frame, nullptr);
    const QString path = home.filePath(QStringLiteral("map.csv"));
    frame->exportTo(path);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QStringList lines =
        QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    std::uint64_t numbers = 0;
    for (const QString& line : lines.mid(1)) numbers += line.section(QLatin1Char(','), -1).toULongLong();
    EXPECT_EQ(numbers, 1557611200U);
    for (const char* name : {"map.svg", "map.pdf", "map.png"}) {
        frame->exportTo(home.filePath(QLatin1String(name)));
        EXPECT_GT(QFile(home.filePath(QLatin1String(name))).size(), 1000) << name;
    }
}

TEST_F(AnyModelTest, AConfigIsOpenedAndDropped) {
    const QString path =
        write("config.json", R"({"model_type": "gpt2", "vocab_size": 50257, "n_positions": 1024,
        "n_embd": 1024, "n_layer": 24, "n_head": 16})");
    open(path);
    EXPECT_EQ(figure("All parameters"), "354,823,168"); // GPT-2 medium
    EXPECT_EQ(part<QComboBox>("knownModel")->currentText(), QStringLiteral("config.json"));
    EXPECT_TRUE(figures().valueOf(QStringLiteral("Published")).isEmpty());
    chooseModel("gpt2");
    EXPECT_LT(part<QComboBox>("knownModel")->findText(QStringLiteral("config.json")), 0);
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page(), &enter);
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page(), &drop);
    settle();
    EXPECT_EQ(figure("All parameters"), "354,823,168");
}

TEST_F(AnyModelTest, HeadersOfWeightsAreCounted) {
    // The model that comes with the program: three layers, 64 wide, a vocabulary of 284, head shared.
    const QString folder = QStringLiteral(TOKENARIUM_SOURCE_DIR "/resources/models/tiny/");
    open(folder + QStringLiteral("model.safetensors"));
    const std::uint64_t tiny = llamaTotal(3, 64, 4, 4, 16, 176, 284, true);
    EXPECT_EQ(total(), tiny);
    EXPECT_EQ(figures().badgeOf(QStringLiteral("All parameters")), QStringLiteral("measured"));
    EXPECT_FALSE(session().dials().empty()); // by the config.json beside it
    slide("dialLayers", 6);
    EXPECT_EQ(total(), llamaTotal(6, 64, 4, 4, 16, 176, 284, true));
    EXPECT_EQ(figures().badgeOf(QStringLiteral("All parameters")), QStringLiteral("computed"));
}

/// A safetensors file with a header but none of its data, and a number format that we cannot read.
TEST_F(AnyModelTest, AHeaderAloneIsEnough) {
    const QByteArray header =
        R"({"model.embed_tokens.weight": {"dtype": "BF16", "shape": [1000, 64], "data_offsets": [0, 128000]},
            "model.layers.0.mlp.experts.0.w1.weight": {"dtype": "F8_E4M3", "shape": [128, 64], "data_offsets": [128000, 136192]},
            "model.layers.0.mlp.experts.1.w1.weight": {"dtype": "F8_E4M3", "shape": [128, 64], "data_offsets": [136192, 144384]},
            "model.layers.0.mlp.experts.0.w1.weight_scale_inv": {"dtype": "F32", "shape": [1, 1], "data_offsets": [144384, 144388]}})";
    QByteArray length(8, '\0');
    const auto size = quint64(header.size());
    std::memcpy(length.data(), &size, 8);
    open(write("only-header.safetensors", length + header));
    EXPECT_EQ(total(), 1000U * 64 + 2 * 128 * 64); // the scale is no parameter
    EXPECT_TRUE(text("modelKind").find("BF16, F8_E4M3") != std::string::npos) << text("modelKind");
    EXPECT_TRUE(session().dials().empty());
    EXPECT_TRUE(part<QLabel>("noDials")->isVisible());
    EXPECT_NE(bar().find("config.json"), std::string::npos) << bar();
}

TEST_F(AnyModelTest, GgufTellsItsSizes) {
    const auto tensor = [](const char* name, Shape shape) {
        OwnedTensor one{name, DType::F32, shape, {}};
        one.bytes.resize(shape.elements() * 4);
        return one;
    };
    std::vector<OwnedTensor> owned = {tensor("token_embd.weight", {300, 64}),
                                      tensor("output_norm.weight", {64})};
    for (int layer = 0; layer < 2; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        for (const char* name : {"attn_q.weight", "attn_output.weight"})
            owned.push_back(tensor((block + name).c_str(), {64, 64}));
        for (const char* name : {"attn_k.weight", "attn_v.weight"})
            owned.push_back(tensor((block + name).c_str(), {32, 64}));
        for (const char* name : {"attn_norm.weight", "ffn_norm.weight"})
            owned.push_back(tensor((block + name).c_str(), {64}));
        for (const char* name : {"ffn_gate.weight", "ffn_up.weight"})
            owned.push_back(tensor((block + name).c_str(), {160, 64}));
        owned.push_back(tensor((block + "ffn_down.weight").c_str(), {64, 160}));
    }
    std::vector<StoredTensor> stored;
    for (const OwnedTensor& one : owned) stored.push_back(one.stored());
    const QString path = home.filePath(QStringLiteral("small.gguf"));
    writeGguf(path.toStdString(), stored,
              {{"general.architecture", std::string("llama")},
               {"llama.block_count", std::int64_t{2}},
               {"llama.embedding_length", std::int64_t{64}},
               {"llama.feed_forward_length", std::int64_t{160}},
               {"llama.attention.head_count", std::int64_t{4}},
               {"llama.attention.head_count_kv", std::int64_t{2}},
               {"llama.context_length", std::int64_t{128}}});
    open(path);
    EXPECT_EQ(total(), llamaTotal(2, 64, 4, 2, 16, 160, 300, true));
    slide("dialLayers", 4);
    EXPECT_EQ(total(), llamaTotal(4, 64, 4, 2, 16, 160, 300, true));
    EXPECT_EQ(session().model().shape->positions, 128U);
}

TEST_F(AnyModelTest, BadFilesAreRefusedAndTheModelStays) {
    chooseModel("gpt2");
    const std::pair<QString, const char*> bad[] = {
        {write("empty.json", ""), "empty.json"},
        {write("torn.json", R"({"model_type": "llama", )"), "torn.json"},
        {write("unknown.json", R"({"model_type": "perceiver"})"), "perceiver"},
        {write("zero.json",
               R"({"model_type": "gpt2", "vocab_size": 0, "n_embd": 64, "n_layer": 2, "n_head": 2})"),
         "vocab_size"},
        {write(
             "huge.json",
             R"({"model_type": "llama", "vocab_size": 32000, "hidden_size": 99999999999, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32})"),
         "hidden_size"},
        {write("cut.safetensors", QByteArray("\xff\xff\0\0\0\0\0\0{\"a\"", 12)), "cut.safetensors"},
        {write("cut.gguf", QByteArray("GGUF\x03\0\0\0", 8)), "cut.gguf"},
        {write("pickle.bin", QByteArray("\x80\x02}q", 4)), "PyTorch"},
        {home.filePath(QStringLiteral("absent.json")), "absent.json"},
        {write("shards.json", R"({"weight_map": {"a": "absent.safetensors"}})"), "absent.safetensors"},
    };
    for (const auto& [path, word] : bad) {
        open(path);
        EXPECT_NE(bar().find(word), std::string::npos) << path.toStdString() << ": " << bar();
        EXPECT_EQ(figure("All parameters"), "124,439,808") << path.toStdString();
    }
    chooseModel("gpt2-xl");
    EXPECT_EQ(figure("All parameters"), "1,557,611,200");
}

TEST_F(AnyModelTest, InLargeLettersThingsStandUnderEachOther) {
    for (const char* view : {"any-model", "ladder"}) {
        show(view);
        auto* columns = page().currentView().findChild<TurningColumns*>();
        ASSERT_NE(columns, nullptr) << view;
        EXPECT_FALSE(columns->isTurned()) << view;
        appearance.setPresenting(true);
        EXPECT_TRUE(waitFor([&] { return columns->isTurned(); })) << view;
        settle();
        EXPECT_LE(page().minimumSizeHint().width(), 1130) << view; // what is left of 1,280 pixels
        const QList<FigureList*> lists = page().currentView().findChildren<FigureList*>();
        for (const FigureList* list : lists) {
            if (!list->isVisible()) continue;
            EXPECT_GE(list->height(), list->sizeHint().height()) << view; // no bar of its own
        }
        appearance.setPresenting(false);
        EXPECT_TRUE(waitFor([&] { return !columns->isTurned(); })) << view;
    }
}

TEST_F(AnyModelTest, SpeaksChinese) {
    chooseModel("gpt3-175b");
    language.use(QStringLiteral("zh_CN"));
    EXPECT_TRUE(waitFor([&] { return bars().finding().contains(QStringLiteral("参数")); }));
    EXPECT_EQ(figures().valueOf(QStringLiteral("全部参数")), QStringLiteral("174,604,259,328"));
    EXPECT_TRUE(bars().finding().contains(QStringLiteral("1750亿")) ||
                bars().finding().contains(QStringLiteral("1746亿")))
        << bars().finding().toStdString();
    EXPECT_EQ(text("litTensor"), "指向一块可看到它的张量；点击固定，方向键移动。");
}

} // namespace
} // namespace tokenarium
