// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas are those that engine/cost computes; the numbers filled in are its numbers.
#include "app/pages/weights/memory_figures.h"

#include "engine/cost/memory.h"
#include "engine/cost/training_memory.h"
#include "widgets/style/number_text.h"

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

using Words = SizingWords;

/// Bytes that one parameter keeps in one part of a training's state.
struct StateShare {
    MemoryPart part;
    int bytes;
    int splitFrom; ///< stage of ZeRO that divides it
};

std::vector<StateShare> sharesOf(const TrainingScheme& scheme) {
    return {{MemoryPart::Weights, scheme.weights, 3},
            {MemoryPart::Gradients, scheme.gradients, 2},
            {MemoryPart::Master, scheme.master, 1},
            {MemoryPart::Moments, scheme.firstMoment + scheme.secondMoment, 1}};
}

bool isZero(const MemoryRow& row) { return row.id.starts_with("zero_"); }
bool isLora(const MemoryRow& row) { return row.id == "lora" || row.id == "qlora"; }
int stageOf(const MemoryRow& row) { return isZero(row) ? row.id.back() - '0' : 0; }

const TrainingScheme& schemeOf(const MemoryRow& row) {
    const TrainingScheme* scheme = trainingScheme(row.id);
    return scheme ? *scheme : *trainingScheme("mixed_adam_16");
}

} // namespace

std::size_t MemoryFigures::gpusFor(double bytes, double memory) {
    const double count = memory > 0 ? std::ceil(bytes / memory) : 0;
    return count < 1e15 ? std::size_t(std::max(count, 1.0)) : 0;
}

QString MemoryFigures::verdict(double bytes, double memory) {
    if (bytes <= memory) return tr("fits, %1 free").arg(Words::bytes(memory - bytes));
    return tr("too small: takes %1").arg(grouped(gpusFor(bytes, memory)));
}

std::vector<Figure> MemoryFigures::of(const SizingSession& session, const MemoryRow& row) {
    const Accelerator& gpu = session.gpu();
    std::vector<Figure> out;
    QStringList names, values;
    for (std::size_t i = 0; i < memoryParts; ++i)
        if (row.bytes[i] > 0) {
            names += Words::part(MemoryPart(i));
            values += Words::bytes(row.bytes[i]);
        }
    Figure all = Words::computed(
        tr("Needed on one GPU"), Words::bytes(row.total()), names.join(QStringLiteral(" + ")),
        QStringLiteral("%1 = %2").arg(values.join(QStringLiteral(" + ")), Words::bytes(row.total())),
        Words::exactBytes(row.total()));
    all.isMain = true;
    out.push_back(all);
    const QString gpuName = QString::fromUtf8(gpu.name.data(), qsizetype(gpu.name.size()));
    const double over = row.total() - gpu.memoryBytes;
    const QString rest = Words::bytes(std::abs(over));
    Figure fit = Words::computed(tr("On the chosen GPU"),
                                 over <= 0 ? tr("%1 free").arg(rest) : tr("%1 too much").arg(rest),
                                 tr("memory of the GPU − needed"),
                                 QStringLiteral("%1 − %2 = %3")
                                     .arg(Words::bytes(gpu.memoryBytes), Words::bytes(row.total()),
                                          (over > 0 ? QStringLiteral("−") : QString()) + rest));
    fit.isMain = true;
    out.push_back(fit);
    if (session.choices().isTraining)
        addTraining(session, row, out);
    else
        addRunning(session, row, out);
    out.push_back(Words::published(tr("Memory of %1").arg(gpuName), Words::bytes(gpu.memoryBytes),
                                   Words::gpuSource(gpu), Words::exactBytes(gpu.memoryBytes)));
    return out;
}

// Running ------------------------------------------------------------------------------------------------

void MemoryFigures::addRunning(const SizingSession& session, const MemoryRow& row, std::vector<Figure>& out) {
    const auto parameters = double(session.model().count.total);
    const double weights = row.part(MemoryPart::Weights);
    out.push_back(Words::computed(
        Words::part(MemoryPart::Weights), Words::bytes(weights), tr("parameters × bits ÷ 8"),
        QStringLiteral("%1 × %2 ÷ 8 = %3")
            .arg(Words::number(parameters), Words::digits(row.bits, 4), Words::exactBytes(weights)),
        Words::exactBytes(weights)));
    const BlockFormat* block = blockFormat(std::string(row.id));
    Figure bits = Words::computed(tr("Bits of one weight"), Words::digits(row.bits, 3), {}, {});
    if (block && block->elements > 1) {
        bits.formula = tr("8 × bytes of a block ÷ numbers in it");
        bits.filled = QStringLiteral("8 × %1 ÷ %2 = %3")
                          .arg(block->bytes)
                          .arg(block->elements)
                          .arg(Words::digits(row.bits, 4));
        bits.source = tr("Blocks of llama.cpp's GGUF. Files that mix formats, such as Q4_K_M, are a "
                         "little larger than their name says.");
    } else if (row.id == "AWQ") {
        bits.formula = tr("bits + (scale + zero point) ÷ size of a group");
        bits.filled = QStringLiteral("4 + (16 + 4) ÷ 128 = %1").arg(Words::digits(row.bits, 5));
    } else if (row.id == "NF4") {
        bits.formula = tr("4 + 8-bit scale ÷ 64 + 32-bit scale ÷ (64 × 256)");
        bits.filled = QStringLiteral("4 + 8 ÷ 64 + 32 ÷ 16384 = %1").arg(Words::digits(row.bits, 4));
        bits.source = QStringLiteral("Dettmers et al. 2023, arXiv 2305.14314");
    }
    out.push_back(bits);
    if (row.part(MemoryPart::Cache) > 0) {
        out.push_back(cachePerToken(session));
        out.push_back(cache(session, row));
        out.push_back(textsAtOnce(session, row));
    } else {
        Figure none = Words::computed(Words::part(MemoryPart::Cache), QStringLiteral("–"), {}, {});
        none.source =
            session.model().shape
                ? tr("This model reads a whole text at once and keeps no cache.")
                : tr("A file of weights without a configuration does not say what its cache is like.");
        out.push_back(none);
    }
    out.push_back(
        Words::assumed(Words::part(MemoryPart::Working), Words::bytes(session.choices().workingBytes),
                       tr("For the driver, the program and numbers in between; the slider changes it.")));
}

