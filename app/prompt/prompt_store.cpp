// SPDX-License-Identifier: GPL-3.0-or-later
// Writing and reading the kept parts.
#include "app/prompt/prompt_store.h"

#include "engine/file/replaced_file.h"
#include "engine/file/sha256.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tokenarium {

namespace {
std::filesystem::path pathOf(const QString& file) { return std::filesystem::u8path(file.toStdString()); }

/// Before the name of what lies in our own folder; links of people are absolute.
const std::string contents = "contents/";

bool isOurs(const PromptPart& part) { return part.path.compare(0, contents.size(), contents) == 0; }
} // namespace

PromptStore::PromptStore(const QString& place, QObject* parent)
    : QObject(parent)
    , folder(place + QLatin1Char('/'))
    , file(place + QStringLiteral("/parts.tokenarium")) {
    writer.setMaxThreadCount(1);
    QDir().mkpath(folder + QString::fromStdString(contents));
}

PromptStore::~PromptStore() { finish(); }

std::optional<OpenedPrompt> PromptStore::load() {
    if (!QFile::exists(file)) return std::nullopt;
    try {
        auto opened = loadPrompt(pathOf(file));
        for (PromptPart& part : opened->prompt.parts)
            if (part.content && isOurs(part)) {
                part.path.clear();
                part.sha256.clear();
            }
        return opened;
    } catch (const std::runtime_error& error) {
        const QString aside =
            QString(file).replace(QStringLiteral("parts."), QStringLiteral("parts.damaged."));
        QFile::remove(aside);
        QFile::rename(file, aside);
        fail(QString::fromUtf8(error.what()));
        return std::nullopt;
    }
}

void PromptStore::keep(Prompt prompt) {
    writer.clear();
    writer.start([this, prompt = std::move(prompt)] {
        QString error;
        try {
            write(prompt);
        } catch (const std::runtime_error& reason) {
            error = QString::fromUtf8(reason.what());
        }
        QMetaObject::invokeMethod(
            this, [this, error] { fail(error); }, Qt::QueuedConnection);
    });
}

/// What the list names is there before it does, and what it does not name goes after.
void PromptStore::write(Prompt prompt) {
    for (PromptPart& part : prompt.parts) {
        if (part.modality == Modality::Text || !part.content) continue;
        part.sha256 = hashOf(part.content);
        part.path = contents + part.sha256;
        const QString place = folder + QString::fromStdString(part.path);
        if (QFileInfo(place).size() != qint64(part.content->size()))
            writeFileAtOnce(pathOf(place), std::as_bytes(std::span(*part.content)));
    }
    savePrompt(pathOf(file), prompt);
    removeContentsBut(prompt);
}

const std::string& PromptStore::hashOf(const std::shared_ptr<const std::string>& content) {
    std::erase_if(hashes, [](const auto& known) { return known.first.expired(); });
    const auto [known, isNew] = hashes.try_emplace(content);
    if (isNew) known->second = sha256(std::as_bytes(std::span(*content)));
    return known->second;
}

void PromptStore::removeContentsBut(const Prompt& prompt) const {
    QDir kept(folder + QString::fromStdString(contents));
    for (const QString& name : kept.entryList(QDir::Files)) {
        const bool isNamed = std::any_of(prompt.parts.begin(), prompt.parts.end(), [&](const PromptPart& part) {
            return part.path == contents + name.toStdString();
        });
        if (!isNamed) kept.remove(name);
    }
}

void PromptStore::finish() { writer.waitForDone(); }

void PromptStore::fail(const QString& why) {
    if (why == trouble) return;
    trouble = why;
    emit problemChanged();
}

void settleActiveText(Prompt& prompt, const std::string& lastText) {
    if (prompt.active >= prompt.parts.size()) return;
    PromptPart& active = prompt.parts[prompt.active];
    if (active.modality != Modality::Text) return;
    const bool ofAnother = std::any_of(prompt.parts.begin(), prompt.parts.end(), [&](const PromptPart& part) {
        return &part != &active && part.modality == Modality::Text && part.content &&
               *part.content == lastText;
    });
    // an empty text is nobody's in particular
    if (!ofAnother || lastText.empty()) active.content = std::make_shared<const std::string>(lastText);
}

} // namespace tokenarium
