// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the parts of the prompt across starts: the active text is the SessionStore's, everything else lies
// here.
#pragma once

#include "engine/prompt/prompt_file.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tokenarium {

/// One file, "parts.tokenarium" in `folder`, written whole by a worker. What is no text lies beside it in
/// "contents", named by its SHA-256 and written once, so that a change of a text does not write an hour of
/// sound again. GUI thread only; destruction waits for what is being written.
class PromptStore : public QObject {
    Q_OBJECT
public:
    explicit PromptStore(const QString& folder, QObject* parent = nullptr);
    ~PromptStore() override;

    /// nullopt at the first start, or where the file cannot be read: then problem() says why, and the file is
    /// kept beside the next one under the name "parts.damaged.tokenarium".
    std::optional<OpenedPrompt> load();
    /// Later calls overtake earlier ones that have not begun.
    void keep(Prompt prompt);
    /// Waits until what was kept is on the disk.
    void finish();
    const QString& fileName() const { return file; }
    const QString& problem() const { return trouble; }

signals:
    void problemChanged();

private:
    void fail(const QString& why);
    void write(Prompt prompt);
    /// Of what was hashed before; on the worker.
    const std::string& hashOf(const std::shared_ptr<const std::string>& content);
    void removeContentsBut(const Prompt& prompt) const;
    QString folder;
    QString file;
    std::map<std::weak_ptr<const std::string>, std::string, std::owner_less<>> hashes; ///< the worker's
    QString trouble;
    QThreadPool writer; ///< one thread: in order
};

/// The text of the prompt's active part and the one the window held last, put together: that of the window,
/// unless the program was ended between noting the parts and noting the text. Sets the content of the active
/// part.
void settleActiveText(Prompt& prompt, const std::string& lastText);

} // namespace tokenarium
