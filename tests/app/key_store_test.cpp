// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of servers in a keyring that this test plays itself on a private message bus, and without any keyring.
#include "app/served/key_store.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QDir>
#include <QStandardPaths>
#include <QTest>
#include <gtest/gtest.h>

namespace tokenarium {
namespace {

using Attributes = QMap<QString, QString>;

/// As much of org.freedesktop.secrets as a keyring answers: one collection, its items by their attributes.
class FakeKeyring : public QDBusVirtualObject {
public:
    QMap<QString, QByteArray> secrets; ///< by server
    QStringList calls;
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        calls.append(message.member());
        const QVariantList words = message.arguments();
        const QDBusObjectPath none("/");
        QVariantList reply;
        if (message.member() == "OpenSession") {
            EXPECT_EQ(words[0].toString(), "plain");
            reply = {QVariant::fromValue(QDBusVariant(QString())),
                     QVariant::fromValue(QDBusObjectPath("/session/1"))};
        } else if (message.member() == "Unlock") {
            reply = {QVariant::fromValue(QList<QDBusObjectPath>()), QVariant::fromValue(none)};
        } else if (message.member() == "SearchItems") {
            QList<QDBusObjectPath> found;
            const QString server = qdbus_cast<Attributes>(words[0]).value("server");
            if (secrets.contains(server))
                found.append(QDBusObjectPath("/org/freedesktop/secrets/item/" + hex(server)));
            reply = {QVariant::fromValue(found), QVariant::fromValue(QList<QDBusObjectPath>())};
        } else if (message.member() == "GetSecret") {
            reply = {secretOf(unhex(message.path().section('/', -1)))};
        } else if (message.member() == "Delete") {
            secrets.remove(unhex(message.path().section('/', -1)));
            reply = {QVariant::fromValue(none)};
        } else if (message.member() == "CreateItem") {
            keep(words);
            reply = {QVariant::fromValue(QDBusObjectPath("/item")), QVariant::fromValue(none)};
        } else {
            return false;
        }
        bus.send(message.createReply(reply));
        return true;
    }

private:
    static QString hex(const QString& text) { return QString::fromLatin1(text.toUtf8().toHex()); }
    static QString unhex(const QString& text) {
        return QString::fromUtf8(QByteArray::fromHex(text.toLatin1()));
    }
    QVariant secretOf(const QString& server) const {
        QDBusArgument argument;
        argument.beginStructure();
        argument << QDBusObjectPath("/session/1") << QByteArray() << secrets.value(server)
                 << QString("text/plain");
        argument.endStructure();
        return QVariant::fromValue(argument);
    }
    void keep(const QVariantList& words) {
        const auto properties = qdbus_cast<QVariantMap>(words[0]);
        const auto attributes =
            qdbus_cast<Attributes>(properties.value("org.freedesktop.Secret.Item.Attributes"));
        const auto argument = words[1].value<QDBusArgument>();
        QDBusObjectPath session;
        QByteArray parameters, value;
        QString type;
        argument.beginStructure();
        argument >> session >> parameters >> value >> type;
        argument.endStructure();
        EXPECT_EQ(session.path(), "/session/1");
        EXPECT_TRUE(words[2].toBool()) << "an old key is replaced";
        secrets[attributes.value("server")] = value;
    }
};

struct Heard {
    QString key;
    int found = 0, kept = 0;
    bool isLasting = false;
    explicit Heard(KeyStore& store) {
        QObject::connect(&store, &KeyStore::found, [this](const QString&, const QString& one) {
            key = one;
            ++found;
        });
        QObject::connect(&store, &KeyStore::kept, [this](const QString&, bool lasting) {
            isLasting = lasting;
            ++kept;
        });
    }
};

bool waitFor(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 20'000); }

TEST(KeyStore, WithoutAKeyringAKeyLastsUntilTheEnd) {
    const QString server = "http://127.0.0.1:1";
    {
        KeyStore store;
        Heard heard(store);
        store.keep(server, "secret");
        ASSERT_TRUE(waitFor([&] { return heard.kept == 1; }));
        if (heard.isLasting) GTEST_SKIP() << "skipped: this session has a keyring";
        store.find(server);
        ASSERT_TRUE(waitFor([&] { return heard.found == 1; }));
        EXPECT_EQ(heard.key, "secret");
    }
    KeyStore later;
    Heard heard(later);
    later.find(server);
    ASSERT_TRUE(waitFor([&] { return heard.found == 1; }));
    EXPECT_EQ(heard.key, "");
}

TEST(KeyStore, TheKeyringKeepsFindsAndForgets) {
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "keyring");
    if (!bus.isConnected()) GTEST_SKIP() << "skipped: no session bus (run under dbus-run-session)";
    FakeKeyring keyring;
    ASSERT_TRUE(bus.registerVirtualObject("/org/freedesktop/secrets", &keyring, QDBusConnection::SubPath));
    if (!bus.registerService("org.freedesktop.secrets"))
        GTEST_SKIP() << "skipped: this session has a keyring";
    const QString server = "https://example.org:443";
    {
        KeyStore store;
        Heard heard(store);
        store.keep(server, "s\xC3\xA9same");
        ASSERT_TRUE(waitFor([&] { return heard.kept == 1; }));
        EXPECT_TRUE(heard.isLasting);
        EXPECT_EQ(keyring.secrets.value(server), "s\xC3\xA9same");
    }
    KeyStore later;
    Heard heard(later);
    later.find(server);
    ASSERT_TRUE(waitFor([&] { return heard.found == 1; })) << keyring.calls.join(' ').toStdString();
    EXPECT_EQ(heard.key, QString::fromUtf8("s\xC3\xA9same"));
    later.find("https://other.example:443");
    ASSERT_TRUE(waitFor([&] { return heard.found == 2; }));
    EXPECT_EQ(heard.key, "") << "a key belongs to one server";
    later.keep(server, "");
    ASSERT_TRUE(waitFor([&] { return heard.kept == 1; }));
    EXPECT_TRUE(keyring.secrets.isEmpty());
}

} // namespace
} // namespace tokenarium
