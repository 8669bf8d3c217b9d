// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities as people read them: three digits that mean something and a unit of fitting size.
#pragma once

#include <QString>

namespace tokenarium {

/// "412 µs", "1.31 ms", "2.05 s".
QString durationText(double seconds);
/// The same to two minutes, then "4 min 10 s", "3 h 5 min", "12 days".
QString longDurationText(double seconds);
/// With the steps of the SI (k, M, G, T): quantityText(3.9e6, "B") is "3.90 MB", of 31e9 and "B/s" "31.0
/// GB/s". Below 1000 without a step: "12.0 B".
QString quantityText(double value, const QString& unit);
/// "8,120", "53.8", "5.29": for tokens a second.
QString speedText(double perSecond);

} // namespace tokenarium
