// SPDX-License-Identifier: GPL-3.0-or-later
// Quotes, and disarms formulas.
#include "widgets/style/csv_field.h"

namespace tokenarium {

QString csvField(QString text, bool isNumber) {
    static const QString formula = QStringLiteral("=+-@\t\r");
    if (!isNumber && !text.isEmpty() && formula.contains(text.front())) text.prepend(QLatin1Char('\''));
    for (const char special : {',', '"', '\r', '\n'})
        if (text.contains(QLatin1Char(special)))
            return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
                   QLatin1Char('"');
    return text;
}

} // namespace tokenarium
