// SPDX-License-Identifier: GPL-3.0-or-later
// Choices with undo, and what they mean to the engine.
#include "app/weights/sizing_session.h"

#include "app/change_value.h"

namespace tokenarium {
namespace {

constexpr int firstPart = 1000; ///< WeightsSession's own parts lie below, on the same stack

} // namespace

SizingSession::SizingSession(WeightsSession& weightsSession, QObject* parent)
    : QObject(parent)
    , weights(weightsSession) {
    connect(&weights, &WeightsSession::modelChanged, this, &SizingSession::changed);
}

void SizingSession::choose(const SizingChoices& wanted, const QString& name, int part) {
    if (wanted == chosen) return;
    const auto apply = [this](const SizingChoices& value) {
        if (value == chosen) return;
        chosen = value;
        emit changed();
    };
    weights.undoStack().push(
        new ChangeValue<SizingChoices>(apply, chosen, wanted, name, part < 0 ? -1 : firstPart + part));
}

const Accelerator& SizingSession::gpu() const {
    const Accelerator* found = findAccelerator(chosen.gpu);
    return found ? *found : accelerators().front();
}

MemoryInput SizingSession::memoryInput() const {
    MemoryInput input;
    input.tensors = &model().architecture.tensors;
    input.parameters = model().count.total;
    input.shape = model().shape;
    input.context = chosen.context;
    input.texts = chosen.texts;
    input.cacheElementBytes = chosen.cacheElementBytes;
    input.workingBytes = chosen.workingBytes;
    input.recompute = chosen.recompute;
    input.devices = chosen.zeroDevices;
    input.loraRank = chosen.loraRank;
    return input;
}

SplitModel SizingSession::splitModel() const {
    SplitModel split;
    split.tensors = &model().architecture.tensors;
    const auto& shape = model().shape;
    if (!shape) return split;
    split.width = shape->width;
    split.heads = shape->heads;
    split.keyHeads = shape->keyHeads;
    split.headWidth = shape->headWidth;
    const bool writes =
        shape->kind == ModelShape::Kind::Decoder || shape->kind == ModelShape::Kind::EncoderDecoder;
    split.vocabulary = writes ? shape->vocabulary : 0;
    split.tiedHead = hasTiedHead(model().architecture.tensors, shape);
    split.latentCache = shape->attention && shape->attention->kind() == AttentionShape::Kind::Latent;
    if (chosen.step != SizingChoices::Step::Train)
        split.cacheOfLayer =
            cacheBytesOfLayers(shape, chosen.cacheElementBytes, chosen.texts, chosen.context);
    return split;
}

SplitStep SizingSession::splitStep() const {
    SplitStep step;
    step.texts = chosen.texts;
    step.isDecoding = chosen.step == SizingChoices::Step::Decode;
    step.isTraining = chosen.step == SizingChoices::Step::Train;
    step.tokens = step.isDecoding ? chosen.texts : chosen.texts * chosen.context;
    return step;
}

double SizingSession::splitBytesPerParameter() const {
    return chosen.step == SizingChoices::Step::Train ? 16 : bitsOfFormat(chosen.format) / 8;
}

double SizingSession::runParameters() const {
    return chosen.runParameters > 0 ? chosen.runParameters : double(model().count.total);
}

Decimal SizingSession::dollarsPerHour() const {
    if (chosen.dollarsPerHour) return *chosen.dollarsPerHour;
    return Decimal::parse(QString::number(gpu().usdPerHour, 'f', 4).toStdString()).value_or(Decimal());
}

double SizingSession::watts() const { return chosen.watts.value_or(gpu().watts); }

} // namespace tokenarium
