// SPDX-License-Identifier: GPL-3.0-or-later
// Each size is measured by itself, and its point appears as soon as it is there.
#include "app/pages/model/time/batch_panel.h"

#include "engine/view/time_summary.h"
#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"
#include "widgets/value_slider.h"

#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenarium {
namespace {

const std::vector<double> sizesOffered{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};
constexpr std::size_t promptTokens = 16; ///< at most

} // namespace

BatchPanel::BatchPanel(QWidget* parent)
    : QWidget(parent)
    , finding(new QLabel(this))
    , slider(new ValueSlider(this))
    , chart(new BatchChart(this)) {
    finding->setObjectName(QStringLiteral("timeBatchFinding"));
    finding->setWordWrap(true);
    QFont strong = finding->font();
    strong.setBold(true);
    finding->setFont(strong);
    slider->setObjectName(QStringLiteral("timeBatchSlider"));
    slider->setValues(sizesOffered);
    slider->setValue(8);
    slider->setMaximumWidth(640);
    chart->setObjectName(QStringLiteral("batchChart"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(finding);
    column->addWidget(slider);
    column->addWidget(chart, 1);
    connect(slider, &ValueSlider::valueChosen, this, [this] {
        refresh();
        measureChosen();
    });
}

void BatchPanel::setModel(std::shared_ptr<const ReadyModel> newModel, std::vector<TokenId> newPrompt) {
    job.cancel();
    model = std::move(newModel);
    prompt = std::move(newPrompt);
    if (prompt.size() > promptTokens) prompt.resize(promptTokens);
    if (model)
        prompt.resize(std::min(prompt.size(), std::max<std::size_t>(model->opened.config.positions / 2, 1)));
    stepSeconds.clear();
    refresh();
}

void BatchPanel::measureChosen() {
    std::vector<std::size_t> sizes;
    for (const std::size_t size : {std::size_t{1}, std::size_t(slider->value())})
        if (!stepSeconds.count(size)) sizes.push_back(size);
    if (!sizes.empty()) measure(sizes);
}

void BatchPanel::measureAll() { measure({sizesOffered.begin(), sizesOffered.end()}); }

/// One job a size, so that each point is drawn when it is there.
void BatchPanel::measure(const std::vector<std::size_t>& sizes) {
    if (!model || prompt.empty() || sizes.empty()) return;
    constexpr std::uint64_t largeModel = 20'000'000;
    const std::size_t steps = model->parameters < largeModel ? 16 : 4;
    job.start([ready = model, ids = prompt, size = sizes.front(),
               steps](std::stop_token stop,
                      const Job::Progress&) { return measureBatch(*ready, ids, size, steps, stop); },
              [this, sizes](const std::optional<BatchTime>& time) {
                  if (time) stepSeconds[time->texts] = latencySummary(time->stepSeconds).medianSeconds;
                  refresh();
                  measure({sizes.begin() + 1, sizes.end()});
                  emit busyChanged();
              },
              [this](const QString& message) {
                  emit failed(message);
                  emit busyChanged();
              });
    emit busyChanged();
}

void BatchPanel::refresh() {
    std::vector<BatchPoint> points;
    for (const auto& [texts, seconds] : stepSeconds) points.push_back({texts, seconds});
    const auto chosen = std::size_t(slider->value());
    chart->setPoints(points, chosen);
    const auto one = stepSeconds.find(1), many = stepSeconds.find(chosen);
    if (one == stepSeconds.end() || many == stepSeconds.end()) {
        finding->setText(tr("Measuring real batches of this model …"));
        return;
    }
    const BatchPoint alone{1, one->second}, together{chosen, many->second};
    if (chosen == 1)
        finding->setText(tr("One text alone: %1 tokens/s, one every %2. Measured here.")
                             .arg(speedText(alone.tokensPerSecond()), durationText(alone.secondsPerStep)));
    else
        finding->setText(
            tr("%1 texts at once: %2 tokens/s together, and each waits %3 for its next token. Alone it would "
               "be "
               "%4 tokens/s and %5: the weights are read once for all, so %6× the tokens for %7× the wait. "
               "Measured here.")
                .arg(grouped(chosen), speedText(together.tokensPerSecond()),
                     durationText(together.secondsPerStep), speedText(alone.tokensPerSecond()),
                     durationText(alone.secondsPerStep),
                     ratio(together.tokensPerSecond() / alone.tokensPerSecond()),
                     ratio(together.secondsPerStep / alone.secondsPerStep)));
}

void BatchPanel::setColors(const TokenColors& colors) { chart->setColors(colors); }

void BatchPanel::retranslate() {
    slider->setTexts(
        tr("Texts in the batch"), [](double value) { return grouped(std::size_t(value)); },
        tr("So many texts are read in the same forward pass, each with a KV cache of its own"));
    refresh();
}

} // namespace tokenarium
