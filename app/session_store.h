// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the text across starts, also across a kill: a snapshot plus a journal of every change since.
#pragma once

#include "app/text_source.h"
#include "engine/token/token.h"

#include <QByteArray>
#include <QFile>
#include <QLockFile>
#include <QObject>

#include <memory>
#include <optional>

namespace tokenarium {

struct StoredText {
    QByteArray text;
    TextSource source;
};

/// Files in `folder`: text-N.snapshot (header, source, bytes, checksum), text-N.journal (records with a
/// checksum each, appended and handed to the system at once). A new N is written when the journal has
/// outgrown the text; only then the old pair is removed. A torn last record is ignored. When another window
/// holds the lock, or the folder cannot be written, nothing is kept and `problem()` says why. GUI thread
/// only.
class SessionStore : public QObject {
    Q_OBJECT
public:
    explicit SessionStore(const QString& folder, QObject* parent = nullptr);
    ~SessionStore() override;

    /// The text as it was; nullopt at the first start or when nothing readable is there.
    std::optional<StoredText> load();
    /// Starts a new snapshot.
    void begin(const QByteArray& text, const TextSource& source);
    void noteReplace(Span removed, const QByteArray& inserted);
    void noteSource(const TextSource& source);
    /// True when the journal has outgrown the text: call begin() again.
    bool wantsSnapshot() const;
    /// Empty while all is well, else a sentence for a person.
    const QString& problem() const { return trouble; }

signals:
    void problemChanged();

private:
    void append(quint8 kind, const QByteArray& payload);
    void fail(const QString& why);
    QString path(quint64 number, const char* extension) const;

    QString folder;
    std::unique_ptr<QLockFile> lock;
    quint64 number = 0;
    QFile journal;
    qint64 snapshotBytes = 0;
    QString trouble;
};

} // namespace tokenarium
