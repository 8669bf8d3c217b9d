// SPDX-License-Identifier: GPL-3.0-or-later
// A served model: answers as llama-server, vLLM and Ollama give them, answers that are broken, and a person
// who steps through a server. TOKENARIUM_SERVER=http://127.0.0.1:8080 tries a real one.
#include "app/pages/model/served_view.h"
#include "app/served/served_answer.h"
#include "app/served/served_model.h"
#include "app/served/server_address.h"
#include "engine/model/prompt_tokens.h"
#include "engine/model/sampling.h"
#include "tests/app/model_room_fixture.h"
#include "widgets/message_bar.h"
#include "widgets/model/share_delegate.h"
#include "widgets/model/token_row.h"
#include "widgets/style/number_text.h"

#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>
#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <random>

namespace tokenarium {
namespace {

/// What a real llama-server answered that served the stories model; see ARealServer for how to ask one.
QByteArray captured(const char* name) {
    QFile file(QStringLiteral(TOKENARIUM_SOURCE_DIR "/tests/app/served/llama-server-%1.json")
                   .arg(QLatin1String(name)));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    return file.readAll();
}

/// Short, in the shape of llama-server's answers to /v1/completions.
const QByteArray llamaServer = R"({"choices":[{"text":" there","index":0,"logprobs":{"content":[
 {"id":1052,"token":" there","bytes":[32,116,104,101,114,101],"logprob":-0.5,"top_logprobs":[
  {"id":1052,"token":" there","bytes":[32,116,104,101,114,101],"logprob":-0.5},
  {"id":318,"token":" was","bytes":[32,119,97,115],"logprob":-1.5},
  {"id":9,"token":"","bytes":[230],"logprob":-4.0}]}]},"finish_reason":"length"}],
 "created":1,"model":"m","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":4,"total_tokens":5},
 "id":"chatcmpl-1"})";

/// As vLLM's documents say that it answers /v1/completions.
const QByteArray vllm =
    R"({"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":[{"index":0,
 "text":" there was","logprobs":{"text_offset":[0,6],"token_logprobs":[-0.5,-0.25],"tokens":[" there"," was"],
 "top_logprobs":[{" apple":-1.5," there":-0.5},{" was":-0.25}]},"finish_reason":"length","stop_reason":null}],
 "usage":{"prompt_tokens":4,"total_tokens":6,"completion_tokens":2}})";

/// As Ollama's documents say that it answers /v1/completions: text alone …
const QByteArray ollamaText = R"({"id":"cmpl-2","object":"text_completion","created":1,"model":"m",
 "system_fingerprint":"fp_ollama","choices":[{"text":" there","index":0,"finish_reason":"length"}]})";
/// … and /v1/chat/completions.
const QByteArray ollamaChat = R"({"id":"chatcmpl-2","object":"chat.completion","created":1,"model":"m",
 "system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},
 "logprobs":{"content":[{"token":"Hello","logprob":-0.125,"bytes":[72,101,108,108,111],"top_logprobs":[
 {"token":"Hello","logprob":-0.125,"bytes":[72,101,108,108,111]},{"token":"Hi","logprob":-2.5,"bytes":[72,105]}]}]},
 "finish_reason":"length"}]})";

const QByteArray models =
    R"({"object":"list","data":[{"id":"story-model","object":"model"},{"id":"other"}]})";

TEST(ServedAnswers, OfLlamaServer) {
    const ServedAnswer answer = readAnswer(llamaServer);
    ASSERT_EQ(answer.problem, "");
    ASSERT_EQ(answer.tokens.size(), 1U);
    EXPECT_EQ(answer.tokens[0].bytes, " there");
    EXPECT_NEAR(answer.tokens[0].probability.value(), std::exp(-0.5), 1e-12);
    ASSERT_EQ(answer.tokens[0].alternatives.size(), 3U);
    EXPECT_EQ(answer.tokens[0].alternatives[1].bytes, " was");
    EXPECT_EQ(answer.tokens[0].alternatives[2].bytes, "\xE6") << "a part of a character comes as bytes";
    EXPECT_FALSE(isWholeText(answer.tokens[0].alternatives[2].bytes));
}

