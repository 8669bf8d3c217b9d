// SPDX-License-Identifier: GPL-3.0-or-later
// The labels of the loss chart can be read: none stands upon another, wherever the curves are.
#include "widgets/charts/loss_chart.h"

#include <QApplication>
#include <QGraphicsSimpleTextItem>
#include <QGraphicsView>
#include <gtest/gtest.h>

#include <cmath>

namespace tokenarium {
namespace {

/// Falls from `start` to `end` nats while `tokens` of all are read.
LossCurve curveTo(double tokens, double start, double end) {
    LossCurve curve;
    curve.uniform = 8.54;
    curve.unigram = 4.77;
    curve.wantedTokens = 120'000;
    for (double read = tokens / 50; read <= tokens * 1.001; read += tokens / 50)
        curve.steps.push_back({read, end + (start - end) * std::exp(-read / 8000)});
    for (const double share : {0.25, 0.5, 0.95})
        curve.validation.push_back({tokens * share, end + (start - end) * std::exp(-tokens * share / 8000)});
    curve.stop = StopRule{curve.validation.back(), 0, 5, 100'000, true};
    return curve;
}

/// What stands in the plot, drawn by hand.
QList<QGraphicsSimpleTextItem*> labelsOf(LossChart& chart) {
    QList<QGraphicsSimpleTextItem*> labels;
    for (QGraphicsItem* item : chart.findChild<QGraphicsView*>()->items())
        if (auto* label = dynamic_cast<QGraphicsSimpleTextItem*>(item); label && label->isVisible())
            labels += label;
    return labels;
}

/// The sentence of the stop rule is long: it stands under the curve, or far above its end.
TEST(LossChart, TheStopRuleStandsBesideTheCurve) {
    LossChart chart;
    chart.setColors(TokenColors::light());
    chart.resize(700, 340);
    chart.show();
    for (const double end : {0.2, 0.9, 1.3})
        for (const double tokens : {60'000.0, 90'000.0, 118'000.0}) {
            chart.setCurve(curveTo(tokens, 8.5, end));
            QApplication::processEvents();
            for (const auto* label : labelsOf(chart)) {
                if (!label->text().startsWith("stop rule")) continue;
                const QRectF box = label->sceneBoundingRect();
                const double height = chart.height();
                EXPECT_TRUE(box.bottom() < height * 0.6 || box.bottom() > height * 0.7)
                    << end << " after " << tokens << ": " << box.top() << " to " << box.bottom();
                EXPECT_TRUE(box.bottom() > height * 0.7 || box.left() > 200) << "not where the curve falls";
            }
        }
}

TEST(LossChart, NoLabelStandsUponAnother) {
    LossChart chart;
    chart.setColors(TokenColors::light());
    chart.resize(700, 340);
    chart.show();
    for (const double end : {0.2, 0.6, 1.3, 2.5, 4.7})
        for (const double tokens : {6'000.0, 20'000.0, 60'000.0, 118'000.0}) {
            chart.setCurve(curveTo(tokens, 8.5, end));
            chart.setMoment(tokens * 0.95, "step 41");
            QApplication::processEvents();
            const auto labels = labelsOf(chart);
            ASSERT_EQ(labels.size(), 6);
            for (const auto* one : labels)
                for (const auto* other : labels)
                    EXPECT_TRUE(one == other ||
                                !one->sceneBoundingRect().intersects(other->sceneBoundingRect()))
                        << end << " after " << tokens << ": " << one->text().toStdString() << " on "
                        << other->text().toStdString();
        }
}

} // namespace
} // namespace tokenarium
