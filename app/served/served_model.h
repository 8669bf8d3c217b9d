// SPDX-License-Identifier: GPL-3.0-or-later
// A model that runs elsewhere, asked over HTTP for the tokens that follow a text.
#pragma once

#include "app/served/served_answer.h"
#include "app/served/server_address.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

class QNetworkReply;

namespace tokenarium {

/// Sends nothing to another machine than this one before `allowRemote` was called for the address. Follows no
/// redirect, uses no proxy, keeps no cookie; an answer may have 1 MB and take 30 s. GUI thread only; one
/// request at a time, and a new one ends the one before.
class ServedModel : public QObject {
    Q_OBJECT
public:
    explicit ServedModel(QObject* parent = nullptr);
    ~ServedModel() override;

    /// What was allowed before holds for the address before.
    void setAddress(const ServerAddress& newAddress);
    const ServerAddress& address() const { return server; }
    /// The person has agreed that texts go to this address.
    void allowRemote() { remoteAllowed = true; }
    bool needsConsent() const { return !server.isLocal && !remoteAllowed; }
    /// Sent as a bearer token, to this address only, and not in the clear to another machine.
    void setKey(const QString& newKey) { key = newKey; }
    void setModelName(const QString& name) { modelName = name; }

    void askModels();
    /// Up to `tokens` tokens behind prompt + continuation, whole texts both. Asks for a completion; where the
    /// server has none or gives no probabilities with it, asks once more as a chat.
    void askTokens(const QString& prompt, const QString& continuation, int tokens);
    bool isBusy() const { return reply; }
    /// The last answer came from a chat: the prompt was a message, and the server has put its marks around
    /// it.
    bool wasChat() const { return isChat; }

    void setLimits(qint64 bytes, int milliseconds); ///< for tests

signals:
    void modelsArrived(const QStringList& names);
    void tokensArrived(const ServedAnswer& answer);
    /// A sentence: what happened, and what to do.
    void failed(const QString& message);
    void busyChanged();

private:
    enum class Asked { Models, Completion, Chat };
    void send(Asked what, const QByteArray& body);
    void sendTokens(Asked what);
    void stop();
    void collect();
    void finish();
    void take(Asked what, int status, const QByteArray& body);
    void fail(const QString& message);
    QString sentenceOf(int status, const QByteArray& body) const;

    QNetworkAccessManager network;
    QTimer clock;
    ServerAddress server;
    QString key, modelName, prompt, continuation;
    int tokenCount = 1;
    bool remoteAllowed = false, isChat = false;
    std::optional<ServedAnswer> plain; ///< a completion without probabilities, should the chat fail
    Asked asked = Asked::Models;
    QNetworkReply* reply = nullptr;
    QByteArray received;
    QString ended; ///< why we have ended the request ourselves
    qint64 mostBytes = 1 << 20;
};

} // namespace tokenarium
