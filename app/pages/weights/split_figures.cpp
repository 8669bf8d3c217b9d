// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas of what lies where and of what is sent, with the numbers of engine/cost filled in.
#include "app/pages/weights/split_figures.h"

#include "app/pages/weights/memory_figures.h"
#include "widgets/style/number_text.h"

namespace tokenarium {
namespace {

using Words = SizingWords;
using Exchange = SplitTraffic::Exchange;
using Cargo = SplitTraffic::Cargo;

const QString times = QStringLiteral(" × ");

} // namespace

QString SplitFigures::content(SplitContent which) {
    switch (which) {
    case SplitContent::Tables: return tr("Token table and head");
    case SplitContent::Attention: return tr("Attention");
    case SplitContent::FeedForward: return tr("Feed-forward");
    case SplitContent::Experts: return tr("Experts");
    case SplitContent::Rest: return tr("Norms and the rest");
    case SplitContent::Cache: return tr("KV cache");
    }
    return {};
}

QString SplitFigures::cargo(const SplitTraffic& one) {
    switch (one.cargo) {
    case Cargo::Activations: return tr("Vectors of the tokens");
    case Cargo::ActivationGradients: return tr("Their gradients, back");
    case Cargo::TokenVectors: return tr("Vectors from the token table");
    case Cargo::Logits: return tr("Logits of the next token");
    case Cargo::ToExperts: return one.times > 0 ? tr("Vectors to the experts") : QString();
    case Cargo::FromExperts: return tr("Vectors from the experts");
    case Cargo::WeightGradients: return tr("Gradients of what lies twice");
    }
    return {};
}

QString SplitFigures::holds(const SizingSession& session, const Split& split, std::size_t device) {
    const DeviceLoad& load = split.devices[device];
    switch (session.choices().way) {
    case SplitWay::Layers:
        if (load.layers == 0) return tr("nothing");
        if (load.layers == 1) return tr("layer %1").arg(load.firstLayer + 1);
        return tr("layers %1–%2").arg(load.firstLayer + 1).arg(load.firstLayer + load.layers);
    case SplitWay::Tensors:
        return split.devices.size() == 1 ? tr("all of it") : tr("1/%1").arg(split.devices.size());
    case SplitWay::Experts:
        if (!split.isPossible) return tr("a full copy");
        return tr("experts: %1").arg(load.experts);
    }
    return {};
}

Figure SplitFigures::traffic(const SizingSession& session, const SplitTraffic& one) {
    const SplitStep step = session.splitStep();
    const SplitModel model = session.splitModel();
    const QString n = grouped(session.choices().splitDevices), count = grouped(one.times),
                  sent = Words::exactBytes(one.sent), payload = Words::exactBytes(one.payload);
    Figure figure = Words::computed(cargo(one), Words::bytes(one.sent), {}, {}, sent);
    const QString what =
        one.cargo == Cargo::Logits ? tr("%1 texts × %2 vocabulary × 2 bytes = %3")
                                         .arg(grouped(step.texts), grouped(model.vocabulary), payload)
        : one.cargo == Cargo::WeightGradients
            ? tr("parameters that lie on several GPUs × 2 bytes = %1").arg(payload)
        : one.exchange == Exchange::AllToAll ? tr("%1 tokens × experts of each × %2 width × 2 bytes = %3")
                                                   .arg(grouped(step.tokens), grouped(model.width), payload)
                                             : tr("%1 tokens × %2 width × 2 bytes = %3")
                                                   .arg(grouped(step.tokens), grouped(model.width), payload);
    switch (one.exchange) {
    case Exchange::PointToPoint:
        figure.formula = tr("borders × vectors");
        figure.filled = what + QLatin1Char('\n') + count + times + payload + QStringLiteral(" = ") + sent;
        figure.source = tr("From each GPU to the next. Huang et al. 2019 (GPipe), arXiv 1811.06965");
        break;
    case Exchange::AllReduce:
        figure.formula = tr("times × 2 × (GPUs − 1) × vectors; each GPU sends 2(n − 1)/n of them");
        figure.filled = what + QLatin1Char('\n') +
                        (one.cargo == Cargo::WeightGradients && session.choices().way == SplitWay::Layers
                             ? QStringLiteral("%1 × 2 × (2 − 1) × %2 = %3").arg(count, payload, sent)
                             : QStringLiteral("%1 × 2 × (%2 − 1) × %3 = %4").arg(count, n, payload, sent));
        figure.source = tr("All-reduce on a ring; two for each layer (Megatron-LM, arXiv 1909.08053)");
        break;
    case Exchange::AllGather:
        figure.formula = tr("(GPUs − 1) × logits");
        figure.filled = what + QLatin1Char('\n') + QStringLiteral("(%1 − 1) × %2 = %3").arg(n, payload, sent);
        figure.source = tr("All-gather on a ring: each part visits all the others");
        break;
    case Exchange::AllToAll:
        figure.formula = tr("layers with experts × vectors × (n − 1)/n");
        figure.filled = what + QLatin1Char('\n') +
                        QStringLiteral("%1 × %2 × (%3 − 1) ÷ %3 = %4").arg(count, payload, n, sent);
        figure.source =
            tr("All-to-all, experts chosen evenly (GShard, arXiv 2006.16668). A token that goes to two "
               "experts of one GPU is counted twice.");
        break;
    }
    return figure;
}

std::vector<Figure> SplitFigures::of(const SizingSession& session, const Split& split) {
    const SizingChoices& choices = session.choices();
    const Accelerator& gpu = session.gpu();
    const double largest = split.largest().totalBytes(), each = session.splitBytesPerParameter();
    std::vector<Figure> out;
    Figure main = Words::computed(
        tr("The fullest GPU holds"), Words::bytes(largest), tr("parameters × bytes of each + cache"),
        QStringLiteral("%1 × %2 + %3 = %4")
            .arg(Words::number(double(split.largest().parameters())), Words::digits(each, 4),
                 Words::exactBytes(split.largest().bytes[std::size_t(SplitContent::Cache)]),
                 Words::exactBytes(largest)),
        Words::exactBytes(largest));
    main.isMain = true;
    out.push_back(main);
    Figure verdict = Words::computed(tr("On the chosen GPU"),
                                     largest <= gpu.memoryBytes
                                         ? tr("fits, %1 free").arg(Words::bytes(gpu.memoryBytes - largest))
                                         : tr("%1 too much").arg(Words::bytes(largest - gpu.memoryBytes)),
                                     {}, {});
    verdict.isMain = true;
    out.push_back(verdict);
    double stored = 0;
    for (const DeviceLoad& load : split.devices) stored += load.totalBytes();
    out.push_back(Words::computed(
        tr("All GPUs together"), Words::bytes(stored), tr("the whole once + what is stored again"),
        QStringLiteral("%1 + %2 = %3")
            .arg(Words::bytes(split.wholeBytes), Words::bytes(split.copiedBytes), Words::bytes(stored)),
        Words::exactBytes(stored)));
    out.push_back(Words::computed(tr("Stored more than once"), Words::bytes(split.copiedBytes), {}, {},
                                  Words::exactBytes(split.copiedBytes)));
    Figure sent = Words::computed(tr("Sent in one step, by all"), Words::bytes(split.sent()),
                                  tr("the rows below, added up"), Words::exactBytes(split.sent()),
                                  Words::exactBytes(split.sent()));
    sent.isMain = true;
    out.push_back(sent);
    const auto tokens = double(session.splitStep().tokens);
    out.push_back(Words::computed(tr("Sent for one token"),
                                  Words::bytes(tokens > 0 ? split.sent() / tokens : 0),
                                  tr("bytes of a step ÷ tokens in it"),
                                  QStringLiteral("%1 ÷ %2 = %3")
                                      .arg(Words::exactBytes(split.sent()), Words::number(tokens),
                                           Words::bytes(tokens > 0 ? split.sent() / tokens : 0))));
    for (const SplitTraffic& one : split.traffic) out.push_back(traffic(session, one));
    if (choices.way == SplitWay::Layers && choices.splitDevices > 1) {
        Figure idle = Words::computed(tr("Each GPU waits"),
                                      percent(pipelineIdleShare(choices.splitDevices, choices.texts)),
                                      tr("(GPUs − 1) ÷ (parts of the batch + GPUs − 1)"),
                                      QStringLiteral("(%1 − 1) ÷ (%2 + %1 − 1)")
                                          .arg(grouped(choices.splitDevices), grouped(choices.texts)));
        idle.source = tr("With one text in each part of the batch; one step at a time. Narayanan et al. "
                         "2021, arXiv 2104.04473");
        out.push_back(idle);
    }
    return out;
}

} // namespace tokenarium
