// SPDX-License-Identifier: GPL-3.0-or-later
// QJsonDocument reads it; every field is checked before it is believed.
#include "app/served/served_answer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>

namespace tokenarium {
namespace {

constexpr qsizetype mostTokens = 256, mostAlternatives = 100, longestToken = 1000;

QString say(const char* sentence) { return QCoreApplication::translate("ServedAnswer", sentence); }

ServedAnswer problem(const char* sentence) {
    ServedAnswer answer;
    answer.problem = say(sentence);
    return answer;
}

const char* const notUnderstood =
    QT_TRANSLATE_NOOP("ServedAnswer", "The server's answer is not what an OpenAI-compatible server answers.");

/// A natural logarithm of a probability; −∞ and a little rounding above 0 are taken.
std::optional<double> probabilityOf(const QJsonValue& logarithm) {
    if (!logarithm.isDouble() || std::isnan(logarithm.toDouble())) return std::nullopt;
    constexpr double rounding = 1e-3;
    if (logarithm.toDouble() > rounding) return std::nullopt;
    return std::exp(std::min(logarithm.toDouble(), 0.0));
}

/// The bytes where the server gives them: its text of a part of a character is no text.
QByteArray bytesOf(const QJsonObject& token) {
    const QJsonValue list = token.value(QLatin1String("bytes"));
    if (list.isArray() && list.toArray().size() <= longestToken && !list.toArray().isEmpty()) {
        QByteArray bytes;
        for (const QJsonValue& one : list.toArray()) {
            const int value = one.toInt(-1);
            if (value < 0 || value > 255) return token.value(QLatin1String("token")).toString().toUtf8();
            bytes.append(char(value));
        }
        return bytes;
    }
    return token.value(QLatin1String("token")).toString().left(longestToken).toUtf8();
}

void sortAlternatives(ServedToken& token) {
    std::stable_sort(
        token.alternatives.begin(), token.alternatives.end(),
        [](const ServedAlternative& a, const ServedAlternative& b) { return a.probability > b.probability; });
    if (token.alternatives.size() > std::size_t(mostAlternatives))
        token.alternatives.resize(mostAlternatives);
}

/// `logprobs.content`: one object a token, with the alternatives inside.
bool readContent(const QJsonArray& content, ServedAnswer& answer) {
    for (const QJsonValue& value : content) {
        const QJsonObject object = value.toObject();
        if (!object.value(QLatin1String("token")).isString()) return false;
        ServedToken token{bytesOf(object), probabilityOf(object.value(QLatin1String("logprob"))), {}};
        for (const QJsonValue& other : object.value(QLatin1String("top_logprobs")).toArray()) {
            const QJsonObject one = other.toObject();
            if (const auto share = probabilityOf(one.value(QLatin1String("logprob"))))
                token.alternatives.push_back({bytesOf(one), *share});
        }
        sortAlternatives(token);
        answer.tokens.push_back(std::move(token));
    }
    return true;
}

/// `logprobs.tokens` with lists beside it, and of each token an object of alternatives by their text.
bool readLists(const QJsonObject& logprobs, ServedAnswer& answer) {
    const QJsonArray tokens = logprobs.value(QLatin1String("tokens")).toArray();
    const QJsonArray shares = logprobs.value(QLatin1String("token_logprobs")).toArray();
    const QJsonArray others = logprobs.value(QLatin1String("top_logprobs")).toArray();
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].isString()) return false;
        ServedToken token{tokens[i].toString().left(longestToken).toUtf8(), probabilityOf(shares.at(i)), {}};
        const QJsonObject alternatives = others.at(i).toObject();
        for (auto one = alternatives.begin(); one != alternatives.end(); ++one)
            if (const auto share = probabilityOf(one.value()))
                token.alternatives.push_back({one.key().left(longestToken).toUtf8(), *share});
        sortAlternatives(token);
        answer.tokens.push_back(std::move(token));
    }
    return true;
}

QString textOf(const QJsonObject& choice) {
    const QJsonValue text = choice.value(QLatin1String("text"));
    if (text.isString()) return text.toString();
    return choice.value(QLatin1String("message")).toObject().value(QLatin1String("content")).toString();
}

} // namespace

bool isWholeText(const QByteArray& bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder(bytes);
    return !decoder.hasError() && ignored.toUtf8() == bytes;
}

ServedAnswer readAnswer(const QByteArray& json) {
    const QJsonArray choices =
        QJsonDocument::fromJson(json).object().value(QLatin1String("choices")).toArray();
    if (choices.isEmpty() || !choices.first().isObject()) return problem(notUnderstood);
    const QJsonObject choice = choices.first().toObject();
    const QJsonObject logprobs = choice.value(QLatin1String("logprobs")).toObject();
    const QJsonArray content = logprobs.value(QLatin1String("content")).toArray();
    const QJsonArray tokens = logprobs.value(QLatin1String("tokens")).toArray();
    if (std::max(content.size(), tokens.size()) > mostTokens)
        return problem(
            QT_TRANSLATE_NOOP("ServedAnswer", "The server answered with more tokens than it was asked for."));
    ServedAnswer answer;
    answer.hasEnded = choice.value(QLatin1String("finish_reason")).toString() == QLatin1String("stop");
    if (!content.isEmpty() ? !readContent(content, answer) : !readLists(logprobs, answer))
        return problem(notUnderstood);
    const QString text = textOf(choice).left(longestToken);
    if (answer.tokens.empty() && !text.isEmpty()) answer.tokens.push_back({text.toUtf8(), std::nullopt, {}});
    if (answer.tokens.empty() && !answer.hasEnded)
        return problem(QT_TRANSLATE_NOOP("ServedAnswer", "The server answered without a token."));
    return answer;
}

std::optional<QStringList> readModelNames(const QByteArray& json) {
    const QJsonValue data = QJsonDocument::fromJson(json).object().value(QLatin1String("data"));
    if (!data.isArray()) return std::nullopt;
    constexpr qsizetype mostNames = 200, longestName = 200;
    QStringList names;
    for (const QJsonValue& one : data.toArray()) {
        const QString name = one.toObject().value(QLatin1String("id")).toString();
        if (!name.isEmpty() && names.size() < mostNames) names.append(name.left(longestName));
    }
    return names;
}

QString readErrorMessage(const QByteArray& json) {
    constexpr qsizetype longest = 200;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue error = object.value(QLatin1String("error"));
    QString message =
        error.isString() ? error.toString() : error.toObject().value(QLatin1String("message")).toString();
    if (message.isEmpty()) message = object.value(QLatin1String("message")).toString();
    return message.simplified().left(longest);
}

} // namespace tokenarium
