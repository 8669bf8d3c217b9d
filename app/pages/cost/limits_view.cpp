// SPDX-License-Identifier: GPL-3.0-or-later
// Every move simulates three minutes anew.
#include "app/pages/cost/limits_view.h"

#include "widgets/cost/plan_timeline.h"
#include "widgets/style/number_text.h"
#include "widgets/value_slider.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

enum Part { RequestLimitPart, TokenLimitPart, RatePart, SizePart };
constexpr std::size_t retriesTried = 3;
constexpr std::uint64_t manyRequests = 1000;

struct Preset {
    const char* name;
    PlanLimits limits;
    double rate, tokens;
};
/// Sizes of limits as vendors have them for beginners and for large customers.
const Preset presetList[] = {
    {QT_TRANSLATE_NOOP("tokenarium::LimitsView", "Tokens run out first"), {500, 30'000}, 60, 1000},
    {QT_TRANSLATE_NOOP("tokenarium::LimitsView", "Requests run out first"), {3, 40'000}, 6, 200},
    {QT_TRANSLATE_NOOP("tokenarium::LimitsView", "Both at once"), {60, 60'000}, 90, 1000},
    {QT_TRANSLATE_NOOP("tokenarium::LimitsView", "A large customer"), {10'000, 2'000'000}, 900, 2000}};
constexpr int promptPreset = int(std::size(presetList));

QString seconds(double value) {
    return LimitsView::tr("%1 s").arg(QLocale().toString(value, 'f', value < 100 ? 1 : 0));
}

} // namespace

LimitsView::LimitsView(CostDesk& ofRoom, QWidget* parent)
    : CostView(ofRoom, parent)
    , timeline(new PlanTimeline)
    , requestLimit(new ValueSlider(this))
    , tokenLimit(new ValueSlider(this))
    , rate(new ValueSlider(this))
    , size(new ValueSlider(this))
    , presets(new QComboBox(this))
    , arrivals(new QComboBox(this))
    , retries(new QCheckBox(this)) {
    createControls();
    auto* frame = new ChartFrame(timeline, QStringLiteral("rate-limits"), this);
    watchFrame(frame);
    auto* how = new QWidget(this);
    auto* row = new QHBoxLayout(how);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(arrivals, 1);
    row->addWidget(retries, 1);
    arrange({requestLimit, rate, tokenLimit, size, presets, how}, frame);
    retranslate();
}

void LimitsView::createControls() {
    timeline->setObjectName(QStringLiteral("planTimeline"));
    requestLimit->slider().setObjectName(QStringLiteral("requestLimit"));
    tokenLimit->slider().setObjectName(QStringLiteral("tokenLimit"));
    rate->slider().setObjectName(QStringLiteral("requestRate"));
    size->slider().setObjectName(QStringLiteral("requestTokens"));
    presets->setObjectName(QStringLiteral("limitPresets"));
    arrivals->setObjectName(QStringLiteral("arrivals"));
    retries->setObjectName(QStringLiteral("comesBack"));
    requestLimit->setValues(decadeSteps(1, 10'000, {1, 2, 3, 5, 6}));
    tokenLimit->setValues(decadeSteps(1000, 1e7, {1, 2, 3, 4, 5, 6}));
    rate->setValues(decadeSteps(1, 2000, {1, 2, 3, 5, 6, 9}));
    size->setValues(decadeSteps(10, 1e6));
    const auto connectSlider = [this](ValueSlider* slider, int part, const char* undoName, auto edit) {
        connect(slider, &ValueSlider::valueChosen, this, [this, part, undoName, edit](double value) {
            change(part, tr(undoName), [&](CostChoices& to) { edit(to, value); });
        });
    };
    connectSlider(requestLimit, RequestLimitPart, QT_TR_NOOP("Change the limit of requests"),
                  [](CostChoices& to, double value) { to.limits.requestsPerMinute = value; });
    connectSlider(tokenLimit, TokenLimitPart, QT_TR_NOOP("Change the limit of tokens"),
                  [](CostChoices& to, double value) { to.limits.tokensPerMinute = value; });
    connectSlider(rate, RatePart, QT_TR_NOOP("Change the rate of requests"),
                  [](CostChoices& to, double value) { to.load.requestsPerMinute = value; });
    connectSlider(size, SizePart, QT_TR_NOOP("Change the size of a request"),
                  [](CostChoices& to, double value) { to.load.tokensPerRequest = value; });
    for (int i = 0; i <= promptPreset; ++i) presets->addItem(QString());
    for (int i = 0; i < 2; ++i) arrivals->addItem(QString());
    connect(presets, &QComboBox::activated, this, &LimitsView::choosePreset);
    connect(arrivals, &QComboBox::activated, this, [this](int how) {
        change(-1, tr("Change how requests arrive"),
               [&](CostChoices& to) { to.load.arrivals = PlanLoad::Arrivals(how); });
    });
    connect(retries, &QCheckBox::toggled, this, [this](bool on) {
        change(-1, tr("Let refused requests come back"),
               [&](CostChoices& to) { to.load.retries = on ? retriesTried : 0; });
    });
}

void LimitsView::choosePreset(int preset) {
    change(-1, tr("Choose an example"), [&](CostChoices& to) {
        if (preset == promptPreset) {
            to.load.tokensPerRequest =
                double(prices().counted(prices().row()).tokens.all() + prices().plan().outputTokens);
            return;
        }
        to.limits = presetList[preset].limits;
        to.load.requestsPerMinute = presetList[preset].rate;
        to.load.tokensPerRequest = presetList[preset].tokens;
    });
}

void LimitsView::refresh() {
    const CostChoices& now = choices();
    requestLimit->setValue(now.limits.requestsPerMinute);
    tokenLimit->setValue(now.limits.tokensPerMinute);
    rate->setValue(now.load.requestsPerMinute);
    size->setValue(now.load.tokensPerRequest);
    const QSignalBlocker quietPresets(presets), quietArrivals(arrivals), quietRetries(retries);
    int chosen = -1;
    for (int i = 0; i < promptPreset; ++i)
        if (presetList[i].limits == now.limits && presetList[i].rate == now.load.requestsPerMinute &&
            presetList[i].tokens == now.load.tokensPerRequest)
            chosen = i;
    presets->setCurrentIndex(chosen);
    arrivals->setCurrentIndex(int(now.load.arrivals));
    retries->setChecked(now.load.retries > 0);
    PlanPicture picture = planPicture(now.limits, now.load);
    showFigures(picture);
    const QString sentence = finding(picture);
    timeline->setPicture(std::move(picture), sentence);
}

QString LimitsView::finding(const PlanPicture& picture) const {
    if (picture.refusals == 0)
        return tr("All %1 requests go through: the limits are not reached").arg(grouped(picture.requests));
    const QString what = picture.refusedForTokens > 0 && picture.refusedForRequests > 0
                             ? tr("tokens and requests run out")
                         : picture.refusedForTokens > 0 ? tr("the tokens run out")
                                                        : tr("the requests run out");
    return tr("%1 of %2 requests go through; %3 answers say 429, the first after %4: %5")
        .arg(grouped(picture.accepted), grouped(picture.requests), grouped(picture.refusals),
             seconds(*picture.firstRefusal), what);
}

void LimitsView::showFigures(const PlanPicture& picture) {
    const CostChoices& now = choices();
    const auto rpm = std::uint64_t(now.limits.requestsPerMinute),
               tpm = std::uint64_t(now.limits.tokensPerMinute),
               tokens = std::uint64_t(now.load.tokensPerRequest);
    const RequestLimit steady = tokenarium::requestLimit(rpm, tpm, tokens, 0);
    const QString binding = steady.binding == RequestLimit::Binding::Tokens     ? tr("the limit of tokens")
                            : steady.binding == RequestLimit::Binding::Requests ? tr("the limit of requests")
                                                                                : tr("both limits");
    std::vector<Figure> rows;
    rows.push_back(computedFigure(
        tr("Requests a minute, steadily"), grouped(steady.requestsPerMinute),
        tr("the smaller of: requests a minute; tokens a minute ÷ tokens of a request"),
        tr("%1; %2 ÷ %3 = %4").arg(grouped(rpm), grouped(tpm), grouped(tokens), grouped(steady.byTokens))));
    rows.back().isMain = true;
    rows.push_back(computedFigure(tr("What binds"), binding, {}, {}));
    const auto minutes = steady.minutesFor(manyRequests);
    rows.push_back(computedFigure(
        tr("Time for %1 requests").arg(grouped(manyRequests)),
        minutes ? tr("%1 min").arg(ratio(*minutes)) : tr("never: one request is more than the limit"),
        tr("requests ÷ requests a minute"),
        minutes ? tr("%1 ÷ %2").arg(grouped(manyRequests), grouped(steady.requestsPerMinute)) : QString()));
    const QString simulated = tr("simulated: full buckets at first, each refills within a minute");
    rows.push_back(computedFigure(tr("Accepted"),
                                  tr("%1 of %2").arg(grouped(picture.accepted), grouped(picture.requests)),
                                  simulated, {}));
    rows.push_back(
        computedFigure(tr("Refused (429)"), grouped(picture.refusals), simulated,
                       tr("%1 for want of tokens, %2 for want of requests")
                           .arg(grouped(picture.refusedForTokens), grouped(picture.refusedForRequests))));
    rows.push_back(computedFigure(tr("First refusal"),
                                  picture.firstRefusal ? seconds(*picture.firstRefusal) : tr("none"),
                                  simulated, {}));
    rows.push_back(computedFigure(tr("Longest delay"), seconds(picture.longestDelay),
                                  tr("from the first try to the one that goes through"), {}));
    rows.push_back(computedFigure(tr("Never through"), grouped(picture.givenUp),
                                  tr("refused at every try, %1 at most").arg(now.load.retries + 1), {}));
    list->setFigures(std::move(rows));
}

void LimitsView::retranslate() {
    const auto perMinute = [](double value) { return tr("%1 / min").arg(countWords(value)); };
    requestLimit->setTexts(tr("Limit of requests"), perMinute,
                           tr("Requests per minute (RPM) that the plan allows"));
    tokenLimit->setTexts(tr("Limit of tokens"), perMinute,
                         tr("Tokens per minute (TPM) that the plan allows"));
    rate->setTexts(tr("Requests sent"), perMinute, tr("How many requests arrive in a minute"));
    size->setTexts(
        tr("Tokens of a request"), [](double value) { return tr("%1 tokens").arg(countWords(value)); },
        tr("Input and the most output: vendors count both against the limit before the answer is there"));
    for (int i = 0; i < promptPreset; ++i) presets->setItemText(i, tr(presetList[i].name));
    presets->setItemText(promptPreset, tr("The size of the open prompt and its answer"));
    presets->setPlaceholderText(tr("Examples"));
    presets->setAccessibleName(tr("Examples"));
    arrivals->setItemText(0, tr("arrive evenly"));
    arrivals->setItemText(1, tr("arrive in a burst"));
    arrivals->setAccessibleName(tr("How requests arrive"));
    retries->setText(tr("come back when told"));
    showTexts(
        tr("A plan allows so many requests and so many tokens a minute. Each limit is a bucket that is full "
           "at "
           "first and fills steadily: a request that finds too little is refused with the answer 429 and "
           "told when to come back."),
        tr("Claim (NVIDIA, “Explaining Tokens”, 2025): token limits are the most tokens generated a minute "
           "for "
           "one user. – Half of it: vendors count the input and the most output asked for, and limit "
           "requests besides; whichever bucket is empty first refuses."));
}

} // namespace tokenarium
