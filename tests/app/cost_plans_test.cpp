// SPDX-License-Identifier: GPL-3.0-or-later
// A person with plans, limits, windows, comparisons, budgets, conversations and saved estimates in the real
// window; what is shown is compared with the golden cases and with sums by hand.
#include "app/pages/cost/compare_view.h"
#include "app/pages/cost/saved_view.h"
#include "app/pages/cost_page.h"
#include "tests/app/window_fixture.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/cost/plan_timeline.h"
#include "widgets/cost/share_bar.h"
#include "widgets/style/number_text.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTreeWidget>
#include <QUndoStack>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace tokenarium {
namespace {

/// A case of the golden numbers; null where the folder is absent, which is said.
nlohmann::json factCase(const std::string& id) {
    const char* folder = std::getenv("TOKENARIUM_FACTS");
    std::ifstream file(std::string(folder ? folder : TOKENARIUM_SOURCE_DIR "/../shared/facts") +
                       "/pricing.json");
    if (!file) {
        std::printf("skipped: the golden numbers are not here, only our own\n");
        return {};
    }
    const nlohmann::json all = nlohmann::json::parse(file);
    for (const auto& one : all.at("cases"))
        if (one.at("id") == id) return one;
    ADD_FAILURE() << "no case " << id;
    return {};
}

class CostPlansTest : public WindowTest {
protected:
    void SetUp() override {
        if (!QFile::exists(QStringLiteral(TOKENARIUM_BUILT_PRICES)))
            GTEST_SKIP() << "skipped: the price book is not built, its package is not installed";
        qputenv("TOKENARIUM_PRICES", TOKENARIUM_BUILT_PRICES);
        WindowTest::SetUp();
        window->showPage(&room());
        settle();
    }
    CostPage& room() { return *window->findChild<CostPage*>(); }
    PriceSession& prices() { return window->priceSession(); }
    CostDesk& desk() { return room().costDesk(); }
    template<typename Widget>
    Widget* part(const char* name) {
        auto* widget = room().currentView().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    void settle() {
        QTest::qWait(300); // counting begins after a pause in typing
        EXPECT_TRUE(waitFor([this] { return room().isSettled(); }));
        QApplication::processEvents();
    }
    void show(const char* view) {
        room().showView(QLatin1String(view));
        settle();
    }
    std::string figure(const char* label) {
        return part<FigureList>("figures")->valueOf(QString::fromUtf8(label)).toStdString();
    }
    std::string explanation(const char* label) {
        return part<FigureList>("figures")->explanationOf(QString::fromUtf8(label)).toStdString();
    }
    void slide(const char* name, int step) { part<QSlider>(name)->setValue(step); }
    void choose(const char* box, int row) {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(row);
        emit combo->activated(row);
        settle();
    }
    /// Not by sliders, whose steps are round.
    void set(const std::function<void(CostChoices&)>& edit) {
        CostChoices wanted = desk().choices();
        edit(wanted);
        desk().choose(wanted, QStringLiteral("test"));
        settle();
    }
    void chooseModel(const char* provider, const char* model) {
        prices().chooseModel(provider, model);
        settle();
    }
    void setOutput(std::uint64_t tokens) {
        CallPlan plan = prices().plan();
        plan.outputTokens = tokens;
        prices().setPlan(plan, QStringLiteral("test"));
    }
    void write(const QByteArray& text) {
        putText(text);
        EXPECT_TRUE(waitFor([&] { // the prices hear of it after a pause in typing
            const Prompt& prompt = prices().prompt();
            return prompt.parts.size() == 1 && prompt.parts[0].content &&
                   *prompt.parts[0].content == text.toStdString();
        }));
        settle();
    }
    void undo() {
        room().undoStack()->undo();
        settle();
    }
    SavedView& savedView() { return dynamic_cast<SavedView&>(room().currentView()); }
    std::string message() { return room().messages().message().toStdString(); }
};

// --- quota

TEST_F(CostPlansTest, AQuotaHoldsTheGoldenNumberOfRequests) {
    show("quota");
    EXPECT_EQ(figure("Requests that fit"), "49"); // 100,000 ÷ 2,020
    EXPECT_EQ(figure("Tokens left"), "1,020");
    EXPECT_EQ(figure("Longest answer to one request"), "99,980");
    EXPECT_NE(explanation("Requests that fit").find("100,000 ÷ (20 + 2,000) = 49"), std::string::npos)
        << explanation("Requests that fit");
    int checked = 0;
    for (const char* id : {"quota/100000/20+2000", "quota/100000/9500+300", "quota/4096/3000+500"}) {
        const auto one = factCase(id);
        if (one.is_null()) continue;
        set([&](CostChoices& to) {
            to.quota = one["input"]["quota"];
            to.quotaInput = one["input"]["input"];
            to.quotaOutput = one["input"]["output"];
        });
        EXPECT_EQ(figure("Requests that fit"), grouped(one["expected"]["requests"]).toStdString()) << id;
        EXPECT_EQ(figure("Tokens left"), grouped(one["expected"]["left"]).toStdString()) << id;
        EXPECT_EQ(figure("Longest answer to one request"),
                  grouped(one["expected"]["max_output_for_one"]).toStdString())
            << id;
        ++checked;
    }
    std::printf("%d golden quotas checked\n", checked);
}

TEST_F(CostPlansTest, TheBorderOfAQuotaIsDraggedByMouseAndKeys) {
    show("quota");
    choose("quotaPresets", 1); // 9,500 in, 300 out
    auto* bar = part<ShareBar>("quotaShares");
    const QRectF input = bar->segmentRect(0), output = bar->segmentRect(1);
    EXPECT_NEAR(input.width() / output.width(), 9500.0 / 300, 0.01);
    EXPECT_NEAR(bar->borderX(), input.right(), 0.01);
    // To the middle of both: as much output as input.
    const QPoint from(int(bar->borderX()), int(input.center().y()));
    const QPoint to(int(std::lround((input.left() + output.right()) / 2)), from.y());
    QTest::mousePress(bar, Qt::LeftButton, {}, from);
    QTest::mouseMove(bar, to);
    EXPECT_TRUE(waitFor([&] { return std::abs(double(desk().choices().quotaOutput) - 9500) < 60; }));
    QTest::mouseRelease(bar, Qt::LeftButton, {}, to);
    EXPECT_EQ(desk().choices().quotaInput, 9500U);
    EXPECT_EQ(figure("Requests that fit"), std::to_string(100'000 / (9500 + desk().choices().quotaOutput)));
    // The keys: to the right the input has more of it.
    set([](CostChoices& now) { now.quotaOutput = 1000; });
    bar->setFocus();
    QTest::keyClick(bar, Qt::Key_Right);
    EXPECT_EQ(desk().choices().quotaOutput, 980U);
    QTest::keyClick(bar, Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(desk().choices().quotaOutput, 980U + 10 * 19);
    room().undoStack()->undo(); // both keys are one step
    EXPECT_EQ(desk().choices().quotaOutput, 1000U);
}

TEST_F(CostPlansTest, ARequestThatIsTooLargeForAQuotaIsSaid) {
    show("quota");
    set([](CostChoices& to) {
        to.quota = 1000;
        to.quotaInput = 2000;
        to.quotaOutput = 5;
    });
    EXPECT_EQ(figure("Requests that fit"), "0");
    EXPECT_NE(part<ShareBar>("quotaShares")->finding().indexOf(QStringLiteral("Not one request")), -1);
    EXPECT_NE(figure("Longest answer to one request").find("too much"), std::string::npos);
}

TEST_F(CostPlansTest, AQuotaPaidByTheTokenIsTheEnginesPrice) {
    show("quota");
    chooseModel("openai", "gpt-4o"); // 2.50 and 10 a million
    EXPECT_EQ(figure("The same, paid by the token"),
              "$0.982"); // 49 × (20 × 2.5 + 2,000 × 10) ÷ 10⁶ = 0.98245
    EXPECT_NE(explanation("The same, paid by the token").find("49 × $0.0201"), std::string::npos)
        << explanation("The same, paid by the token");
}

// --- limits

TEST_F(CostPlansTest, TheSteadyRateIsTheGoldenOne) {
    show("limits");
    int checked = 0;
    for (const char* id : {"limit/500rpm-30000tpm/500+500", "limit/3rpm-40000tpm/100+100",
                           "limit/10000rpm-2000000tpm/1000+1000", "limit/60rpm-60000tpm/900+100"}) {
        const auto one = factCase(id);
        if (one.is_null()) continue;
        const auto& in = one["input"];
        set([&](CostChoices& to) {
            to.limits = {in["rpm"].get<double>(), in["tpm"].get<double>()};
            to.load.tokensPerRequest = in["input"].get<double>() + in["max_output"].get<double>();
        });
        EXPECT_EQ(figure("Requests a minute, steadily"),
                  grouped(one["expected"]["requests_per_minute"]).toStdString())
            << id;
        const std::string binding = one["expected"]["binding"];
        EXPECT_EQ(figure("What binds"), binding == "TPM"   ? "the limit of tokens"
                                        : binding == "RPM" ? "the limit of requests"
                                                           : "both limits")
            << id;
        EXPECT_EQ(figure("Time for 1,000 requests"),
                  ratio(one["expected"]["minutes_for_1000"]).toStdString() + " min")
            << id;
        ++checked;
    }
    std::printf("%d golden limits checked\n", checked);
}

TEST_F(CostPlansTest, EveryRefusalIsDrawnAtItsMoment) {
    show("limits");
    choose("limitPresets", 0); // 30,000 tokens a minute, 60 requests of 1,000 a minute
    auto* timeline = part<PlanTimeline>("planTimeline");
    // A request every second takes 1,000, half of which comes back: the bucket is empty after a minute.
    double level = 30'000;
    std::vector<double> refused;
    for (int i = 0; i < 180; ++i) {
        if (i > 0) level = std::min(30'000.0, level + 500);
        if (level >= 1000 - 1e-6)
            level -= 1000;
        else
            refused.push_back(i);
    }
    std::vector<double> shown;
    for (const PlanTry& one : timeline->picture().tries)
        if (!one.accepted) shown.push_back(one.seconds);
    ASSERT_EQ(shown.size(), refused.size());
    for (std::size_t i = 0; i < shown.size(); ++i) EXPECT_NEAR(shown[i], refused[i], 1e-6);
    EXPECT_EQ(figure("Refused (429)"), std::to_string(refused.size()));
    EXPECT_EQ(figure("Accepted"), std::to_string(180 - refused.size()) + " of 180");
    EXPECT_EQ(figure("First refusal"), QStringLiteral("%1 s").arg(refused.front(), 0, 'f', 1).toStdString());
    // A cross stands where the first refusal is: pixels in the colour of warnings.
    const QImage picture = timeline->grab().toImage();
    const double ratioOfPixels = picture.devicePixelRatio();
    const int x = int(timeline->xOf(refused.front()) * ratioOfPixels);
    const QRectF lane = timeline->lane(0);
    const auto warnings = [&](int at) {
        int count = 0;
        for (int dx = -4; dx <= 4; ++dx)
            for (int y = int(lane.center().y() * ratioOfPixels); y < int(lane.bottom() * ratioOfPixels);
                 ++y) {
                const QColor color = picture.pixelColor(at + dx, y);
                if (color.red() > 120 && color.green() < 90) ++count;
            }
        return count;
    };
    EXPECT_GT(warnings(x), 4);
    EXPECT_EQ(warnings(int(timeline->xOf(20) * ratioOfPixels)), 0);
    // The keys walk over the tries, and what is lit is told.
    timeline->setFocus();
    QTest::keyClick(timeline, Qt::Key_Right);
    QTest::keyClick(timeline, Qt::Key_Right);
    EXPECT_EQ(timeline->accessibleDescription().toStdString(),
              "1.00 s, request 2: accepted; left are 28,500 tokens and 499.0 requests");
}

TEST_F(CostPlansTest, WhatIsRefusedComesBackWhenItWasTold) {
    show("limits");
    choose("limitPresets", 1); // 3 requests a minute, 6 arrive
    const int before = QString::fromStdString(figure("Refused (429)")).toInt();
    EXPECT_GT(before, 0);
    EXPECT_EQ(figure("Never through"), std::to_string(before));
    QTest::mouseClick(part<QCheckBox>("comesBack"), Qt::LeftButton, {},
                      QPoint(8, part<QCheckBox>("comesBack")->height() / 2));
    settle();
    EXPECT_EQ(desk().choices().load.retries, 3U);
    const PlanPicture reference = planPicture(desk().choices().limits, desk().choices().load);
    EXPECT_EQ(figure("Never through"), std::to_string(reference.givenUp));
    EXPECT_LT(int(reference.givenUp), before);
    undo();
    EXPECT_EQ(figure("Never through"), std::to_string(before));
    EXPECT_FALSE(part<QCheckBox>("comesBack")->isChecked());
}

// --- context window

TEST_F(CostPlansTest, TheWindowCutsThePartsOfThePrompt) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseModel("openai", "gpt-4o");
    write(QByteArray("word ").repeated(700)); // a token each, and the last space
    show("window");
    EXPECT_EQ(figure("Window"), "128,000");
    EXPECT_EQ(part<FigureList>("figures")->badgeOf(QStringLiteral("Window")), QStringLiteral("published"));
    EXPECT_EQ(figure("Does not fit"), "0");
    const std::uint64_t input = prices().counted(prices().row()).tokens.all();
    EXPECT_NEAR(double(input), 700, 2);
    EXPECT_EQ(figure("Input"), std::to_string(input));
    choose("windowChoice", 1); // 512 tokens
    EXPECT_EQ(figure("Does not fit"), std::to_string(input - 512));
    EXPECT_EQ(figure("Room for the answer"), "0");
    EXPECT_EQ(figure("The answer is cut short"), "yes");
    EXPECT_EQ(part<FigureList>("figures")->badgeOf(QStringLiteral("Window")), QStringLiteral("assumed"));
    auto* parts = part<QTreeWidget>("windowParts");
    ASSERT_EQ(parts->topLevelItemCount(), 1);
    EXPECT_EQ(parts->topLevelItem(0)->text(2).toStdString(),
              "cut off after token 512; " + std::to_string(input - 512) + " are beyond");
    EXPECT_NE(part<ShareBar>("windowBar")->finding().indexOf(QStringLiteral("do not fit")), -1);
    undo();
    EXPECT_EQ(figure("Window"), "128,000");
}

/// No number at all is better than a nought that means "nobody knows".
TEST_F(CostPlansTest, APartThatCannotBeCountedIsNotSaidToFit) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseModel("openai", "gpt-4o");
    PromptPart broken;
    broken.modality = Modality::Picture;
    broken.title = "broken.png";
    broken.content = std::make_shared<const std::string>("\x89PNG\r\n\x1a\n, and then nothing");
    write("hello world");
    window->prompt().insert(broken, 1);
    show("window");
    EXPECT_TRUE(waitFor([&] { return part<QTreeWidget>("windowParts")->topLevelItemCount() == 2; }));
    auto* parts = part<QTreeWidget>("windowParts");
    ASSERT_EQ(parts->topLevelItemCount(), 2);
    EXPECT_EQ(parts->topLevelItem(0)->text(1), QStringLiteral("2"));
    EXPECT_EQ(parts->topLevelItem(1)->text(1), QStringLiteral("–"));
    EXPECT_TRUE(parts->topLevelItem(1)->text(2).contains(QStringLiteral("broken.png")))
        << parts->topLevelItem(1)->text(2).toStdString();
}

TEST_F(CostPlansTest, TheRoomForTheAnswerIsTheGoldenOne) {
    REQUIRE_VOCABULARY("o200k_base");
    const auto one = factCase("context/4096/3000");
    chooseModel("openai", "gpt-4o");
    write(QByteArray("word ").repeated(2999).trimmed() + ".");
    ASSERT_EQ(prices().counted(prices().row()).tokens.all(), 3000U);
    show("window");
    choose("windowChoice", 4);
    setOutput(2000);
    settle();
    EXPECT_EQ(figure("Window"), "4,096");
    EXPECT_EQ(figure("Room for the answer"), "1,096");
    if (!one.is_null()) {
        EXPECT_EQ(figure("Room for the answer"), grouped(one["expected"]["available_output"]).toStdString());
    }
    EXPECT_EQ(figure("The answer is cut short"), "yes");
}

// --- budget

TEST_F(CostPlansTest, ABudgetPaysForWholeCalls) {
    show("budget");
    chooseModel("openai", "gpt-4o");
    auto* amount = part<QLineEdit>("budget");
    amount->selectAll();
    QTest::keyClicks(amount, "100");
    QTest::keyClick(amount, Qt::Key_Return);
    choose("budgetCurrency", part<QComboBox>("budgetCurrency")->findData(QStringLiteral("CNY")));
    // By hand, in dollars of 10⁻¹² : 100 yuan by the rate, divided by the price of a call.
    const PromptTokens tokens = prices().counted(prices().row()).tokens;
    const long double call = (2.5L * tokens.all() + 10.0L * prices().plan().outputTokens) / 1e6L;
    const long double rate = std::strtold(prices().currency().perDollar.text().c_str(), nullptr);
    const auto calls = std::uint64_t(std::floor(100 / rate / call));
    EXPECT_EQ(figure("Calls for CN¥100.00 a month"), grouped(calls).toStdString());
    EXPECT_NE(part<BarsChart>("budgetChart")->finding().indexOf(grouped(calls)), -1);
    EXPECT_TRUE(part<QLabel>("budgetRate")->text().contains(QStringLiteral("1 USD")));
    choose("budgetPeriod", 1);
    EXPECT_EQ(figure("Calls for CN¥100.00 a day"), grouped(calls).toStdString());
    undo();
    EXPECT_EQ(figure("Calls for CN¥100.00 a month"), grouped(calls).toStdString());
}

TEST_F(CostPlansTest, SoManyCallsADayCostAMonth) {
    REQUIRE_VOCABULARY("o200k_base");
    const auto one = factCase("monthly/support bot");
    chooseModel("openai", "gpt-4o-mini"); // 0.15 and 0.60
    write(QByteArray("word ").repeated(799).trimmed() + ".");
    ASSERT_EQ(prices().counted(prices().row()).tokens.all(), 800U);
    setOutput(250);
    show("budget");
    set([](CostChoices& to) { to.callsPerDay = 10'000; });
    EXPECT_EQ(figure("10,000 calls a day cost a month"), "$81.00");
    if (!one.is_null()) {
        EXPECT_NE(figure("10,000 calls a day cost a month").find(one["expected"]["usd"].get<std::string>()),
                  std::string::npos);
    }
}

TEST_F(CostPlansTest, WhatIsNoAmountIsSaidAndNothingChanges) {
    show("budget");
    auto* amount = part<QLineEdit>("budget");
    for (const char* wrong : {"-5", "1e9", "abc", "1,000", "99999999999999999999999999999", ""}) {
        amount->setText(QString::fromLatin1(wrong));
        emit amount->editingFinished();
        EXPECT_NE(message().find("no amount of money"), std::string::npos) << wrong;
        EXPECT_EQ(amount->text(), QStringLiteral("100"));
        EXPECT_EQ(desk().choices().budget, Decimal(100));
    }
}

// --- conversation

TEST_F(CostPlansTest, AConversationCostsTheGoldenSum) {
    show("conversation");
    chooseModel("openai", "gpt-4o");
    set([](CostChoices& to) {
        to.system = 100;
        to.user = 50;
        to.assistant = 150;
        to.turns = 3;
    });
    EXPECT_EQ(figure("Input billed"), "1,050");
    EXPECT_EQ(figure("Output billed"), "450");
    EXPECT_EQ(figure("The whole conversation"), "$0.00713"); // 0.007125
    EXPECT_NE(explanation("Input billed").find("150 + 350 + 550"), std::string::npos);
    EXPECT_EQ(part<BarsChart>("conversationChart")->shownValues(), (QStringList{"300", "500", "700"}));
    const auto one = factCase("conversation/3 turns");
    if (!one.is_null()) {
        EXPECT_EQ(figure("Input billed"), grouped(one["expected"]["total_input"]).toStdString());
    }
    slide("turns", 9); // ten
    EXPECT_EQ(part<BarsChart>("conversationChart")->shownNames().size(), 10);
    undo();
    EXPECT_EQ(figure("Input billed"), "1,050");
}

TEST_F(CostPlansTest, TheCachePaysFromTheGoldenUseOn) {
    show("conversation");
    chooseModel("anthropic", "claude-sonnet-4-5"); // writes at 1.25, reads at a tenth
    EXPECT_EQ(figure("Cache pays from use"), "2");
    EXPECT_NE(explanation("Cache pays from use").find("1.25 + (2 − 1) × 0.1 = 1.35 < 2"), std::string::npos)
        << explanation("Cache pays from use");
}

// --- compare

TEST_F(CostPlansTest, TwoModelsDifferLineByLine) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseModel("openai", "gpt-4o");
    write(QByteArray("word ").repeated(999).trimmed() + ".");
    setOutput(500);
    show("compare");
    set([](CostChoices& to) {
        to.otherProvider = "openai";
        to.otherModel = "gpt-4o-mini";
    });
    auto* table = part<QTreeWidget>("compareTable");
    const auto cell = [&](const char* label, int column) -> std::string {
        for (int i = 0; i < table->topLevelItemCount(); ++i)
            if (table->topLevelItem(i)->text(0) == QLatin1String(label))
                return table->topLevelItem(i)->text(column).toStdString();
        return "no row";
    };
    // linear/gpt-4o/1000-500, and 1,000 × 0.15 + 500 × 0.60 for the other
    EXPECT_EQ(cell("One call", 1), "$0.0075");
    EXPECT_EQ(cell("One call", 2), "$0.00045");
    EXPECT_EQ(cell("One call", 3), "-$0.00705");
    EXPECT_EQ(cell("Tokens of the input", 3), "+0");
    EXPECT_EQ(figure("In percent of the first"), "-94 %");
    EXPECT_NE(part<BarsChart>("compareChart")->finding().indexOf(QStringLiteral("94 % less")), -1);
}

TEST_F(CostPlansTest, AnotherPromptIsCountedAndCompared) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseModel("openai", "gpt-4o");
    write("word");
    setOutput(0);
    show("compare");
    choose("compareKind", 1);
    auto* text = part<QPlainTextEdit>("otherText");
    text->setFocus();
    QTest::keyClicks(text, "word word word");
    settle();
    EXPECT_TRUE(waitFor([&] { return desk().otherText().tokens.all() == 3; }));
    settle();
    EXPECT_EQ(figure("Tokens: The other prompt"), "3");
    EXPECT_EQ(figure("Tokens: The open prompt"), "1");
    EXPECT_EQ(figure("In percent of the first"), "+200 %");
    undo(); // typing is one step
    EXPECT_EQ(text->toPlainText(), QString());
}

// --- saved

TEST_F(CostPlansTest, AnEstimateIsSavedFoundDeletedAndBroughtBack) {
    REQUIRE_VOCABULARY("o200k_base");
    chooseModel("openai", "gpt-4o");
    write("A poem about the sea");
    show("saved");
    auto& table = savedView().table();
    EXPECT_EQ(table.rowCount(), 1); // the open prompt
    QTest::mouseClick(part<QPushButton>("saveEstimate"), Qt::LeftButton);
    settle();
    ASSERT_EQ(table.rowCount(), 2);
    const Estimate saved = table.rowAt(1).estimate;
    EXPECT_EQ(saved.title, QStringLiteral("A poem about the sea"));
    EXPECT_EQ(saved.usd, prices().costOf(prices().row()).usd);
    EXPECT_EQ(saved.promptHash.size(), 64);
    EXPECT_EQ(saved.bookName, QStringLiteral("@pydantic/genai-prices"));
    EXPECT_EQ(saved.lines.size(), prices().costOf(prices().row()).call.lines.size());
    write("Another prompt");
    QTest::mouseClick(part<QPushButton>("saveEstimate"), Qt::LeftButton);
    settle();
    ASSERT_EQ(table.rowCount(), 3);
    part<QLineEdit>("savedSearch")->setText(QStringLiteral("SEA poem"));
    settle();
    ASSERT_EQ(table.rowCount(), 2);
    EXPECT_EQ(table.rowAt(1).estimate, saved);
    part<QTableView>("savedTable")->selectRow(1);
    QTest::mouseClick(part<QPushButton>("deleteEstimate"), Qt::LeftButton);
    settle();
    EXPECT_EQ(table.rowCount(), 1);
    undo();
    ASSERT_EQ(table.rowCount(), 2);
    EXPECT_EQ(table.rowAt(1).estimate, saved);
    // And it is there at the next start.
    start();
    window->showPage(&room());
    show("saved");
    EXPECT_EQ(desk().saved().total(), 2U);
}

TEST_F(CostPlansTest, AnEstimateGivesModelPlanAndCurrencyBack) {
    chooseModel("openai", "gpt-4o");
    CallPlan plan = prices().plan();
    plan.outputTokens = 1234;
    plan.calls = 77;
    plan.batch = true;
    prices().setPlan(plan, QStringLiteral("test"));
    prices().chooseCurrency(QStringLiteral("CNY"));
    show("saved");
    QTest::mouseClick(part<QPushButton>("saveEstimate"), Qt::LeftButton);
    settle();
    const std::string cost = figure("Cost");
    chooseModel("anthropic", "claude-sonnet-4-5");
    prices().setPlan({}, QStringLiteral("test"));
    prices().chooseCurrency(QStringLiteral("USD"));
    settle();
    part<QTableView>("savedTable")->selectRow(1);
    EXPECT_EQ(figure("Cost"), cost); // in yuan, as it was
    QTest::mouseClick(part<QPushButton>("openEstimate"), Qt::LeftButton);
    settle();
    EXPECT_EQ(prices().row().model->id, "gpt-4o");
    EXPECT_EQ(prices().plan(), plan);
    EXPECT_EQ(prices().currency().code, "CNY");
    EXPECT_NE(message().find("Model and plan are those"), std::string::npos) << message();
    undo(); // all of it at once
    EXPECT_EQ(prices().row().model->id, "claude-sonnet-4-5");
    EXPECT_EQ(prices().currency().code, "USD");
}

TEST_F(CostPlansTest, TheListIsSortedByMoneyNotByWords) {
    chooseModel("openai", "gpt-4o");
    show("saved");
    for (const std::uint64_t calls : {9, 100, 20}) {
        CallPlan plan = prices().plan();
        plan.calls = calls;
        prices().setPlan(plan, QStringLiteral("test"));
        settle();
        QTest::mouseClick(part<QPushButton>("saveEstimate"), Qt::LeftButton);
        settle();
    }
    part<QTableView>("savedTable")->sortByColumn(EstimateTableModel::CostColumn, Qt::AscendingOrder);
    auto& table = savedView().table();
    ASSERT_EQ(table.rowCount(), 4);
    EXPECT_EQ(table.rowAt(0).state, EstimateTableModel::State::Open); // stays first
    for (const auto& [row, calls] : {std::pair{1, 9U}, {2, 20U}, {3, 100U}})
        EXPECT_EQ(table.rowAt(row).estimate.plan.calls, calls);
    const QString file = home.filePath(QStringLiteral("out.csv"));
    savedView().exportTo(file);
    QFile csv(file);
    ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
    EXPECT_EQ(csv.readAll().count("\r\n"), 4);
    EXPECT_THROW(savedView().exportTo(home.filePath("no/such/folder.csv")), std::runtime_error);
}

TEST_F(CostPlansTest, ADamagedListIsSaidInTheRoom) {
    show("saved");
    QTest::mouseClick(part<QPushButton>("saveEstimate"), Qt::LeftButton);
    settle();
    const QString file = desk().saved().file();
    window.reset();
    QFile damaged(file);
    ASSERT_TRUE(damaged.open(QIODevice::WriteOnly));
    damaged.write("damaged");
    damaged.close();
    start();
    window->showPage(&room());
    show("saved");
    EXPECT_TRUE(waitFor([&] { return message().find("damaged") != std::string::npos; })) << message();
}

TEST_F(CostPlansTest, EveryTabSurvivesChineseLargeLettersAndDark) {
    for (const QString& id : room().scenes()) {
        room().showView(id);
        window->useLanguage(QStringLiteral("zh_CN"));
        appearance.setScale(200);
        appearance.setTheme(Theme::Dark);
        settle();
        EXPECT_FALSE(room().grab().isNull());
        window->useLanguage(QStringLiteral("en"));
        appearance.setScale(100);
        appearance.setTheme(Theme::Light);
    }
}

} // namespace
} // namespace tokenarium
