// SPDX-License-Identifier: GPL-3.0-or-later
// "Server": a model that runs elsewhere, stepped through what its server returns.
#pragma once

#include "app/pages/model/model_view.h"
#include "app/served/key_store.h"
#include "app/served/served_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace tokenarium {

class ShareDelegate;
class TokenRow;

/// Sends nothing before the person presses Connect, and nothing to another machine before they agree. The
/// prompt is the room's; what the server adds stays in this view.
class ServedView : public ModelView {
    Q_OBJECT
public:
    explicit ServedView(ModelSession& session, QWidget* parent = nullptr);
    QString id() const override { return QStringLiteral("server"); }
    const char* name() const override { return QT_TR_NOOP("Server"); }
    void setColors(const TokenColors& colors) override;
    bool isSettled() const override { return !isVisible() || (!server.isBusy() && !isFindingKey); }
    /// The prompt and what was taken behind it.
    QString text() const;
    const std::vector<ServedToken>& taken() const { return tokens; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void createControls();
    void arrange();
    void connectAll();
    void retranslate();
    void connectServer();
    void agreed();
    void modelsArrived(const QStringList& names);
    void tokensArrived(const ServedAnswer& answer);
    void startOver();
    void ask(int count);
    void next();
    void back();
    void choose(int row);
    void keepKey();
    void refresh();
    void showTokens();
    void showAlternatives();
    /// The token whose alternatives are shown; null where there is none.
    const ServedToken* shownToken() const;
    QByteArray continuation() const;

    ServedModel server;
    KeyStore keys;
    QLabel *intro, *finding, *missing, *consentText, *keyNote, *countLabel, *howTo;
    QLineEdit *addressEdit, *keyEdit;
    QPushButton *connectButton, *agreeButton, *keyButton, *keepButton, *nextButton, *backButton;
    QComboBox* modelBox;
    QSpinBox* countBox;
    QWidget *consent, *keyRow;
    TokenRow* row;
    QListWidget* list;
    ShareDelegate* bars;

    bool isConnected = false, isFindingKey = false, hasEnded = false;
    QString prompt;
    std::vector<ServedToken> tokens;   ///< taken
    std::optional<ServedToken> ahead;  ///< what the server would say next
    std::optional<std::size_t> pinned; ///< of tokens
};

} // namespace tokenarium
