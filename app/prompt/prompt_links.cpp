// SPDX-License-Identifier: GPL-3.0-or-later
// Paths are absolute in the window and, where that is possible, relative in a file.
#include "app/prompt/prompt_links.h"

#include "engine/file/mapped_file.h"
#include "engine/file/sha256.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <stdexcept>

namespace tokenarium {

namespace {

QString folderOf(const QString& file) { return QFileInfo(file).absolutePath(); }

std::string pathFrom(const QString& folder, const std::string& absolute) {
    const QString path = QString::fromStdString(absolute), relative = QDir(folder).relativeFilePath(path);
    const bool below = !relative.startsWith(QLatin1String("..")) && QDir::isRelativePath(relative);
    return (below ? relative : path).toStdString();
}

bool stillHolds(const PromptPart& part) {
    try {
        const MappedFile file(std::filesystem::u8path(part.origin));
        const auto there = file.bytes(), here = std::as_bytes(std::span(*part.content));
        return std::equal(there.begin(), there.end(), here.begin(), here.end());
    } catch (const std::runtime_error&) {
        return false;
    }
}

} // namespace

PromptToSave embeddedPrompt(Prompt prompt, const QString& file) {
    for (PromptPart& part : prompt.parts) {
        part.origin.clear();
        if (part.isLinked()) part.path = pathFrom(folderOf(file), part.path);
    }
    return {std::move(prompt), {}};
}

PromptToSave linkedPrompt(Prompt prompt, const QString& file) {
    QStringList embedded;
    for (PromptPart& part : prompt.parts) {
        if (part.modality == Modality::Text || !part.content) continue;
        if (part.origin.empty() || !stillHolds(part)) {
            embedded += QString::fromStdString(part.title);
            continue;
        }
        part.path = part.origin;
        part.sha256 = sha256(std::as_bytes(std::span(*part.content)));
    }
    PromptToSave all = embeddedPrompt(std::move(prompt), file);
    all.embedded = embedded;
    return all;
}

PromptInWindow openedHere(OpenedPrompt opened, const QString& file) {
    PromptInWindow here{std::move(opened.prompt), {}, false};
    const QDir folder(folderOf(file));
    for (PromptPart& part : here.prompt.parts) {
        if (!part.isLinked()) continue;
        here.linked = true;
        part.path = QDir::cleanPath(folder.absoluteFilePath(QString::fromStdString(part.path))).toStdString();
        if (!part.content) continue;
        part.origin = std::exchange(part.path, {});
        part.sha256.clear();
    }
    for (const OpenedPrompt::Trouble& trouble : opened.troubles)
        here.troubles[trouble.part] = QString::fromStdString(trouble.message);
    return here;
}

} // namespace tokenarium
