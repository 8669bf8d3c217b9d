// SPDX-License-Identifier: GPL-3.0-or-later
// Every choice is a step of undo; model and hardware are found once for each.
#include "app/serving/serving_session.h"

#include "app/change_value.h"

namespace tokenarium {

ServingSession::ServingSession(QObject* parent) : QObject(parent) { apply(chosen); }

void ServingSession::choose(const ServingChoices& wanted, const QString& name, int part) {
    if (wanted == chosen) return;
    changes.push(new ChangeValue<ServingChoices>([this](const ServingChoices& value) { apply(value); },
                                                 chosen, wanted, name, part));
}

void ServingSession::setShowsMore(bool shown) {
    if (shown == more) return;
    more = shown;
    emit moreChanged();
}

void ServingSession::apply(const ServingChoices& wanted) {
    chosen = wanted;
    shownPreset = &servedPreset(chosen.model);
    shownCard = findAccelerator(chosen.gpu);
    if (!shownCard) shownCard = &accelerators().front();
    served = servedModel(*shownPreset, chosen);
    server = servingHardware(*shownCard, chosen);
    emit changed();
}

RooflineTime ServingSession::prefill() const { return prefillTime(served, server, chosen.promptTokens, 1); }

RooflineTime ServingSession::step() const { return decodeStep(served, server, chosen.batch, context()); }

bool ServingSession::fits() const {
    const auto most = largestBatch(served, server, context());
    return !most || chosen.batch <= *most;
}

FleetQuestion ServingSession::fleetQuestion() const {
    FleetQuestion question;
    question.model = served;
    question.server = server;
    question.gpusPerServer = std::uint64_t(chosen.gpus);
    question.promptTokens = chosen.promptTokens;
    question.outputTokens = outputTokens();
    question.requestsPerSecond = chosen.requestsPerSecond;
    question.ttftTargetSeconds = chosen.ttftTarget;
    question.shareWithin = chosen.shareWithin;
    question.itlTargetSeconds = chosen.gapTarget;
    question.usdPerGpuHour = Decimal::ofMeasured(chosen.usdPerGpuHour).value_or(Decimal());
    return question;
}

} // namespace tokenarium
