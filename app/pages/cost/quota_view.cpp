// SPDX-License-Identifier: GPL-3.0-or-later
// The border decides how long the answers are; the input of a request stays what it is.
#include "app/pages/cost/quota_view.h"

#include "widgets/charts/plot_chart.h"
#include "widgets/cost/share_bar.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Part { QuotaPart, InputPart, OutputPart };
constexpr std::size_t mostCells = 60; // of requests side by side

struct Preset {
    const char* name;
    std::uint64_t input, output;
};
/// The two ways of use that the article on tokens as a currency names.
constexpr Preset presetList[] = {
    {QT_TRANSLATE_NOOP("tokenarium::QuotaView", "A short question, a long answer"), 20, 2000},
    {QT_TRANSLATE_NOOP("tokenarium::QuotaView", "Documents, summed up in a few points"), 9500, 300}};
constexpr int promptPreset = int(std::size(presetList));

} // namespace

QuotaView::QuotaView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , shares(new ShareBar)
    , requests(new ShareBar(this))
    , curve(new PlotChart)
    , quota(new ValueSlider(this))
    , input(new ValueSlider(this))
    , output(new ValueSlider(this))
    , presets(new QComboBox(this)) {
    createControls();
    auto* frame = new ChartFrame(shares, QStringLiteral("quota"), this);
    watchFrame(frame);
    auto* pictures = new QWidget(this);
    auto* column = new QVBoxLayout(pictures);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(frame);
    column->addWidget(requests);
    auto* below = new ChartFrame(curve, QStringLiteral("quota-by-answer"), this);
    watchFrame(below);
    column->addWidget(below, 1);
    arrange({quota, presets, input, output}, pictures);
    connect(shares, &ShareBar::borderMoved, this, &QuotaView::moveBorder);
    connect(shares, &ShareBar::borderStepped, this, &QuotaView::stepBorder);
    retranslate();
}

void QuotaView::createControls() {
    shares->setObjectName(QStringLiteral("quotaShares"));
    curve->setObjectName(QStringLiteral("quotaCurve"));
    requests->setObjectName(QStringLiteral("quotaRequests"));
    quota->slider().setObjectName(QStringLiteral("quota"));
    input->slider().setObjectName(QStringLiteral("quotaInput"));
    output->slider().setObjectName(QStringLiteral("quotaOutput"));
    presets->setObjectName(QStringLiteral("quotaPresets"));
    quota->setValues(decadeSteps(1000, 1e9));
    input->setValues(decadeSteps(1, 1e6, {1, 1.5, 2, 3, 5, 7}));
    output->setValues(decadeSteps(1, 1e5, {1, 1.5, 2, 3, 5, 7}));
    connect(quota, &ValueSlider::valueChosen, this, [this](double value) {
        change(QuotaPart, tr("Change the quota"), [&](CostChoices& to) { to.quota = std::uint64_t(value); });
    });
    connect(input, &ValueSlider::valueChosen, this, [this](double value) {
        change(InputPart, tr("Change the input"),
               [&](CostChoices& to) { to.quotaInput = std::uint64_t(std::ceil(value)); });
    });
    connect(output, &ValueSlider::valueChosen, this, [this](double value) {
        change(OutputPart, tr("Change the answer"),
               [&](CostChoices& to) { to.quotaOutput = std::uint64_t(std::ceil(value)); });
    });
    for (int i = 0; i <= promptPreset; ++i) presets->addItem(QString());
    connect(presets, &QComboBox::activated, this, &QuotaView::choosePreset);
}

void QuotaView::choosePreset(int preset) {
    change(-1, tr("Choose an example"), [&](CostChoices& to) {
        if (preset == promptPreset) {
            to.quotaInput = std::max<std::uint64_t>(1, prices().counted(prices().row()).tokens.all());
            to.quotaOutput = prices().plan().outputTokens;
        } else {
            to.quotaInput = presetList[preset].input;
            to.quotaOutput = presetList[preset].output;
        }
    });
}

/// `share`: of input and output together that the input is to have.
void QuotaView::moveBorder(double share) {
    change(OutputPart, tr("Drag the border"), [&](CostChoices& to) {
        const double longest = double(to.quota - std::min(to.quota, to.quotaInput));
        const double wanted = share > 0 ? double(to.quotaInput) * (1 - share) / share : longest;
        to.quotaOutput = std::uint64_t(std::llround(std::clamp(wanted, 0.0, longest)));
    });
}

