// SPDX-License-Identifier: GPL-3.0-or-later
// Hours are rounded to hundredths before they become money, so that money is an exact product.
#include "app/pages/weights/training_figures.h"

#include "widgets/style/number_text.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using Words = SizingWords;
constexpr double tera = 1e12;

QString decimalText(const Decimal& value) { return QString::fromStdString(value.text()); }

} // namespace

TrainingEstimate trainingEstimate(const SizingSession& session) {
    const SizingChoices& choices = session.choices();
    const WeighedModel& model = session.model();
    TrainingEstimate estimate;
    estimate.parameters = double(model.count.total);
    estimate.active = double(model.count.experts > 0 ? model.count.active : model.count.total);
    PlanInput input;
    input.parameters = estimate.active;
    input.tokens = choices.trainingTokens;
    input.gpus = double(choices.gpus);
    input.peakTflops = session.gpu().bf16 / tera;
    input.mfu = choices.mfu;
    estimate.plan = trainingPlan(input);
    if (model.shape && model.shape->attention) {
        estimate.work =
            textWork(model.architecture.tensors, *model.shape->attention,
                     hasTiedHead(model.architecture.tensors, model.shape), choices.trainingContext);
        estimate.exactFlops = estimate.work->trainingPerToken * choices.trainingTokens;
    }
    const double hours = estimate.plan.gpuHours;
    if (hours < 1e15)
        estimate.hours = Decimal::parse(QString::number(hours, 'f', 2).toStdString()).value_or(Decimal());
    if (const auto bill = trainingBill(std::span(&estimate.hours, 1), session.dollarsPerHour()))
        estimate.dollars = bill->usd;
    estimate.energy = trainingEnergy(hours, session.watts(), choices.pue, choices.kgCo2PerKwh);
    return estimate;
}

QString TrainingFigures::days(double value) {
    if (value < 2) return tr("%1 hours").arg(ratio(value * 24));
    if (value < 730) return tr("%1 days").arg(ratio(value));
    return tr("%1 years").arg(value < 365e4 ? ratio(value / 365) : compact(value / 365));
}

QString TrainingFigures::hours(double value) { return tr("%1 GPU hours").arg(compact(value)); }

void TrainingFigures::addWork(const SizingSession& session, const TrainingEstimate& estimate,
                              std::vector<Figure>& out) {
    const SizingChoices& choices = session.choices();
    Figure rule = Words::computed(
        tr("Operations, by 6ND"), Words::flops(estimate.plan.flops), tr("6 × parameters × tokens"),
        QStringLiteral("6 × %1 × %2 = %3")
            .arg(Words::number(estimate.active), Words::number(choices.trainingTokens),
                 Words::flops(estimate.plan.flops)),
        Words::number(estimate.plan.flops));
    rule.source =
        estimate.active < estimate.parameters
            ? tr("Of the experts only those that work for a token. Kaplan et al. 2020, arXiv 2001.08361")
            : QStringLiteral("Kaplan et al. 2020, arXiv 2001.08361");
    rule.isMain = true;
    out.push_back(rule);
    if (estimate.work) {
        const double share = estimate.plan.flops > 0 ? estimate.exactFlops / estimate.plan.flops - 1 : 0;
        Figure exact = Words::computed(
            tr("Operations, exactly"), Words::flops(estimate.exactFlops),
            tr("3 × (2 × weights multiplied + attention) × tokens"),
            tr("%1 per token in texts of %2 tokens; attention is %3 of it\n%1 × %4 = %5, which is %6 by 6ND")
                .arg(Words::flops(estimate.work->trainingPerToken), grouped(choices.trainingContext),
                     percent(estimate.work->attentionShare), Words::number(choices.trainingTokens),
                     Words::flops(estimate.exactFlops),
                     (share >= 0 ? QStringLiteral("+") : QStringLiteral("−")) + percent(std::abs(share))),
            Words::number(estimate.exactFlops));
        exact.source = tr("Every matrix of the list, forward and twice that back; tables that are only "
                          "looked up are free.");
        out.push_back(exact);
    }
    out.push_back(Words::computed(tr("Tokens for each parameter"),
                                  ratio(choices.trainingTokens / std::max(estimate.parameters, 1.0)),
                                  tr("tokens ÷ parameters"),
                                  QStringLiteral("%1 ÷ %2").arg(Words::number(choices.trainingTokens),
                                                                Words::number(estimate.parameters))));
}

