// SPDX-License-Identifier: GPL-3.0-or-later
// Each law with its constants filled in.
#include "app/pages/weights/scaling_figures.h"

#include "engine/cost/training_cost.h"
#include "widgets/style/number_text.h"

namespace tokenarium {
namespace {

using Words = SizingWords;

const QString hoffmannSource = QStringLiteral("Hoffmann et al. 2022, arXiv 2203.15556");
const QString refitSource = QStringLiteral("Besiroglu et al. 2024, arXiv 2404.10102");

} // namespace

const ChinchillaConstants& ScalingFigures::hoffmann() { return *chinchillaFit("hoffmann2022_rounded"); }
const ChinchillaConstants& ScalingFigures::refit() { return *chinchillaFit("besiroglu2024"); }
QString ScalingFigures::hoffmannName() { return tr("Hoffmann 2022 (Chinchilla)"); }
QString ScalingFigures::refitName() { return tr("re-fit of 2024 (Besiroglu)"); }
QString ScalingFigures::kaplanName() { return tr("Kaplan 2020"); }

Figure ScalingFigures::loss(const QString& name, const ChinchillaConstants& fit, const QString& source,
                            double parameters, double tokens) {
    const double value = chinchillaLoss(fit, parameters, tokens);
    Figure figure = Words::computed(tr("Loss by %1").arg(name), QStringLiteral("≈ %1").arg(value, 0, 'f', 3),
                                    tr("E + A ÷ N^α + B ÷ D^β, in nats a token"),
                                    QStringLiteral("%1 + %2 ÷ N^%3 + %4 ÷ D^%5 = %6")
                                        .arg(Words::digits(fit.E, 4), Words::digits(fit.A, 2),
                                             Words::digits(fit.alpha, 4), Words::digits(fit.B, 2),
                                             Words::digits(fit.beta, 4), Words::digits(value, 4)),
                                    Words::digits(value, 6));
    figure.source = source;
    return figure;
}

Figure ScalingFigures::optimum(const QString& name, const ChinchillaConstants& fit, double flops) {
    const ChinchillaOptimum best = chinchillaOptimum(fit, flops);
    return Words::computed(
        tr("Best by %1").arg(name),
        tr("%1 parameters, %2 tokens").arg(compact(best.parameters), compact(best.tokens)),
        tr("N = G × (C ÷ 6)^(β ÷ (α + β)), D = C ÷ 6 ÷ N, G = (αA ÷ βB)^(1 ÷ (α + β))"),
        tr("C = %1: %2 tokens for each parameter, loss %3")
            .arg(Words::flops(flops), ratio(best.tokensPerParameter), Words::digits(best.loss, 3)));
}

std::vector<Figure> ScalingFigures::of(double parameters, double tokens) {
    const TrainingRun run = trainingRun(parameters, tokens);
    std::vector<Figure> out;
    Figure ratioFigure = Words::computed(
        tr("Tokens for each parameter"), ratio(run.tokensPerParameter), tr("tokens ÷ parameters"),
        QStringLiteral("%1 ÷ %2 = %3")
            .arg(Words::number(tokens), Words::number(parameters), ratio(run.tokensPerParameter)));
    ratioFigure.source =
        tr("About 20 make the most of a training; models that many people will use are trained far longer, "
           "so that they stay small. GPT-3 had 1.7.");
    ratioFigure.isMain = true;
    out.push_back(ratioFigure);
    out.push_back(
        Words::computed(tr("Operations"), Words::flops(run.flops), tr("C = 6 × N × D"),
                        QStringLiteral("6 × %1 × %2 = %3")
                            .arg(Words::number(parameters), Words::number(tokens), Words::flops(run.flops))));
    out.push_back(loss(refitName(), refit(), refitSource, parameters, tokens));
    out.push_back(loss(hoffmannName(), hoffmann(), hoffmannSource, parameters, tokens));
    const double kaplan = kaplanLoss(parameters, tokens);
    Figure third =
        Words::computed(tr("Loss by %1").arg(kaplanName()), QStringLiteral("≈ %1").arg(kaplan, 0, 'f', 3),
                        tr("((6.4 × 10¹³ ÷ N)^(0.076 ÷ 0.103) + 1.8 × 10¹³ ÷ D)^0.103, in nats a token"),
                        QStringLiteral("= %1").arg(Words::digits(kaplan, 4)), Words::digits(kaplan, 6));
    third.source = tr("Kaplan et al. 2020, arXiv 2001.08361; N there is without token tables, and texts and "
                      "tokenizer were others.");
    out.push_back(third);
    out.push_back(optimum(refitName(), refit(), run.flops));
    out.push_back(optimum(hoffmannName(), hoffmann(), run.flops));
    Figure big = Words::computed(tr("Best by %1").arg(kaplanName()),
                                 tr("%1 parameters").arg(compact(kaplanOptimum(run.flops))),
                                 tr("N = 1.3 × 10⁹ × (C in PF-days)^0.73"),
                                 QStringLiteral("1.3 × 10⁹ × %1^0.73 = %2")
                                     .arg(ratio(run.petaflopDays), Words::number(kaplanOptimum(run.flops))));
    big.source = tr("Kaplan et al. 2020, Table 6 (cited from memory). It asked for larger models than were "
                    "best, because its "
                    "runs were too short for their learning rates.");
    out.push_back(big);
    const double lost =
        chinchillaLoss(refit(), parameters, tokens) - chinchillaOptimum(refit(), run.flops).loss;
    out.push_back(Words::computed(
        tr("Loss above the best split"), QStringLiteral("≈ %1").arg(lost, 0, 'f', 3),
        tr("loss of this run − loss of the best split of the same operations, by the re-fit"),
        QStringLiteral("%1 − %2 = %3")
            .arg(Words::digits(chinchillaLoss(refit(), parameters, tokens), 4),
                 Words::digits(chinchillaOptimum(refit(), run.flops).loss, 4), Words::digits(lost, 4))));
    return out;
}

} // namespace tokenarium
