// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence a step, with the numbers of the rule.
#include "app/picture/picture_words.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>

namespace tokenarium {
namespace {

struct PictureWords {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::PictureWords)
};

} // namespace

QString sizeWords(PictureSize size) {
    return QStringLiteral("%1 × %2").arg(grouped(size.width), grouped(size.height));
}

QString pictureStepWords(const PictureStep& step) {
    const QString a = grouped(step.a), both = QStringLiteral("%1 × %2").arg(grouped(step.a), grouped(step.b));
    switch (step.kind) {
    case PictureStepKind::FitWithin: return PictureWords::tr("both sides at most %1 px").arg(a);
    case PictureStepKind::ShortSideTo: return PictureWords::tr("short side %1 px").arg(a);
    case PictureStepKind::FitBudget: return PictureWords::tr("shrunk to at most %1 tokens").arg(a);
    case PictureStepKind::RoundToMultiple: return PictureWords::tr("sides rounded to multiples of %1").arg(a);
    case PictureStepKind::LimitPixels: return PictureWords::tr("shrunk to at most %1 pixels").arg(a);
    case PictureStepKind::RaisePixels: return PictureWords::tr("enlarged to at least %1 pixels").arg(a);
    case PictureStepKind::StretchTo: return PictureWords::tr("stretched to %1").arg(both);
    case PictureStepKind::FitInto: return PictureWords::tr("fitted into %1").arg(both);
    case PictureStepKind::CropCenter: return PictureWords::tr("the middle %1 is kept").arg(both);
    case PictureStepKind::PadTo: return PictureWords::tr("padded to %1").arg(both);
    case PictureStepKind::CutTiles: return PictureWords::tr("cut into tiles of %1").arg(both);
    case PictureStepKind::CutPatches: return PictureWords::tr("cut into patches of %1 × %1").arg(a);
    case PictureStepKind::MergePatches: return PictureWords::tr("%1 × %1 patches become one token").arg(a);
    case PictureStepKind::Overview: return PictureWords::tr("and the whole picture at %1").arg(both);
    case PictureStepKind::Describe: return PictureWords::tr("%1 tokens, whatever the size").arg(a);
    }
    return {};
}

QString countProblemWords(TokenCountProblem problem) {
    switch (problem) {
    case TokenCountProblem::None: return {};
    case TokenCountProblem::NoPixels: return PictureWords::tr("A picture without pixels has no tokens.");
    case TokenCountProblem::TooNarrow:
        return PictureWords::tr(
            "This model refuses pictures whose long side is more than 200 times the short one.");
    case TokenCountProblem::TooLarge: return PictureWords::tr("This picture is too large to be counted.");
    }
    return {};
}

QString countArithmetic(const ImageTokenCount& count) {
    const QString total = grouped(count.tokens);
    QString text;
    if (count.cells == 0 || count.cells * count.tokensPerCell + count.extraTokens != count.tokens) {
        text = PictureWords::tr("= %1 tokens").arg(total);
    } else {
        const bool tiles = count.tiles.count() == count.cells && count.tokensPerCell != 1;
        const bool one = count.cells == 1;
        const QString cells = tiles ? (one ? PictureWords::tr("1 tile") : PictureWords::tr("%1 tiles"))
                                    : (one ? PictureWords::tr("1 cell") : PictureWords::tr("%1 cells"));
        const QString number = one ? cells : cells.arg(grouped(count.cells));
        text = count.extraTokens > 0
                   ? PictureWords::tr("%1 × %2 + %3 = %4 tokens")
                         .arg(number, grouped(count.tokensPerCell), grouped(count.extraTokens), total)
                   : PictureWords::tr("%1 × %2 = %3 tokens").arg(number, grouped(count.tokensPerCell), total);
    }
    if (count.billable != count.tokens)
        text += PictureWords::tr(", billed as %1").arg(grouped(count.billable));
    if (count.bits > 0) text += PictureWords::tr(", %1 bits").arg(grouped(count.bits));
    return text;
}

QString vendorWords(const std::string& vendor) {
    return vendor == "open models" ? PictureWords::tr("open models") : QString::fromStdString(vendor);
}

} // namespace tokenarium
