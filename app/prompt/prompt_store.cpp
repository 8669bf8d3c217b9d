// SPDX-License-Identifier: GPL-3.0-or-later
// Writing and reading the kept parts.
#include "app/prompt/prompt_store.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace tokenarium {

namespace {
std::filesystem::path pathOf(const QString& file) { return std::filesystem::u8path(file.toStdString()); }
} // namespace

PromptStore::PromptStore(const QString& folder, QObject* parent)
    : QObject(parent)
    , file(folder + QStringLiteral("/parts.tokenarium")) {
    writer.setMaxThreadCount(1);
    QDir().mkpath(folder);
}

PromptStore::~PromptStore() { finish(); }

std::optional<OpenedPrompt> PromptStore::load() {
    if (!QFile::exists(file)) return std::nullopt;
    try {
        return loadPrompt(pathOf(file));
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
    writer.start([this, prompt = std::move(prompt), place = pathOf(file)] {
        QString error;
        try {
            savePrompt(place, prompt);
        } catch (const std::runtime_error& reason) {
            error = QString::fromUtf8(reason.what());
        }
        QMetaObject::invokeMethod(
            this, [this, error] { fail(error); }, Qt::QueuedConnection);
    });
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
