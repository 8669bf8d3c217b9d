// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence or number a line, taken from the session.
#include "app/pages/model/loop_values.h"

#include "app/model/model_session.h"
#include "widgets/style/number_text.h"

#include <QCoreApplication>

namespace tokenarium {
namespace {

struct LoopValues {
    Q_DECLARE_TR_FUNCTIONS(LoopValues)
public:
    static QString tokens(std::size_t count) {
        return count == 1 ? tr("1 token") : tr("%1 tokens").arg(grouped(count));
    }
    static QString strength(const SamplingSettings& sampling) {
        const QString temperature = tr("temperature %1").arg(sampling.temperature);
        return sampling.repetitionPenalty == 1
                   ? tr("no penalty, %1").arg(temperature)
                   : tr("penalty %1, %2").arg(sampling.repetitionPenalty).arg(temperature);
    }
    static QString left(const Draw& draw, std::size_t all) {
        return tr("%1 of %2 tokens are left").arg(grouped(draw.candidates.size()), grouped(all));
    }
};

} // namespace

LoopPanel::Now loopValues(const ModelSession& session) {
    using Line = LoopPanel::Line;
    LoopPanel::Now now;
    const auto at = [&](Line line) -> QString& { return now[std::size_t(line)]; };
    const auto& run = session.run();
    if (!run) return now;
    const std::size_t context = run->model->opened.config.positions;
    at(Line::Start) = LoopValues::tokens(session.openingTokens());
    at(Line::Prompt) = LoopValues::tokens(session.promptTokens() - session.openingTokens());
    at(Line::Random) = LoopValues::tr("seed %1").arg(session.seed());
    at(Line::While) = QStringLiteral("%1 < %2").arg(grouped(run->tokens()), grouped(context));
    if (run->tokens() >= context) at(Line::While).replace(QLatin1Char('<'), QChar(0x2265)); // full: it ends
    at(Line::Model) = LoopValues::tr("%1 numbers").arg(grouped(run->lastLogits.size()));
    at(Line::Scores) = LoopValues::strength(session.sampling());
    const auto& draw = session.nextDraw();
    at(Line::Stop) = session.isAtEnd() ? LoopValues::tr("yes: it stops") : QString();
    if (!draw) return now;
    at(Line::Strike) = LoopValues::left(*draw, run->lastLogits.size());
    at(Line::Draw) = QStringLiteral("%1 → ‘%2’")
                         .arg(QString::number(draw->uniform, 'f', 4), session.tokenLabel(draw->token));
    at(Line::Append) = LoopValues::tokens(run->tokens() + 1);
    at(Line::Stop) =
        session.isEndMark(draw->token) ? LoopValues::tr("yes: it stops") : LoopValues::tr("no: it goes on");
    return now;
}

} // namespace tokenarium
