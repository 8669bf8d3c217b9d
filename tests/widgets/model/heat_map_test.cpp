// SPDX-License-Identifier: GPL-3.0-or-later
// A heat map is looked at, walked over with keys, zoomed and scrolled.
#include "widgets/model/heat_map.h"

#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tokenarium {
namespace {

double lightnessOf(const QColor& color) {
    return 0.2126 * std::pow(color.redF(), 2.2) + 0.7152 * std::pow(color.greenF(), 2.2) +
           0.0722 * std::pow(color.blueF(), 2.2);
}

HeatMapData matrix(std::size_t rows, std::size_t columns,
                   const std::function<float(std::size_t, std::size_t)>& at) {
    auto values = std::make_shared<std::vector<float>>();
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column) values->push_back(at(row, column));
    HeatMapData data;
    data.values = *values;
    data.owner = values;
    data.rows = rows;
    data.columns = columns;
    data.title = QStringLiteral("a matrix");
    return data;
}

class HeatMapTest : public ::testing::Test {
protected:
    void show(HeatMapData data, QSize size = {600, 400}) {
        map.setData(std::move(data));
        map.resize(size);
        map.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&map));
    }
    QColor pixelOf(HeatMapCell cell) {
        const QImage picture = map.viewport()->grab().toImage();
        const QRectF box = map.cellRect(cell);
        return picture.pixelColor((box.topLeft() + QPointF(3, 3)).toPoint());
    }
    HeatMap map;
};

TEST_F(HeatMapTest, GreaterValuesAreLighterAndBeyondTheScaleIsItsEnd) {
    auto data = matrix(1, 2, [](std::size_t, std::size_t column) { return column ? 3.0F : -1.0F; });
    show(data);
    for (int step = 0; step + 4 <= 400; step += 4)
        EXPECT_LT(lightnessOf(map.colorOf(-1 + step * 0.01F)),
                  lightnessOf(map.colorOf(-1 + (step + 4) * 0.01F)))
            << step;
    EXPECT_EQ(map.colorOf(99), map.colorOf(3));
    data.range = {-9.0F, 9.0F};
    map.setData(data);
    EXPECT_NE(map.colorOf(3), map.colorOf(9));
}

TEST_F(HeatMapTest, CellsArePaintedInTheColourOfTheirValue) {
    show(matrix(5, 7, [](std::size_t row, std::size_t column) { return float(row) * 10 - float(column); }));
    for (const HeatMapCell cell : {HeatMapCell{0, 6}, {4, 0}, {2, 3}, {3, 1}})
        EXPECT_EQ(pixelOf(cell), map.colorOf(float(cell.row) * 10 - float(cell.column)));
}

TEST_F(HeatMapTest, CellsWithoutValueAreHatchedAndDoNotBendTheScale) {
    const float none = -std::numeric_limits<float>::infinity();
    show(matrix(2, 2, [&](std::size_t row, std::size_t column) {
        return row < column ? none : float(row + column);
    }));
    EXPECT_EQ(pixelOf({0, 0}), map.colorOf(0));
    EXPECT_EQ(pixelOf({1, 1}), map.colorOf(2));
    const QImage picture = map.viewport()->grab().toImage();
    const QRect box = map.cellRect({0, 1}).toRect().adjusted(4, 4, -4, -4);
    std::vector<QRgb> seen;
    for (int x = box.left(); x < box.left() + 12; ++x)
        if (const QRgb pixel = picture.pixel(x, box.center().y()); seen.empty() || seen.back() != pixel)
            seen.push_back(pixel);
    EXPECT_GE(seen.size(), 3U) << "no stripes";
    EXPECT_TRUE(map.describe({0, 1}).contains(QStringLiteral("−∞")));
}

TEST_F(HeatMapTest, OfALargeMatrixOnlyWhatIsSeenIsColoured) {
    constexpr std::size_t side = 4096;
    show(matrix(side, side, [](std::size_t row, std::size_t column) { return float(row ^ column); }));
    map.viewport()->grab();
    const std::size_t atFirst = map.paintedCells();
    EXPECT_GT(atFirst, 0U);
    EXPECT_LE(atFirst, 4U * 3 * 256 * 256) << "600 × 400 pixels are at most 4 × 3 tiles";
    map.viewport()->grab();
    EXPECT_EQ(map.paintedCells(), atFirst) << "tiles are kept";
    map.choose(HeatMapCell{3000, 4000});
    map.viewport()->grab();
    EXPECT_GT(map.paintedCells(), atFirst);
    EXPECT_LE(map.paintedCells(), 2U * 4 * 3 * 256 * 256);
    const QRectF box = map.cellRect({3000, 4000});
    EXPECT_TRUE(QRectF(map.viewport()->rect()).contains(box));
    EXPECT_GE(box.width(), 1);
    const QImage picture = map.viewport()->grab().toImage();
    const HeatMapCell other{2900, 3900};
    EXPECT_EQ(picture.pixelColor(map.cellRect(other).center().toPoint()),
              map.colorOf(float(other.row ^ other.column)));
}

