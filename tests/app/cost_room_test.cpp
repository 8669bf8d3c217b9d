// SPDX-License-Identifier: GPL-3.0-or-later
// A person asks what the open prompt costs: the line that is always there, the table, the chart, own prices.
#include "app/cost/model_box.h"
#include "app/cost/price_words.h"
#include "app/pages/cost/price_book_view.h"
#include "app/pages/cost/price_table_model.h"
#include "app/pages/cost/prompt_price_view.h"
#include "app/pages/cost_page.h"
#include "app/pages/serving_page.h"
#include "app/prompt_line.h"
#include "tests/app/window_fixture.h"
#include "widgets/style/quantity_text.h"

#include <QCheckBox>
#include <QFile>
#include <QGraphicsView>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace tokenarium {
namespace {

/// The price list read by another program than ours: flat prices of one model, in dollars for a million
/// tokens.
struct FlatPrice {
    double input = 0, output = 0;
};
std::optional<FlatPrice> priceInFile(const std::string& provider, const std::string& model) {
    static const auto whole = [] {
        std::ifstream file(TOKENARIUM_BUILT_PRICES);
        return nlohmann::json::parse(file);
    }();
    for (const auto& seller : whole.at("providers")) {
        if (seller.at("id") != provider) continue;
        for (const auto& each : seller.at("models")) {
            if (each.at("id") != model || !each.at("prices").is_object()) continue;
            const auto& prices = each.at("prices");
            if (!prices.contains("input_mtok") || !prices.contains("output_mtok")) return std::nullopt;
            if (!prices["input_mtok"].is_number() || !prices["output_mtok"].is_number()) return std::nullopt;
            return FlatPrice{prices["input_mtok"], prices["output_mtok"]};
        }
    }
    return std::nullopt;
}

class CostRoomTest : public WindowTest {
protected:
    void SetUp() override {
        if (!QFile::exists(QStringLiteral(TOKENARIUM_BUILT_PRICES)))
            GTEST_SKIP() << "the price book is not built: its package is not installed";
        qputenv("TOKENARIUM_PRICES", TOKENARIUM_BUILT_PRICES);
        WindowTest::SetUp();
        room().showView(QStringLiteral("prompt"));
        settle();
    }
    CostPage& room() { return *window->findChild<CostPage*>(); }
    PriceSession& prices() { return window->priceSession(); }
    template<typename Widget>
    Widget* part(const char* name) {
        auto* widget = room().findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    /// Everything that was typed is counted and priced.
    void settle() {
        QTest::qWait(250); // the comparison of tokenizers waits for pauses in typing
        EXPECT_TRUE(
            QTest::qWaitFor([this] { return !prices().isReading() && !prices().isCounting(); }, 20'000));
        QApplication::processEvents();
    }
    void enter() {
        window->showPage(&room());
        settle();
    }
    void write(const QByteArray& text) {
        eraseAll();
        paste(text);
        settle();
    }
    PriceTableModel& table() { return room().findChild<PromptPriceView*>()->table(); }
    FigureList& figures() { return *part<FigureList>("priceFigures"); }
    /// As it stands in the table, by seller and model; "" where it is not to be seen.
    QString cell(const char* provider, const char* model, PriceColumn column) {
        for (int i = 0; i < table().rowCount(); ++i) {
            const PriceRow row = table().rowAt(i).row;
            if (row.provider->id == provider && row.model->id == model)
                return table().data(table().index(i, int(column)), Qt::DisplayRole).toString();
        }
        return {};
    }
    void choose(const char* provider, const char* model) { prices().chooseModel(provider, model); }
    static double number(QString text) {
        return text.remove(QLatin1Char(','))
            .remove(QLatin1Char('$'))
            .remove(QStringLiteral("≈ "))
            .remove(QStringLiteral("CN¥"))
            .toDouble();
    }
};

TEST_F(CostRoomTest, OneLineIsThereInEveryRoomAndSaysWhatThePromptCosts) {
    const auto price = priceInFile("openai", "gpt-5");
    ASSERT_TRUE(price);
    write("The quick brown fox jumps over the lazy dog"); // nine tokens by o200k_base
    const double dollars = (9 * price->input + 500 * price->output) / 1e6;
    for (Page* page : window->pages()) {
        window->showPage(page);
        EXPECT_TRUE(window->promptLine().isVisible()) << page->id().toStdString();
        const QString said = window->promptLine().text();
        EXPECT_TRUE(said.startsWith(QStringLiteral("9 tokens"))) << said.toStdString();
        EXPECT_TRUE(said.contains(QStringLiteral("$") + QString::number(dollars, 'g', 3)))
            << said.toStdString();
    }
    EXPECT_TRUE(window->promptLine().fullText().contains(QStringLiteral("of 400 k")))
        << "the model's own window";
    EXPECT_TRUE(window->promptLine().fullText().contains(QStringLiteral("600 ms + 9.98 s")))
        << "0.6 s + 499 × 20 ms";
    QTest::mouseClick(window->findChild<QToolButton*>(QStringLiteral("promptCost")), Qt::LeftButton);
    EXPECT_EQ(&window->currentPage(), &room()) << "a click leads to the details";
}

TEST_F(CostRoomTest, WithoutAPriceBookTheLineStillCounts) {
    qputenv("TOKENARIUM_PRICES", home.filePath(QStringLiteral("none.json")).toUtf8());
    start();
    settle();
    write("The quick brown fox jumps over the lazy dog");
    const QString said = window->promptLine().fullText();
    EXPECT_TRUE(said.startsWith(QStringLiteral("9 tokens"))) << said.toStdString();
    EXPECT_TRUE(said.contains(QStringLiteral("of 128 k")) && said.endsWith(QStringLiteral("No prices")))
        << said.toStdString();
    EXPECT_TRUE(prices().trouble().contains(QStringLiteral("none.json"))) << prices().trouble().toStdString();
}

TEST_F(CostRoomTest, EveryRowIsPricedAsTheListSays) {
    write("one two three four five six seven eight nine ten");
    enter();
    EXPECT_GE(table().total(), 1500u);
    std::size_t compared = 0;
    for (int i = 0; i < table().rowCount(); ++i) {
        const PriceTableRow& row = table().rowAt(i);
        const auto price = priceInFile(row.row.provider->id, row.row.model->id);
        if (!price || row.row.provider->id != "openai") continue;
        const double dollars = (double(row.tokens.all()) * price->input + 500 * price->output) / 1e6;
        const double shown =
            number(table().data(table().index(i, int(PriceColumn::Cost)), Qt::DisplayRole).toString());
        EXPECT_NEAR(shown, dollars, dollars * 0.005 + 1e-9) << row.row.model->id;
        ++compared;
    }
    EXPECT_GE(compared, 20u);
}

TEST_F(CostRoomTest, TheReasoningDialCostsMoneyAndTime) {
    write("hello world");
    enter();
    choose("openai", "gpt-5");
    auto* dial = part<QSlider>("reasoning");
    const double before = number(figures().valueOf(QStringLiteral("One call")));
    dial->setValue(dial->maximum()); // a thousand times
    EXPECT_EQ(prices().plan().reasoningTokens, 500'000u);
    const auto price = priceInFile("openai", "gpt-5");
    const double output = number(figures().valueOf(QStringLiteral("Output tokens")));
    EXPECT_NEAR(output, 500'500 * price->output / 1e6, 0.01);
    EXPECT_GT(number(figures().valueOf(QStringLiteral("One call"))), 900 * before);
    EXPECT_EQ(figures().valueOf(QStringLiteral("Waiting for one answer")), QStringLiteral("≈ 2 h 46 min"))
        << "0.6 s + 500,499 × 20 ms = 10,010.6 s";
    part<QSlider>("outputTokens")->setValue(0);
    EXPECT_EQ(prices().plan().reasoningTokens, 0u) << "the dial multiplies the answer";
    room().undoStack()->undo();
    room().undoStack()->undo();
    EXPECT_EQ(prices().plan().reasoningTokens, 0u);
    EXPECT_EQ(prices().plan().outputTokens, 500u);
    EXPECT_EQ(number(figures().valueOf(QStringLiteral("One call"))), before) << "undone";
}

TEST_F(CostRoomTest, CacheCallsAndBatchChangeWhatIsPaid) {
    write(QByteArray("token ").repeated(400)); // 400 or 401 tokens
    enter();
    choose("anthropic", "claude-sonnet-4-5");
    const double plain = number(figures().valueOf(QStringLiteral("One call")));
    part<QSlider>("cachedShare")->setValue(part<QSlider>("cachedShare")->maximum());
    const std::uint64_t tokens = prices().counted(prices().row()).tokens.all();
    EXPECT_NEAR(number(figures().valueOf(QStringLiteral("One call"))),
                plain - double(tokens) * (3 - 0.3) / 1e6, 2e-5)
        << "read from the cache at a tenth";
    part<QPushButton>("morePrices")->click();
    part<QCheckBox>("batch")->click();
    EXPECT_NEAR(number(figures().valueOf(QStringLiteral("One call"))),
                (plain - double(tokens) * 2.7 / 1e6) / 2, 2e-5);
    part<QSlider>("calls")->setValue(3); // 1, 2, 5, 10
    EXPECT_NEAR(number(figures().valueOf(QStringLiteral("All calls"))),
                10 * number(figures().valueOf(QStringLiteral("One call"))), 1e-3);
}

TEST_F(CostRoomTest, LinesOpenToTheirFormulaWithSourceAndDate) {
    write("hello world");
    enter();
    choose("openai", "gpt-5");
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Output tokens")), QStringLiteral("published"));
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Tokens of the prompt")), QStringLiteral("computed"));
    const QString opened = figures().explanationOf(QStringLiteral("Output tokens"));
    EXPECT_TRUE(opened.contains(QStringLiteral("500 × $10.00 ÷ 1,000,000 = $0.005"))) << opened.toStdString();
    EXPECT_TRUE(opened.contains(QStringLiteral("genai-prices 0.1.8, 2026-09-23"))) << opened.toStdString();
    choose("anthropic", "claude-sonnet-4-5");
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Tokens of the prompt")), QStringLiteral("assumed"));
    EXPECT_TRUE(figures().valueOf(QStringLiteral("Tokens of the prompt")).startsWith(QStringLiteral("≈")))
        << "nobody has published that tokenizer";
}

TEST_F(CostRoomTest, WordsFilterAndHeadersSort) {
    enter();
    const int all = table().rowCount();
    QTest::keyClicks(part<QLineEdit>("priceFilter"), QStringLiteral("claude anthropic"));
    EXPECT_GT(table().rowCount(), 5);
    EXPECT_LT(table().rowCount(), all / 5);
    for (int i = 0; i < table().rowCount(); ++i) {
        const PriceRow row = table().rowAt(i).row;
        const QString words =
            QString::fromStdString(row.provider->id + row.provider->name + row.model->id + row.model->title())
                .toLower();
        EXPECT_TRUE(words.contains(QStringLiteral("claude")) && words.contains(QStringLiteral("anthropic")))
            << words.toStdString();
    }
    const auto isRising = [this] {
        for (int i = 1; i < table().rowCount(); ++i)
            if (table().rowAt(i - 1).usd > table().rowAt(i).usd) return false;
        return true;
    };
    EXPECT_TRUE(isRising());
    part<QTableView>("priceTable")->sortByColumn(int(PriceColumn::Cost), Qt::DescendingOrder);
    EXPECT_FALSE(isRising());
    part<QLineEdit>("priceFilter")->setText(QStringLiteral("no such model"));
    EXPECT_EQ(table().rowCount(), 0);
    EXPECT_TRUE(
        room().findChild<PromptPriceView*>()->chart().finding().startsWith(QStringLiteral("No model")));
}

TEST_F(CostRoomTest, WhatDoesNotFitIsMarkedAndCanBeLeftOut) {
    write(QByteArray("word ").repeated(20'000)); // more than 16,385 tokens
    enter();
    choose("openai", "gpt-3.5-turbo");
    EXPECT_TRUE(cell("openai", "gpt-3.5-turbo", PriceColumn::Window).endsWith(QLatin1Char('!')));
    part<QCheckBox>("onlyFitting")->click();
    EXPECT_EQ(cell("openai", "gpt-3.5-turbo", PriceColumn::Window), QString()) << "left out";
    EXPECT_NE(cell("openai", "gpt-5", PriceColumn::Window), QString());
}

TEST_F(CostRoomTest, TheChartShowsTheRowsInViewAndABarChooses) {
    enter();
    QTest::keyClicks(part<QLineEdit>("priceFilter"), QStringLiteral("gpt-4 openai"));
    QApplication::processEvents();
    BarsChart& chart = room().findChild<PromptPriceView*>()->chart();
    ASSERT_GT(chart.shownNames().size(), 3);
    EXPECT_LE(chart.shownNames().size(), 60);
    for (int i = 0; i < chart.shownNames().size(); ++i) {
        EXPECT_EQ(chart.data().rows[std::size_t(i)].name,
                  QString::fromStdString(table().rowAt(i).row.model->title()));
        if (i == 0) continue;
        EXPECT_GE(chart.barOf(std::size_t(i)).width(), chart.barOf(std::size_t(i - 1)).width() - 0.5);
    }
    auto* view = chart.findChild<QGraphicsView*>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->viewport()->mapFrom(&chart, chart.barOf(2).center().toPoint() + QPoint(2, 0)));
    EXPECT_EQ(prices().row().model->id, table().rowAt(2).row.model->id);
    EXPECT_EQ(chart.data().lit, 2u);
}

TEST_F(CostRoomTest, AnOwnPriceCountsAtOnceAndIsKept) {
    write("hello world");
    enter();
    choose("openai", "gpt-5");
    room().showView(QStringLiteral("book"));
    auto* own = part<QTableWidget>("modelPrices");
    ASSERT_EQ(own->item(1, 0)->text(), QStringLiteral("Output tokens"));
    own->item(1, 2)->setText(QStringLiteral("20"));
    QApplication::processEvents();
    room().showView(QStringLiteral("prompt"));
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("$0.01"));
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Output tokens")), QStringLiteral("assumed"));
    EXPECT_TRUE(cell("openai", "gpt-5", PriceColumn::Model).contains(QStringLiteral("own price")));
    start(); // the program again
    settle();
    enter();
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("$0.01")) << "kept";
    room().showView(QStringLiteral("book"));
    part<QPushButton>("removeOwnPrices")->click();
    room().showView(QStringLiteral("prompt"));
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("$0.005"));
    room().undoStack()->undo();
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("$0.01"));
}

TEST_F(CostRoomTest, WhatIsNoPriceIsRefusedWithASentence) {
    enter();
    choose("openai", "gpt-5");
    room().showView(QStringLiteral("book"));
    for (const char* wrong : {"-3", "cheap", "1e400", "99999999999999999999999999999999"}) {
        part<QTableWidget>("modelPrices")->item(0, 2)->setText(QLatin1String(wrong));
        QApplication::processEvents();
        EXPECT_TRUE(room().messages().message().contains(QLatin1String(wrong))) << wrong;
        EXPECT_TRUE(prices().overrides().empty()) << wrong;
        EXPECT_EQ(part<QTableWidget>("modelPrices")->item(0, 2)->text(), QString()) << wrong;
    }
}

TEST_F(CostRoomTest, AModelThatTheBookHasNotCanBeAdded) {
    write("hello world");
    enter();
    room().findChild<PriceBookView*>()->addModel(QStringLiteral("Our school"), QStringLiteral("tiny"),
                                                 QStringLiteral("1000000"), QStringLiteral("2000000"));
    EXPECT_EQ(figures().valueOf(QStringLiteral("One call")), QStringLiteral("≈ $1,002.00"))
        << "two dollars and a thousand";
    EXPECT_NE(cell("Our school", "tiny", PriceColumn::Cost), QString());
}

TEST_F(CostRoomTest, EveryAmountFollowsTheCurrency) {
    write("hello world");
    enter();
    choose("openai", "gpt-5");
    auto* box = window->findChild<QComboBox*>(QStringLiteral("promptCurrency"));
    box->setCurrentText(QStringLiteral("CNY"));
    emit box->activated(box->currentIndex());
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("CN¥0.035")) << "0.005 × 7";
    EXPECT_TRUE(window->promptLine().fullText().contains(QStringLiteral("CN¥0.035")))
        << window->promptLine().fullText().toStdString();
    room().showView(QStringLiteral("book"));
    auto* rates = part<QTableWidget>("rates");
    EXPECT_EQ(rates->item(1, 2)->text(), QStringLiteral("assumed"));
    rates->item(1, 1)->setText(QStringLiteral("8"));
    QApplication::processEvents();
    EXPECT_NE(rates->item(1, 2)->text(), QStringLiteral("assumed")) << "somebody has looked it up today";
    room().showView(QStringLiteral("prompt"));
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("CN¥0.04"));
    room().showView(QStringLiteral("book"));
    rates->item(rates->rowCount() - 1, 0)->setText(QStringLiteral("EUR"));
    rates->item(rates->rowCount() - 1, 1)->setText(QStringLiteral("0.5"));
    QApplication::processEvents();
    room().showView(QStringLiteral("prompt"));
    EXPECT_EQ(figures().valueOf(QStringLiteral("Output tokens")), QStringLiteral("€0.0025"));
    language.use(QStringLiteral("zh_CN"));
    QApplication::processEvents();
    choose("openai", "gpt-5");
    EXPECT_TRUE(window->promptLine().fullText().contains(QStringLiteral("€0.0025")))
        << window->promptLine().fullText().toStdString();
}

TEST_F(CostRoomTest, AnOldBookSaysSoAndADamagedOneIsRefused) {
    enter();
    room().showView(QStringLiteral("book"));
    const QString name = home.filePath(QStringLiteral("old.json"));
    std::ifstream in(TOKENARIUM_BUILT_PRICES);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto date = text.find("\"2026-09-23\"");
    ASSERT_NE(date, text.npos);
    std::string old = text;
    old.replace(date, 12, "\"2024-01-01\"");
    std::ofstream(name.toStdString()) << old;
    prices().openBook(name);
    settle();
    EXPECT_TRUE(part<QLabel>("bookAge")->text().contains(QStringLiteral("⚠")))
        << part<QLabel>("bookAge")->text().toStdString();
    EXPECT_TRUE(part<QLabel>("bookSource")->text().contains(QStringLiteral("2024-01-01")));
    EXPECT_TRUE(part<QLabel>("bookSource")->text().contains(QStringLiteral("MIT")));
    EXPECT_TRUE(window->promptLine().fullText().contains(QStringLiteral("⚠ "))) << "seen in every room";
    for (const std::string& broken :
         {text.substr(0, text.size() / 2), std::string("{}"), std::string(), std::string("\xff\xfe[")}) {
        std::ofstream(name.toStdString()) << broken;
        prices().openBook(name);
        settle();
        EXPECT_TRUE(room().messages().message().contains(QStringLiteral("old.json")))
            << room().messages().message().toStdString();
        EXPECT_GE(prices().book()->models(), 1500u) << "the one before stays";
    }
    part<QPushButton>("installedBook")->click();
    settle();
    EXPECT_TRUE(part<QLabel>("bookSource")->text().contains(QStringLiteral("2026-09-23")));
}

TEST_F(CostRoomTest, DamagedFilesOfTheLastTimeLoseNothingElse) {
    enter();
    choose("anthropic", "claude-sonnet-4-5");
    QTest::qWait(400); // kept
    const QString folder = home.filePath(QStringLiteral("store/prices"));
    for (const char* file : {"own-prices.json", "price-book.json"})
        std::ofstream((folder + QLatin1Char('/') + QLatin1String(file)).toStdString()) << "{\"over";
    start();
    settle();
    enter();
    EXPECT_EQ(prices().row().model->id, "claude-sonnet-4-5");
    EXPECT_GE(prices().book()->models(), 1500u) << "the installed one";
    EXPECT_FALSE(prices().trouble().isEmpty());
    EXPECT_TRUE(QFile::exists(folder + QStringLiteral("/own-prices.json.damaged"))) << "put aside, not lost";
}

TEST_F(CostRoomTest, PicturesArePricedByTheVendorsRule) {
    window->openSamplePrompt();
    settle();
    EXPECT_TRUE(QTest::qWaitFor([this] { return !window->prompt().isCounting(); }, 20'000));
    settle();
    enter();
    choose("openai", "gpt-4o");
    const CountedPrompt counted = prices().counted(prices().row());
    EXPECT_GT(counted.tokens.picture, 84u);
    EXPECT_EQ((counted.tokens.picture - 85) % 170, 0u) << "85 and 170 a tile";
    EXPECT_GT(counted.tokens.sound, 0u);
    EXPECT_GT(counted.tokens.text, 100u);
    EXPECT_TRUE(counted.rules.contains(QStringLiteral("openai-tile/gpt-4o"))) << counted.rules.toStdString();
}

TEST_F(CostRoomTest, TheSpeedCanBeThatOfTheServingRoom) {
    write("hello world"); // two tokens
    enter();
    choose("openai", "gpt-5");
    part<QPushButton>("morePrices")->click();
    auto* sources = part<QComboBox>("speedSource");
    sources->setCurrentIndex(1);
    emit sources->activated(1);
    const ServingSession& served = window->findChild<ServingPage*>()->session();
    const RooflineTime prefill = prefillTime(served.model(), served.hardware(), 2, 1);
    const double seconds = served.choices().queueSeconds + prefill.seconds() + 499 * served.itlSeconds();
    EXPECT_EQ(figures().valueOf(QStringLiteral("Waiting for one answer")),
              QStringLiteral("≈ ") + durationText(seconds));
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Waiting for one answer")), QStringLiteral("computed"));
    EXPECT_FALSE(part<QSlider>("ttft")->isEnabled()) << "nothing to assume";
    room().undoStack()->undo();
    EXPECT_EQ(figures().badgeOf(QStringLiteral("Waiting for one answer")), QStringLiteral("assumed"));
}

/// With the keyboard alone, and for those who hear the window.
TEST_F(CostRoomTest, TheBoxOfModelsFindsPartsOfNames) {
    auto* box = window->findChild<ModelBox*>(QStringLiteral("promptModel"));
    box->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), QStringLiteral("Claude Opus 4.1 · Anthropic"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    EXPECT_EQ(prices().row().provider->id, "anthropic") << prices().row().model->id;
    QTest::keyClicks(box->lineEdit(), QStringLiteral("nonsense"));
    part<QLineEdit>("priceFilter")->setFocus();
    QApplication::processEvents();
    EXPECT_FALSE(box->accessibleName().isEmpty());
    EXPECT_EQ(prices().row().provider->id, "anthropic") << "no model: nothing changes";
}

} // namespace
} // namespace tokenarium
