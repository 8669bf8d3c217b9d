// SPDX-License-Identifier: GPL-3.0-or-later
// Claims are told in our own words; the numbers beside them are those of the rung's tensors.
#include "app/weights/ladder_words.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace tokenarium {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::LadderWords)
};

QString millions(std::size_t parameters) { return QLocale().toString(double(parameters) / 1e6, 'f', 1); }

} // namespace

QString rungName(const LadderRung& rung) {
    if (rung.id == "line") return Words::tr("A straight line");
    if (rung.id == "digits-linear") return Words::tr("Digits, one layer (784 to 10)");
    if (rung.id == "lenet-5") return QStringLiteral("LeNet-5");
    if (rung.id == "digits-dense") return Words::tr("Digits, two layers (784, 128, 10)");
    if (rung.id == "poems") return Words::tr("Our model of poems");
    if (rung.id == "stories") return Words::tr("Our model of stories");
    return QString::fromStdString(rung.name);
}

QString rungMeaning(const LadderRung& rung) {
    const QString& id = QString::fromStdString(rung.id);
    if (id == QLatin1String("line"))
        return Words::tr("The smallest model: slope and intercept. Fit it by hand: drag the squares at the "
                         "line's ends, or the points.");
    if (id == QLatin1String("digits-linear"))
        return Words::tr(
            "Ten scores from 28 × 28 pixels: one weight for each pixel and digit, one bias for each "
            "digit.");
    if (id == QLatin1String("lenet-5"))
        return Words::tr(
            "Read the digits on cheques in 1998, with small filters that slide over the picture.");
    if (id == QLatin1String("digits-dense"))
        return Words::tr("The network of many first lessons: 128 neurons between pixels and digits.");
    if (rung.kind == LadderRung::Kind::Own)
        return Words::tr("Comes with this program and runs here: see it work in the Model room.");
    if (!rung.known) return {};
    return Words::tr("Published %1. Counted here tensor by tensor from its configuration; source: %2.")
        .arg(QString::number(rung.year), QString::fromStdString(rung.source));
}

std::vector<RungClaim> rungClaims(const LadderRung& rung) {
    using Verdict = RungClaim::Verdict;
    const QString exact = grouped(rung.parameters);
    if (rung.id == "line")
        return {{Verdict::Right,
                 Words::tr("The parameters of a simple linear regression are slope and intercept."),
                 Words::tr("%1 parameters.").arg(exact)}};
    if (rung.id == "bert-base-uncased")
        return {{Verdict::Wrong,
                 Words::tr("AutoModel.from_pretrained(\"bert-base-uncased\") has 110.7 million parameters."),
                 Words::tr(
                     "It has %1, that is %2 million; with both heads of pre-training 110,106,428. No way of "
                     "counting gives 110.7.")
                     .arg(exact, millions(rung.parameters))},
                {Verdict::Right, Words::tr("BERT is a model of the order of a hundred million parameters."),
                 Words::tr("%1 million.").arg(millions(rung.parameters))}};
    if (rung.id == "gpt3-175b")
        return {
            {Verdict::Right, Words::tr("GPT-3 is of the order of a hundred billion parameters."), exact},
            {Verdict::Depends, Words::tr("The more parameters, the more a model can learn."),
             Words::tr(
                 "Only with enough text: GPT-3 saw 300 billion tokens, %1 for each parameter, where about "
                 "20 would have been best for its computing. See the scaling laws.")
                 .arg(ratio(3e11 / double(rung.parameters)))}};
    if (rung.id == "kimi-k2")
        return {{Verdict::Right, Words::tr("In future, models may reach a trillion parameters."),
                 Words::tr("Reached: %1 in this model, published in 2025; a token uses 3 % of them.")
                     .arg(exact)}};
    return {};
}

QString verdictMark(RungClaim::Verdict verdict) {
    switch (verdict) {
    case RungClaim::Verdict::Right: return Words::tr("✓ right");
    case RungClaim::Verdict::Wrong: return Words::tr("✗ wrong");
    case RungClaim::Verdict::Depends: return Words::tr("≈ it depends");
    }
    return {};
}

QString claimSource() {
    return Words::tr("Claims of the article “AI大模型应知应会100篇”, no. 2, in our words");
}

} // namespace tokenarium
