// SPDX-License-Identifier: GPL-3.0-or-later
// Without a keyring we know how to speak to: keys last as long as the program.
#include "app/served/key_store.h"

#include <QHash>

namespace tokenarium {

struct KeyStore::Keyring {
    QHash<QString, QString> keys;
};

KeyStore::KeyStore(QObject* parent) : QObject(parent), keyring(std::make_unique<Keyring>()) {}
KeyStore::~KeyStore() = default;

void KeyStore::find(const QString& origin) { emit found(origin, keyring->keys.value(origin)); }

void KeyStore::keep(const QString& origin, const QString& key) {
    keyring->keys.insert(origin, key);
    emit kept(origin, false);
}

} // namespace tokenarium
