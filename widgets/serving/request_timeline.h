// SPDX-License-Identifier: GPL-3.0-or-later
// One request from the question to its last token: waiting, reading the prompt, and a tick for every token.
#pragma once

#include "widgets/charts/chart.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace tokenarium {

struct RequestTimes {
    double queueSeconds = 0, prefillSeconds = 0, itlSeconds = 0;
    std::uint64_t tokens = 1;
    double ttft() const { return queueSeconds + prefillSeconds; }
    double endToEnd() const { return ttft() + double(tokens - 1) * itlSeconds; }
    bool operator==(const RequestTimes&) const = default;
};

/// Where more tokens come than there is room for ticks, each tick stands for several, and that is said. GUI
/// thread only.
class RequestTimeline : public Chart {
    Q_OBJECT
public:
    explicit RequestTimeline(QWidget* parent = nullptr);
    /// `words`: seconds as people read them.
    void setRequest(const RequestTimes& times, const QString& sentence, std::function<QString(double)> words);
    QString finding() const override { return sentence; }
    ChartTable table() const override;
    void setColors(const TokenColors& colors) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // For tests.
    std::uint64_t tokensPerTick() const;    ///< at the present width
    std::vector<double> shownTicks() const; ///< seconds
    double placeOf(double seconds) const;   ///< x in this widget
    const RequestTimes& request() const { return times; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintBrackets(QPainter& painter) const;
    void paintBar(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    void tell();
    int line() const { return fontMetrics().height(); }
    QRectF bar() const;
    RequestTimes times;
    QString sentence;
    std::function<QString(double)> secondsWords;
    TokenColors colors = TokenColors::light();
};

} // namespace tokenarium