void TrainingFigures::addMoney(const SizingSession& session, const TrainingEstimate& estimate,
                               std::vector<Figure>& out) {
    const SizingChoices& choices = session.choices();
    const Decimal price = session.dollarsPerHour();
    Figure cost = Words::computed(
        tr("Money"),
        price.isZero() ? QStringLiteral("–")
                       : QStringLiteral("≈ ") + (estimate.dollars ? compactMoney(estimate.dollars->toDouble())
                                                                  : QStringLiteral("–")),
        tr("GPU hours × dollars an hour"),
        estimate.dollars
            ? QStringLiteral("%1 × $%2 = $%3")
                  .arg(decimalText(estimate.hours), decimalText(price), decimalText(*estimate.dollars))
            : QString(),
        estimate.dollars ? money(*estimate.dollars) : QString());
    cost.source = price.isZero()
                      ? tr("No price is known for this GPU: write one above.")
                      : tr("The GPUs of the last run only: no failed runs, people, data or storage.");
    cost.isMain = true;
    out.push_back(cost);
    const double mwh = estimate.energy.megawattHours;
    Figure energy = Words::computed(
        tr("Energy"), session.watts() > 0 ? tr("≈ %1 MWh").arg(compact(mwh)) : QStringLiteral("–"),
        tr("GPU hours × watts × overhead of the building ÷ 1,000,000"),
        QStringLiteral("%1 × %2 × %3 ÷ %4 = %5 MWh")
            .arg(decimalText(estimate.hours), Words::digits(session.watts()), Words::digits(choices.pue),
                 grouped(1'000'000), ratio(mwh)));
    energy.source = session.watts() > 0 ? QStringLiteral("Touvron et al. 2023, arXiv 2302.13971")
                                        : tr("The power of this chip is not published: write one above.");
    out.push_back(energy);
    Figure carbon = Words::computed(
        tr("CO₂"),
        session.watts() > 0 ? tr("≈ %1 t").arg(compact(estimate.energy.tonnesCo2)) : QStringLiteral("–"),
        tr("MWh × kg of each kWh"),
        QStringLiteral("%1 × %2 = %3 t")
            .arg(ratio(mwh), Words::digits(choices.kgCo2PerKwh), ratio(estimate.energy.tonnesCo2)));
    out.push_back(carbon);
}

std::vector<Figure> TrainingFigures::of(const SizingSession& session, const TrainingEstimate& estimate) {
    const SizingChoices& choices = session.choices();
    const Accelerator& gpu = session.gpu();
    const Plan& plan = estimate.plan;
    std::vector<Figure> out;
    addWork(session, estimate, out);
    const QString peak = Words::digits(gpu.bf16 / tera, 1);
    out.push_back(Words::computed(
        tr("GPU hours"), QStringLiteral("≈ ") + compact(plan.gpuHours),
        tr("operations ÷ (3600 × peak of a GPU × share of it reached)"),
        QStringLiteral("%1 ÷ (3600 × %2 × 10¹² × %3) = %4")
            .arg(Words::flops(plan.flops), peak, Words::digits(choices.mfu), Words::number(plan.gpuHours)),
        Words::number(plan.gpuHours)));
    Figure time = Words::computed(
        tr("Time"), QStringLiteral("≈ ") + days(plan.days), tr("GPU hours ÷ GPUs ÷ 24"),
        tr("%1 ÷ %2 ÷ 24 = %3 days")
            .arg(Words::number(plan.gpuHours), grouped(choices.gpus), Words::digits(plan.days, 2)));
    time.isMain = true;
    out.push_back(time);
    addMoney(session, estimate, out);
    out.push_back(Words::assumed(tr("Share of the peak (MFU)"), percent(choices.mfu),
                                 tr("Published runs reach 25 to 45 %; the table below has theirs.")));
    out.push_back(Words::assumed(
        tr("Dollars for a GPU hour"), money(session.dollarsPerHour()),
        tr("Rents differ by provider and week; beginning values of %1.")
            .arg(QString::fromUtf8(acceleratorsAsOf.data(), qsizetype(acceleratorsAsOf.size())))));
    out.push_back(Words::published(tr("Peak of the GPU, 16 bits, dense"),
                                   QStringLiteral("%1 TFLOPS").arg(peak), Words::gpuSource(gpu)));
    out.push_back(choices.watts
                      ? Words::assumed(tr("Power of the GPU"),
                                       QStringLiteral("%1 W").arg(Words::digits(*choices.watts)),
                                       tr("Written above."))
                      : Words::published(tr("Power of the GPU"),
                                         gpu.watts > 0 ? QStringLiteral("%1 W").arg(Words::digits(gpu.watts))
                                                       : QStringLiteral("–"),
                                         Words::gpuSource(gpu)));
    return out;
}

} // namespace tokenarium
