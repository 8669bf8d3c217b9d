// SPDX-License-Identifier: GPL-3.0-or-later
// The first bytes decide; texts go through the reader of texts, for their encodings.
#include "app/prompt/part_file.h"

#include "app/picture/picture_file.h"
#include "app/text_file.h"
#include "engine/view/part_summary.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <stdexcept>

namespace tokenarium {

namespace {

constexpr qint64 firstBytes = 1 << 20; // enough for the frames that tell a film from a picture

[[noreturn]] void refuse(const QString& message) { throw std::runtime_error(message.toStdString()); }

std::span<const std::byte> view(const QByteArray& bytes) {
    return {reinterpret_cast<const std::byte*>(bytes.constData()), std::size_t(bytes.size())};
}

std::shared_ptr<const std::string> pngOf(const QString& path, const std::stop_token& stop) {
    const LoadedPicture loaded = loadPicture(path, stop);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    loaded.picture.shown.save(&buffer, "PNG");
    return std::make_shared<const std::string>(bytes.toStdString());
}

} // namespace

bool PartFile::isPrompt(const QString& path) {
    return path.endsWith(QLatin1String(".tokenarium"), Qt::CaseInsensitive);
}

LoadedPart PartFile::load(const QString& path, std::stop_token stop) {
    const QFileInfo info(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!info.exists()) refuse(tr("%1 does not exist.").arg(shown));
    if (!info.isFile()) refuse(tr("%1 is no file; choose a file.").arg(shown));
    LoadedPart loaded;
    loaded.part.title = info.fileName().toStdString();
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        loaded.part.modality = Modality::Picture;
        loaded.part.content = pngOf(path, stop);
        return loaded;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) refuse(tr("%1 cannot be read: %2.").arg(shown, file.errorString()));
    if (file.size() > mostBytes)
        refuse(tr("%1 is larger than 1 GB, the most that becomes a part here.").arg(shown));
    const QByteArray head = file.read(firstBytes);
    loaded.part.modality = modalityOf(view(head), info.fileName().toStdString());
    if (loaded.part.modality == Modality::Text) {
        LoadedText text = TextFile::load(path, {}, stop);
        loaded.part.content = std::make_shared<const std::string>(text.text.toStdString());
        loaded.source = text.source;
        loaded.remark = text.remark;
        return loaded;
    }
    auto bytes = std::make_shared<std::string>(head.toStdString());
    while (!file.atEnd() && !stop.stop_requested()) {
        const QByteArray block = file.read(4 << 20);
        if (block.isEmpty()) break;
        bytes->append(block.constData(), std::size_t(block.size()));
        if (qint64(bytes->size()) > mostBytes)
            refuse(tr("%1 is larger than 1 GB, the most that becomes a part here.").arg(shown));
    }
    if (file.error() != QFile::NoError)
        refuse(tr("%1 cannot be read: %2.").arg(shown, file.errorString()));
    // With all bytes it may turn out to move.
    loaded.part.modality =
        modalityOf(std::as_bytes(std::span(*bytes)), info.fileName().toStdString());
    loaded.part.content = std::move(bytes);
    loaded.part.origin = info.absoluteFilePath().toStdString();
    return loaded;
}

} // namespace tokenarium
