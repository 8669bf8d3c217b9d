// SPDX-License-Identifier: GPL-3.0-or-later
// Plots and bars as people see and hear them: values where they belong, words that can be read, files that
// open.
#include "widgets/charts/bars_chart.h"
#include "widgets/charts/chart_frame.h"
#include "widgets/charts/plot_chart.h"
#include "widgets/figures/figure_list.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QGraphicsSimpleTextItem>
#include <QGraphicsView>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

PlotData lossPlot() {
    PlotData data;
    data.finding = QStringLiteral("More parameters, less loss");
    data.x = {QStringLiteral("parameters"), true, {}, {}, {}};
    data.y = {QStringLiteral("loss in nats"), false, {}, {}, {}};
    PlotSeries curve;
    curve.name = QStringLiteral("law");
    for (double n = 1e6; n < 2e12; n *= 10) curve.points.emplace_back(n, 1.7 + 400 * std::pow(n, -0.34));
    PlotSeries models;
    models.style = PlotSeries::Style::Points;
    models.color = 2;
    models.points = {{124e6, 3.1}, {175e9, 1.9}};
    models.pointNames = QStringList{QStringLiteral("GPT-2"), QStringLiteral("GPT-3")};
    data.series = {curve, models};
    data.vertical = {{1e9, QStringLiteral("a billion")}};
    return data;
}

BarsData memoryBars() {
    BarsData data;
    data.finding = QStringLiteral("Adam takes most of it");
    data.axisTitle = QStringLiteral("GB");
    data.segments = {QStringLiteral("weights"), QStringLiteral("gradients"), QStringLiteral("optimizer")};
    data.rows = {{QStringLiteral("FP32"), {28, 28, 56}, QStringLiteral("112 GB"), {}, false},
                 {QStringLiteral("mixed"), {14, 14, 84}, QStringLiteral("112 GB"), {}, true}};
    return data;
}

class ChartsTest : public testing::Test {
protected:
    template<typename Widget>
    void show(Widget& widget, QSize size = {640, 360}) {
        widget.setColors(TokenColors::light());
        widget.resize(size);
        widget.show();
        QApplication::processEvents();
    }
    QTemporaryDir folder;
};

TEST_F(ChartsTest, PointsStandWhereTheirNumbersSay) {
    PlotChart chart;
    chart.setData(lossPlot());
    show(chart);
    const QPointF low = chart.placeOf(1e6, 2), high = chart.placeOf(1e12, 2), middle = chart.placeOf(1e9, 2);
    EXPECT_NEAR(middle.x(), (low.x() + high.x()) / 2, 1.5) << "the axis is logarithmic";
    EXPECT_LT(chart.placeOf(1e9, 4).y(), chart.placeOf(1e9, 2).y()) << "more is higher";
    ASSERT_EQ(chart.shownPoints(1).size(), 2u);
    EXPECT_NEAR(chart.shownPoints(1)[1].x() / 175e9, 1, 1e-9);
    EXPECT_DOUBLE_EQ(chart.shownPoints(1)[1].y(), 1.9);
    for (const char* name : {"law", "GPT-2", "GPT-3", "a billion"})
        EXPECT_TRUE(chart.shownNames().contains(QLatin1String(name))) << name;
}

/// A slider that moves the data a little must not move the axes.
TEST_F(ChartsTest, AxesHoldStillWhileDataFit) {
    PlotChart chart;
    PlotData data = lossPlot();
    chart.setData(data);
    show(chart);
    const auto before = chart.shownRangeY();
    for (double factor = 1; factor > 0.7; factor -= 0.05) {
        for (std::size_t i = 0; i < data.series[0].points.size(); ++i)
            data.series[0].points[i].setY(lossPlot().series[0].points[i].y() * factor);
        chart.setData(data);
        EXPECT_EQ(chart.shownRangeY(), before) << factor;
    }
    for (QPointF& point : data.series[0].points) point.setY(point.y() * 20);
    chart.setData(data);
    EXPECT_GT(chart.shownRangeY().second, before.second) << "what does not fit is made room for";
}

