// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a server that a person has typed, checked before anything is sent.
#pragma once

#include <QString>
#include <QUrl>

namespace tokenarium {

struct ServerAddress {
    QUrl base;            ///< "http://127.0.0.1:8080", without path or with one that does not end in /v1
    bool isLocal = false; ///< this machine itself: a loopback address or "localhost"
    QString problem;      ///< why it is no address, as a sentence; empty if it is one

    bool isValid() const { return problem.isEmpty(); }
    QUrl at(const QString& path) const; ///< "/v1/models" behind the base
    /// Scheme, host and port: whose key it is.
    QString origin() const;
};

/// http or https, a host, perhaps a port and a path; "127.0.0.1:8080" is taken as http. User names,
/// passwords, queries and fragments are refused.
ServerAddress serverAddress(const QString& typed);

} // namespace tokenarium
