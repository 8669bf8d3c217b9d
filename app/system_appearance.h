// SPDX-License-Identifier: GPL-3.0-or-later
// Does the desktop want dark windows, and little motion? Qt 6.4 cannot say, so the desktop portal is asked;
// else the palette, and motion is welcome.
#pragma once

#include <QObject>

#include <optional>

class QDBusMessage;

namespace tokenarium {

/// Asks once, without waiting, and follows changes. GUI thread only.
class SystemAppearance : public QObject {
    Q_OBJECT
public:
    explicit SystemAppearance(QObject* parent = nullptr);
    /// As the portal says; before it has answered, or where there is none, by the lightness of the palette
    /// the program was started with.
    bool isDark() const { return portal.value_or(paletteIsDark); }
    bool reducesMotion() const { return wishesStillness || animationsAreOff; }

signals:
    void changed();

private slots:
    void settingChanged(const QDBusMessage& message); // found by name, with the type of the bus

private:
    void ask();
    void read(const QString& group, const QString& name);
    void take(const QString& group, const QString& name, const QVariant& value);
    bool paletteIsDark = false;
    bool wishesStillness = false, animationsAreOff = false;
    std::optional<bool> portal;
};

} // namespace tokenarium