TEST_F(ChartsTest, KeysWalkOverPointsAndTheyAreTold) {
    PlotChart chart;
    chart.setData(lossPlot());
    show(chart);
    chart.setFocus();
    QSignalSpy chosen(&chart, &PlotChart::chosen);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Right);
    EXPECT_EQ(chart.lit(), (PlotChart::Point{0, 1}));
    QTest::keyClick(&chart, Qt::Key_Down);
    EXPECT_EQ(chart.lit(), (PlotChart::Point{1, 1}));
    EXPECT_TRUE(chart.accessibleDescription().contains(QStringLiteral("175B")))
        << chart.accessibleDescription().toStdString();
    QTest::keyClick(&chart, Qt::Key_Return);
    EXPECT_EQ(chosen.count(), 1);
    QTest::keyClick(&chart, Qt::Key_Escape);
    EXPECT_FALSE(chart.lit());
}

TEST_F(ChartsTest, TheMouseFindsTheNearestPoint) {
    PlotChart chart;
    chart.setData(lossPlot());
    show(chart);
    auto* view = chart.findChild<QGraphicsView*>();
    const QPointF at = chart.placeOf(175e9, 1.9);
    const QPoint inView = view->viewport()->mapFrom(&chart, at.toPoint());
    QTest::mouseMove(view->viewport(), inView);
    EXPECT_EQ(chart.lit(), (PlotChart::Point{1, 1}));
}

TEST_F(ChartsTest, BarsAreAsLongAsTheirNumbers) {
    BarsChart chart;
    BarsData data = memoryBars();
    data.rows[1].parts = {14, 14, 28};
    chart.setData(data);
    show(chart);
    EXPECT_NEAR(chart.barOf(1).width() * 2, chart.barOf(0).width(), 1);
    EXPECT_EQ(chart.shownValues(), (QStringList{QStringLiteral("112 GB"), QStringLiteral("≈ 112 GB")}));
    QSignalSpy chosen(&chart, &BarsChart::chosen);
    QTest::keyClick(&chart, Qt::Key_Down);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].value<std::size_t>(), 0u);
    auto* view = chart.findChild<QGraphicsView*>();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->viewport()->mapFrom(&chart, chart.barOf(1).center().toPoint()));
    ASSERT_EQ(chosen.count(), 2);
    EXPECT_EQ(chosen[1][0].value<std::size_t>(), 1u);
}

TEST_F(ChartsTest, LogarithmicBarsGrowByTheSameLengthPerFactor) {
    BarsChart chart;
    BarsData data;
    data.segments = {QString()};
    data.axisTitle = QStringLiteral("dollars");
    data.isLogarithmic = true;
    for (const double value : {0.001, 0.01, 0.1, 1.0})
        data.rows.push_back({QString::number(value), {value}, QString::number(value), {}, false});
    chart.setData(data);
    show(chart);
    const double step = chart.barOf(1).width() - chart.barOf(0).width();
    EXPECT_GT(step, 20);
    EXPECT_NEAR(chart.barOf(3).width() - chart.barOf(2).width(), step, 1);
    const QImage picture = chart.grab().toImage(); // what is drawn, not only what is computed
    for (std::size_t row = 0; row < 4; ++row) {
        const QRectF bar = chart.barOf(row);
        const double scale = picture.devicePixelRatio();
        const auto inkAt = [&](double x) {
            return picture.pixelColor((QPointF(x, bar.center().y()) * scale).toPoint());
        };
        EXPECT_EQ(inkAt(bar.left() + 3), seriesColor(1, TokenColors::light())) << row;
        EXPECT_EQ(inkAt(bar.right() - 3), seriesColor(1, TokenColors::light())) << row;
        EXPECT_NE(inkAt(bar.right() + 3), seriesColor(1, TokenColors::light())) << row;
    }
}

