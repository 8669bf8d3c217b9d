// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities of the Serving room as people read them, in the language of the window, and rows for FigureList.
#pragma once

#include "engine/cost/decimal.h"

#include "widgets/figures/figure_list.h"

#include <QCoreApplication>
#include <QString>

namespace tokenarium {

class ServingWords {
    Q_DECLARE_TR_FUNCTIONS(ServingWords)
public:
    /// Three digits that mean something: "5.21", "124", "1,250".
    static QString digits(double value);
    /// All digits that mean something, grouped: "16,060,522,496".
    static QString whole(double value);
    static QString seconds(double value);   ///< "5.21 ms", "1.24 s", "3.5 min", "2.1 h"
    static QString bytes(double value);     ///< "16.1 GB" (10^9)
    static QString flops(double value);     ///< "495 TFLOP/s"
    static QString bandwidth(double value); ///< "3,350 GB/s"
    static QString tokensPerSecond(double value);
    static QString requestsPerSecond(double value);
    static QString tokens(double value);
    static QString dollars(const Decimal& value);
    static QString dollars(double value); ///< "$2.50": at least two digits that mean something
    static QString times(double value);   ///< "×2.8"
    static QString share(double value);   ///< "97.5 %", "0.02 %"
    static QString gpus(double value);    ///< "1 GPU", "8 GPUs"
    static QString requests(double value);
};

/// "12.5 %" and so on are made by whoever knows the unit; this only fills the struct.
Figure computedFigure(const QString& label, const QString& value, const QString& formula,
                      const QString& filled);
Figure assumedFigure(const QString& label, const QString& value, const QString& source);

} // namespace tokenarium
