// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the Scaling laws tab, and the laws' names.
#pragma once

#include "app/pages/weights/sizing_words.h"
#include "engine/cost/scaling_laws.h"

#include <QCoreApplication>

#include <vector>

namespace tokenarium {

class ScalingFigures {
    Q_DECLARE_TR_FUNCTIONS(ScalingFigures)

public:
    static const ChinchillaConstants& hoffmann();
    static const ChinchillaConstants& refit();
    static QString hoffmannName(); ///< "Hoffmann 2022 (Chinchilla)"
    static QString refitName();    ///< "re-fit of 2024"
    static QString kaplanName();   ///< "Kaplan 2020"
    static std::vector<Figure> of(double parameters, double tokens);

private:
    static Figure loss(const QString& name, const ChinchillaConstants& fit, const QString& source,
                       double parameters, double tokens);
    static Figure optimum(const QString& name, const ChinchillaConstants& fit, double flops);
};

} // namespace tokenarium