Figure MemoryFigures::cachePerToken(const SizingSession& session) {
    const ModelShape& shape = *session.model().shape;
    const std::size_t bytes = session.choices().cacheElementBytes;
    const std::size_t token = cacheBytesPerToken(shape, bytes);
    Figure figure = Words::computed(tr("KV cache of one token"), Words::bytes(double(token)), {}, {},
                                    Words::exactBytes(double(token)));
    const auto times = QStringLiteral(" × ");
    if (shape.attention && shape.attention->kind() == AttentionShape::Kind::Latent) {
        figure.formula = tr("layers × (latent vector + rotary key) × bytes of a number");
        figure.filled = QStringLiteral("%1 × (%2 + %3) × %4 = %5")
                            .arg(shape.layers)
                            .arg(shape.attention->latentWidth)
                            .arg(shape.attention->rotaryWidth)
                            .arg(bytes)
                            .arg(Words::exactBytes(double(token)));
        figure.source =
            tr("Latent attention keeps one narrow vector for all heads (DeepSeek-V2, arXiv 2405.04434).");
        return figure;
    }
    const std::size_t keys = shape.attention ? shape.attention->keyHeads : shape.heads;
    const std::size_t width = shape.attention ? shape.attention->headWidth
                                              : (shape.heads ? shape.width / shape.heads : shape.width);
    figure.formula = tr("2 × layers × key heads × width of a head × bytes of a number");
    figure.filled = (QStringList{QStringLiteral("2"), grouped(shape.layers), grouped(keys), grouped(width),
                                 grouped(bytes)})
                        .join(times) +
                    QStringLiteral(" = ") + Words::exactBytes(double(token));
    return figure;
}

Figure MemoryFigures::cache(const SizingSession& session, const MemoryRow& row) {
    const SizingChoices& choices = session.choices();
    const auto& shape = session.model().shape;
    const double all = row.part(MemoryPart::Cache);
    Figure figure = Words::computed(Words::part(MemoryPart::Cache), Words::bytes(all),
                                    tr("texts × tokens × cache of one token"), {}, Words::exactBytes(all));
    const double token = double(cacheBytesPerToken(shape, choices.cacheElementBytes));
    const bool hasWindows = shape->attention && !shape->attention->windows.empty();
    if (hasWindows) {
        figure.formula =
            tr("texts × sum over the layers of min(tokens, window) × cache of one token in a layer");
        figure.filled = tr("%1 of %2 layers look at everything, the others no further than their window: %3")
                            .arg(grouped(shape->attention->globalLayers()), grouped(shape->layers),
                                 Words::exactBytes(all));
    } else if (shape->attention) {
        figure.filled = QStringLiteral("%1 × %2 × %3 = %4")
                            .arg(grouped(choices.texts), grouped(choices.context), Words::number(token),
                                 Words::exactBytes(all));
    } else {
        figure.formula = tr("texts × (tokens × cache of one token + what the encoder read, once)");
        figure.filled = Words::exactBytes(all);
    }
    return figure;
}

Figure MemoryFigures::textsAtOnce(const SizingSession& session, const MemoryRow& row) {
    const SizingChoices& choices = session.choices();
    const Accelerator& gpu = session.gpu();
    const double one = cacheBytesOf(session.model().shape, choices.cacheElementBytes, 1, choices.context);
    FitInput input;
    input.deviceBytes = std::size_t(gpu.memoryBytes);
    input.weightBytes = std::size_t(std::min(std::ceil(row.part(MemoryPart::Weights)), 9e18));
    input.reservedBytes = std::size_t(choices.workingBytes);
    input.cacheBytesPerToken = std::size_t(std::min(one, 9e18)); // a "token" here is a whole text
    const Fit room = fit(input);
    return Words::computed(
        tr("Texts of this length at once"), grouped(room.tokens),
        tr("(memory − weights − working space) ÷ cache of one text, whole ones"),
        QStringLiteral("(%1 − %2 − %3) ÷ %4 → %5")
            .arg(Words::bytes(gpu.memoryBytes), Words::bytes(row.part(MemoryPart::Weights)),
                 Words::bytes(choices.workingBytes), Words::bytes(one), grouped(room.tokens)));
}