/// No word of a chart stands upon another, whatever the size and the letters.
TEST_F(ChartsTest, WordsDoNotCollide) {
    for (const int points : {9, 18}) {
        PlotChart plot;
        BarsChart bars;
        plot.setData(lossPlot());
        bars.setData(memoryBars());
        for (Chart* chart : std::initializer_list<Chart*>{&plot, &bars}) {
            QFont font = chart->font();
            font.setPointSize(points);
            chart->setFont(font);
            show(*chart, {520, 300});
            std::vector<std::pair<QString, QRectF>> words;
            for (QGraphicsItem* item : chart->findChild<QGraphicsView*>()->items()) {
                const auto* text = dynamic_cast<QGraphicsSimpleTextItem*>(item);
                if (!text || !text->isVisible() || text->text().isEmpty()) continue;
                words.emplace_back(text->text(), text->sceneBoundingRect().adjusted(1, 3, -1, -3));
            }
            EXPECT_GT(words.size(), 6u);
            for (std::size_t i = 0; i < words.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(words[i].second.intersects(words[j].second))
                        << words[i].first.toStdString() << " and " << words[j].first.toStdString();
        }
    }
}

TEST_F(ChartsTest, ExportsArePicturesAndNumbers) {
    auto* plot = new PlotChart;
    plot->setData(lossPlot());
    ChartFrame frame(plot, QStringLiteral("loss"));
    show(frame);
    EXPECT_EQ(frame.shownFinding(), QStringLiteral("More parameters, less loss"));
    const auto path = [&](const char* ending) {
        return folder.filePath(QStringLiteral("loss.") + QLatin1String(ending));
    };
    for (const char* ending : {"svg", "pdf", "png", "csv"}) frame.exportTo(path(ending));
    const auto bytes = [&](const char* ending) {
        QFile file(path(ending));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    EXPECT_TRUE(bytes("svg").contains("GPT-3")) << "words stay words";
    EXPECT_TRUE(bytes("svg").contains("More parameters, less loss"));
    EXPECT_TRUE(bytes("svg").contains("<polyline")) << "and lines are lines";
    EXPECT_TRUE(bytes("pdf").startsWith("%PDF"));
    const QImage picture(path("png"));
    EXPECT_GE(picture.width(), 2 * plot->width());
    const QByteArray csv = bytes("csv");
    EXPECT_TRUE(csv.contains("GPT-3,1.75e+11,1.9\r\n") || csv.contains("GPT-3,175000000000,1.9\r\n"))
        << csv.toStdString();
    EXPECT_THROW(frame.exportTo(folder.filePath(QStringLiteral("no/such/loss.svg"))), std::runtime_error);
    EXPECT_THROW(frame.exportTo(folder.filePath(QStringLiteral("loss.doc"))), std::runtime_error);
}

TEST_F(ChartsTest, FiguresOpenToTheirFormulaAndSayWhereTheyComeFrom) {
    FigureList list;
    list.setFigures(
        {{QStringLiteral("Weights"),
          QStringLiteral("13.5 GB"),
          Provenance::Computed,
          {},
          QStringLiteral("parameters × bits ÷ 8"),
          QStringLiteral("6,738,415,616 × 16 ÷ 8"),
          {},
          true},
         {QStringLiteral("Price"), QStringLiteral("$2"), Provenance::Assumed, {}, {}, {}, {}, false}});
    show(list);
    EXPECT_EQ(list.valueOf(QStringLiteral("Weights")), QStringLiteral("13.5 GB"));
    EXPECT_EQ(list.badgeOf(QStringLiteral("Price")), QStringLiteral("assumed"));
    const int closed = list.sizeHint().height();
    list.setCurrentItem(list.topLevelItem(0));
    QTest::keyClick(&list, Qt::Key_Return);
    EXPECT_TRUE(list.topLevelItem(0)->isExpanded());
    EXPECT_GT(list.sizeHint().height(), closed) << "what opens has room";
    EXPECT_EQ(list.explanationOf(QStringLiteral("Weights")),
              QStringLiteral("parameters × bits ÷ 8\n6,738,415,616 × 16 ÷ 8"));
    std::vector<Figure> changed = list.figures();
    changed[0].value = QStringLiteral("27 GB");
    list.setFigures(changed);
    EXPECT_TRUE(list.topLevelItem(0)->isExpanded()) << "what was open stays open while values change";
    EXPECT_TRUE(list.topLevelItem(0)
                    ->data(0, Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("27 GB, computed")));
}

} // namespace
} // namespace tokenarium