TEST(ServedAnswers, ThatALlamaServerReallyGave) {
    for (const char* name : {"completion", "three-tokens", "chinese", "chat", "end"}) {
        const ServedAnswer answer = readAnswer(captured(name));
        EXPECT_EQ(answer.problem, "") << name;
        const QJsonArray content =
            QJsonDocument::fromJson(captured(name)).object()["choices"][0]["logprobs"]["content"].toArray();
        ASSERT_EQ(answer.tokens.size(), std::size_t(content.size())) << name;
        ASSERT_FALSE(answer.tokens.empty()) << name;
        for (std::size_t i = 0; i < answer.tokens.size(); ++i) {
            const ServedToken& token = answer.tokens[i];
            EXPECT_NEAR(token.probability.value(),
                        std::exp(content[qsizetype(i)].toObject()["logprob"].toDouble()), 1e-12);
            double together = 0;
            for (const ServedAlternative& one : token.alternatives) together += one.probability;
            EXPECT_EQ(token.alternatives.size(), 10U) << name;
            EXPECT_GT(together, 0.2) << name;
            EXPECT_LE(together, 1 + 1e-6) << name;
        }
    }
    EXPECT_EQ(readAnswer(captured("completion")).tokens[0].bytes, " girl");
    EXPECT_EQ(readAnswer(captured("three-tokens")).tokens.size(), 3U);
    EXPECT_EQ(readAnswer(captured("end")).tokens[0].bytes, "") << "the mark of the end has no text";
    EXPECT_TRUE(readAnswer(captured("end")).hasEnded);
    std::size_t parts = 0;
    const ServedAnswer chinese = readAnswer(captured("chinese"));
    for (const ServedAlternative& one : chinese.tokens[0].alternatives) parts += !isWholeText(one.bytes);
    EXPECT_EQ(parts, 4U) << "parts of characters come as bytes";
    EXPECT_EQ(readModelNames(captured("models")).value(), QStringList{"stories"});
    EXPECT_TRUE(readErrorMessage(captured("error")).contains("parse error"));
}

TEST(ServedAnswers, AgreeWithThisProgramAboutTheSameModel) {
    const auto model = openReadyModel(TOKENARIUM_SOURCE_DIR "/resources/models/stories");
    std::vector<TokenId> ids = promptTokens(model->opened, "Once upon a time, there was a little").ids;
    ids.erase(ids.begin() + 1); // the server begins without the mark of the language
    const std::vector<double> shares = softmaxOf(recordRun(model, ids)->lastLogits);
    const ServedAnswer answer = readAnswer(captured("completion"));
    for (const ServedAlternative& one : answer.tokens[0].alternatives) {
        std::vector<TokenId> token;
        model->opened.tokenizer->encodeIds(one.bytes.toStdString(), token);
        ASSERT_EQ(token.size(), 1U) << one.bytes.toStdString();
        EXPECT_NEAR(shares[token[0]], one.probability, 0.05) // the server rounds to fewer bits on its way
            << one.bytes.toStdString();
    }
}

TEST(ServedAnswers, OfVllm) {
    const ServedAnswer answer = readAnswer(vllm);
    ASSERT_EQ(answer.problem, "");
    ASSERT_EQ(answer.tokens.size(), 2U);
    EXPECT_EQ(answer.tokens[1].bytes, " was");
    EXPECT_NEAR(answer.tokens[1].probability.value(), std::exp(-0.25), 1e-12);
    ASSERT_EQ(answer.tokens[0].alternatives.size(), 2U);
    EXPECT_EQ(answer.tokens[0].alternatives[0].bytes, " there") << "likeliest first";
}

TEST(ServedAnswers, OfOllama) {
    const ServedAnswer text = readAnswer(ollamaText);
    ASSERT_EQ(text.tokens.size(), 1U);
    EXPECT_FALSE(text.tokens[0].probability);
    const ServedAnswer chat = readAnswer(ollamaChat);
    ASSERT_EQ(chat.tokens.size(), 1U);
    EXPECT_EQ(chat.tokens[0].alternatives[1].bytes, "Hi");
}