// Training -----------------------------------------------------------------------------------------------

void MemoryFigures::addTraining(const SizingSession& session, const MemoryRow& row,
                                std::vector<Figure>& out) {
    const TrainingScheme& scheme = schemeOf(row);
    const auto trained = double(row.trained);
    const std::size_t devices = session.choices().zeroDevices;
    if (isLora(row)) {
        const double base = weightBytes(double(session.model().count.total), row.bits);
        out.push_back(Words::computed(
            tr("Trained parameters"), compact(trained),
            tr("rank × (inputs + outputs), over the matrices of attention"),
            tr("rank %1: %2").arg(grouped(session.choices().loraRank), Words::number(trained)),
            Words::number(trained)));
        out.push_back(Words::computed(tr("Weights that lie still"), Words::bytes(base),
                                      tr("parameters × bits ÷ 8"),
                                      QStringLiteral("%1 × %2 ÷ 8 = %3")
                                          .arg(Words::number(double(session.model().count.total)),
                                               Words::digits(row.bits, 4), Words::exactBytes(base))));
    }
    for (const StateShare& share : sharesOf(scheme)) {
        if (share.bytes == 0) continue;
        const bool isSplit = isZero(row) && stageOf(row) >= share.splitFrom;
        const double bytes = trained * share.bytes / (isSplit ? double(devices) : 1.0);
        const QString label = isLora(row) && share.part == MemoryPart::Weights ? tr("Weights of LoRA")
                                                                               : Words::part(share.part);
        out.push_back(Words::computed(
            label, Words::bytes(bytes),
            isSplit ? tr("parameters × bytes of each ÷ GPUs") : tr("parameters × bytes of each"),
            isSplit
                ? QStringLiteral("%1 × %2 ÷ %3 = %4")
                      .arg(Words::number(trained), QString::number(share.bytes), grouped(devices),
                           Words::exactBytes(bytes))
                : QStringLiteral("%1 × %2 = %3")
                      .arg(Words::number(trained), QString::number(share.bytes), Words::exactBytes(bytes)),
            Words::exactBytes(bytes)));
    }
    Figure each =
        Words::computed(tr("Bytes of each trained parameter"), QString::number(scheme.bytesPerParameter()),
                        tr("weights + gradients + FP32 copy + two averages"),
                        QStringLiteral("%1 + %2 + %3 + %4 + %5 = %6")
                            .arg(scheme.weights)
                            .arg(scheme.gradients)
                            .arg(scheme.master)
                            .arg(scheme.firstMoment)
                            .arg(scheme.secondMoment)
                            .arg(scheme.bytesPerParameter()));
    each.source = tr("Mixed precision saves no state with Adam: 2 + 2 + 4 + 4 + 4 = 16 bytes, as FP32 has "
                     "4 + 4 + 4 + 4. It saves activations and time. Rajbhandari et al. 2020 (ZeRO), arXiv "
                     "1910.02054.");
    out.push_back(each);
    out.push_back(activations(session, row));
}

Figure MemoryFigures::activations(const SizingSession& session, const MemoryRow& row) {
    const SizingChoices& choices = session.choices();
    const double bytes = row.part(MemoryPart::Activations);
    Figure figure =
        Words::computed(Words::part(MemoryPart::Activations),
                        bytes > 0 ? QStringLiteral("≈ ") + Words::bytes(bytes) : QStringLiteral("–"), {}, {},
                        Words::exactBytes(bytes));
    figure.source = tr("Korthikanti et al. 2022, arXiv 2205.05198, for 16-bit layers of standard shape: an "
                       "estimate for others.");
    const auto& shape = session.model().shape;
    if (!shape) return figure;
    const QString layers = grouped(shape->layers + shape->encoderLayers), s = grouped(choices.context),
                  b = grouped(choices.texts), h = grouped(shape->width), a = grouped(shape->heads);
    const QString start = QStringLiteral("%1 × %2 × %3 × %4").arg(layers, s, b, h);
    switch (choices.recompute) {
    case Recompute::Nothing:
        figure.formula = tr("layers × tokens × texts × width × (34 + 5 × heads × tokens ÷ width)");
        figure.filled =
            QStringLiteral("%1 × (34 + 5 × %2 × %3 ÷ %4) = %5").arg(start, a, s, h, Words::exactBytes(bytes));
        break;
    case Recompute::Scores:
        figure.formula = tr("layers × tokens × texts × width × 34");
        figure.filled = QStringLiteral("%1 × 34 = %2").arg(start, Words::exactBytes(bytes));
        break;
    case Recompute::Layers:
        figure.formula = tr("layers × tokens × texts × width × 2");
        figure.filled = QStringLiteral("%1 × 2 = %2").arg(start, Words::exactBytes(bytes));
        break;
    }
    return figure;
}

} // namespace tokenarium
