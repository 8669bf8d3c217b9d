// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the session's text and tokens into what the widgets of the text room show.
#pragma once

#include "app/session.h"
#include "engine/view/prompt_strip.h"
#include "engine/view/text_view.h"
#include "engine/view/token_details.h"

#include <QCoreApplication>

#include <optional>

namespace tokenarium {

/// Reads the session, never changes it. GUI thread only.
class TextPresenter : public TextView {
    Q_DECLARE_TR_FUNCTIONS(TextPresenter)
public:
    explicit TextPresenter(const Session& source) : session(source) {}

    std::size_t size() const override { return session.text().size(); }
    void copy(Span span, std::string& out) const override { session.text().copy(span, out); }
    void marks(Span span, std::vector<TokenMark>& out) const override;
    TintKind tintKind() const override { return tokenarium::tintKind(session.coloring()); }

    /// Token numbers that share a byte with `span`, half-open.
    Span tokenNumbers(Span span) const;
    std::optional<std::size_t> tokenAt(std::size_t byte) const;
    std::optional<TokenDetails> details(std::size_t token) const;
    /// The tint that the token's chip has in the text.
    std::uint8_t tintOf(const TokenDetails& details) const;
    /// What a tool tip says of a token: id, bytes, and whose bytes they are when a character is cut. Plain
    /// text.
    static QString summary(const TokenDetails& details);
    /// The strip with `selection` (bytes) and `lit` (token number) marked.
    PromptStrip strip(Span selection, std::optional<std::size_t> lit) const;

private:
    std::uint8_t tint(const LiveToken& token) const;
    const Session& session;
};

} // namespace tokenarium
