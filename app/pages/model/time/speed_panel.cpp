// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences around a chart and a scale; every number says where it comes from.
#include "app/pages/model/time/speed_panel.h"

#include "engine/cost/published_speeds.h"
#include "widgets/charts/latency_chart.h"
#include "widgets/model/speed_scale.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tokenarium {
SpeedPanel::SpeedPanel(QWidget* parent)
    : QWidget(parent)
    , chart(new LatencyChart(this))
    , scale(new SpeedScale(this)) {
    const auto label = [this](const char* name) {
        auto* made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        made->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return made;
    };
    finding = label("timeFinding");
    boundText = label("timeBound");
    spread = label("timeSpread");
    scaleTitle = label("timeScaleTitle");
    device = label("timeDevice");
    chart->setObjectName(QStringLiteral("latencyChart"));
    scale->setObjectName(QStringLiteral("speedScale"));
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(finding);
    column->addWidget(spread);
    column->addWidget(chart, 1);
    column->addWidget(boundText);
    column->addWidget(scaleTitle);
    column->addWidget(scale);
    column->addWidget(device);
}

void SpeedPanel::setColors(const TokenColors& colors) {
    chart->setColors(colors);
    scale->setColors(colors);
}

void SpeedPanel::clear(const QString& why) {
    finding->setText(why);
    for (QLabel* label : {boundText, spread, scaleTitle, device}) label->clear();
    chart->setBars({}, 0, 0);
    showScale({}, {});
}

void SpeedPanel::show(const DecodeTimes& times, const QStringList& labels, const BandwidthBound& bound,
                      const QString& where) {
    const LatencySummary summary = latencySummary(times.gapSeconds);
    if (summary.count == 0)
        finding->setText(tr("The first token came after %1 (reading the prompt of %2 tokens and choosing). "
                            "Measured here.")
                             .arg(durationText(times.firstTokenSeconds), grouped(times.promptTokens)));
    else
        finding->setText(
            tr("The first token came after %1 (time to first token, for a prompt of %2), then one "
               "every %3: %4 tokens/s. Measured here.")
                .arg(durationText(times.firstTokenSeconds), grouped(times.promptTokens),
                     durationText(summary.medianSeconds), speedText(summary.tokensPerSecond)));
    spread->setText(
        tr("From token to token (inter-token latency): median %1, 95 % within %2, jitter (standard "
           "deviation) %3, over %4 tokens, the likeliest each time.")
            .arg(durationText(summary.medianSeconds), durationText(summary.percentile95Seconds),
                 durationText(summary.jitterSeconds), grouped(summary.count)));
    if (summary.count == 0) spread->clear();
    boundText->setText(
        bound.bytesPerToken == 0 || summary.count == 0 ? QString()
        : bound.bytesPerSecond <= 0
            ? tr("Each token reads %1 (computed). How fast this card reads its memory could not be measured, "
                 "so no "
                 "bound is known.")
                  .arg(quantityText(double(bound.bytesPerToken), QStringLiteral("B")))
            : tr("Each token reads %1 (computed); this machine reads %2 (measured): at most %3 tokens/s. "
                 "Reached: %4.")
                  .arg(quantityText(double(bound.bytesPerToken), QStringLiteral("B")),
                       quantityText(bound.bytesPerSecond, QStringLiteral("B/s")),
                       speedText(bound.tokensPerSecond), percent(bound.reached(summary.tokensPerSecond))));
    scaleTitle->setText(
        tr("Tokens per second on a log scale. Below the line: published as of %1, not measured "
           "here; point at one for its source.")
            .arg(QLatin1String(publishedSpeedsAsOf)));
    device->setText(where);
    std::vector<LatencyBar> bars;
    for (std::size_t i = 0; i < times.gapSeconds.size(); ++i)
        bars.push_back({labels.value(qsizetype(i) + 1), times.gapSeconds[i]});
    chart->setBars(std::move(bars), summary.medianSeconds, summary.percentile95Seconds);
    showScale(summary, bound);
}

void SpeedPanel::showScale(const LatencySummary& summary, const BandwidthBound& bound) {
    std::vector<SpeedMark> marks;
    if (bound.tokensPerSecond > 0)
        marks.push_back(
            {SpeedMark::Kind::Bound, tr("bound of this machine's memory"), bound.tokensPerSecond,
             tr("%1 tokens/s, computed from the bytes of a token and the measured speed of reading")
                 .arg(speedText(bound.tokensPerSecond))});
    if (summary.tokensPerSecond > 0)
        marks.push_back({SpeedMark::Kind::Measured, tr("this model, here"), summary.tokensPerSecond,
                         tr("%1 tokens/s, measured here").arg(speedText(summary.tokensPerSecond))});
    const auto words = [](Landmark what) {
        switch (what) {
        case Landmark::Reading: return tr("a person reading");
        case Landmark::Llama70OnTwoH100: return tr("70B on two H100, one user");
        case Landmark::MaverickOnB200: return tr("Llama 4 Maverick on a DGX B200");
        case Landmark::TenThousand: return tr("10,000: 70B on a B200, all users");
        case Landmark::FixedHardware8B: return tr("8B in fixed hardware");
        }
        return QString();
    };
    for (const PublishedSpeed& one : publishedSpeeds())
        marks.push_back({SpeedMark::Kind::Landmark, words(one.what), one.tokensPerSecond,
                         tr("%1 tokens/s, %2: %3")
                             .arg(speedText(one.tokensPerSecond),
                                  one.isComputed ? tr("computed from what was published") : tr("published"),
                                  QLatin1String(one.source))});
    scale->setAccessibleName(tr("Speeds compared"));
    scale->setMarks(std::move(marks));
}

} // namespace tokenarium
