// SPDX-License-Identifier: GPL-3.0-or-later
// org.freedesktop.portal.Settings: color-scheme 1 = dark, 2 = light, 0 = no wish; reduced-motion 1 = wished;
// older GNOMEs say enable-animations instead. Only desktops that follow
// freedesktop.org have it; elsewhere Qt is built without D-Bus and the palette decides.
#include "app/system_appearance.h"

#include <QGuiApplication>
#include <QPalette>
#ifdef TOKENARIUM_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace tokenarium {

SystemAppearance::SystemAppearance(QObject* parent) : QObject(parent) {
    const QPalette palette = QGuiApplication::palette();
    paletteIsDark =
        palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    ask();
}

#ifdef TOKENARIUM_HAVE_DBUS

namespace {
const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString object = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString space = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");
const QString reducedMotion = QStringLiteral("reduced-motion");
const QString gnome = QStringLiteral("org.gnome.desktop.interface");
const QString animations = QStringLiteral("enable-animations");
} // namespace

void SystemAppearance::ask() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(service, object, interface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QDBusMessage)));
    read(space, colorScheme);
    read(space, reducedMotion);
    read(gnome, animations);
}

void SystemAppearance::read(const QString& group, const QString& name) {
    QDBusMessage call = QDBusMessage::createMethodCall(service, object, interface, QStringLiteral("Read"));
    call << group << name;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, name] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isValid()) take(group, name, reply.value());
        watcher->deleteLater();
    });
}

void SystemAppearance::settingChanged(const QDBusMessage& message) {
    const QVariantList words = message.arguments();
    if (words.size() == 3) take(words[0].toString(), words[1].toString(), words[2]);
}

void SystemAppearance::take(const QString& group, const QString& name, const QVariant& value) {
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant(); // Read() wraps twice
    if (group == space && name == colorScheme) {
        const uint scheme = inner.toUInt();
        portal = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    } else if (group == space && name == reducedMotion) {
        wishesStillness = inner.toUInt() == 1;
    } else if (group == gnome && name == animations) {
        animationsAreOff = !inner.toBool();
    } else {
        return;
    }
    emit changed();
}

#else

void SystemAppearance::ask() {}
void SystemAppearance::settingChanged(const QDBusMessage&) {}
void SystemAppearance::read(const QString&, const QString&) {}
void SystemAppearance::take(const QString&, const QString&, const QVariant&) {}

#endif

} // namespace tokenarium
