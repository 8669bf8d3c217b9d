// SPDX-License-Identifier: GPL-3.0-or-later
// Formulas are filled with the sizes of the tensors themselves, so that they add up for every model.
#include "app/weights/weight_figures.h"

#include "app/weights/weights_words.h"
#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tokenarium {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::WeightFigures)
};

constexpr std::size_t productsShown = 12;

QString numberAndShare(std::size_t part, std::size_t total) {
    const double share = total > 0 ? double(part) / double(total) : 0;
    return QStringLiteral("%1 · %2").arg(compact(double(part)), percent(share));
}

Figure totalFigure(const WeighedModel& model) {
    Figure figure;
    figure.label = Words::tr("All parameters");
    figure.value = grouped(model.count.total);
    figure.isMain = true;
    figure.from = model.choice.fileTensors ? Provenance::Measured : Provenance::Computed;
    figure.source =
        model.choice.fileTensors ? Words::tr("Counted in the header of %1.").arg(model.title()) : QString();
    figure.formula = Words::tr("Sum over all tensors; each part below opens to its own sum");
    QStringList sums;
    const GroupCounts groups = countGroups(model.architecture.tensors);
    for (const std::size_t numbers : groups.all)
        if (numbers > 0) sums += grouped(numbers);
    figure.filled = sums.join(QStringLiteral(" + ")) + QStringLiteral(" = ") + figure.value;
    return figure;
}

Figure publishedFigure(const WeighedModel& model) {
    const KnownModel& known = *model.known;
    Figure figure;
    figure.label = model.isChanged ? Words::tr("Published, before you changed it") : Words::tr("Published");
    figure.from = Provenance::Published;
    figure.value = known.published > 0 ? grouped(known.published) : QString::fromUtf8(known.quoted);
    figure.source = QString::fromUtf8(known.source);
    if (known.published > 0)
        figure.source =
            Words::tr("%1; compared on %2").arg(figure.source, QString::fromUtf8(knownModelsChecked));
    if (known.published > 0 && *known.quoted)
        figure.formula = Words::tr("In its name or paper: %1").arg(QString::fromUtf8(known.quoted));
    if (known.published == 0)
        figure.formula = Words::tr("Only the rounded number was at hand; ours is the exact sum.");
    if (known.published > 0 && !model.isChanged)
        figure.filled = known.published == model.count.total
                            ? Words::tr("Ours is the same, to the last digit.")
                            : Words::tr("Ours differs by %1.")
                                  .arg(grouped(std::max(known.published, model.count.total) -
                                               std::min(known.published, model.count.total)));
    return figure;
}

Figure groupFigure(WeightGroup group, std::size_t numbers, std::size_t total,
                   const std::vector<WeightTile>& tiles) {
    Figure figure;
    figure.label = groupName(group);
    figure.value = numberAndShare(numbers, total);
    figure.exact = grouped(numbers);
    figure.formula = groupMeaning(group);
    figure.filled = withGroupedDigits(QString::fromStdString(sumOfProducts(tiles, group, productsShown))) +
                    QStringLiteral(" = ") + figure.exact;
    return figure;
}

std::size_t numbersOf(const TensorList& tensors, ListedTensor::Role role) {
    std::size_t sum = 0;
    for (const ListedTensor& tensor : tensors)
        if (tensor.role == role) sum += tensor.elements();
    return sum;
}

Figure computed(const QString& label, std::size_t value, const QString& formula, const QString& filled) {
    Figure figure;
    figure.label = label;
    figure.value = grouped(value);
    figure.exact = figure.value;
    figure.formula = formula;
    figure.filled = QStringLiteral("%1 = %2").arg(filled, figure.value);
    return figure;
}

