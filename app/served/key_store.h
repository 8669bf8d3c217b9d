// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keys of servers are kept: the keyring of the desktop, and nowhere else.
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace tokenarium {

/// A key never goes to a file, a setting or a log. Where there is no keyring it is kept until the program
/// ends, and `isLasting` says so. GUI thread only.
class KeyStore : public QObject {
    Q_OBJECT
public:
    explicit KeyStore(QObject* parent = nullptr);
    ~KeyStore() override;
    /// Emits found, sometime: with an empty key where none is kept.
    void find(const QString& origin);
    /// An empty key takes the one that is kept away. Emits kept.
    void keep(const QString& origin, const QString& key);

signals:
    void found(const QString& origin, const QString& key);
    /// `isLasting` false: until the program ends only.
    void kept(const QString& origin, bool isLasting);

private:
    struct Keyring;
    std::unique_ptr<Keyring> keyring;
};

} // namespace tokenarium
