// SPDX-License-Identifier: GPL-3.0-or-later
// A person chooses what computes, on the emulated card; whatever goes wrong with it is said, and costs
// nothing.
#include "app/device_box.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/training_page.h"
#include "cuda/emulator/emulated_controls.h"
#include "cuda/shared_library.h"
#include "engine/model/sampling.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/message_bar.h"

#include <QPushButton>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Card : public ModelRoomTest {
protected:
    void SetUp() override {
        ModelRoomTest::SetUp();
        if (!std::filesystem::exists(EMULATED_MODULE)) GTEST_SKIP() << "skipped: no emulated device";
        qputenv("TOKENARIUM_CUDA_MODULE", EMULATED_MODULE);
        controls = std::make_unique<SharedLibrary>(EMULATED_MODULE); // stays open, and with it what was asked
        limit(0);
        lose(false);
    }
    void TearDown() override {
        if (controls) {
            limit(0);
            lose(false);
        }
        room.reset();
        qunsetenv("TOKENARIUM_CUDA_MODULE");
        qunsetenv("TOKENARIUM_TROUBLE");
    }
    template<typename Function>
    Function control(const char* name) {
        return reinterpret_cast<Function>(controls->symbol(name));
    }
    void limit(std::uint64_t bytes) { control<void (*)(std::uint64_t)>("tokenariumEmulatedLimit")(bytes); }
    void lose(bool lost) { control<void (*)(std::int32_t)>("tokenariumEmulatedLose")(lost); }
    std::uint64_t takenBytes() { return control<std::uint64_t (*)()>("tokenariumEmulatedTaken")(); }

    DeviceBox& box() { return *find<DeviceBox>("deviceBox"); }
    /// With the keyboard: the entry below, or above.
    void chooseCard() { press(Qt::Key_Down); }
    void chooseProcessor() { press(Qt::Key_Up); }
    void press(Qt::Key key) {
        EXPECT_TRUE(QTest::qWaitFor([&] { return session().device().devices().has_value(); }, 20'000));
        box().setFocus();
        QTest::keyClick(&box(), key);
        settle();
    }
    std::string message() { return find<QLabel>("message")->text().toStdString(); }
    std::vector<float> shares() {
        const std::vector<double> all = softmaxOf(session().run()->lastLogits);
        return {all.begin(), all.end()};
    }
    /// The run that is shown is what a model that never saw a card says, to the bit.
    void expectRunOfTheProcessor() {
        ASSERT_TRUE(session().run());
        EXPECT_EQ(session().run()->ids, session().ids());
        const auto own = openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny");
        EXPECT_EQ(session().run()->lastLogits, recordRun(own, session().ids())->lastLogits);
    }

    std::unique_ptr<SharedLibrary> controls;
};

TEST_F(Card, TheSameNumbersComeFromTheCard) {
    start("tiny", "emperor", "prediction");
    EXPECT_EQ(box().currentIndex(), 0);
    EXPECT_TRUE(box().currentText().startsWith("Runs on the processor ("))
        << box().currentText().toStdString();
    const std::vector<float> here = shares();
    const auto before = session().run();
    EXPECT_EQ(takenBytes(), 0U);
    chooseCard();
    EXPECT_TRUE(box().currentText().contains("emulated on the CPU")) << box().currentText().toStdString();
    EXPECT_GT(takenBytes(), 0U) << "the weights lie there";
    EXPECT_NE(session().run(), before) << "read anew";
    EXPECT_EQ(session().run()->ids, before->ids);
    const std::vector<float> there = shares();
    ASSERT_EQ(there.size(), here.size());
    const float largest = *std::max_element(here.begin(), here.end());
    for (std::size_t i = 0; i < here.size(); ++i) EXPECT_NEAR(there[i], here[i], 1e-4 * largest) << i;
    for (const char* tensor :
         {"block.0.attention.probs", "block.0.output", "final.norm"}) { // what views draw
        const auto a = before->values(tensor), b = session().run()->values(tensor);
        ASSERT_EQ(a.size(), b.size()) << tensor;
        ASSERT_FALSE(a.empty()) << tensor;
        for (std::size_t i = 0; i < a.size(); ++i)
            EXPECT_NEAR(a[i], b[i], 1e-4 * std::max(1.0F, std::abs(a[i]))) << tensor;
    }
    EXPECT_EQ(message(), "");
    chooseProcessor();
    EXPECT_EQ(shares(), here);
    room.reset();
    EXPECT_EQ(takenBytes(), 0U) << "the card's memory is given back";
}

TEST_F(Card, AFullMemoryIsSaidAndNothingIsLost) {
    if (!std::filesystem::exists(TROUBLED_MODULE)) GTEST_SKIP() << "skipped: no emulated device";
    qputenv("TOKENARIUM_CUDA_MODULE", TROUBLED_MODULE);
    start("tiny", "em", "prediction");
    chooseCard();
    const auto writeOn = [&] {
        QTest::mouseClick(find<QPushButton>("nextToken"), Qt::LeftButton);
        settle();
    };
    for (int i = 0; i < 3; ++i) writeOn();
    const std::vector<TokenId> text = session().ids();
    const std::size_t nodes = session().tree().size();
    ASSERT_NE(box().currentIndex(), 0);
    qputenv("TOKENARIUM_TROUBLE", "full:0");
    writeOn();
    EXPECT_THAT(message(), AllOf(HasSubstr("The memory of the GPU (emulated on the CPU) is full"),
                                 HasSubstr("nothing is lost")));
    EXPECT_EQ(box().currentIndex(), 0);
    EXPECT_EQ(session().tree().size(), nodes + 1);
    ASSERT_EQ(session().ids().size(), text.size() + 1);
    EXPECT_TRUE(std::equal(text.begin(), text.end(), session().ids().begin()))
        << "the tokens are still there";
    expectRunOfTheProcessor();
    qunsetenv("TOKENARIUM_TROUBLE");
    chooseCard(); // again, now that there is memory
    EXPECT_NE(box().currentIndex(), 0);
    writeOn();
    EXPECT_NE(box().currentIndex(), 0);
}

TEST_F(Card, ACardWithoutRoomForTheWeightsIsLeftAtOnce) {
    start("tiny", "em", "prediction");
    limit(1000);
    chooseCard();
    EXPECT_THAT(message(), HasSubstr("is full"));
    EXPECT_EQ(box().currentIndex(), 0);
    expectRunOfTheProcessor();
}

TEST_F(Card, ALostCardIsSaidAndTheTextGoesOn) {
    start("tiny", "em", "prediction");
    chooseCard();
    session().setPlaying(true); // somebody writes on and on
    EXPECT_TRUE(QTest::qWaitFor([&] { return session().leaf() != 0; }, 20'000));
    lose(true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return box().currentIndex() == 0; }, 20'000));
    const std::size_t length = session().ids().size(), nodes = session().tree().size();
    EXPECT_GT(nodes, 1U) << "the tree is still there";
    EXPECT_TRUE(session().isPlaying());
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return session().ids().size() > length || session().isAtEnd(); }, 20'000));
    session().setPlaying(false);
    settle();
    EXPECT_THAT(message(), AllOf(HasSubstr("The GPU (emulated on the CPU) stopped answering"),
                                 HasSubstr("nothing is lost")));
    expectRunOfTheProcessor();
}

/// Work of a view, which has its own job: the switched-off heads stay off, and the answer is the processor's.
TEST_F(Card, AViewWhoseCardIsLostGetsItsAnswerAllTheSame) {
    start("tiny", "em", "prediction");
    chooseCard();
    const std::vector<Intervention> off{{Intervention::Kind::HeadOff, 0, 0, 0, {}, {}}};
    lose(true);
    const auto changed = recordRun(session().model(), session().ids(), off);
    ASSERT_TRUE(changed);
    settle();
    EXPECT_EQ(box().currentIndex(), 0);
    EXPECT_THAT(message(), HasSubstr("stopped answering"));
    const auto own = openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/tiny");
    EXPECT_EQ(changed->lastLogits, recordRun(own, session().ids(), off)->lastLogits);
    EXPECT_EQ(logitsAt(*changed, 0), logitsAt(*recordRun(own, session().ids(), off), 0));
}

TEST_F(Card, TimesAreThoseOfTheCard) {
    start("tiny", "em", "prediction");
    chooseCard();
    room->showView("time");
    settle();
    EXPECT_EQ(said("timeDevice"), "Computed on the GPU: emulated on the CPU.");
    EXPECT_THAT(said("timeBound").toStdString(), AllOf(HasSubstr("B/s (measured)"), HasSubstr("tokens/s")));
    lose(true);
    QTest::mouseClick(find<QPushButton>("timeMeasure"), Qt::LeftButton);
    settle();
    EXPECT_THAT(said("timeDevice").toStdString(), HasSubstr("Computed on the processor with 1 threads"));
    EXPECT_THAT(said("timeFinding").toStdString(), HasSubstr("tokens/s"));
    EXPECT_THAT(message(), HasSubstr("stopped answering"));
}

TEST_F(Card, TheChoiceIsKeptAndOneForAllRooms) {
    QTemporaryDir home;
    Language language;
    Appearance appearance;
    language.use(QStringLiteral("en"));
    const auto open = [&] {
        auto window = std::make_unique<MainWindow>(TokenizerCatalog({}), language, appearance,
                                                   WindowOptions{home.filePath("window.ini"), {}, {}});
        window->show();
        for (Page* page : window->pages())
            if (page->id() == "training") window->showPage(page);
        EXPECT_TRUE(QTest::qWaitFor([&] { return window->computeDevice().devices().has_value(); }, 20'000));
        return window;
    };
    auto window = open();
    auto* training = window->findChild<TrainingPage*>();
    auto* trainingBox = training->findChild<DeviceBox*>();
    ASSERT_TRUE(trainingBox);
    trainingBox->setFocus();
    QTest::keyClick(trainingBox, Qt::Key_Down);
    EXPECT_EQ(trainingBox->currentIndex(), 1);
    EXPECT_EQ(window->findChild<ModelPage*>()->findChild<DeviceBox*>()->currentIndex(), 1);
    window->close();
    window.reset();
    window = open();
    EXPECT_EQ(window->computeDevice().chosen(), 0);
    EXPECT_EQ(window->findChild<TrainingPage*>()->findChild<DeviceBox*>()->currentIndex(), 1);
    window.reset();
    qputenv("TOKENARIUM_CUDA_MODULE", "/no/such/module"); // a start without the card
    window = open();
    EXPECT_EQ(window->computeDevice().chosen(), ComputeDevice::processor);
}

TEST_F(Card, ATrainingWhoseCardIsLostGoesOn) {
    QTemporaryDir home;
    TrainingPage page(home.path());
    page.show();
    TrainingSession& training = page.session();
    TrainingSetup setup;
    setup.stories = 200;
    setup.layers = 1;
    setup.width = 32;
    setup.heads = 2;
    setup.context = 32;
    setup.vocabularySize = 300;
    setup.tokens = 3 * 2048;
    auto* box = page.findChild<DeviceBox*>();
    EXPECT_TRUE(QTest::qWaitFor([&] { return box->count() == 2 && box->itemData(1).isValid(); }, 20'000));
    const auto finish = [&] {
        EXPECT_TRUE(QTest::qWaitFor([&] { return !training.isBusy(); }, 120'000));
        EXPECT_EQ(training.state(), TrainingSession::State::Finished);
    };
    training.start(setup);
    finish();
    const TrainingHistory expected = training.history();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    ASSERT_EQ(box->currentIndex(), 1);
    training.start(setup);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !training.history().steps.empty(); }, 120'000));
    lose(true);
    finish();
    EXPECT_EQ(box->currentIndex(), 0);
    EXPECT_THAT(page.messages().message().toStdString(),
                AllOf(HasSubstr("stopped answering"), Not(HasSubstr("warning"))));
    ASSERT_GE(training.history().steps.size(), expected.steps.size());
    EXPECT_NEAR(training.history().steps.front().loss, expected.steps.front().loss,
                1e-4 * expected.steps.front().loss);
    EXPECT_NEAR(training.history().steps.back().loss, expected.steps.back().loss,
                1e-3 * expected.steps.back().loss);
}

/// A machine, and what its chooser says of it.
struct Absence {
    const char *trouble, *english, *chinese;
};
class WithoutCard : public ModelRoomTest, public ::testing::WithParamInterface<Absence> {
protected:
    void TearDown() override {
        room.reset();
        qunsetenv("TOKENARIUM_CUDA_MODULE");
        qunsetenv("TOKENARIUM_TROUBLE");
        language.use(QStringLiteral("en"));
    }
    Language language;
};

TEST_P(WithoutCard, TheEntryIsThereCannotBeChosenAndSaysWhy) {
    const std::string trouble = GetParam().trouble;
    if (!trouble.empty() && !std::filesystem::exists(TROUBLED_MODULE))
        GTEST_SKIP() << "skipped: no emulated device";
    qputenv("TOKENARIUM_CUDA_MODULE", trouble.empty() ? "/no/such/module" : TROUBLED_MODULE);
    qputenv("TOKENARIUM_TROUBLE", trouble.c_str());
    language.use(QStringLiteral("en"));
    start("tiny", "em", "step");
    auto& box = *find<DeviceBox>("deviceBox");
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().device().devices().has_value(); }, 20'000));
    ASSERT_EQ(box.count(), 2);
    EXPECT_EQ(box.itemText(1), QString::fromUtf8(GetParam().english));
    EXPECT_TRUE(box.toolTip().contains(QString::fromUtf8(GetParam().english)));
    EXPECT_FALSE(static_cast<QStandardItemModel*>(box.model())->item(1)->isEnabled());
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Down);
    settle();
    EXPECT_EQ(box.currentIndex(), 0);
    EXPECT_EQ(session().device().chosen(), ComputeDevice::processor);
    language.use(QStringLiteral("zh_CN"));
    QApplication::processEvents();
    EXPECT_EQ(box.itemText(1), QString::fromUtf8(GetParam().chinese));
}

INSTANTIATE_TEST_SUITE_P(
    Reasons, WithoutCard,
    ::testing::Values(
        Absence{"", "No GPU: this copy was built without the GPU part",
                "没有 GPU：此程序构建时不含 GPU 部分"},
        Absence{"no-driver", "No GPU: no NVIDIA driver was found", "没有 GPU：未找到 NVIDIA 驱动"},
        Absence{"old-driver",
                "No GPU: the NVIDIA driver supports CUDA 12.2, and 13.0 is needed: update the driver",
                "没有 GPU：NVIDIA 驱动支持 CUDA 12.2，而需要 13.0：请更新驱动"},
        Absence{"no-device", "No GPU: the NVIDIA driver finds no usable card",
                "没有 GPU：NVIDIA 驱动找不到可用的显卡"}));

TEST_F(Card, ACardThatAnotherProgramHoldsIsSaid) {
    if (!std::filesystem::exists(TROUBLED_MODULE)) GTEST_SKIP() << "skipped: no emulated device";
    qputenv("TOKENARIUM_CUDA_MODULE", TROUBLED_MODULE);
    qputenv("TOKENARIUM_TROUBLE", "held");
    start("tiny", "em", "prediction");
    chooseCard();
    EXPECT_THAT(message(), AllOf(HasSubstr("cannot be used now"), HasSubstr("another program"),
                                 HasSubstr("the processor computes")));
    EXPECT_EQ(box().currentIndex(), 0);
    expectRunOfTheProcessor();
    qunsetenv("TOKENARIUM_TROUBLE");
}

} // namespace
} // namespace tokenarium