TEST(ServedAnswers, AnyBytesGiveAnAnswerOrASentence) {
    std::mt19937 random(11);
    std::size_t refused = 0;
    for (const QByteArray& good : {llamaServer, vllm, ollamaText, ollamaChat}) {
        for (qsizetype length = 0; length < good.size(); ++length) {
            const ServedAnswer cut = readAnswer(good.left(length));
            EXPECT_FALSE(cut.problem.isEmpty()) << length;
        }
        for (int i = 0; i < 2000; ++i) {
            QByteArray changed = good;
            for (int k = 0; k < 3; ++k)
                changed[qsizetype(random() % std::size_t(changed.size()))] = char(random() % 256);
            const ServedAnswer answer = readAnswer(changed);
            refused += !answer.problem.isEmpty();
            for (const ServedToken& token : answer.tokens) {
                if (token.probability) {
                    EXPECT_TRUE(*token.probability >= 0 && *token.probability <= 1);
                }
                for (const ServedAlternative& one : token.alternatives)
                    EXPECT_TRUE(one.probability >= 0 && one.probability <= 1);
            }
        }
    }
    EXPECT_GT(refused, 100U);
    QByteArray deep(200'000, '[');
    EXPECT_FALSE(readAnswer(deep).problem.isEmpty());
    QByteArray many = R"({"choices":[{"logprobs":{"content":[{"token":"a","logprob":-1})";
    for (int i = 0; i < 1000; ++i) many += R"(,{"token":"a","logprob":-1})";
    EXPECT_FALSE(readAnswer(many + "]}}]}").problem.isEmpty());
    EXPECT_FALSE(readAnswer(R"({"choices":[{"logprobs":{"tokens":[7]}}]})").problem.isEmpty());
    EXPECT_FALSE(readModelNames("{}"));
}

TEST(ServerAddresses, OnlyThisMachineIsLocal) {
    for (const char* local : {"http://127.0.0.1:8080", "127.0.0.1:8080", "http://localhost:11434/v1/",
                              "http://[::1]:8000", "http://127.8.8.8"}) {
        const ServerAddress address = serverAddress(local);
        EXPECT_TRUE(address.isValid()) << local;
        EXPECT_TRUE(address.isLocal) << local;
    }
    for (const char* remote : {"http://127.0.0.1.example.org", "https://example.org/v1",
                               "http://10.0.0.5:8000", "http://localhost.example.org", "http://0.0.0.0:1"})
        EXPECT_FALSE(serverAddress(remote).isLocal) << remote;
    for (const char* none : {"", "ftp://127.0.0.1", "http://", "http://me:secret@127.0.0.1",
                             "file:///etc/passwd", "http://127.0.0.1/?key=1", "not an address"})
        EXPECT_FALSE(serverAddress(none).isValid()) << none;
    EXPECT_EQ(serverAddress("localhost:11434/v1/").at("/v1/models").toString(),
              "http://localhost:11434/v1/models");
    EXPECT_EQ(serverAddress("https://Example.org").origin(), "https://example.org:443");
}

struct Request {
    QByteArray path, headers;
    QJsonObject body;
};

/// Answers what it is told to; one request a connection.
class RecordedServer : public QTcpServer {
public:
    std::function<QByteArray(const Request&)> answer; ///< status line, headers, body
    std::vector<Request> requests;

    RecordedServer() {
        EXPECT_TRUE(listen(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    static QByteArray ok(const QByteArray& json) { return with("200 OK", json); }
    static QByteArray with(const QByteArray& status, const QByteArray& json, const QByteArray& more = {}) {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(json.size()) +
               "\r\n" + more + "Connection: close\r\n\r\n" + json;
    }

private:
    void read(QTcpSocket* socket) {
        QByteArray all = socket->property("all").toByteArray() + socket->readAll();
        socket->setProperty("all", all);
        const qsizetype end = all.indexOf("\r\n\r\n");
        if (end < 0) return;
        Request request;
        request.headers = all.left(end);
        request.path = request.headers.split(' ').value(1);
        qsizetype length = 0;
        for (const QByteArray& line : request.headers.split('\n'))
            if (line.toLower().startsWith("content-length:")) length = line.mid(15).trimmed().toInt();
        if (all.size() < end + 4 + length) return;
        request.body = QJsonDocument::fromJson(all.mid(end + 4, length)).object();
        requests.push_back(request);
        const QByteArray reply = answer(request);
        if (reply.isEmpty()) return; // silence
        socket->write(reply);
        socket->disconnectFromHost();
    }
};

class ServedRoom : public ModelRoomTest {
protected:
    void startWith(RecordedServer& server) { startAt(server.address()); }
    void startAt(const QString& address) {
        qputenv("DBUS_SESSION_BUS_ADDRESS",
                "unix:path=/nonexistent"); // no test touches the keyring of its user
        start("tiny", "em", "server");
        connectTo(address);
    }
    void connectTo(const QString& address) {
        auto& line = *find<QLineEdit>("servedAddress");
        line.selectAll();
        QTest::keyClicks(&line, address);
        press("servedConnect");
    }
    void press(const char* name) {
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
        settle();
    }
    ServedView& view() { return *room->findChild<ServedView*>(); }
    QListWidget& list() { return *find<QListWidget>("servedAlternatives"); }
    QStringList labels() {
        QStringList all;
        for (int i = 0; i < list().count(); ++i) all.append(list().item(i)->text());
        return all;
    }
    QString bar() { return room->messages().message(); }
};

TEST_F(ServedRoom, StepsThroughAServerByWhatItReturns) {
    RecordedServer server;
    server.answer = [](const Request& request) {
        return RecordedServer::ok(request.path == "/v1/models" ? models : llamaServer);
    };
    startWith(server);
    EXPECT_EQ(find<QComboBox>("servedModel")->currentText(), "story-model");
    ASSERT_EQ(server.requests.size(), 2U);
    EXPECT_EQ(server.requests[1].path, "/v1/completions");
    EXPECT_EQ(server.requests[1].body.value("prompt").toString(), "em") << "the prompt of the room";
    EXPECT_EQ(server.requests[1].body.value("model").toString(), "story-model");
    EXPECT_EQ(server.requests[1].body.value("max_tokens").toInt(), 1);
    EXPECT_GT(server.requests[1].body.value("logprobs").toInt(), 0);
    EXPECT_THAT(labels(), ::testing::ElementsAre(QString::fromUtf8("␣there"), QString::fromUtf8("␣was"),
                                                 QString::fromUtf8("⟨E6⟩")));
    EXPECT_NEAR(list().item(1)->data(ShareDelegate::shareRole).toDouble(), std::exp(-1.5), 1e-9);
    EXPECT_TRUE(list().item(0)->data(ShareDelegate::markRole).toBool()) << "what the server drew";
    EXPECT_TRUE(said("servedMissing").contains("3 tokens"));
    EXPECT_TRUE(said("servedMissing").contains("attention"));
    press("servedNext");
    EXPECT_EQ(view().text(), "em there");
    EXPECT_EQ(server.requests[2].body.value("prompt").toString(), "em there");
    // Another one than the server drew, and back again.
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, list().visualItemRect(list().item(1)).center());
    settle();
    EXPECT_EQ(view().text(), "em there was");
    EXPECT_EQ(server.requests.back().body.value("prompt").toString(), "em there was");
    EXPECT_EQ(find<TokenRow>("servedTokens")->chips().size(), 2U);
    const std::size_t asked = server.requests.size();
    press("servedBack");
    EXPECT_EQ(view().text(), "em there");
    EXPECT_EQ(server.requests.size(), asked) << "what was answered is not asked again";
    // A part of a character cannot be sent.
    list().setCurrentRow(2);
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, list().visualItemRect(list().item(2)).center());
    settle();
    EXPECT_EQ(server.requests.size(), asked);
    // Another prompt begins anew.
    type(*find<QLineEdit>("modelPrompt"), "oli");
    EXPECT_EQ(view().text(), "oli");
    EXPECT_EQ(server.requests.size(), asked) << "nothing is sent while one types";
}

TEST_F(ServedRoom, APersonStepsThroughWhatARealServerSaid) {
    RecordedServer server;
    server.answer = [](const Request& request) {
        if (request.path == "/v1/models") return RecordedServer::ok(captured("models"));
        const QString prompt = request.body.value("prompt").toString();
        const char* name = prompt.startsWith(QString::fromUtf8("从前")) ? "chinese"
                           : prompt.endsWith("little")                  ? "completion"
                           : prompt.endsWith("girl")                    ? "three-tokens"
                                                                        : "end";
        return RecordedServer::ok(captured(name));
    };
    start("tiny", "Once upon a time, there was a little", "server");
    EXPECT_TRUE(find<QLabel>("servedHowTo")->isVisible()) << "what to do, before anything is connected";
    EXPECT_FALSE(list().isVisible());
    connectTo(server.address());
    EXPECT_FALSE(find<QLabel>("servedHowTo")->isVisible());
    ASSERT_EQ(list().count(), 10);
    const ServedAnswer first = readAnswer(captured("completion"));
    for (int i = 0; i < 10; ++i) {
        const ServedAlternative& one = first.tokens[0].alternatives[std::size_t(i)];
        EXPECT_EQ(list().item(i)->text(), QString::fromUtf8(one.bytes).replace(' ', QChar(0x2423)));
        EXPECT_TRUE(
            list().item(i)->data(Qt::AccessibleTextRole).toString().endsWith(percent(one.probability)));
    }
    EXPECT_TRUE(said("servedFinding").contains(percent(first.tokens[0].probability.value())));
    find<QSpinBox>("servedCount")->setValue(3);
    list().setCurrentRow(0);
    QTest::keyClick(&list(), Qt::Key_Return); // goes on with the girl
    settle();
    EXPECT_TRUE(view().text().startsWith("Once upon a time, there was a little girl named Xiaoyu"))
        << view().text().toStdString();
    press("servedNext");
    EXPECT_TRUE(view().text().endsWith("Xiaoyu.")) << view().text().toStdString();
    press("servedNext");
    EXPECT_EQ(said("servedFinding"), "The model ended its text here.");
    EXPECT_FALSE(list().isVisible());
    type(*find<QLineEdit>("modelPrompt"), QString::fromUtf8("从前有一只小"));
    press("servedNext");
    int parts = 0;
    for (int i = 0; i < list().count(); ++i)
        if (!(list().item(i)->flags() & Qt::ItemIsEnabled)) {
            EXPECT_TRUE(list().item(i)->text().startsWith(QString::fromUtf8("⟨E7⟩")));
            ++parts;
        }
    EXPECT_EQ(parts, 4);
}

TEST_F(ServedRoom, SeveralTokensAtATime) {
    RecordedServer server;
    server.answer = [](const Request& request) {
        return RecordedServer::ok(request.path == "/v1/models" ? models : vllm);
    };
    startWith(server);
    find<QSpinBox>("servedCount")->setValue(2);
    const QString before = view().text();
    press("servedNext");
    EXPECT_EQ(server.requests.back().body.value("max_tokens").toInt(), 2);
    EXPECT_EQ(view().text(), before + " was there")
        << "all but the last, which can still be chosen otherwise";
}

TEST_F(ServedRoom, AChatIsAskedWhereACompletionTellsNothing) {
    RecordedServer server;
    server.answer = [](const Request& request) {
        if (request.path == "/v1/models") return RecordedServer::ok(models);
        return RecordedServer::ok(request.path == "/v1/completions" ? ollamaText : ollamaChat);
    };
    startWith(server);
    EXPECT_EQ(labels().value(0), "Hello");
    EXPECT_TRUE(said("servedMissing").contains("as a chat"));
    const QJsonArray messages = server.requests.back().body.value("messages").toArray();
    EXPECT_EQ(messages[0].toObject().value("content").toString(), "em");
    // Where the chat tells nothing either, the text is shown and said to be all.
    server.answer = [](const Request& request) {
        return request.path == "/v1/completions" ? RecordedServer::ok(ollamaText)
                                                 : RecordedServer::with("404 Not Found", "{}");
    };
    press("servedNext");
    EXPECT_EQ(list().count(), 0);
    EXPECT_TRUE(said("servedFinding").contains("no probabilities"));
}

TEST_F(ServedRoom, BrokenHostileAndAbsentServersGetASentence) {
    RecordedServer server;
    server.answer = [](const Request&) { return RecordedServer::ok(models); };
    startWith(server);
    const auto expectSaid = [&](const QByteArray& reply, const char* words) {
        server.answer = [&](const Request&) { return reply; };
        room->messages().clear();
        press("servedNext");
        EXPECT_TRUE(bar().contains(words)) << words << " not in: " << bar().toStdString();
    };
    expectSaid(RecordedServer::ok("<html>"), "not what an OpenAI-compatible server answers");
    expectSaid(RecordedServer::ok(llamaServer.left(300)), "not what an OpenAI-compatible server answers");
    expectSaid(RecordedServer::with("500 Oops", R"({"error":{"message":"out of memory"}})"), "out of memory");
    expectSaid(RecordedServer::with("401 Unauthorized", "{}"), "asks for a key");
    expectSaid(RecordedServer::ok(QByteArray((1 << 20) + 10, ' ')), "more than 1048576 bytes");
    RecordedServer other;
    other.answer = [](const Request&) { return RecordedServer::ok(llamaServer); };
    expectSaid(RecordedServer::with("307 Temporary Redirect", "{}",
                                    "Location: " + other.address().toUtf8() + "/v1/completions\r\n"),
               "points to another address");
    EXPECT_TRUE(other.requests.empty()) << "a redirect was followed";
    server.close();
    press("servedNext");
    EXPECT_TRUE(bar().contains("cannot be reached")) << bar().toStdString();
}

TEST(ServedModels, ASilentServerIsGivenUp) {
    RecordedServer server;
    server.answer = [](const Request&) { return QByteArray(); };
    ServedModel model;
    model.setAddress(serverAddress(server.address()));
    model.setLimits(1000, 50);
    QString said;
    QObject::connect(&model, &ServedModel::failed, [&](const QString& message) { said = message; });
    model.askModels();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !said.isEmpty(); }, 20'000));
    EXPECT_TRUE(said.contains("in time")) << said.toStdString();
    EXPECT_FALSE(model.isBusy());
}

TEST(ServedModels, NothingGoesToAnotherMachineUnasked) {
    ServedModel model;
    QString said;
    QObject::connect(&model, &ServedModel::failed, [&](const QString& message) { said = message; });
    model.setAddress(serverAddress("http://192.0.2.7:8000")); // a network that exists in documents only
    model.askModels();
    EXPECT_TRUE(said.contains("Nothing was sent")) << said.toStdString();
    EXPECT_FALSE(model.isBusy());
    model.allowRemote();
    model.setKey("k-123");
    said.clear();
    model.askModels();
    EXPECT_TRUE(said.contains("unencrypted")) << "a key in the clear";
    EXPECT_FALSE(model.isBusy());
    model.setAddress(serverAddress("http://192.0.2.8:8000"));
    EXPECT_TRUE(model.needsConsent()) << "consent holds for one address";
}

TEST_F(ServedRoom, AnotherMachineIsNamedFirst) {
    startAt("http://192.0.2.7:8000");
    EXPECT_TRUE(find<QWidget>("servedConsent")->isVisible());
    EXPECT_TRUE(said("servedConsentText").contains("192.0.2.7"));
    EXPECT_FALSE(find<QPushButton>("servedNext")->isEnabled());
}

TEST_F(ServedRoom, TheKeyGoesToItsServerOnly) {
    RecordedServer server, other;
    server.answer = other.answer = [](const Request& request) {
        return RecordedServer::ok(request.path == "/v1/models" ? models : llamaServer);
    };
    startWith(server);
    EXPECT_FALSE(server.requests[0].headers.contains("Authorization"));
    press("servedKeyButton");
    auto& key = *find<QLineEdit>("servedKey");
    EXPECT_EQ(key.echoMode(), QLineEdit::Password);
    QTest::keyClicks(&key, "k-123");
    press("servedKeep");
    EXPECT_EQ(key.text(), "");
    EXPECT_TRUE(said("servedKeyNote").contains("until the program ends"))
        << "there is no keyring in this test";
    press("servedConnect");
    EXPECT_TRUE(server.requests.back().headers.contains("Authorization: Bearer k-123"));
    auto& line = *find<QLineEdit>("servedAddress");
    line.selectAll();
    QTest::keyClicks(&line, other.address());
    press("servedConnect");
    ASSERT_FALSE(other.requests.empty());
    EXPECT_FALSE(other.requests.back().headers.contains("Authorization"));
}

TEST_F(ServedRoom, ARealServer) {
    const QByteArray address = qgetenv("TOKENARIUM_SERVER");
    if (address.isEmpty())
        GTEST_SKIP()
            << "skipped: no real server; start llama-server and set TOKENARIUM_SERVER=http://127.0.0.1:8080";
    startAt(QString::fromUtf8(address));
    ASSERT_EQ(bar(), "");
    ASSERT_GE(list().count(), 2) << said("servedFinding").toStdString();
    double together = 0;
    for (int i = 0; i < list().count(); ++i)
        together += list().item(i)->data(ShareDelegate::shareRole).toDouble();
    EXPECT_GT(together, 0);
    EXPECT_LE(together, 1 + 1e-3);
    for (int i = 0; i < 4; ++i) press("servedNext");
    EXPECT_EQ(bar(), "");
    EXPECT_GT(view().text().size(), 2);
}

} // namespace
} // namespace tokenarium
