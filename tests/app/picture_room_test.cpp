// SPDX-License-Identifier: GPL-3.0-or-later
// A person in the picture room of the real window; what it says is compared with numbers had in another way.
#include "tests/app/window_fixture.h"

#include "app/pages/model_page.h"
#include "app/pages/picture/codes_view.h"
#include "app/pages/picture_page.h"
#include "app/picture/film_frames.h"
#include "app/picture/free_memory.h"
#include "app/picture/rule_names.h"
#include "engine/view/part_summary.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/model/token_row.h"
#include "widgets/picture/picture_canvas.h"
#include "widgets/style/number_text.h"

#include <QCheckBox>
#include <QFile>
#include <QImageReader>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QUndoStack>

#include <algorithm>
#include <cmath>
#include <thread>

namespace tokenarium {
namespace {

constexpr int minute = 60'000; // ms; a slow machine, not a broken one

class PictureRoomTest : public WindowTest {
protected:
    void SetUp() override {
        WindowTest::SetUp();
        window->showPage(&page());
        settle();
    }
    PicturePage& page() {
        for (Page* one : window->pages())
            if (auto* pictures = qobject_cast<PicturePage*>(one)) return *pictures;
        throw std::runtime_error("there is no picture room");
    }
    PictureSession& session() { return page().session(); }
    template<typename Widget>
    Widget* part(const char* name) {
        Widget* widget = page().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    std::string text(const char* label) { return part<QLabel>(label)->text().toStdString(); }
    void settle() {
        EXPECT_TRUE(waitFor([&] { return page().isSettled() && !session().isComputing(); }, 3 * minute));
    }
    void choose(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(row);
        emit combo->activated(row);
        settle();
    }
    void slide(const char* name, int step) {
        part<QSlider>(name)->setValue(step);
        settle();
    }
    void show(const char* view) {
        page().showView(QLatin1String(view));
        QTest::qWait(1);
        settle();
    }
    /// A picture of noise, saved and opened.
    QImage open(int width, int height, const char* name = "noise.png") {
        QImage picture(width, height, QImage::Format_RGB32);
        unsigned state = 7;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                state = state * 1664525U + 1013904223U;
                picture.setPixel(x, y, 0xff000000U | (state >> 8));
            }
        EXPECT_TRUE(picture.save(home.filePath(QLatin1String(name))));
        openFile(home.filePath(QLatin1String(name)));
        return picture;
    }
    void openFile(const QString& path) {
        window->openFile(path);
        QTest::qWait(1);
        settle();
    }
    QString writeFile(const char* name, const QByteArray& bytes) {
        QFile file(home.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    std::string message() { return page().messages().message().toStdString(); }
    static QByteArray resource(const char* path) {
        QFile file{QString::fromLatin1(path)};
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path;
        return file.readAll();
    }
    QTreeWidgetItem* ruleRow(const char* id) {
        auto* table = part<QTreeWidget>("ruleTable");
        for (int i = 0; i < table->topLevelItemCount(); ++i)
            if (table->topLevelItem(i)->data(0, Qt::UserRole).toString() == QLatin1String(id))
                return table->topLevelItem(i);
        ADD_FAILURE() << "no row " << id;
        return nullptr;
    }
};

TEST_F(PictureRoomTest, OpensWithALandscapeCutIntoPatches) {
    EXPECT_NE(text("pictureTitle").find("640 × 427"), std::string::npos);
    // Resized to whole patches of 16: 640 / 16 and 427 / 16, rounded.
    EXPECT_NE(text("patchFacts").find("40 columns × 27 rows = 1,080 patches, with [CLS] 1,081 tokens"),
              std::string::npos)
        << text("patchFacts");
    EXPECT_EQ(page().prompt()->strip.tokenCount, 1081U);
}

TEST_F(PictureRoomTest, PatchSizeAndBorderChangeTheGrid) {
    slide("patchSize", 50 - 4);
    EXPECT_NE(text("patchFacts").find("13 columns × 9 rows = 117 patches"), std::string::npos)
        << text("patchFacts");
    choose("patchBorder", int(BorderRule::Crop));
    EXPECT_NE(text("patchFacts").find("12 columns × 8 rows = 96 patches"), std::string::npos)
        << text("patchFacts");
    choose("patchBorder", int(BorderRule::Pad));
    EXPECT_NE(text("patchFacts").find("13 columns × 9 rows = 117 patches"), std::string::npos)
        << text("patchFacts");
    EXPECT_EQ(part<PictureCanvas>("patchCanvas")->cells().count(), 117U);
    QTest::mouseClick(part<QCheckBox>("classToken"), Qt::LeftButton);
    EXPECT_EQ(page().prompt()->strip.tokenCount, 117U);
}

TEST_F(PictureRoomTest, EveryChangeIsAStepOfUndo) {
    slide("patchSize", 8 - 4);
    slide("patchSize", 32 - 4); // one drag
    choose("patchBorder", int(BorderRule::Crop));
    page().undoStack()->undo();
    EXPECT_EQ(session().choices().border, BorderRule::Resize);
    EXPECT_EQ(part<QComboBox>("patchBorder")->currentIndex(), 0);
    page().undoStack()->undo();
    EXPECT_EQ(session().choices().patch, 16U);
    EXPECT_EQ(part<QSlider>("patchSize")->value(), 16 - 4);
    open(64, 48);
    EXPECT_EQ(session().size(), (PictureSize{64, 48}));
    page().undoStack()->undo();
    EXPECT_EQ(session().size(), (PictureSize{640, 427}));
}

TEST_F(PictureRoomTest, KeysAndMouseMoveThePatchAndTheNumbersAreItsPixels) {
    const QImage picture = open(48, 32);
    choose("patchBorder", int(BorderRule::Crop));
    slide("patchSize", 0); // 4 × 4
    auto* canvas = part<PictureCanvas>("patchCanvas");
    canvas->setFocus();
    session().pinToken(1); // the first patch; 0 is [CLS]
    QTest::keyClick(canvas, Qt::Key_Right);
    QTest::keyClick(canvas, Qt::Key_Down);
    EXPECT_EQ(text("patchPlace"), "Patch 14 of 96: row 2, column 2; position 14 in the sequence");
    EXPECT_EQ(canvas->accessibleDescription().toStdString(), text("patchPlace"));
    EXPECT_EQ(page().prompt()->strip.lit, 14U);
    const QColor pixel = picture.pixelColor(4, 4);
    const QString line = QStringLiteral("%1 %2 %3")
                             .arg(QString::number(pixel.red() / 255.0, 'f', 2), 6)
                             .arg(QString::number(pixel.green() / 255.0, 'f', 2), 6)
                             .arg(QString::number(pixel.blue() / 255.0, 'f', 2), 6);
    EXPECT_EQ(part<QLabel>("patchNumbers")->text().split(QLatin1Char('\n'))[1], line);
    EXPECT_NE(text("patchNumbers").find("48 numbers: 4 × 4 pixels"), std::string::npos);
    choose("pixelScale", int(PixelScale::Vit));
    EXPECT_EQ(part<QLabel>("patchNumbers")
                  ->text()
                  .split(QLatin1Char('\n'))[1]
                  .trimmed()
                  .split(QLatin1Char(' '))
                  .first(),
              QString::number(pixel.red() / 127.5 - 1, 'f', 2));
    // The mouse over the first patch of the third row, in the middle of its pixels.
    QTest::mouseMove(canvas, canvas->toWidget(QPointF(2, 10)).toPoint());
    EXPECT_TRUE(waitFor([&] { return page().prompt()->strip.lit == 25U; }));
    // And the strip: position 0 is [CLS].
    page().pinToken(0);
    EXPECT_EQ(text("patchPlace"), "Position 0: [CLS]");
}

TEST_F(PictureRoomTest, RulesCountAsPublished) {
    open(1920, 1080);
    show("rules");
    EXPECT_EQ(ruleRow("openai-tile/gpt-4o/high")->text(2), "1,105"); // 2 × 3 tiles × 170 + 85
    EXPECT_EQ(ruleRow("openai-tile/gpt-4o/low")->text(2), "85");
    part<QTreeWidget>("ruleTable")->setCurrentItem(ruleRow("openai-tile/gpt-4o/high"));
    settle();
    EXPECT_EQ(text("ruleArithmetic"), "6 tiles × 170 + 85 = 1,105 tokens");
    EXPECT_EQ(part<PictureCanvas>("ruleCanvas")->tiles().count(), 6U);
    EXPECT_NE(text("ruleSource").find("OpenAI"), std::string::npos);
    // Fit within 2048 leaves it, then the short side to 768, then tiles.
    auto* steps = part<QListWidget>("ruleSteps");
    ASSERT_GE(steps->count(), 2);
    EXPECT_FALSE(steps->findItems(QStringLiteral("512 × 512"), Qt::MatchContains).empty());
    EXPECT_FALSE(steps->item(0)->icon().isNull());
}

/// A book of two prices, so that no day changes them.
class PicturePricesTest : public PictureRoomTest {
protected:
    void SetUp() override {
        qputenv("TOKENARIUM_PRICES", writeFile("prices.json", R"([{"id": "openai", "name": "OpenAI",
            "api_pattern": "https://api.openai.com", "models": [
            {"id": "gpt-4o-2024-05-13", "match": {"equals": "gpt-4o-2024-05-13"}, "prices": {"input_mtok": 5}},
            {"id": "gpt-4o", "match": {"equals": "gpt-4o"}, "prices": {"input_mtok": 2.5}}]}])")
                                         .toUtf8());
        PictureRoomTest::SetUp();
    }
    void TearDown() override {
        PictureRoomTest::TearDown();
        qunsetenv("TOKENARIUM_PRICES");
    }
};

TEST_F(PicturePricesTest, APictureCostsWhatIsBilledTimesTheModelsInputPrice) {
    open(1920, 1080);
    show("rules");
    settle();
    EXPECT_EQ(ruleRow("openai-tile/gpt-4o/high")->text(4), "$0.00276"); // 1,105 × 2.50 / 1,000,000
    EXPECT_EQ(ruleRow("openai-tile/gpt-4o/low")->text(4), "$0.000213");  // 85 × 2.50 / 1,000,000
    EXPECT_TRUE(ruleRow("openai-tile/gpt-4o/high")->toolTip(4).contains("Input price of gpt-4o,"));
    EXPECT_EQ(ruleRow("anthropic-28/high")->text(4), "–");
    EXPECT_EQ(ruleRow("anthropic-28/high")->toolTip(4), "No public price is known here");
}

TEST_F(PictureRoomTest, ASmallerPictureCostsLessAndTheOfferIsTheCheapest) {
    open(1920, 1080);
    show("rules");
    part<QTreeWidget>("ruleTable")->setCurrentItem(ruleRow("openai-tile/gpt-4o/high"));
    part<QSpinBox>("minimumShortSide")->setValue(256);
    settle();
    // One tile is the least: 512 × 288 is the largest picture that fits into it.
    EXPECT_EQ(text("sizeOffer"), "cheapest: 512 × 288, 255 tokens");
    QTest::mouseClick(part<QPushButton>("useSizeOffer"), Qt::LeftButton);
    settle();
    EXPECT_EQ(text("ruleArithmetic"), "1 tile × 170 + 85 = 255 tokens");
    const auto curve = part<CurveChart>("ruleChart")->shownLeft();
    ASSERT_FALSE(curve.empty());
    EXPECT_EQ(curve.back(), QPointF(1920, 1105));
    page().undoStack()->undo();
    EXPECT_EQ(text("ruleArithmetic"), "6 tiles × 170 + 85 = 1,105 tokens");
}

TEST_F(PictureRoomTest, TheErrorOfTheCodesIsThatOfThePixels) {
    open(64, 48);
    show("codes");
    auto* view = page().findChild<CodesView*>();
    for (const int step : {1, 3}) { // 4 codes, 16 codes
        slide("codebookSize", step);
        const auto point = view->point();
        ASSERT_TRUE(point);
        ASSERT_EQ(point->codebook.size(), std::size_t(2) << step);
        const Image rebuilt = decodePatches(point->codes, point->codebook);
        double squares = 0;
        const Image& original = *session().picture().image;
        for (std::size_t i = 0; i < original.pixels.size(); ++i)
            squares += std::pow(double(original.pixels[i]) - rebuilt.pixels[i], 2);
        const double decibels = 10 * std::log10(255 * 255 / (squares / double(original.pixels.size())));
        EXPECT_NE(text("codeFacts").find("error " + QString::number(decibels, 'f', 1).toStdString() + " dB"),
                  std::string::npos)
            << text("codeFacts") << decibels;
        // 8 × 6 patches of log2(codes) bits over 64 × 48 pixels.
        const double bits = 48.0 * (step + 1) / (64 * 48);
        EXPECT_NE(text("codeFacts").find(QString::number(bits, 'f', 3).toStdString() + " bits per pixel"),
                  std::string::npos)
            << text("codeFacts");
    }
}

TEST_F(PictureRoomTest, WithACodeForEveryPatchThePictureIsIdentical) {
    open(64, 48);
    show("codes");
    slide("codebookSize", 11); // 4,096: more than there are patches
    EXPECT_NE(text("codeFacts").find("the picture is identical"), std::string::npos) << text("codeFacts");
    const auto point = page().findChild<CodesView*>()->point();
    EXPECT_EQ(decodePatches(point->codes, point->codebook), *session().picture().image);
}

TEST_F(PictureRoomTest, TheLowerHalfIsCompletedAndRepeatable) {
    open(64, 48);
    show("codes");
    slide("codebookSize", 2); // 8 codes
    auto* view = page().findChild<CodesView*>();
    part<QSpinBox>("completeSteps")->setValue(3);
    const auto complete = [&](int seed) {
        part<QSpinBox>("completeSeed")->setValue(seed);
        QTest::mouseClick(part<QPushButton>("completePicture"), Qt::LeftButton);
        settle();
        return view->completed().ids;
    };
    const auto first = complete(1);
    ASSERT_EQ(first.size(), 48U);
    const auto point = view->point();
    for (std::size_t i = 0; i < 24; ++i) EXPECT_EQ(first[i], point->codes.ids[i]) << "the upper half stays";
    EXPECT_EQ(view->drawnCodes().size(), 24U);
    EXPECT_EQ(complete(1), first);
    EXPECT_NE(complete(2), first);
    auto* canvas = part<PictureCanvas>("codeCompleted");
    emit canvas->chosen(30);
    EXPECT_NE(text("codeCell").find("The model drew #"), std::string::npos) << text("codeCell");
}

TEST_F(PictureRoomTest, TheModelOfCodesIsSteppedThroughInTheModelRoom) {
    qputenv("TOKENARIUM_MODELS", TOKENARIUM_SOURCE_DIR "/resources/models");
    open(128, 96);
    show("codes");
    slide("codePatch", 3);    // 16 pixels: 8 × 6 codes
    slide("codebookSize", 3); // 16 codes
    auto* stepButton = part<QPushButton>("stepPictureModel");
    EXPECT_FALSE(stepButton->isEnabled());
    EXPECT_NE(stepButton->toolTip().indexOf(QStringLiteral("No model has learnt yet")), -1);
    part<QSpinBox>("completeSteps")->setValue(12);
    QTest::mouseClick(part<QPushButton>("completePicture"), Qt::LeftButton);
    settle();
    ASSERT_TRUE(stepButton->isEnabled());
    const auto point = page().findChild<CodesView*>()->point();
    QTest::mouseClick(stepButton, Qt::LeftButton);

    ModelPage* model = nullptr;
    for (Page* one : window->pages())
        if (!model) model = qobject_cast<ModelPage*>(one);
    ASSERT_EQ(&window->currentPage(), model);
    ModelSession& stepped = model->session();
    const auto settled = [&] { return waitFor([&] { return model->isSettled(); }, minute); };
    ASSERT_TRUE(settled());
    EXPECT_EQ(model->findChild<QTabBar*>(QStringLiteral("modelViews"))->currentIndex(), 0);
    // The mark and a row and a half of the picture.
    std::vector<TokenId> expected{16};
    expected.insert(expected.end(), point->codes.ids.begin(), point->codes.ids.begin() + 12);
    EXPECT_EQ(stepped.ids(), expected);
    const auto& chips = model->findChild<TokenRow*>(QStringLiteral("modelTokens"))->chips();
    ASSERT_EQ(chips.size(), expected.size());
    for (std::size_t i = 1; i < chips.size(); ++i)
        EXPECT_EQ(chips[i].label, QStringLiteral("#%1").arg(expected[i]));
    EXPECT_NE(model->messages().message().indexOf(
                  QStringLiteral("in the picture #%1 comes next").arg(point->codes.ids[12])),
              -1)
        << model->messages().message().toStdString();

    // The same model learnt once more, which goes on with a cache instead of a recorded run.
    const CodePicture full{8, 6, point->codes.ids};
    const CodePicture lesson = upperRows(full, 3, false);
    PictureModelSettings settings;
    settings.codes = 16;
    settings.seconds = 0;
    settings.steps = 12;
    const auto again = createPictureModel(std::span(&lesson, 1), settings);
    SamplingSettings greedy;
    greedy.topK = 1;
    const auto completed =
        completePicture(*again, {13, 1, {expected.begin() + 1, expected.end()}}, greedy, 1);
    ASSERT_TRUE(completed);
    const auto& logits = stepped.run()->lastLogits;
    EXPECT_EQ(logits.size(), 17U);
    const auto predicted = std::max_element(logits.begin(), logits.end() - 1) - logits.begin();
    EXPECT_EQ(TokenId(predicted), completed->ids.back());

    // Codes are typed, others are refused in words; every other tab copes with a vocabulary without words.
    auto* prompt = model->findChild<QLineEdit*>(QStringLiteral("modelPrompt"));
    const auto type = [&](const char* words) {
        prompt->selectAll();
        QTest::keyClicks(prompt, QLatin1String(words));
        EXPECT_TRUE(settled());
    };
    model->messages().clear();
    type("#3 #15 ");
    EXPECT_EQ(stepped.ids(), (std::vector<TokenId>{16, 3, 15}));
    EXPECT_TRUE(model->messages().message().isEmpty()) << model->messages().message().toStdString();
    type("a cat #2");
    EXPECT_EQ(stepped.ids(), (std::vector<TokenId>{16, 2}));
    EXPECT_NE(model->messages().message().indexOf(QStringLiteral("only its own 17 tokens, written as #0 #1")),
              -1)
        << model->messages().message().toStdString();
    for (const QString& scene : model->scenes()) {
        model->showScene(scene);
        QTest::qWait(1);
        EXPECT_TRUE(settled()) << scene.toStdString();
    }
    EXPECT_TRUE(stepped.isModelGiven());
    stepped.drawNext();
    EXPECT_TRUE(settled());
    EXPECT_EQ(stepped.ids().size(), 3U);
    stepped.takeBack();
    EXPECT_TRUE(settled());
    EXPECT_EQ(stepped.ids().size(), 2U);

    // Chosen once more in the list it stays; another model brings a prompt that it can read.
    auto* box = model->findChild<QComboBox*>(QStringLiteral("modelBox"));
    EXPECT_EQ(box->currentText(), QStringLiteral("codes of noise.png"));
    model->messages().clear();
    emit box->activated(box->currentIndex());
    EXPECT_TRUE(settled());
    EXPECT_TRUE(model->messages().message().isEmpty()) << model->messages().message().toStdString();
    EXPECT_TRUE(stepped.isModelGiven());
    emit box->activated(box->findData(QStringLiteral("poems")));
    EXPECT_TRUE(settled());
    EXPECT_EQ(stepped.modelName(), QStringLiteral("poems"));
    EXPECT_EQ(stepped.prompt(), ModelSession::samplePrompt(QStringLiteral("poems")));
    // What a person has typed for it survives a visit of the codes.
    type("moon");
    window->showPage(&page());
    QTest::mouseClick(stepButton, Qt::LeftButton);
    EXPECT_TRUE(settled());
    EXPECT_EQ(stepped.ids(), expected);
    stepped.openModel(QStringLiteral("poems"));
    EXPECT_TRUE(settled());
    EXPECT_EQ(stepped.prompt(), QStringLiteral("moon"));
    // Another size of codebook: that model is forgotten in the room of pictures.
    window->showPage(&page());
    slide("codebookSize", 4);
    EXPECT_FALSE(stepButton->isEnabled());
}

TEST_F(PictureRoomTest, LearningCanBeCancelled) {
    open(64, 48);
    show("codes");
    part<QSpinBox>("completeSteps")->setValue(5000);
    QTest::mouseClick(part<QPushButton>("completePicture"), Qt::LeftButton);
    ASSERT_TRUE(part<QPushButton>("codeCancel")->isVisible());
    QTest::mouseClick(part<QPushButton>("codeCancel"), Qt::LeftButton);
    settle();
    EXPECT_FALSE(part<QPushButton>("codeCancel")->isVisible());
    EXPECT_TRUE(page().findChild<CodesView*>()->completed().ids.empty());
}

TEST_F(PictureRoomTest, AFilmIsCountedByEveryRule) {
    show("video");
    EXPECT_EQ(text("filmFacts"), "ball.gif · 200 × 200 pixels · 16 frames · 1.28 s");
    auto* rules = part<QComboBox>("videoRule");
    for (int row = 0; row < rules->count(); ++row) {
        choose("videoRule", row);
        const auto id = rules->itemData(row).toString().toStdString();
        const VideoTokenCount count = countVideoTokens(findVideoTokenRule(id)->form, session().film().facts);
        EXPECT_NE(text("videoArithmetic").find(grouped(count.tokens).toStdString() + " tokens in all"),
                  std::string::npos)
            << id << ": " << text("videoArithmetic");
        EXPECT_EQ(part<QListWidget>("videoFrames")->count() > 0, !count.times.empty()) << id;
    }
    // A clip of 16 frames of 224, two frames deep, patches of 16: 8 · 14 · 14.
    choose("videoRule", rules->findData(QStringLiteral("videomae")));
    EXPECT_NE(text("videoArithmetic").find("1,568 tokens in all"), std::string::npos)
        << text("videoArithmetic");
    EXPECT_EQ(part<PictureCanvas>("tubeletFirst")->cells().count(), 196U);
    emit part<PictureCanvas>("tubeletFirst")->chosen(5);
    EXPECT_EQ(text("tubeletFacts"),
              "Token 6 stands for the marked patch in frames 1 … 2 of the block: a tubelet.");
}

/// What the tests of films need; without it they are skipped loudly.
QString filmFile(const char* name) {
    return QStringLiteral(TOKENARIUM_SOURCE_DIR "/tests/data/films/") + QLatin1String(name);
}
#define REQUIRE_FILM_BACKEND()                                                                               \
    if (qEnvironmentVariableIsEmpty("QT_MEDIA_BACKEND"))                                                     \
    GTEST_SKIP() << "skipped: Qt's FFmpeg plugin is not installed"

TEST_F(PictureRoomTest, FilmsAreDecodedAndSampled) {
    REQUIRE_FILM_BACKEND();
    // 20 frames of 64 × 48 at 10 a second: one second red, one second blue.
    for (const char* name : {"film.mp4", "film.webm"}) {
        page().showView(QStringLiteral("patches"));
        openFile(filmFile(name));
        EXPECT_TRUE(message().empty()) << message();
        EXPECT_EQ(text("filmFacts"), std::string(name) + " · 64 × 48 pixels · 20 frames · 2.00 s");
        EXPECT_TRUE(part<QListWidget>("videoFrames")->isVisible()) << "the tab of films opens by itself";
        const FilmContent& film = session().film();
        ASSERT_EQ(film.frames.size(), 20U);
        for (std::size_t i = 0; i < 20; ++i) {
            EXPECT_NEAR(film.times[i], 0.1 * double(i), 0.002);
            EXPECT_EQ(film.frames[i].size(), QSize(64, 48));
            const QColor seen = film.frames[i].pixelColor(30, 20);
            const QColor drawn = i < 10 ? QColor(254, 0, 0) : QColor(0, 0, 254);
            EXPECT_NEAR(seen.red(), drawn.red(), 6) << i;
            EXPECT_NEAR(seen.green(), 0, 6) << i;
            EXPECT_NEAR(seen.blue(), drawn.blue(), 6) << i;
        }
        // A rule that takes one frame a second shows the red one and the blue one.
        auto* rules = part<QComboBox>("videoRule");
        for (int row = 0; row < rules->count(); ++row) {
            choose("videoRule", row);
            const auto rule = findVideoTokenRule(rules->itemData(row).toString().toStdString());
            const VideoTokenCount count = countVideoTokens(rule->form, {{64, 48}, 2, 10, 20, false});
            EXPECT_NE(text("videoArithmetic").find(grouped(count.tokens).toStdString() + " tokens in all"),
                      std::string::npos)
                << rule->id << text("videoArithmetic");
            auto* frames = part<QListWidget>("videoFrames");
            for (int i = 0; i < std::min(frames->count(), int(count.times.size())); ++i) {
                const QColor seen = frames->item(i)->icon().pixmap(84, 84).toImage().pixelColor(10, 10);
                EXPECT_EQ(seen.red() > 128, count.times[std::size_t(i)] < 1 - 1e-9) << rule->id << i;
            }
        }
    }
    // WebM cannot be a part of a prompt, and says so.
    QTest::mouseClick(part<QPushButton>("addPicture"), Qt::LeftButton);
    EXPECT_NE(message().find("no part of a prompt"), std::string::npos) << message();
}

TEST_F(PictureRoomTest, FilmsThatCannotBeReadAreNamedWithTheReason) {
    REQUIRE_FILM_BACKEND();
    const auto read = [](const char* name) {
        QFile file(filmFile(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    // What lies before the pictures is whole, the pictures are not: counted all the same.
    const QByteArray mp4 = read("film.mp4");
    const qsizetype pictures = mp4.indexOf("mdat") + 4;
    ASSERT_GT(pictures, 4);
    openFile(writeFile("damaged.mp4", mp4.left(pictures) + QByteArray(mp4.size() - pictures, '\x5a')));
    EXPECT_NE(message().find("damaged.mp4: this system cannot read this film: "), std::string::npos)
        << message();
    EXPECT_NE(message().find("GIF and WebP animations work everywhere"), std::string::npos) << message();
    EXPECT_EQ(text("filmFacts"), "damaged.mp4 · 64 × 48 pixels · 20 frames · 2.00 s");
    EXPECT_TRUE(session().film().frames.empty());
    // Nothing can be known of these; the film stays.
    openFile(writeFile("short.mp4", mp4.left(200)));
    EXPECT_EQ(message().rfind("short.mp4", 0), 0U) << message();
    openFile(writeFile("broken.webm", read("film.webm").left(60)));
    EXPECT_NE(message().find("broken.webm: this system cannot read this film: "), std::string::npos)
        << message();
    EXPECT_EQ(session().film().title, QStringLiteral("damaged.mp4"));
    // Where Qt has nothing for films.
    const QByteArray backend = qgetenv("QT_MEDIA_BACKEND");
    qunsetenv("QT_MEDIA_BACKEND");
    openFile(filmFile("film.mp4"));
#ifdef Q_OS_LINUX
    EXPECT_NE(
        message().find("film.mp4: this system cannot read this film: Qt's FFmpeg plugin is not installed"),
        std::string::npos)
        << message();
#endif
    qputenv("QT_MEDIA_BACKEND", backend);
}

TEST_F(PictureRoomTest, LongFilmsKeepFewFramesAndCanBeCancelled) {
    REQUIRE_FILM_BACKEND();
    QFile file(filmFile("film.mp4"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    std::vector<double> shares;
    FilmFrames read;
    bool piledUp = false;
    std::jthread([&] {
        const auto reader = std::this_thread::get_id();
        read = readFilmFrames(bytes, 32, 6, {}, [&](double share) {
            shares.push_back(share);
            piledUp = piledUp || std::this_thread::get_id() == reader; // then nobody waits for us
        });
    }).join();
    EXPECT_FALSE(piledUp) << "frames come faster than they are taken: the memory would not be bounded";
    EXPECT_EQ(read.problem.toStdString(), "");
    EXPECT_EQ(read.read, 20U);
    EXPECT_EQ(read.stride, 4U); // 20 frames into 6 places: 0, 4, 8, 12, 16
    ASSERT_EQ(read.times.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(read.times[i], 0.4 * double(i), 0.002);
    EXPECT_EQ(read.frames.front().size(), QSize(32, 24));
    ASSERT_EQ(shares.size(), 20U);
    EXPECT_NEAR(shares[15], 0.75, 0.01);

    page().openFile(filmFile("film.mp4"));
    ASSERT_TRUE(part<QPushButton>("cancelOpening")->isVisible());
    QTest::mouseClick(part<QPushButton>("cancelOpening"), Qt::LeftButton);
    settle();
    QTest::qWait(300);
    EXPECT_FALSE(part<QPushButton>("cancelOpening")->isVisible());
    EXPECT_EQ(session().film().title, QStringLiteral("ball.gif"));
}

TEST_F(PictureRoomTest, BadFilesAreNamedWithTheReasonAndThePictureStays) {
    const QByteArray png = resource(":/samples/images/landscape.png");
    // A header that says 30,000 × 30,000, nothing behind it.
    QByteArray huge = png;
    huge.replace(16, 8, QByteArray::fromHex("0000753000007530"));
    // A GIF without a frame.
    const QByteArray noFrames =
        QByteArray::fromHex("474946383961") + QByteArray::fromHex("0a000a00000000") + QByteArray(1, 0x3b);
    const std::pair<const char*, QByteArray> files[] = {
        {"truncated.png", png.left(60)}, {"huge.png", huge}, {"noframes.gif", noFrames}};
    for (const auto& [name, bytes] : files) {
        const QString path = writeFile(name, bytes);
        openFile(path);
        EXPECT_EQ(message().rfind(name, 0), 0U) << name << ": " << message();
        EXPECT_GT(message().size(), std::string(name).size() + 10) << message();
        EXPECT_EQ(session().size(), (PictureSize{640, 427})) << name;
    }
    page().openFile(writeFile("text.png", "this is no picture"));
    settle();
    EXPECT_EQ(message().rfind("text.png", 0), 0U) << message();
    page().openFile(home.filePath("absent.png"));
    settle();
    EXPECT_EQ(message().rfind("absent.png", 0), 0U) << message();
}

TEST_F(PictureRoomTest, APictureLargerThanTheFreeMemoryIsRefusedBeforeItIsDecoded) {
    // 7 bytes a pixel, and half of what is free may be taken: so many pixels never fit.
    const std::uint64_t free = freeMemory().value_or(std::uint64_t(4) << 30);
    const auto side = std::max<std::uint32_t>(30'000, std::uint32_t(std::sqrt(double(free) / 7)) + 1000);
    QByteArray png = resource(":/samples/images/landscape.png");
    for (int i = 0; i < 4; ++i) png[16 + i] = png[20 + i] = char(side >> (8 * (3 - i)) & 0xff);
    openFile(writeFile("huge.png", png));
    const std::string number = grouped(side).toStdString();
    EXPECT_EQ(message().rfind("huge.png: " + number + " × " + number + " pixels need ", 0), 0U) << message();
    EXPECT_NE(message().find("Make the picture smaller first."), std::string::npos) << message();
    EXPECT_EQ(session().size(), (PictureSize{640, 427}));
}

TEST_F(PictureRoomTest, DrawingsAreOpened) {
    openFile(writeFile("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='40'>"
                                      "<rect width='60' height='40' fill='#0000ff'/></svg>"));
    EXPECT_EQ(message(), "");
    EXPECT_EQ(session().size(), (PictureSize{60, 40}));
    EXPECT_EQ(session().picture().image->at(30, 20), (Color{0, 0, 255}));
}

TEST_F(PictureRoomTest, WebpAndTiffAreOpenedWhereQtCanReadThem) {
    const QImage picture = open(48, 32);
    for (const char* format : {"webp", "tiff"}) {
        if (!QImageReader::supportedImageFormats().contains(format))
            GTEST_SKIP() << "skipped: Qt cannot read " << format
                         << " here (Debian package qt6-image-formats-plugins)";
        const QString path = home.filePath(QStringLiteral("picture.") + QLatin1String(format));
        ASSERT_TRUE(picture.save(path, format, 100)) << format; // 100: without loss
        openFile(path);
        EXPECT_EQ(message(), "") << format;
        EXPECT_EQ(session().size(), (PictureSize{48, 32})) << format;
        for (int x = 0; x < 48; ++x) {
            const QColor pixel = picture.pixelColor(x, 7);
            EXPECT_EQ(
                session().picture().image->at(std::uint32_t(x), 7),
                (Color{std::uint8_t(pixel.red()), std::uint8_t(pixel.green()), std::uint8_t(pixel.blue())}))
                << format;
        }
        openFile(writeFile("small.png", resource(":/samples/images/landscape.png")));
        // Cut off: a sentence, or what came before the end with a remark.
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        openFile(writeFile("cut.image", file.readAll().left(file.size() / 2)));
        EXPECT_NE(message(), "") << format;
    }
}

TEST_F(PictureRoomTest, EveryRuleHasANameInChinese) {
    std::vector<std::string> names;
    for (const auto& rule : imageTokenRules()) names.push_back(rule.name);
    for (const auto& rule : videoTokenRules()) names.push_back(rule.name);
    for (const Modality kind : {Modality::Gene, Modality::Series})
        for (const PartRule& rule : partRules(kind)) names.push_back(rule.name);
    EXPECT_EQ(ruleNameWords("GPT-4o mini, low detail"), "GPT-4o mini, low detail");
    language.use(QStringLiteral("zh_CN"));
    // Those with a word of small letters in them are more than a name.
    const QRegularExpression word(
        QStringLiteral("(^|[ (])(?!mini|nano|so400m|image|dVAE)[a-z]{2,}($|[ ),])"));
    int translated = 0;
    for (const std::string& name : names) {
        const QString english = QString::fromStdString(name);
        if (!english.contains(word)) continue;
        ++translated;
        EXPECT_NE(ruleNameWords(name), english) << name;
    }
    EXPECT_GT(translated, 45);
    EXPECT_EQ(ruleNameWords("ViT-B/16"), "ViT-B/16");
}

TEST_F(PictureRoomTest, OnePixelIsOnePatch) {
    open(1, 1);
    EXPECT_NE(text("patchFacts").find("1 columns × 1 rows = 1 patches"), std::string::npos)
        << text("patchFacts");
    for (const char* view : {"rules", "codes", "video", "patches"}) show(view);
    EXPECT_EQ(message(), "");
}

TEST_F(PictureRoomTest, TransparencyIsLaidOnWhiteAndTheClipboardIsTaken) {
    QImage picture(10, 10, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    picture.setPixelColor(0, 0, Qt::red);
    QApplication::clipboard()->setImage(picture);
    QTest::mouseClick(part<QPushButton>("pastePicture"), Qt::LeftButton);
    settle();
    EXPECT_EQ(session().size(), (PictureSize{10, 10}));
    EXPECT_EQ(session().picture().image->at(5, 5), (Color{255, 255, 255}));
    EXPECT_EQ(session().picture().image->at(0, 0), (Color{255, 0, 0}));
}

TEST_F(PictureRoomTest, SpeaksChinese) {
    open(64, 48);
    for (const char* view : {"patches", "rules", "codes", "video"}) show(view);
    show("patches");
    window->useLanguage(QStringLiteral("zh_CN"));
    for (const char* view : {"patches", "rules", "codes", "video"}) {
        show(view);
        for (const QLabel* label : page().findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty()) continue;
            const QString name = label->objectName();
            if (name == "patchNumbers") continue;
            const QString said = label->text();
            const bool words =
                std::any_of(said.begin(), said.end(), [](QChar c) { return c.unicode() >= 0x4e00; });
            const bool letters =
                std::count_if(said.begin(), said.end(), [](QChar c) { return c.isLower(); }) > 12;
            EXPECT_TRUE(words || !letters) << view << " " << name.toStdString() << ": " << said.toStdString();
        }
    }
    EXPECT_EQ(page().title(), QStringLiteral("图像"));
}

} // namespace
} // namespace tokenarium
