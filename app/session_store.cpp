// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshot and journal of the text. Every record carries its length and a checksum, so that a record cut off
// by a crash or a full disk ends the replay instead of spoiling the text.
#include "app/session_store.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QSaveFile>

namespace tokenarium {

namespace {

constexpr quint32 snapshotMagic = 0x544B534E; // "TKSN"
constexpr quint32 journalMagic = 0x544B4A4C;  // "TKJL"
enum RecordKind : quint8 { ReplaceRecord = 1, SourceRecord = 2 };

QByteArray checksum(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1)
        .left(8); // against accidents, not attackers
}

void write(QDataStream& out, const TextSource& source) {
    out << source.path << source.title << source.encoding << source.byteOrderMark << source.detected
        << quint64(source.invalidCount);
}

void read(QDataStream& in, TextSource& source) {
    quint64 invalid = 0;
    in >> source.path >> source.title >> source.encoding >> source.byteOrderMark >> source.detected >>
        invalid;
    source.invalidCount = invalid;
}

void prepare(QDataStream& stream) { stream.setVersion(QDataStream::Qt_6_4); }

std::optional<StoredText> readSnapshot(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    QDataStream in(&file);
    prepare(in);
    quint32 magic = 0;
    StoredText stored;
    QByteArray sum;
    in >> magic;
    if (magic != snapshotMagic) return std::nullopt;
    read(in, stored.source);
    in >> stored.text >> sum;
    if (in.status() != QDataStream::Ok || sum != checksum(stored.text)) return std::nullopt;
    return stored;
}

bool applyRecord(quint8 kind, const QByteArray& payload, StoredText& stored) {
    QDataStream in(payload);
    prepare(in);
    if (kind == SourceRecord) {
        read(in, stored.source);
        return in.status() == QDataStream::Ok;
    }
    quint64 begin = 0, end = 0;
    QByteArray inserted;
    in >> begin >> end >> inserted;
    if (in.status() != QDataStream::Ok || begin > end || end > quint64(stored.text.size())) return false;
    stored.text.replace(qsizetype(begin), qsizetype(end - begin), inserted);
    return true;
}

void replay(const QString& path, StoredText& stored) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return;
    QDataStream in(&file);
    prepare(in);
    quint32 magic = 0;
    in >> magic;
    while (magic == journalMagic && !in.atEnd()) {
        quint8 kind = 0;
        QByteArray payload, sum;
        in >> kind >> payload >> sum;
        if (in.status() != QDataStream::Ok || sum != checksum(payload) || !applyRecord(kind, payload, stored))
            return;
    }
}

} // namespace

SessionStore::SessionStore(const QString& where, QObject* parent) : QObject(parent), folder(where) {
    if (!QDir().mkpath(folder)) {
        fail(tr("cannot create the folder %1").arg(QDir::toNativeSeparators(folder)));
        return;
    }
    lock = std::make_unique<QLockFile>(folder + QStringLiteral("/lock"));
    lock->setStaleLockTime(0); // only a dead process's lock is stale
    if (lock->tryLock(0)) return;
    fail(lock->error() == QLockFile::LockFailedError
             ? tr("another Tokenarium window is open; only that one keeps its text for the next start")
             : tr("cannot write in the folder %1").arg(QDir::toNativeSeparators(folder)));
}

SessionStore::~SessionStore() = default;

QString SessionStore::path(quint64 n, const char* extension) const {
    return QStringLiteral("%1/text-%2.%3")
        .arg(folder)
        .arg(n, 8, 10, QLatin1Char('0'))
        .arg(QLatin1String(extension));
}

std::optional<StoredText> SessionStore::load() {
    if (!trouble.isEmpty()) return std::nullopt;
    // Newest first; an unreadable one (a crash while it was written) gives way to the one before.
    const QStringList names =
        QDir(folder).entryList({QStringLiteral("text-*.snapshot")}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : names) {
        const quint64 found = name.mid(5, 8).toULongLong();
        number = std::max(number, found);
        if (auto stored = readSnapshot(path(found, "snapshot"))) {
            replay(path(found, "journal"), *stored);
            return stored;
        }
    }
    return std::nullopt;
}

void SessionStore::begin(const QByteArray& text, const TextSource& source) {
    if (!trouble.isEmpty()) return;
    journal.close();
    const quint64 next = number + 1;
    QSaveFile snapshot(path(next, "snapshot"));
    QDataStream out(&snapshot);
    prepare(out);
    if (snapshot.open(QIODevice::WriteOnly)) {
        out << snapshotMagic;
        write(out, source);
        out << text << checksum(text);
    }
    journal.setFileName(path(next, "journal"));
    const bool opened = snapshot.commit() && journal.open(QIODevice::WriteOnly | QIODevice::Truncate);
    if (!opened)
        return fail(tr("cannot write %1: %2")
                        .arg(QDir::toNativeSeparators(snapshot.fileName()), snapshot.errorString()));
    QDataStream head(&journal);
    prepare(head);
    head << journalMagic;
    journal.flush();
    snapshotBytes = text.size();
    number = next;
    for (const QString& name : QDir(folder).entryList({QStringLiteral("text-*.*")}, QDir::Files))
        if (name.mid(5, 8).toULongLong() < number) QFile::remove(folder + QLatin1Char('/') + name);
}

void SessionStore::append(quint8 kind, const QByteArray& payload) {
    if (!trouble.isEmpty() || !journal.isOpen()) return;
    QDataStream out(&journal);
    prepare(out);
    out << kind << payload << checksum(payload);
    if (!journal.flush() || out.status() != QDataStream::Ok)
        fail(tr("cannot write %1: %2")
                 .arg(QDir::toNativeSeparators(journal.fileName()), journal.errorString()));
}

void SessionStore::noteReplace(Span removed, const QByteArray& inserted) {
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    prepare(out);
    out << quint64(removed.begin) << quint64(removed.end) << inserted;
    append(ReplaceRecord, payload);
}

void SessionStore::noteSource(const TextSource& source) {
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    prepare(out);
    write(out, source);
    append(SourceRecord, payload);
}

bool SessionStore::wantsSnapshot() const {
    constexpr qint64 least = 1 << 20; // replaying a megabyte of keys takes a moment at most
    return journal.isOpen() && journal.size() > std::max(least, 2 * snapshotBytes);
}

void SessionStore::fail(const QString& why) {
    trouble = tr("The text will not be there at the next start: %1.").arg(why);
    journal.close();
    emit problemChanged();
}

} // namespace tokenarium
