// SPDX-License-Identifier: GPL-3.0-or-later
// org.freedesktop.secrets over the session bus, as GNOME's keyring, KWallet and KeePassXC offer it: a
// session, a search by attributes, an item. The secret is handed over on the person's own bus, which others
// cannot read.
#include "app/served/key_store.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QHash>

#include <functional>

namespace tokenarium {

/// Secret of the specification: (oayays).
struct SecretOfBus {
    QDBusObjectPath session;
    QByteArray parameters, value;
    QString type;
};
using AttributesOfBus = QMap<QString, QString>;

QDBusArgument& operator<<(QDBusArgument& argument, const SecretOfBus& secret) {
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.type;
    argument.endStructure();
    return argument;
}
const QDBusArgument& operator>>(const QDBusArgument& argument, SecretOfBus& secret) {
    argument.beginStructure();
    argument >> secret.session >> secret.parameters >> secret.value >> secret.type;
    argument.endStructure();
    return argument;
}

} // namespace tokenarium

Q_DECLARE_METATYPE(tokenarium::SecretOfBus)

namespace tokenarium {
namespace {

const QString service = QStringLiteral("org.freedesktop.secrets");
const QString root = QStringLiteral("/org/freedesktop/secrets");
const QString defaultCollection = QStringLiteral("/org/freedesktop/secrets/aliases/default");
const QString serviceInterface = QStringLiteral("org.freedesktop.Secret.Service");
const QString collectionInterface = QStringLiteral("org.freedesktop.Secret.Collection");
const QString itemInterface = QStringLiteral("org.freedesktop.Secret.Item");
const QString promptInterface = QStringLiteral("org.freedesktop.Secret.Prompt");
constexpr int answerTime = 5000; // ms

AttributesOfBus attributesOf(const QString& origin) {
    return {{QStringLiteral("application"), QStringLiteral("tokenarium")},
            {QStringLiteral("server"), origin}};
}

bool isNone(const QDBusObjectPath& path) {
    return path.path().isEmpty() || path.path() == QLatin1String("/");
}

} // namespace

/// Waits for the end of a prompt; deletes itself then.
class AnsweredPrompt : public QObject {
    Q_OBJECT
public:
    AnsweredPrompt(const QString& path, std::function<void()> whenDone, QObject* parent)
        : QObject(parent)
        , then(std::move(whenDone)) {
        QDBusConnection::sessionBus().connect(service, path, promptInterface, QStringLiteral("Completed"),
                                              this, SLOT(completed()));
    }
private slots:
    void completed() {
        then();
        deleteLater();
    }

private:
    std::function<void()> then;
};

struct KeyStore::Keyring {
    /// Null where something did not work.
    using Then = std::function<void(const QDBusMessage*)>;

    explicit Keyring(KeyStore& owner) : store(owner) {
        qDBusRegisterMetaType<SecretOfBus>();
        qDBusRegisterMetaType<AttributesOfBus>();
    }

