// SPDX-License-Identifier: GPL-3.0-or-later
// Reading at once: what is larger than the limit is refused before.
#include "app/other/text_bytes.h"

#include "engine/view/part_summary.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <stdexcept>

namespace tokenarium {
namespace {

struct TextBytes {
    Q_DECLARE_TR_FUNCTIONS(tokenarium::TextBytes)
};

constexpr qint64 largestFile = qint64(1) << 30;

} // namespace

std::shared_ptr<const std::string> readTextBytes(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const auto refuse = [&name](const QString& why) {
        throw std::runtime_error(QStringLiteral("%1: %2").arg(name, why).toStdString());
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) refuse(file.errorString());
    if (file.size() > largestFile) refuse(TextBytes::tr("the file is larger than 1 GB; open a part of it."));
    return std::make_shared<const std::string>(file.readAll().toStdString());
}

bool isGeneFile(const QString& path) { return modalityOf({}, path.toStdString()) == Modality::Gene; }

bool isSeriesFile(const QString& path) { return modalityOf({}, path.toStdString()) == Modality::Series; }

} // namespace tokenarium
