// SPDX-License-Identifier: GPL-3.0-or-later
// org.freedesktop.portal.Settings: color-scheme 1 = dark, 2 = light, 0 = no wish. Only desktops that follow
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
const QString key = QStringLiteral("color-scheme");
} // namespace

void SystemAppearance::ask() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(service, object, interface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QDBusMessage)));
    QDBusMessage call = QDBusMessage::createMethodCall(service, object, interface, QStringLiteral("Read"));
    call << space << key;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isValid()) take(reply.value());
        watcher->deleteLater();
    });
}

void SystemAppearance::settingChanged(const QDBusMessage& message) {
    const QVariantList words = message.arguments();
    if (words.size() == 3 && words[0] == space && words[1] == key) take(words[2]);
}

void SystemAppearance::take(const QVariant& value) {
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant(); // Read() wraps twice
    const uint scheme = inner.toUInt();
    portal = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    emit changed();
}

#else

void SystemAppearance::ask() {}
void SystemAppearance::settingChanged(const QDBusMessage&) {}
void SystemAppearance::take(const QVariant&) {}

#endif

} // namespace tokenarium