TEST_F(HeatMapTest, ArrowKeysMoveTheChosenCellAndItIsSaid) {
    auto data =
        matrix(3, 4, [](std::size_t row, std::size_t column) { return float(row) + float(column) / 100; });
    data.rowLabel = [](std::size_t row) { return QStringList{"Once", "upon", "the"}[qsizetype(row)]; };
    show(data);
    QSignalSpy told(&map, &HeatMap::cellChosen);
    map.setLitRow(2);
    QTest::keyClick(&map, Qt::Key_Down);
    EXPECT_EQ(map.chosen(), (HeatMapCell{2, 0})) << "starts at the lit row";
    QTest::keyClick(&map, Qt::Key_Right);
    QTest::keyClick(&map, Qt::Key_Up);
    EXPECT_EQ(map.chosen(), (HeatMapCell{1, 1}));
    EXPECT_EQ(map.accessibleDescription(), QStringLiteral("row 2 ‘upon’, column 2: 1.01"));
    QTest::keyClick(&map, Qt::Key_End);
    EXPECT_EQ(map.chosen(), (HeatMapCell{1, 3}));
    QTest::keyClick(&map, Qt::Key_Right);
    EXPECT_EQ(map.chosen(), (HeatMapCell{1, 3})) << "the edge holds";
    QTest::keyClick(&map, Qt::Key_Escape);
    EXPECT_EQ(map.chosen(), std::nullopt);
    EXPECT_EQ(told.count(), 5);
}

TEST_F(HeatMapTest, AClickChoosesTheCellUnderIt) {
    show(matrix(6, 6, [](std::size_t row, std::size_t column) { return float(row * column); }));
    QTest::mouseClick(map.viewport(), Qt::LeftButton, {}, map.cellRect({4, 2}).center().toPoint());
    EXPECT_EQ(map.chosen(), (HeatMapCell{4, 2}));
    QSignalSpy hovered(&map, &HeatMap::cellHovered);
    QTest::mouseMove(map.viewport(), map.cellRect({1, 5}).center().toPoint());
    EXPECT_TRUE(QTest::qWaitFor([&] { return hovered.count() > 0; }));
    EXPECT_TRUE(map.accessibleDescription().endsWith(QStringLiteral(": 5")))
        << map.accessibleDescription().toStdString();
}

TEST_F(HeatMapTest, ZoomKeepsThePlaceAndGoesBackToAll) {
    show(matrix(40, 40, [](std::size_t row, std::size_t column) { return float(row + column); }));
    const double before = map.cellRect({20, 20}).width();
    QTest::keyClick(&map, Qt::Key_Plus);
    QTest::keyClick(&map, Qt::Key_Plus);
    EXPECT_NEAR(map.cellRect({20, 20}).width(), before * 2.25, 0.01);
    EXPECT_TRUE(QRectF(map.viewport()->rect()).contains(map.cellRect({20, 20})))
        << "the middle stays in view";
    EXPECT_GT(map.horizontalScrollBar()->maximum(), 0);
    QTest::keyClick(&map, Qt::Key_0);
    EXPECT_NEAR(map.cellRect({20, 20}).width(), before, 0.01);
    EXPECT_EQ(map.horizontalScrollBar()->maximum(), 0);
}

TEST_F(HeatMapTest, TheChosenCellStaysWhereTheNewMatrixHasIt) {
    show(matrix(6, 6, [](std::size_t, std::size_t) { return 1.0F; }));
    map.choose(HeatMapCell{5, 1});
    map.setData(matrix(7, 2, [](std::size_t, std::size_t) { return 2.0F; }));
    EXPECT_EQ(map.chosen(), (HeatMapCell{5, 1}));
    map.setData(matrix(5, 2, [](std::size_t, std::size_t) { return 2.0F; }));
    EXPECT_EQ(map.chosen(), std::nullopt);
    map.setData({});
    map.viewport()->grab();
    QTest::keyClick(&map, Qt::Key_Right);
    EXPECT_EQ(map.chosen(), std::nullopt) << "nothing to choose";
}

} // namespace
} // namespace tokenarium
