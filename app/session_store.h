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
#include <string>
#include <thread>

namespace tokenarium {

struct StoredText {
    QByteArray text;
    TextSource source;
    bool modified = false; ///< not what the file of `source` holds
};

/// Files in `folder`: text-N.snapshot (header, source, bytes, checksum), text-N.journal (records with a
/// checksum each, appended and handed to the system at once). A new N is written when the journal has
/// outgrown the text, or a change is too long for it; only then the old pair is removed. Snapshots are
/// written by a worker; a kill before it is done leaves the old pair. A torn last record is ignored. When
/// another window holds the lock, or the folder cannot be written, nothing is kept and `problem()` says why.
/// GUI thread only.
class SessionStore : public QObject {
    Q_OBJECT
public:
    explicit SessionStore(const QString& folder, QObject* parent = nullptr);
    ~SessionStore() override;

    /// The text as it was; nullopt at the first start or when nothing readable is there.
    std::optional<StoredText> load();
    /// Starts a new snapshot; waits only for the one before, where that is still being written.
    void begin(std::shared_ptr<const std::string> text, const TextSource& source, bool modified);
    void noteReplace(Span removed, const QByteArray& inserted);
    void noteSource(const TextSource& source);
    void noteModified(bool modified);
    /// Should the next change, which inserts so many bytes, be kept with begin() instead of noteReplace()?
    bool wantsSnapshot(std::size_t insertedBytes) const;
    /// Waits until the snapshot is on the disk.
    void finishSnapshot();
    /// Empty while all is well, else a sentence for a person.
    const QString& problem() const { return trouble; }

signals:
    void problemChanged();

private:
    void snapshotFailed(quint64 which, const QString& error);
    void append(quint8 kind, const QByteArray& payload);
    void fail(const QString& why);
    QString path(quint64 number, const char* extension) const;

    QString folder;
    std::unique_ptr<QLockFile> lock;
    quint64 number = 0;
    QFile journal;
    qint64 snapshotBytes = 0;
    QString trouble;
    std::jthread writer; ///< writes the snapshot `number`
};

} // namespace tokenarium