/// To the right there is more input, so answers get shorter: by a fiftieth, at least by a token.
void QuotaView::stepBorder(int steps) {
    change(OutputPart, tr("Drag the border"), [&](CostChoices& to) {
        const auto step = std::max<std::int64_t>(1, std::int64_t(to.quotaOutput / 50));
        const auto longest = std::int64_t(to.quota - std::min(to.quota, to.quotaInput));
        to.quotaOutput =
            std::uint64_t(std::clamp<std::int64_t>(std::int64_t(to.quotaOutput) - steps * step, 0, longest));
    });
}

void QuotaView::refresh() {
    const CostChoices& now = choices();
    quota->setValue(double(now.quota));
    input->setValue(double(now.quotaInput));
    output->setValue(double(now.quotaOutput));
    const QSignalBlocker quiet(presets);
    int chosen = -1;
    for (int i = 0; i < promptPreset; ++i)
        if (presetList[i].input == now.quotaInput && presetList[i].output == now.quotaOutput) chosen = i;
    if (chosen < 0 && now.quotaInput == prices().counted(prices().row()).tokens.all() &&
        now.quotaOutput == prices().plan().outputTokens)
        chosen = promptPreset;
    presets->setCurrentIndex(chosen);
    showBars();
    showCurve();
    showFigures();
}

/// How many requests fit, by the length of the answers.
void QuotaView::showCurve() {
    const CostChoices& now = choices();
    PlotData content;
    content.finding = tr("The longer the answers, the fewer requests");
    content.x.title = tr("output of a request, tokens");
    content.y.title = tr("requests that fit");
    content.x.isLogarithmic = content.y.isLogarithmic = true;
    content.x.from = 1;
    PlotSeries line, here;
    line.name = tr("input of %1 tokens").arg(grouped(now.quotaInput));
    for (const double answer : decadeSteps(1, 1e6, {1, 1.5, 2, 3, 5, 7})) {
        const auto fits = sharedQuota(now.quota, now.quotaInput, std::uint64_t(std::ceil(answer)));
        if (fits.requests > 0) line.points.push_back({std::ceil(answer), double(fits.requests)});
    }
    here.style = PlotSeries::Style::Points;
    here.name = tr("now");
    here.color = 1;
    const SharedQuota fits = sharedQuota(now.quota, now.quotaInput, now.quotaOutput);
    if (fits.requests > 0 && now.quotaOutput > 0)
        here.points.push_back({double(now.quotaOutput), double(fits.requests)});
    content.series = {std::move(line), std::move(here)};
    curve->setData(std::move(content));
}

void QuotaView::showBars() {
    const CostChoices& now = choices();
    const SharedQuota fits = sharedQuota(now.quota, now.quotaInput, now.quotaOutput);
    const auto words = [](std::uint64_t tokens) { return tr("%1 tokens").arg(countWords(double(tokens))); };
    const std::uint64_t in = fits.requests * now.quotaInput, out = fits.requests * now.quotaOutput;
    ShareBarData whole;
    whole.unit = tr("tokens");
    whole.borderName = tr("Border between input and output");
    whole.finding = fits.requests > 0 ? tr("%1 × this request fit into %2 tokens a month")
                                            .arg(grouped(fits.requests), grouped(now.quota))
                                      : tr("Not one request fits into %1 tokens").arg(grouped(now.quota));
    if (fits.requests > 0) {
        whole.segments = {{tr("Input"), words(in), double(in), ShareSegment::Kind::Part, 0},
                          {tr("Output"), words(out), double(out), ShareSegment::Kind::Part, 3}};
        whole.border = 0;
    }
    whole.segments.push_back({tr("Left"), words(fits.left), double(fits.left), ShareSegment::Kind::Rest, 0});
    whole.caption = tr("The quota of a month. Drag the border, or move it with ← and →.");
    shares->setData(std::move(whole));

    ShareBarData side;
    side.unit = tr("tokens");
    const std::uint64_t cells = std::min<std::uint64_t>(fits.requests, mostCells);
    const std::uint64_t perCell = cells == 0 ? 1 : (fits.requests + cells - 1) / cells;
    std::uint64_t shown = 0;
    while (shown < fits.requests) {
        const std::uint64_t here = std::min(perCell, fits.requests - shown);
        side.segments.push_back({tr("Input"), words(here * now.quotaInput), double(here * now.quotaInput),
                                 ShareSegment::Kind::Part, 0});
        side.segments.push_back({tr("Output"), words(here * now.quotaOutput), double(here * now.quotaOutput),
                                 ShareSegment::Kind::Part, 3});
        shown += here;
    }
    side.segments.push_back({tr("Left"), words(fits.left), double(fits.left), ShareSegment::Kind::Rest, 0});
    side.finding = perCell == 1
                       ? tr("One request after the other")
                       : tr("One request after the other; each pair stands for %1").arg(grouped(perCell));
    side.caption = side.finding;
    requests->setData(std::move(side));
}

