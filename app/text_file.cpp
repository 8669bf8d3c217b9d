// SPDX-License-Identifier: GPL-3.0-or-later
// Text files: bounded reading in blocks, ICU for the encodings, QSaveFile for the writing.
#include "app/text_file.h"

#include "app/session.h"
#include "engine/text/text_encoding.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <stdexcept>

namespace tokenarium {

namespace {

[[noreturn]] void refuse(const QString& message) { throw std::runtime_error(message.toStdString()); }

QString shown(const QString& path) { return QDir::toNativeSeparators(path); }

} // namespace

LoadedText TextFile::load(const QString& path, const QString& encoding, std::stop_token stop) {
    QFile file(path);
    const QFileInfo info(path);
    if (!info.exists()) refuse(tr("%1 does not exist.").arg(shown(path)));
    if (info.isDir()) refuse(tr("%1 is a folder; open a text file.").arg(shown(path)));
    if (!info.isFile()) // reading a pipe may wait for ever, and the window with it when it is closed
        refuse(tr("%1 is a pipe or a device, not a file. Let tokenarium-cli read it: it streams.")
                   .arg(shown(path)));
    if (!file.open(QIODevice::ReadOnly))
        refuse(tr("%1 cannot be read: %2.").arg(shown(path), file.errorString()));
    constexpr qint64 most = qint64(Session::maximumTextBytes);
    QByteArray raw;
    while (!file.atEnd() && raw.size() <= most) { // read, do not trust size(): /proc has none
        if (stop.stop_requested()) return {};
        const QByteArray block = file.read(4 << 20);
        if (block.isEmpty()) break;
        raw += block;
    }
    if (file.error() != QFile::NoError)
        refuse(tr("%1 cannot be read: %2.").arg(shown(path), file.errorString()));
    if (raw.size() > most)
        refuse(tr("%1 is longer than %2 MB, the most this window opens. Use tokenarium-cli count: it streams "
                  "files of "
                  "any size.")
                   .arg(shown(path), QString::number(most >> 20)));
    const DecodedText decoded =
        decodeText({raw.constData(), std::size_t(raw.size())}, encoding.toStdString());
    LoadedText loaded;
    loaded.text = QByteArray::fromStdString(decoded.text);
    loaded.source = {info.absoluteFilePath(),  info.fileName(),    QString::fromStdString(decoded.encoding),
                     decoded.hadByteOrderMark, encoding.isEmpty(), decoded.invalidCount};
    if (decoded.looksBinary)
        loaded.remark =
            tr("%1 does not look like a text file; its bytes are shown as they are.").arg(info.fileName());
    else if (decoded.invalidCount > 0)
        loaded.remark =
            tr("%1 has %2 places that are not valid %3, the first at byte %4. Every byte was kept; if the "
               "text looks wrong, choose another encoding at the bottom right.")
                .arg(info.fileName(), QString::number(decoded.invalidCount), loaded.source.encoding,
                     QString::number(decoded.firstInvalid));
    return loaded;
}

std::size_t TextFile::save(const QString& path, const QByteArray& text, const TextSource& source) {
    std::size_t lost = 0;
    const std::string bytes = encodeText({text.constData(), std::size_t(text.size())},
                                         source.encoding.toStdString(), source.byteOrderMark, lost);
    if (lost > 0) return lost;
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(bytes.data(), qint64(bytes.size())) >= 0;
    if (!written || !file.commit())
        refuse(tr("%1 was not saved: %2. The text is still here; save it somewhere else.")
                   .arg(shown(path), file.errorString()));
    return 0;
}

} // namespace tokenarium
