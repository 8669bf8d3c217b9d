// SPDX-License-Identifier: GPL-3.0-or-later
// Words for what the engine names by ids.
#include "app/pages/weights/sizing_words.h"

#include "widgets/style/number_text.h"
#include "widgets/style/quantity_text.h"

#include <QLocale>

#include <cmath>

namespace tokenarium {

QString SizingWords::bytes(double value) { return quantityText(value, QStringLiteral("B")); }

QString SizingWords::exactBytes(double value) { return tr("%1 bytes").arg(number(value)); }

QString SizingWords::number(double value) {
    if (!(value < 1e18)) return flops(value); // more digits than anybody reads
    return grouped(std::size_t(std::llround(std::max(0.0, value))));
}

QString SizingWords::digits(double value, int places) {
    QString text = QString::number(value, 'f', places);
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0'))) text.chop(1);
        if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    }
    return text;
}

QString SizingWords::flops(double value) {
    if (!(value > 0) || !std::isfinite(value)) return QStringLiteral("0");
    int power = int(std::floor(std::log10(value)));
    QString head = QString::number(value / std::pow(10.0, power), 'f', 2);
    if (head == QLatin1String("10.00")) head = QStringLiteral("1.00"), ++power;
    static const QString raised = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString exponent;
    for (const QChar digit : QString::number(power))
        exponent += digit == QLatin1Char('-') ? QChar(0x207B) : raised[digit.digitValue()];
    return head == QLatin1String("1.00") ? QStringLiteral("10%1").arg(exponent)
                                         : QStringLiteral("%1 × 10%2").arg(head, exponent);
}

QString SizingWords::part(MemoryPart which) {
    switch (which) {
    case MemoryPart::Weights: return tr("Weights");
    case MemoryPart::Cache: return tr("KV cache");
    case MemoryPart::Gradients: return tr("Gradients");
    case MemoryPart::Master: return tr("FP32 copy");
    case MemoryPart::Moments: return tr("Adam's two averages");
    case MemoryPart::Activations: return tr("Activations");
    case MemoryPart::Working: return tr("Working space");
    }
    return {};
}

QString SizingWords::way(const MemoryRow& row, const SizingChoices& choices) {
    const QString devices = grouped(choices.zeroDevices);
    const auto is = [&](const char* id) { return row.id == id; };
    if (is("fp32_adam")) return tr("FP32, Adam (16 B)");
    if (is("mixed_adam_16")) return tr("Mixed, Adam (16 B)");
    if (is("mixed_adam_18")) return tr("Mixed, Adam (18 B)");
    if (is("mixed_adam_8bit")) return tr("8-bit Adam (10 B)");
    if (is("fp32_sgd")) return tr("FP32, SGD (8 B)");
    if (is("zero_0")) return tr("ZeRO 0, each of %1").arg(devices);
    if (is("zero_1")) return tr("ZeRO 1, each of %1").arg(devices);
    if (is("zero_2")) return tr("ZeRO 2, each of %1").arg(devices);
    if (is("zero_3")) return tr("ZeRO 3, each of %1").arg(devices);
    if (is("lora")) return tr("LoRA %1 on BF16").arg(grouped(choices.loraRank));
    if (is("qlora")) return tr("LoRA %1 on NF4").arg(grouped(choices.loraRank));
    if (is("BF16")) return tr("BF16 or FP16");
    if (is("FP8")) return tr("FP8 or INT8");
    if (is("AWQ")) return tr("AWQ, GPTQ (int4)");
    if (is("NF4")) return tr("NF4 (QLoRA)");
    return QString::fromUtf8(row.id.data(), qsizetype(row.id.size()));
}

QString SizingWords::cited(std::string_view source, bool wasRead) {
    const QString words = QString::fromUtf8(source.data(), qsizetype(source.size()));
    return wasRead ? words : tr("%1 (cited from memory)").arg(words);
}

QString SizingWords::gpuSource(const Accelerator& gpu) { return cited(gpu.source, gpu.sourceRead); }

Figure SizingWords::computed(const QString& label, const QString& value, const QString& formula,
                             const QString& filled, const QString& exact) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.formula = formula;
    figure.filled = filled;
    figure.exact = exact;
    return figure;
}

Figure SizingWords::published(const QString& label, const QString& value, const QString& source,
                              const QString& exact) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.from = Provenance::Published;
    figure.source = source;
    figure.exact = exact;
    return figure;
}

Figure SizingWords::assumed(const QString& label, const QString& value, const QString& why) {
    Figure figure;
    figure.label = label;
    figure.value = value;
    figure.from = Provenance::Assumed;
    figure.source = why;
    return figure;
}

} // namespace tokenarium
