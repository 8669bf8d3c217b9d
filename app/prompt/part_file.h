// SPDX-License-Identifier: GPL-3.0-or-later
// Files become parts of the prompt: read whole, and told apart as the command line does.
#pragma once

#include "app/text_source.h"
#include "engine/prompt/prompt.h"

#include <QCoreApplication>
#include <QString>

#include <stop_token>

namespace tokenarium {

/// A part that was read, with what is known of it if it is a text.
struct LoadedPart {
    PromptPart part;
    TextSource source;
    QString remark; ///< what was odd about a text; mostly empty
};

class PartFile {
    Q_DECLARE_TR_FUNCTIONS(PartFile)
public:
    /// Longer files are refused.
    static constexpr qint64 mostBytes = qint64(1) << 30;
    /// Any thread. Throws std::runtime_error with a sentence: missing, unreadable, a folder, too long. SVG
    /// pictures, which no rule counts, become PNG. An empty part when stopped.
    static LoadedPart load(const QString& path, std::stop_token stop = {});
    /// ".tokenarium", by its name.
    static bool isPrompt(const QString& path);
};

} // namespace tokenarium
