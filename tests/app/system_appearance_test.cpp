// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's wish for dark windows, asked of a portal that this test plays itself on a private message
// bus.
#include "app/system_appearance.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QPalette>
#include <QTest>
#include <gtest/gtest.h>

namespace tokenarium {
namespace {

/// Answers org.freedesktop.portal.Settings.Read the way portals do: a variant in a variant.
class FakePortal : public QDBusVirtualObject {
public:
    uint scheme = 0, stillness = 0;
    bool animates = true;
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        if (message.member() != "Read") return false;
        const QString key = message.arguments().value(1).toString();
        const QVariant value = key == QLatin1String("color-scheme")     ? QVariant(scheme)
                               : key == QLatin1String("reduced-motion") ? QVariant(stillness)
                                                                        : QVariant(animates);
        const QVariant inner = QVariant::fromValue(QDBusVariant(value));
        bus.send(message.createReply(QVariant::fromValue(QDBusVariant(inner))));
        return true;
    }
    void announce(QDBusConnection& bus, const char* group, const char* key, const QVariant& value) {
        QDBusMessage signal = QDBusMessage::createSignal("/org/freedesktop/portal/desktop",
                                                         "org.freedesktop.portal.Settings", "SettingChanged");
        signal << QString::fromLatin1(group) << QString::fromLatin1(key)
               << QVariant::fromValue(QDBusVariant(value));
        bus.send(signal);
    }
};

TEST(SystemAppearance, WithoutAPortalThePaletteDecides) {
    const QPalette before = QApplication::palette();
    QPalette dark(Qt::black);
    QApplication::setPalette(dark);
    EXPECT_TRUE(SystemAppearance().isDark());
    QApplication::setPalette(QPalette(Qt::white));
    EXPECT_FALSE(SystemAppearance().isDark());
    QApplication::setPalette(before);
}

TEST(SystemAppearance, FollowsThePortal) {
    // A connection of its own: Qt does not send a message to itself over the bus.
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "portal");
    if (!bus.isConnected()) GTEST_SKIP() << "skipped: no session bus (run under dbus-run-session)";
    FakePortal portal;
    portal.scheme = 1;
    ASSERT_TRUE(bus.registerVirtualObject("/org/freedesktop/portal/desktop", &portal));
    if (!bus.registerService("org.freedesktop.portal.Desktop"))
        GTEST_SKIP() << "skipped: this session has a portal already";
    QApplication::setPalette(QPalette(Qt::white));
    SystemAppearance appearance;
    EXPECT_TRUE(QTest::qWaitFor([&] { return appearance.isDark(); }, 5000)) << "Read() said dark";
    EXPECT_FALSE(appearance.reducesMotion());
    portal.announce(bus, "org.freedesktop.appearance", "color-scheme", 2U);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !appearance.isDark(); }, 5000)) << "SettingChanged said light";
    portal.announce(bus, "org.gnome.desktop.interface", "enable-animations", false);
    EXPECT_TRUE(QTest::qWaitFor([&] { return appearance.reducesMotion(); }, 5000)) << "no animations";
    portal.announce(bus, "org.gnome.desktop.interface", "enable-animations", true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !appearance.reducesMotion(); }, 5000));
    portal.announce(bus, "org.freedesktop.appearance", "reduced-motion", 1U);
    EXPECT_TRUE(QTest::qWaitFor([&] { return appearance.reducesMotion(); }, 5000)) << "reduced-motion";
    EXPECT_FALSE(appearance.isDark()); // the other wish is as it was
    bus.unregisterService("org.freedesktop.portal.Desktop");
}

} // namespace
} // namespace tokenarium
