// SPDX-License-Identifier: GPL-3.0-or-later
// A person climbs the ladder from a line with two parameters to 10^12, and fits the line by hand.
#include "tests/app/weights_room_fixture.h"

#include "app/pages/weights/ladder_view.h"
#include "app/weights/ladder_words.h"
#include "app/weights/line_choice.h"
#include "engine/text/text_tokenizer.h"
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/line_fit_chart.h"

#include <QPushButton>
#include <QTableView>

#include <cmath>

namespace tokenarium {
namespace {

class LadderTest : public WeightsRoomTest {
protected:
    void SetUp() override {
        WeightsRoomTest::SetUp();
        show("ladder");
    }
    LadderView& view() { return dynamic_cast<LadderView&>(page().currentView()); }
    BarsChart& ladder() { return *part<BarsChart>("ladder"); }
    LineFitChart& chart() { return *part<LineFitChart>("lineChart"); }
    std::string lineFigure(const char* label) {
        return part<FigureList>("lineFigures")->valueOf(QLatin1String(label)).toStdString();
    }
    std::size_t rowOf(const char* id) {
        for (std::size_t row = 0; row < view().rungs().size(); ++row)
            if (view().rungs()[row].id == id) return row;
        throw std::runtime_error(id);
    }
    /// A click on its bar.
    void climbTo(const char* id) {
        const QPointF bar = ladder().barOf(rowOf(id)).center();
        QWidget* under = ladder().childAt(bar.toPoint());
        QTest::mouseClick(under, Qt::LeftButton, {}, under->mapFrom(&ladder(), bar.toPoint()));
        settle();
    }
};

TEST_F(LadderTest, ReachesFromTwoToATrillion) {
    const std::vector<LadderRung>& rungs = view().rungs();
    ASSERT_GE(rungs.size(), 16U);
    EXPECT_EQ(rungs.front().parameters, 2U);
    EXPECT_EQ(rungs.back().parameters, 1026408232448U);
    // Numbers known without this program; those of the two plain networks by hand.
    const std::pair<const char*, std::size_t> known[] = {{"digits-linear", 784 * 10 + 10},
                                                         {"lenet-5", 60000},
                                                         {"digits-dense", 784 * 128 + 128 + 128 * 10 + 10},
                                                         {"bert-base-uncased", 109482240},
                                                         {"gpt2", 124439808},
                                                         {"gpt3-175b", 174604259328},
                                                         {"deepseek-v3", 671026419200}};
    for (const auto& [id, parameters] : known) EXPECT_EQ(rungs[rowOf(id)].parameters, parameters) << id;
    for (std::size_t row = 1; row < rungs.size(); ++row)
        EXPECT_LE(rungs[row - 1].parameters, rungs[row].parameters);
    // On a logarithmic scale bars that are ten times as much are as much longer.
    const double decade = (ladder().barOf(rungs.size() - 1).width() - ladder().barOf(1).width()) /
                          std::log10(1026408232448.0 / 7850.0);
    for (std::size_t row = 2; row < rungs.size(); ++row)
        EXPECT_NEAR(ladder().barOf(row).width() - ladder().barOf(1).width(),
                    decade * std::log10(double(rungs[row].parameters) / 7850.0), 1.5)
            << rungs[row].id;
}

TEST_F(LadderTest, OurOwnModelsAreOnIt) {
    EXPECT_EQ(view().rungs()[rowOf("poems")].kind, LadderRung::Kind::Own);
    EXPECT_EQ(view().rungs()[rowOf("stories")].kind, LadderRung::Kind::Own);
    climbTo("poems");
    EXPECT_EQ(text("rungTitle"),
              "Our model of poems: 3,738,048 parameters"); // "llama-total": 5632 · 192 + 6 · 442,752 + 192
}

TEST_F(LadderTest, EveryRungOpensItsTensors) {
    for (const LadderRung& rung : view().rungs()) {
        if (rung.kind == LadderRung::Kind::Line) continue;
        climbTo(rung.id.c_str());
        auto* table = part<QTableView>("rungTensors");
        ASSERT_TRUE(table->isVisible()) << rung.id;
        EXPECT_EQ(table->model()->rowCount(), int(rung.tensors.size())) << rung.id;
        std::size_t numbers = 0;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            numbers += table->model()->index(row, 2).data().toString().remove(QLatin1Char(',')).toULongLong();
        EXPECT_EQ(numbers, rung.parameters) << rung.id;
        EXPECT_EQ(
            part<FigureList>("rungFigures")->valueOf(QStringLiteral("Parameters")).remove(QLatin1Char(',')),
            QString::number(rung.parameters))
            << rung.id;
    }
}

TEST_F(LadderTest, KeysClimbToo) {
    ladder().setFocus();
    QTest::keyClick(&ladder(), Qt::Key_Down);
    EXPECT_EQ(session().rung(), 1U);
    QTest::keyClick(&ladder(), Qt::Key_Down);
    EXPECT_TRUE(text("rungTitle").starts_with("LeNet-5: 60,000")) << text("rungTitle");
    QTest::keyClick(&ladder(), Qt::Key_Up);
    EXPECT_EQ(session().rung(), 1U);
    page().undoStack()->undo();
    EXPECT_EQ(session().rung(), 0U);
    EXPECT_TRUE(chart().isVisible());
}

TEST_F(LadderTest, ClaimsStandBesideTheTruth) {
    climbTo("bert-base-uncased");
    const std::string bert = text("rungClaims");
    EXPECT_NE(bert.find("✗ wrong"), std::string::npos) << bert;
    EXPECT_NE(bert.find("110.7 million"), std::string::npos) << bert;
    EXPECT_NE(bert.find("109,482,240, that is 109.5 million"), std::string::npos) << bert;
    climbTo("kimi-k2");
    EXPECT_NE(text("rungClaims").find("1,026,408,232,448"), std::string::npos) << text("rungClaims");
    climbTo("gpt3-175b");
    EXPECT_NE(text("rungClaims").find("1.72 for each parameter"), std::string::npos)
        << text("rungClaims"); // 300 ÷ 174.6
    climbTo("gpt2");
    EXPECT_FALSE(part<QLabel>("rungClaims")->isVisible());
}

TEST_F(LadderTest, ARungGoesOnTheScales) {
    climbTo("deepseek-v3");
    part<QPushButton>("weighRung")->click();
    settle();
    EXPECT_EQ(page().currentView().id(), QStringLiteral("any-model"));
    EXPECT_EQ(figure("All parameters"), "671,026,419,200");
    show("ladder");
    climbTo("lenet-5");
    EXPECT_FALSE(part<QPushButton>("weighRung")->isVisible());
}

TEST_F(LadderTest, TokensOfTheSayingsAreCounted) {
    REQUIRE_VOCABULARY("o200k_base");
    const auto tokenizer = window->session().catalog().load("o200k_base");
    const LineChoice first = firstLine();
    ASSERT_EQ(first.points.size(), sayings().size());
    for (std::size_t i = 0; i < sayings().size(); ++i) {
        const std::string saying = sayings()[i].toStdString();
        EXPECT_EQ(first.points[i].x, double(saying.size())) << saying;
        EXPECT_EQ(first.points[i].y, double(encode(*tokenizer, saying).tokens.size())) << saying;
    }
}

/// The slow way: a search over slopes and intercepts for the least error.
double leastErrorBySearch(const std::vector<FitPoint>& points) {
    double least = 1e300, slope = 0, intercept = 0, step = 1;
    for (int round = 0; round < 400; ++round, step *= 0.95)
        for (int i = -3; i <= 3; ++i)
            for (int j = -3; j <= 3; ++j) {
                const double s = slope + i * step * 0.02, b = intercept + j * step;
                double sum = 0;
                for (const FitPoint& point : points) sum += std::pow(point.y - s * point.x - b, 2);
                if (sum >= least) continue;
                least = sum;
                slope = s;
                intercept = b;
            }
    return least;
}

TEST_F(LadderTest, LeastSquaresIsTheLeast) {
    part<QPushButton>("lineFit")->click();
    const std::vector<FitPoint>& points = session().line().points;
    const double least = leastErrorBySearch(points);
    EXPECT_NEAR(std::stod(lineFigure("Least squared error")), least, 0.02);
    EXPECT_EQ(lineFigure("Your squared error"), lineFigure("Least squared error"));
    EXPECT_TRUE(chart().finding().contains(QStringLiteral("no line misses these points by less")));
}

TEST_F(LadderTest, SlidersAndHandlesMoveTheLine) {
    slide("lineIntercept", 5);
    auto* bar = part<QSlider>("lineSlope");
    bar->setValue(bar->minimum() + 80); // −0.2 + 80 · 0.005 = 0.2
    EXPECT_NEAR(session().line().line.slope, 0.2, 1e-9);
    double sum = 0; // Σ (y − 0.2 x − 5)²
    for (const FitPoint& point : firstLine().points) sum += std::pow(point.y - 0.2 * point.x - 5, 2);
    EXPECT_NEAR(std::stod(lineFigure("Your squared error")), sum, 0.01);

    // The handle at the right end is dragged; the other one stays.
    const QPointF left = chart().placeOf(0), right = chart().placeOf(1);
    QTest::mousePress(&chart(), Qt::LeftButton, {}, right.toPoint());
    QTest::mouseMove(&chart(), right.toPoint() + QPoint(0, 40));
    QTest::mouseRelease(&chart(), Qt::LeftButton, {}, right.toPoint() + QPoint(0, 40));
    EXPECT_NEAR(chart().placeOf(1).y(), right.y() + 40, 1.0);
    EXPECT_NEAR(chart().placeOf(0).y(), left.y(), 0.5);
    EXPECT_LT(session().line().line.slope, 0.2);
    page().undoStack()->undo();
    EXPECT_NEAR(session().line().line.slope, 0.2, 1e-9);
}

TEST_F(LadderTest, PointsAreDraggedAndMovedByKeys) {
    const std::string before = lineFigure("Least squared error");
    const QPointF point = chart().placeOf(2 + 7); // the longest saying
    QTest::mousePress(&chart(), Qt::LeftButton, {}, point.toPoint());
    QTest::mouseMove(&chart(), point.toPoint() + QPoint(-60, 50));
    QTest::mouseRelease(&chart(), Qt::LeftButton, {}, point.toPoint() + QPoint(-60, 50));
    EXPECT_LT(session().line().points[7].x, 98);
    EXPECT_LT(session().line().points[7].y, 26);
    EXPECT_NE(lineFigure("Least squared error"), before);
    EXPECT_NEAR(std::stod(lineFigure("Least squared error")), leastErrorBySearch(session().line().points),
                0.02);
    EXPECT_EQ(part<FigureList>("lineFigures")->badgeOf(QStringLiteral("Points")), QStringLiteral("assumed"));
    part<QPushButton>("lineRestore")->click();
    EXPECT_EQ(session().line(), firstLine());
    EXPECT_EQ(part<FigureList>("lineFigures")->badgeOf(QStringLiteral("Points")), QStringLiteral("measured"));

    chart().setFocus();
    // The last point was the chosen one; after it come both handles, then the first point.
    for (int i = 0; i < 3; ++i) QTest::keyClick(&chart(), Qt::Key_Right);
    QTest::keyClick(&chart(), Qt::Key_Up);
    EXPECT_NEAR(session().line().points[0].y, 5.3, 1e-9);
    EXPECT_TRUE(chart().accessibleDescription().contains(QStringLiteral("Haste makes waste.")))
        << chart().accessibleDescription().toStdString();
}

} // namespace
} // namespace tokenarium
