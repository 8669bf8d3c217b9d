// SPDX-License-Identifier: GPL-3.0-or-later
// GoogleTest with a QApplication: offscreen, fixed style and fonts, settings apart from the user's own.
#include "app/appearance.h"
#include "app/picture/film_frames.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <gtest/gtest.h>

namespace {

/// A connection to a signal that does not exist is a failure, not a line on stderr.
void failOnBadConnections(QtMsgType, const QMessageLogContext&, const QString& message) {
    if (message.startsWith(QLatin1String("QObject::connect"))) ADD_FAILURE() << message.toStdString();
}

} // namespace

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
    qInstallMessageHandler(failOnBadConnections);
    QApplication application(argc, argv);
    tokenarium::Appearance::prepareApplication();
    tokenarium::chooseFilmBackend();
    QApplication::setCursorFlashTime(0);
    return RUN_ALL_TESTS();
}
