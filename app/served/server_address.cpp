// SPDX-License-Identifier: GPL-3.0-or-later
// QUrl reads it; what is local is decided by the host alone.
#include "app/served/server_address.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace tokenarium {
namespace {

QString say(const char* sentence) { return QCoreApplication::translate("ServerAddress", sentence); }

bool isThisMachine(const QString& host) {
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0) return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

} // namespace

QUrl ServerAddress::at(const QString& path) const {
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

QString ServerAddress::origin() const {
    const int usual = base.scheme() == QLatin1String("https") ? 443 : 80;
    return QStringLiteral("%1://%2:%3").arg(base.scheme(), base.host().toLower()).arg(base.port(usual));
}

ServerAddress serverAddress(const QString& typed) {
    ServerAddress address;
    QString text = typed.trimmed();
    if (!text.contains(QLatin1String("://"))) text.prepend(QLatin1String("http://"));
    QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || !isWeb)
        address.problem =
            say(QT_TRANSLATE_NOOP("ServerAddress", "This is no address of a server; one looks like "
                                                   "http://127.0.0.1:8080."));
    else if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        address.problem =
            say(QT_TRANSLATE_NOOP("ServerAddress", "The address must hold no name, password or query; a key "
                                                   "has a field of its own."));
    QString path = url.path();
    while (path.endsWith(QLatin1Char('/'))) path.chop(1);
    if (path.endsWith(QLatin1String("/v1"))) path.chop(3);
    url.setPath(path);
    address.base = url;
    address.isLocal = isThisMachine(url.host());
    return address;
}

} // namespace tokenarium