void QuotaView::showFigures() {
    const CostChoices& now = choices();
    const SharedQuota fits = sharedQuota(now.quota, now.quotaInput, now.quotaOutput);
    std::vector<Figure> rows;
    rows.push_back(computedFigure(
        tr("Requests that fit"), grouped(fits.requests), tr("quota ÷ (input + output), rounded down"),
        tr("%1 ÷ (%2 + %3) = %4, %5 tokens left")
            .arg(grouped(now.quota), grouped(now.quotaInput), grouped(now.quotaOutput),
                 grouped(fits.requests), grouped(fits.left))));
    rows.back().isMain = true;
    rows.push_back(computedFigure(tr("Tokens left"), grouped(fits.left),
                                  tr("quota − requests × (input + output)"),
                                  tr("%1 − %2 × %3 = %4")
                                      .arg(grouped(now.quota), grouped(fits.requests),
                                           grouped(now.quotaInput + now.quotaOutput), grouped(fits.left))));
    rows.push_back(computedFigure(
        tr("Longest answer to one request"),
        fits.mostOutputForOne ? grouped(*fits.mostOutputForOne) : tr("none: the input alone is too much"),
        tr("quota − input"),
        fits.mostOutputForOne
            ? tr("%1 − %2 = %3")
                  .arg(grouped(now.quota), grouped(now.quotaInput), grouped(*fits.mostOutputForOne))
            : tr("%1 is less than %2").arg(grouped(now.quota), grouped(now.quotaInput))));
    const std::uint64_t size = now.quotaInput + now.quotaOutput;
    rows.push_back(computedFigure(
        tr("Share of the output"), percent(size == 0 ? 0 : double(now.quotaOutput) / double(size)),
        tr("output ÷ (input + output)"), tr("%1 ÷ %2").arg(grouped(now.quotaOutput), grouped(size))));
    CallPlan plan;
    plan.outputTokens = now.quotaOutput;
    plan.calls = fits.requests;
    if (const PriceRow row = prices().row()) {
        const PromptCost cost = promptCost(row, {.text = now.quotaInput}, plan, prices().now());
        if (cost) {
            Figure paid = computedFigure(
                tr("The same, paid by the token"), prices().money(cost.usd), tr("requests × price of a call"),
                tr("%1 × %2 = %3")
                    .arg(grouped(fits.requests), prices().money(cost.usdPerCall), prices().money(cost.usd)),
                tr("$%1").arg(QString::fromStdString(cost.usd.text())));
            paid.source = tr("prices of %1").arg(modelWords());
            rows.push_back(std::move(paid));
        }
    }
    list->setFigures(std::move(rows));
}

void QuotaView::setColors(const TokenColors& colors) {
    requests->setColors(colors);
    CostView::setColors(colors);
}

void QuotaView::retranslate() {
    const auto tokens = [](double value) { return tr("%1 tokens").arg(countWords(std::ceil(value))); };
    quota->setTexts(tr("Quota of a month"), tokens,
                    tr("Tokens that the plan has, input and output together"));
    input->setTexts(tr("Input of a request"), tokens, tr("What is sent: the prompt"));
    output->setTexts(tr("Output of a request"), tokens, tr("What comes back: the answer"));
    for (int i = 0; i < promptPreset; ++i) presets->setItemText(i, tr(presetList[i].name));
    presets->setItemText(promptPreset, tr("The open prompt and the answer expected"));
    presets->setPlaceholderText(tr("Examples"));
    presets->setAccessibleName(tr("Examples"));
    showTexts(
        tr("Some plans have a fixed number of tokens a month, shared by what is sent and what comes back: "
           "the border between the two is yours."),
        tr("Claim (NVIDIA, “Explaining Tokens”, 2025): with such a plan a prompt of a few tokens may bring "
           "an answer of thousands, or most of it goes into documents that become a few points. – True as "
           "arithmetic: both are the same tokens of the quota. Paid by the token they are not the same: "
           "output costs several times as much as input."));
}

} // namespace tokenarium
