// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshot and journal of the text. Every record carries its length and a checksum, so that a record cut off
// by a crash or a full disk ends the replay instead of spoiling the text.
#include "app/session_store.h"

#include "engine/text/text_buffer.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace tokenarium {

namespace {

constexpr quint32 snapshotMagic = 0x544B5332; // "TKS2"
constexpr quint32 journalMagic = 0x544B4A4C;  // "TKJL"
enum RecordKind : quint8 { ReplaceRecord = 1, SourceRecord = 2, ModifiedRecord = 3 };
constexpr std::size_t longestRecord = 1 << 20; // longer insertions become a snapshot

QByteArray checksum(QByteArrayView bytes) {
    QCryptographicHash hash(QCryptographicHash::Sha1); // against accidents, not attackers
    hash.addData(bytes);
    return hash.result().left(8);
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
    in >> stored.modified >> stored.text >> sum;
    if (in.status() != QDataStream::Ok || sum != checksum(stored.text)) return std::nullopt;
    return stored;
}

/// Empty when all went well, else the system's reason.
QString writeSnapshot(const QString& path, const StoredText& stored, const std::string& text) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return file.errorString();
    QDataStream out(&file);
    prepare(out);
    out << snapshotMagic;
    write(out, stored.source);
    out << stored.modified;
    out.writeBytes(text.data(), uint(text.size())); // as a QByteArray; never longer than half a gigabyte
    out << checksum(QByteArrayView(text.data(), qsizetype(text.size())));
    return file.commit() ? QString() : file.errorString();
}

/// A text that is being replayed: the gap buffer makes a long journal of typing linear.
struct Replay {
    TextBuffer text;
    StoredText& stored;

    bool apply(quint8 kind, const QByteArray& payload) {
        QDataStream in(payload);
        prepare(in);
        if (kind == SourceRecord) read(in, stored.source);
        if (kind == ModifiedRecord) in >> stored.modified;
        if (kind == ReplaceRecord) {
            quint64 begin = 0, end = 0;
            QByteArray inserted;
            in >> begin >> end >> inserted;
            if (begin > end || end > text.size()) return false;
            if (in.status() == QDataStream::Ok)
                text.replace({std::size_t(begin), std::size_t(end)},
                             {inserted.constData(), std::size_t(inserted.size())});
        }
        return in.status() == QDataStream::Ok;
    }
};

void replay(const QString& path, StoredText& stored) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() <= qint64(sizeof journalMagic)) return;
    QDataStream in(&file);
    prepare(in);
    quint32 magic = 0;
    in >> magic;
    Replay copy{TextBuffer({stored.text.constData(), std::size_t(stored.text.size())}), stored};
    while (magic == journalMagic && !in.atEnd()) {
        quint8 kind = 0;
        QByteArray payload, sum;
        in >> kind >> payload >> sum;
        if (in.status() != QDataStream::Ok || sum != checksum(payload) || !copy.apply(kind, payload)) break;
    }
    const std::string_view all = copy.text.tail(0);
    stored.text = QByteArray(all.data(), qsizetype(all.size()));
}

/// The files of snapshots before `number`.
void removeOlder(const QString& folder, quint64 number) {
    for (const QString& name : QDir(folder).entryList({QStringLiteral("text-*.*")}, QDir::Files))
        if (name.mid(5, 8).toULongLong() < number) QFile::remove(folder + QLatin1Char('/') + name);
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

void SessionStore::begin(std::shared_ptr<const std::string> text, const TextSource& source, bool modified) {
    finishSnapshot();
    if (!trouble.isEmpty()) return;
    journal.close();
    journal.setFileName(path(++number, "journal"));
    if (!journal.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail(tr("cannot write %1: %2")
                        .arg(QDir::toNativeSeparators(journal.fileName()), journal.errorString()));
    QDataStream head(&journal);
    prepare(head);
    head << journalMagic;
    journal.flush();
    snapshotBytes = qint64(text->size());
    writer = std::jthread([this, text = std::move(text), stored = StoredText{{}, source, modified},
                           which = number, file = path(number, "snapshot"), where = folder] {
        const QString error = writeSnapshot(file, stored, *text);
        if (error.isEmpty()) return removeOlder(where, which);
        QMetaObject::invokeMethod(
            this, [this, which, error] { snapshotFailed(which, error); }, Qt::QueuedConnection);
    });
}

void SessionStore::snapshotFailed(quint64 which, const QString& error) {
    if (which != number || !trouble.isEmpty()) return;
    fail(tr("cannot write %1: %2").arg(QDir::toNativeSeparators(path(which, "snapshot")), error));
}

void SessionStore::finishSnapshot() {
    if (writer.joinable()) writer.join();
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

void SessionStore::noteModified(bool modified) {
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    prepare(out);
    out << modified;
    append(ModifiedRecord, payload);
}

bool SessionStore::wantsSnapshot(std::size_t insertedBytes) const {
    constexpr qint64 least = 1 << 20; // replaying a megabyte of keys takes a moment at most
    return journal.isOpen() &&
           (insertedBytes > longestRecord || journal.size() > std::max(least, 2 * snapshotBytes));
}

void SessionStore::fail(const QString& why) {
    trouble = tr("The text will not be there at the next start: %1.").arg(why);
    journal.close();
    emit problemChanged();
}

} // namespace tokenarium
