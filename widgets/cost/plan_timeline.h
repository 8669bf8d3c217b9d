// SPDX-License-Identifier: GPL-3.0-or-later
// Two token buckets over time: every request as a mark, accepted or refused, and what is left in each bucket.
#pragma once

#include "engine/view/plan_picture.h"
#include "widgets/charts/chart.h"

#include <optional>

namespace tokenarium {

/// Left and Right walk over the tries of requests; the lit one is told in words. GUI thread only.
class PlanTimeline : public Chart {
    Q_OBJECT
public:
    explicit PlanTimeline(QWidget* parent = nullptr);
    void setPicture(PlanPicture picture, const QString& finding);
    const PlanPicture& picture() const { return shown; }
    QString finding() const override { return said; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;

    void setLit(std::optional<std::size_t> oneTry);
    std::optional<std::size_t> lit() const { return litTry; }
    /// What is known of a try: when, which request, how it went, how long to wait.
    QString wordsOf(std::size_t oneTry) const;
    double xOf(double seconds) const; ///< in coordinates of this widget
    QRectF lane(int which) const;     ///< 0 requests, 1 tokens left, 2 requests left
    QSize sizeHint() const override { return {640, 300}; }
    QSize minimumSizeHint() const override; ///< so that curves have room beside their words

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double end() const;
    void drawTries(QPainter& painter) const;
    void drawLevel(QPainter& painter, int which, double PlanLevel::*level, double capacity,
                   const QString& name) const;
    void drawTimes(QPainter& painter) const;
    void drawLit(QPainter& painter) const;
    PlanPicture shown;
    QString said;
    TokenColors colors = TokenColors::light();
    std::optional<std::size_t> litTry;
};

} // namespace tokenarium