void addActive(const WeighedModel& model, std::vector<Figure>& figures) {
    const ParameterCount& count = model.count;
    if (count.experts == 0) return;
    const std::size_t resting = count.total - count.active;
    figures.push_back(computed(Words::tr("At work for one token"), count.active,
                               Words::tr("All parameters − the experts that were not chosen"),
                               QStringLiteral("%1 − %2").arg(grouped(count.total), grouped(resting))));
    figures.back().isMain = true;
    figures.push_back(
        computed(Words::tr("The same, without looking up"), count.activeWithoutLookup,
                 Words::tr("Less the token table, of which one row is looked up; gpt-oss counts so"),
                 QStringLiteral("%1 − %2").arg(grouped(count.active),
                                               grouped(count.active - count.activeWithoutLookup))));
}

/// Why others quote another number: what can be computed from our list …
void addOtherSums(const WeighedModel& model, std::vector<Figure>& figures) {
    const ParameterCount& count = model.count;
    const TensorList& tensors = model.architecture.tensors;
    const std::size_t table = numbersOf(tensors, ListedTensor::Role::TokenTable);
    const std::size_t head = numbersOf(tensors, ListedTensor::Role::LanguageHead);
    if (table > 0)
        figures.push_back(computed(
            Words::tr("Without token table and head"), count.nonEmbedding,
            Words::tr("All parameters − token table − head of its own. Papers about scaling count so."),
            head > 0 ? QStringLiteral("%1 − %2 − %3").arg(grouped(count.total), grouped(table), grouped(head))
                     : QStringLiteral("%1 − %2").arg(grouped(count.total), grouped(table))));
    const bool writes = model.shape && (model.shape->kind == ModelShape::Kind::Decoder ||
                                        model.shape->kind == ModelShape::Kind::EncoderDecoder);
    if (table > 0 && head == 0 && writes)
        figures.push_back(
            computed(Words::tr("If the shared table counted twice"), count.total + table,
                     Words::tr("The head is the token table again. Tools that add up files with "
                               "both in them count it twice."),
                     QStringLiteral("%1 + %2").arg(grouped(count.total), grouped(table))));
    if (model.architecture.family == "deepseek_v3" && model.choice.options.multiTokenModules > 0) {
        const StoredEntries stored =
            deepseekStoredEntries(tensors, 128, 128, model.choice.options.multiTokenModules);
        figures.push_back(computed(
            Words::tr("Numbers in its files"), stored.total,
            Words::tr("FP8 + BF16 + F32: the module repeats token table and head, and every block of "
                      "128 × 128 numbers in FP8 has a scale"),
            QStringLiteral("%1 + %2 + %3")
                .arg(grouped(stored.float8), grouped(stored.bfloat16), grouped(stored.float32))));
    }
}

/// … and what others printed.
void addOtherCounts(const WeighedModel& model, std::vector<Figure>& figures) {
    if (!model.known || model.isChanged) return;
    for (const OtherCount& other : model.known->others) {
        if (other.reason == CountReason::None) continue;
        Figure figure;
        figure.label = reasonName(other.reason);
        figure.value = other.count > 0 ? grouped(other.count) : QString::fromUtf8(other.quote);
        figure.from = Provenance::Published;
        figure.formula = reasonMeaning(other.reason);
        if (other.count > model.count.total)
            figure.filled =
                Words::tr("%1 more than the sum above").arg(grouped(other.count - model.count.total));
        else if (other.count > 0)
            figure.filled =
                Words::tr("%1 fewer than the sum above").arg(grouped(model.count.total - other.count));
        figures.push_back(figure);
    }
}

} // namespace

std::vector<Figure> weightFigures(const WeighedModel& model, const std::vector<WeightTile>& tiles) {
    std::vector<Figure> figures{totalFigure(model)};
    if (model.known) figures.push_back(publishedFigure(model));
    addActive(model, figures);
    const GroupCounts groups = countGroups(model.architecture.tensors);
    for (std::size_t i = 0; i < weightGroups; ++i)
        if (groups.all[i] > 0)
            figures.push_back(groupFigure(WeightGroup(i), groups.all[i], model.count.total, tiles));
    addOtherSums(model, figures);
    addOtherCounts(model, figures);
    return figures;
}

} // namespace tokenarium
