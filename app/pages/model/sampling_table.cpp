// SPDX-License-Identifier: GPL-3.0-or-later
// Words and numbers for what the engine did to the candidates.
#include "app/pages/model/sampling_table.h"

#include "app/model/model_session.h"
#include "app/pages/model/stage_words.h"
#include "engine/view/cell_explanation.h"
#include "widgets/style/number_text.h"

#include <QStringList>

#include <algorithm>

namespace tokenarium {
namespace {

constexpr std::size_t candidatesShown = 10;

QString number(double value) { return QString::fromStdString(formulaNumber(value)); }
QString operand(double value) {
    return value < 0 ? QStringLiteral("(%1)").arg(number(value)) : number(value);
}

} // namespace

SamplingTable::SamplingTable(const ModelSession& modelSession, const ModelStage& shown)
    : session(modelSession)
    , stage(shown) {
    const Draw& draw = *session.nextDraw();
    for (const SamplingStage& done : draw.stages) {
        stages.push_back(done.kind);
        if (stage.sampling == done.kind) break;
    }
    const RecordedRun& run = *session.run();
    table = std::make_shared<SamplingColumns>(
        samplingColumns(run.lastLogits, run.ids, session.sampling(), stages, draw.token, candidatesShown));
}

QString SamplingTable::columnName(std::size_t column) const {
    if (column == 0) return tr("by the model");
    ModelStage each;
    each.kind = StageKind::Sampling;
    each.sampling = stages[column - 1];
    return StageWords::label(each);
}

HeatMapData SamplingTable::picture() const {
    HeatMapData shown;
    shown.owner = table;
    shown.values = table->probabilities;
    shown.rows = table->ids.size();
    shown.columns = table->columns;
    shown.range = {0.0F, 1.0F};
    shown.title = tr("probability of the next token");
    shown.rowName = tr("likeliest tokens");
    shown.columnName = tr("after each stage (hatched: removed)");
    QStringList tokens, names;
    for (const TokenId id : table->ids) tokens.append(session.tokenLabel(id));
    for (std::size_t column = 0; column < table->columns; ++column) names.append(columnName(column));
    shown.rowLabel = [tokens](std::size_t row) { return tokens.value(qsizetype(row)); };
    shown.columnLabel = [names](std::size_t each) { return names.value(qsizetype(each)); };
    return shown;
}

HeatMapCell SamplingTable::drawnCell() const {
    const auto drawn = std::find(table->ids.begin(), table->ids.end(), session.nextDraw()->token);
    return {std::size_t(drawn - table->ids.begin()), table->columns - 1};
}

QString SamplingTable::sentence() const {
    const Draw& draw = *session.nextDraw();
    const QString token = session.tokenLabel(draw.token);
    if (stage.kind == StageKind::Draw) {
        const auto part = drawnPart(draw, draw.token);
        return tr("Side by side from 0 to 1, the tokens that are left take as much room as they are likely. "
                  "The random number is %1: it falls on ‘%2’, which reaches from %3 to %4, that is %5 of "
                  "what is left (%6 by the model itself).")
            .arg(QString::number(draw.uniform, 'f', 4), token, QString::number(part.first, 'f', 4),
                 QString::number(part.second, 'f', 4), percent(draw.probability),
                 percent(draw.fullProbability));
    }
    if (stage.kind == StageKind::Append)
        return tr("‘%1’ becomes token %2 of the text. The next step begins again at its embedding.")
            .arg(token)
            .arg(session.run()->tokens() + 1);
    for (const SamplingStage& done : draw.stages) {
        if (done.kind != stage.sampling) continue;
        if (done.removed == 0)
            return tr("Nothing is removed: all %1 tokens are left; the likeliest now has %2.")
                .arg(grouped(done.left), percent(done.highest));
        return tr("%1 of %2 tokens are left, and with them %3 of the probability; the likeliest now has %4.")
            .arg(grouped(done.left), grouped(done.left + done.removed), percent(done.massKept),
                 percent(done.highest));
    }
    return {};
}

QString SamplingTable::explain(HeatMapCell at) const {
    if (at.row >= table->ids.size() || at.column >= table->columns) return {};
    const TokenId id = table->ids[at.row];
    const RecordedRun& run = *session.run();
    const SamplingCell cell =
        samplingCell(run.lastLogits, run.ids, session.sampling(), std::span(stages).first(at.column), id);
    const QString name = tr("probability[‘%1’][%2]").arg(session.tokenLabel(id), columnName(at.column)) +
                         QStringLiteral(" = ");
    if (!cell.before) return name + tr("none: an earlier stage has removed it");
    if (!cell.after) return name + tr("none: removed, for %1").arg(reasonFor(cell));
    QString said = name + formulaOf(cell) + QStringLiteral("\n= ") + numbersOf(cell) + QStringLiteral(" = ") +
                   number(*cell.after);
    if (const QString reason = reasonFor(cell); !reason.isEmpty())
        said += QLatin1Char('\n') + tr("It stays, for %1.").arg(reason);
    return said;
}

QString SamplingTable::formulaOf(const SamplingCell& cell) const {
    if (!cell.stage) return tr("e^(logit − greatest) / the sum of this over all tokens");
    switch (*cell.stage) {
    case SamplingStageKind::RepetitionPenalty:
        return cell.logit == cell.plainLogit
                   ? tr("e^(logit − greatest) / the sum of this over all tokens")
                   : tr("e^(penalized logit − greatest) / the sum of this over all tokens");
    case SamplingStageKind::Temperature:
        if (session.sampling().temperature > 0)
            return tr("e^((logit − greatest) / temperature) / the sum of this over all tokens");
        break;
    default: break;
    }
    return tr("before / what all that stay had together");
}

QString SamplingTable::numbersOf(const SamplingCell& cell) const {
    const SamplingSettings& settings = session.sampling();
    const bool isWarm = cell.stage == SamplingStageKind::Temperature && settings.temperature > 0;
    if (cell.stage && !isWarm && cell.stage != SamplingStageKind::RepetitionPenalty)
        return QStringLiteral("%1 / %2").arg(number(*cell.before), number(cell.kept));
    const bool isPenalized =
        cell.stage == SamplingStageKind::RepetitionPenalty && cell.logit != cell.plainLogit;
    const QString logit = isPenalized
                              ? QStringLiteral("%1 %2 %3")
                                    .arg(number(cell.plainLogit),
                                         cell.plainLogit > 0 ? QStringLiteral("/") : QStringLiteral("·"),
                                         number(settings.repetitionPenalty))
                              : number(cell.logit);
    const QString exponent = QStringLiteral("%1 − %2").arg(logit, operand(cell.greatest));
    return isWarm ? QStringLiteral("e^((%1) / %2) / %3")
                        .arg(exponent, number(settings.temperature), number(cell.divisor))
                  : QStringLiteral("e^(%1) / %2").arg(exponent, number(cell.divisor));
}

/// Why it was removed, or was not; empty for the stages that remove nothing.
QString SamplingTable::reasonFor(const SamplingCell& cell) const {
    const SamplingSettings& settings = session.sampling();
    if (!cell.stage) return {};
    switch (*cell.stage) {
    case SamplingStageKind::RepetitionPenalty: return {};
    case SamplingStageKind::Temperature:
        return settings.temperature > 0 ? QString() : tr("temperature 0 leaves the likeliest token only");
    case SamplingStageKind::TopK:
        return tr("it is number %1 of the likeliest, and %2 are kept")
            .arg(grouped(cell.place), grouped(settings.topK));
    case SamplingStageKind::TopP:
        return cell.after ? tr("those likelier than it have %1 together, less than %2")
                                .arg(number(cell.likelier), number(settings.topP))
                          : tr("those likelier than it have %1 together already, which is not less than %2")
                                .arg(number(cell.likelier), number(settings.topP));
    case SamplingStageKind::MinP:
        return cell.after ? tr("its %1 is not less than %2 · %3 of the likeliest = %4")
                                .arg(number(*cell.before), number(settings.minP), number(cell.highest),
                                     number(settings.minP * cell.highest))
                          : tr("its %1 is less than %2 · %3 of the likeliest = %4")
                                .arg(number(*cell.before), number(settings.minP), number(cell.highest),
                                     number(settings.minP * cell.highest));
    }
    return {};
}

} // namespace tokenarium
