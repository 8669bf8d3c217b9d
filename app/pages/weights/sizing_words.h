// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the tabs that ask what a model needs: names of ways, parts and bytes, and rows of figures.
#pragma once

#include "app/weights/sizing_session.h"
#include "engine/cost/accelerators.h"
#include "widgets/figures/figure_list.h"

#include <QCoreApplication>
#include <QString>

namespace tokenarium {

class SizingWords {
    Q_DECLARE_TR_FUNCTIONS(SizingWords)

public:
    static QString bytes(double value);                  ///< "13.5 GB"
    static QString exactBytes(double value);             ///< "13,476,831,232 bytes"
    static QString number(double value);                 ///< all digits, grouped; whole
    static QString digits(double value, int places = 3); ///< as many places as mean something: "4.156"
    static QString flops(double value);                  ///< "3.14 × 10²³"
    static QString part(MemoryPart which);
    static QString way(const MemoryRow& row, const SizingChoices& choices);
    static QString gpuSource(const Accelerator& gpu); ///< "NVIDIA H100 data sheet", and whether it was read
    static QString cited(std::string_view source, bool wasRead);

    // Rows of figures; the rest is filled in by name.
    static Figure computed(const QString& label, const QString& value, const QString& formula,
                           const QString& filled, const QString& exact = {});
    static Figure published(const QString& label, const QString& value, const QString& source,
                            const QString& exact = {});
    static Figure assumed(const QString& label, const QString& value, const QString& why);
};

} // namespace tokenarium
