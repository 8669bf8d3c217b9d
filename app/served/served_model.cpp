// SPDX-License-Identifier: GPL-3.0-or-later
// One request at a time; the completion first, the chat where there is none.
#include "app/served/served_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <utility>

namespace tokenarium {
namespace {

constexpr int alternativesAsked = 10, longestWait = 30'000;

} // namespace

ServedModel::ServedModel(QObject* parent) : QObject(parent) {
    network.setProxy(QNetworkProxy::NoProxy); // what is meant for this machine stays on it
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    clock.setSingleShot(true);
    clock.setInterval(longestWait);
    connect(&clock, &QTimer::timeout, this, [this] {
        ended = tr("The server at %1 did not answer in time.").arg(server.origin());
        if (reply) reply->abort();
    });
}

ServedModel::~ServedModel() { stop(); }

void ServedModel::setAddress(const ServerAddress& newAddress) {
    if (newAddress.origin() != server.origin()) {
        remoteAllowed = false;
        key.clear();
    }
    stop();
    server = newAddress;
}

void ServedModel::setLimits(qint64 bytes, int milliseconds) {
    mostBytes = bytes;
    clock.setInterval(milliseconds);
}

void ServedModel::askModels() { send(Asked::Models, {}); }

void ServedModel::askTokens(const QString& newPrompt, const QString& newContinuation, int tokens) {
    prompt = newPrompt;
    continuation = newContinuation;
    tokenCount = tokens;
    plain.reset();
    sendTokens(Asked::Completion);
}

void ServedModel::sendTokens(Asked what) {
    QJsonObject body{{QStringLiteral("max_tokens"), tokenCount},
                     {QStringLiteral("temperature"), 1.0},
                     {QStringLiteral("stream"), false}};
    if (!modelName.isEmpty()) body.insert(QStringLiteral("model"), modelName);
    if (what == Asked::Completion) {
        body.insert(QStringLiteral("prompt"), prompt + continuation);
        body.insert(QStringLiteral("logprobs"), alternativesAsked);
    } else {
        QJsonArray messages{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                        {QStringLiteral("content"), prompt}}};
        if (!continuation.isEmpty())
            messages.append(QJsonObject{{QStringLiteral("role"), QStringLiteral("assistant")},
                                        {QStringLiteral("content"), continuation}});
        body.insert(QStringLiteral("messages"), messages);
        body.insert(QStringLiteral("logprobs"), true);
        body.insert(QStringLiteral("top_logprobs"), alternativesAsked);
    }
    send(what, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

void ServedModel::send(Asked what, const QByteArray& body) {
    stop();
    if (!server.isValid()) return fail(server.problem);
    if (needsConsent())
        return fail(tr("Nothing was sent: %1 is another machine, and you have not agreed to that yet.")
                        .arg(server.base.host()));
    const bool inTheClear = server.base.scheme() != QLatin1String("https") && !server.isLocal;
    if (!key.isEmpty() && inTheClear)
        return fail(tr("Nothing was sent: the key would go to %1 unencrypted. Use an https address.")
                        .arg(server.base.host()));
    static const char* const paths[] = {"/v1/models", "/v1/completions", "/v1/chat/completions"};
    QNetworkRequest request(server.at(QLatin1String(paths[std::size_t(what)])));
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("Accept", "application/json");
    if (!key.isEmpty()) request.setRawHeader("Authorization", "Bearer " + key.toUtf8());
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    asked = what;
    received.clear();
    ended.clear();
    reply = body.isEmpty() ? network.get(request) : network.post(request, body);
    connect(reply, &QNetworkReply::readyRead, this, &ServedModel::collect);
    connect(reply, &QNetworkReply::finished, this, &ServedModel::finish);
    clock.start();
    emit busyChanged();
}

void ServedModel::stop() {
    clock.stop();
    if (QNetworkReply* old = std::exchange(reply, nullptr)) {
        old->disconnect(this);
        old->abort();
        old->deleteLater();
    }
}

void ServedModel::collect() {
    received += reply->read(mostBytes - received.size() + 1);
    if (received.size() <= mostBytes) return;
    ended = tr("The server at %1 answered with more than %2 bytes; nothing of it is shown.")
                .arg(server.origin())
                .arg(mostBytes);
    reply->abort();
}

void ServedModel::finish() {
    clock.stop();
    QNetworkReply* old = std::exchange(reply, nullptr);
    old->deleteLater();
    const int status = old->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString trouble = old->errorString();
    const bool cutShort = old->error() != QNetworkReply::NoError && status >= 200 && status < 300;
    if (!ended.isEmpty()) return fail(ended);
    if (status == 0 || cutShort)
        return fail(tr("The server at %1 cannot be reached: %2. Is it running, and is the address right?")
                        .arg(server.origin(), trouble));
    if (status >= 300 && status < 400)
        return fail(
            tr("The server at %1 points to another address; that is not followed.").arg(server.origin()));
    take(asked, status, received);
}

void ServedModel::take(Asked what, int status, const QByteArray& body) {
    if (what == Asked::Models) {
        const auto names = status < 300 ? readModelNames(body) : std::nullopt;
        if (!names) return fail(sentenceOf(status, body));
        emit busyChanged();
        emit modelsArrived(*names);
        return;
    }
    ServedAnswer answer;
    if (status < 300)
        answer = readAnswer(body);
    else
        answer.problem = sentenceOf(status, body);
    const bool hasShares = answer.hasEnded || (!answer.tokens.empty() && answer.tokens.front().probability);
    if (what == Asked::Completion && status != 401 && status != 403 &&
        !(answer.problem.isEmpty() && hasShares)) {
        if (answer.problem.isEmpty()) plain = answer;
        return sendTokens(Asked::Chat);
    }
    isChat = what == Asked::Chat && !(plain && (!answer.problem.isEmpty() || !hasShares));
    if (what == Asked::Chat && !isChat) answer = *plain;
    if (!answer.problem.isEmpty()) return fail(answer.problem);
    emit busyChanged();
    emit tokensArrived(answer);
}

void ServedModel::fail(const QString& message) {
    emit busyChanged();
    emit failed(message);
}

QString ServedModel::sentenceOf(int status, const QByteArray& body) const {
    const QString said = readErrorMessage(body);
    if (status == 401 || status == 403)
        return tr("The server at %1 asks for a key, or for another one.").arg(server.origin());
    if (status < 300)
        return tr("The server at %1 answers, but not as an OpenAI-compatible server does.")
            .arg(server.origin());
    return said.isEmpty()
               ? tr("The server at %1 refused (HTTP %2).").arg(server.origin()).arg(status)
               : tr("The server at %1 refused (HTTP %2): %3").arg(server.origin()).arg(status).arg(said);
}

} // namespace tokenarium
