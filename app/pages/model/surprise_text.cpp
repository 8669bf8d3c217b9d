// SPDX-License-Identifier: GPL-3.0-or-later
// Composes the sentences.
#include "app/pages/model/surprise_text.h"

#include "widgets/style/number_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace tokenarium {
namespace {

QString decimal(double value, int digits) { return QLocale().toString(value, 'f', digits); }

} // namespace

QString surpriseTip(const TokenSurprise& token) {
    return QCoreApplication::translate("Surprise", "%1 bits of surprise: the model gave it %2")
        .arg(decimal(token.bits, 2), percent(token.probability));
}

QString surpriseSentence(const SurpriseView& view, std::size_t characters, bool firstLeftOut) {
    if (view.counted == 0)
        return QCoreApplication::translate("Surprise",
                                           "Nothing to be surprised by yet: there is one token only.");
    QString said =
        QCoreApplication::translate(
            "Surprise",
            "%1 tokens surprised the model by %2 bits in all: %3 bits a token, %4 bits a character.")
            .arg(grouped(view.counted), decimal(view.totalBits, 1), decimal(view.bitsPerToken(), 2),
                 decimal(view.totalBits / double(characters ? characters : 1), 2));
    if (firstLeftOut)
        said += QLatin1Char(' ') +
                QCoreApplication::translate("Surprise",
                                            "The first token has nothing before it and is not counted.");
    return said;
}

QString surpriseScaleEnd(const SurpriseView& view) {
    return QCoreApplication::translate("Surprise", "%1 bits: as a blind guess")
        .arg(decimal(view.scaleBits, 1));
}

} // namespace tokenarium