    void call(const QString& path, const QString& interface, const QString& member, const QVariantList& words,
              int milliseconds, const Then& then) {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) return then(nullptr);
        QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, member);
        message.setArguments(words);
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, milliseconds), &store);
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, &store, [watcher, then] {
            const QDBusMessage answer = watcher->reply();
            then(answer.type() == QDBusMessage::ReplyMessage ? &answer : nullptr);
            watcher->deleteLater();
        });
    }

    void openSession(const Then& then) {
        call(root, serviceInterface, QStringLiteral("OpenSession"),
             {QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString()))}, answerTime,
             [this, then](const QDBusMessage* answer) {
                 if (answer && answer->arguments().size() == 2)
                     session = answer->arguments().at(1).value<QDBusObjectPath>();
                 then(answer && !isNone(session) ? answer : nullptr);
             });
    }

    /// The desktop asks the person for a password, where the keyring is locked.
    void unlock(const QDBusObjectPath& path, const std::function<void()>& then) {
        call(root, serviceInterface, QStringLiteral("Unlock"),
             {QVariant::fromValue(QList<QDBusObjectPath>{path})}, answerTime,
             [this, then](const QDBusMessage* answer) {
                 if (!answer || answer->arguments().size() < 2) return then();
                 prompt(answer->arguments().at(1).value<QDBusObjectPath>(), then);
             });
    }

    /// Goes on when the person has answered, or at once where there is nothing to ask.
    void prompt(const QDBusObjectPath& path, const std::function<void()>& then) {
        if (isNone(path)) return then();
        new AnsweredPrompt(path.path(), then, &store);
        call(path.path(), promptInterface, QStringLiteral("Prompt"), {QString()}, answerTime,
             [](const QDBusMessage*) {});
    }

    /// The item of this origin, unlocked or locked; none: an empty path.
    void search(const QString& origin, const std::function<void(QDBusObjectPath, bool isLocked)>& then) {
        call(root, serviceInterface, QStringLiteral("SearchItems"),
             {QVariant::fromValue(attributesOf(origin))}, answerTime, [then](const QDBusMessage* answer) {
                 for (int list = 0; answer && list < 2 && list < answer->arguments().size(); ++list) {
                     const auto items = qdbus_cast<QList<QDBusObjectPath>>(answer->arguments().at(list));
                     if (!items.isEmpty()) return then(items.first(), list == 1);
                 }
                 then(QDBusObjectPath(), false);
             });
    }

    void readItem(const QString& origin, const QDBusObjectPath& item) {
        call(item.path(), itemInterface, QStringLiteral("GetSecret"), {QVariant::fromValue(session)},
             answerTime, [this, origin](const QDBusMessage* answer) {
                 QString key = forNow.value(origin);
                 if (answer && !answer->arguments().isEmpty())
                     key = QString::fromUtf8(qdbus_cast<SecretOfBus>(answer->arguments().first()).value);
                 emit store.found(origin, key);
             });
    }

    void write(const QString& origin, const QString& key) {
        const QVariantMap properties{{QStringLiteral("org.freedesktop.Secret.Item.Label"),
                                      QStringLiteral("Tokenarium: %1").arg(origin)},
                                     {QStringLiteral("org.freedesktop.Secret.Item.Attributes"),
                                      QVariant::fromValue(attributesOf(origin))}};
        const SecretOfBus secret{session, {}, key.toUtf8(), QStringLiteral("text/plain")};
        call(defaultCollection, collectionInterface, QStringLiteral("CreateItem"),
             {properties, QVariant::fromValue(secret), true}, answerTime,
             [this, origin, key](const QDBusMessage* answer) {
                 if (!answer || answer->arguments().size() < 2) return keepForNow(origin, key);
                 const auto finished = [this, origin] {
                     forNow.remove(origin);
                     emit store.kept(origin, true);
                 };
                 prompt(answer->arguments().at(1).value<QDBusObjectPath>(), finished);
             });
    }

    void keepForNow(const QString& origin, const QString& key) {
        forNow.insert(origin, key);
        emit store.kept(origin, false);
    }

    void remove(const QString& origin) {
        forNow.remove(origin);
        search(origin, [this, origin](const QDBusObjectPath& item, bool) {
            if (isNone(item)) {
                emit store.kept(origin, true);
                return;
            }
            call(item.path(), itemInterface, QStringLiteral("Delete"), {}, answerTime,
                 [this, origin](const QDBusMessage* answer) { emit store.kept(origin, answer != nullptr); });
        });
    }

    KeyStore& store;
    QDBusObjectPath session;
    QHash<QString, QString> forNow; ///< what no keyring took
};

KeyStore::KeyStore(QObject* parent) : QObject(parent), keyring(std::make_unique<Keyring>(*this)) {}
KeyStore::~KeyStore() = default;

void KeyStore::find(const QString& origin) {
    Keyring* ring = keyring.get();
    ring->openSession([this, ring, origin](const QDBusMessage* answer) {
        if (!answer) {
            emit found(origin, ring->forNow.value(origin));
            return;
        }
        ring->search(origin, [this, ring, origin](const QDBusObjectPath& item, bool isLocked) {
            if (isNone(item))
                emit found(origin, ring->forNow.value(origin));
            else if (isLocked)
                ring->unlock(item, [ring, origin, item] { ring->readItem(origin, item); });
            else
                ring->readItem(origin, item);
        });
    });
}

void KeyStore::keep(const QString& origin, const QString& key) {
    Keyring* ring = keyring.get();
    if (key.isEmpty()) return ring->remove(origin);
    ring->openSession([ring, origin, key](const QDBusMessage* answer) {
        if (!answer) return ring->keepForNow(origin, key);
        ring->unlock(QDBusObjectPath(defaultCollection), [ring, origin, key] { ring->write(origin, key); });
    });
}

} // namespace tokenarium

#include "key_store_secret_service.moc"
