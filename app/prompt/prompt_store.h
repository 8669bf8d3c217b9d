// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the parts of the prompt across starts: the active text is the SessionStore's, everything else lies
// here.
#pragma once

#include "engine/prompt/prompt_file.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <optional>

namespace tokenarium {

/// One file, "parts.tokenarium" in `folder`, written whole by a worker. GUI thread only; destruction waits
/// for what is being written.
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
    QString file;
    QString trouble;
    QThreadPool writer; ///< one thread: in order
};

/// The text of the prompt's active part and the one the window held last, put together: that of the window,
/// unless the program was ended between noting the parts and noting the text. Sets the content of the active
/// part.
void settleActiveText(Prompt& prompt, const std::string& lastText);

} // namespace tokenarium
