// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the widget tests offscreen with fixed style, fonts and language, so that pictures are the same
// everywhere.
#include <QApplication>
#include <QFont>
#include <QLocale>
#include <QStandardPaths>
#include <gmock/gmock.h>

int main(int argc, char** argv) {
    ::testing::InitGoogleMock(&argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setCursorFlashTime(0);
    QFont font = QApplication::font();
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("WenQuanYi Micro Hei"),
                      QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans Arabic"),
                      QStringLiteral("Noto Color Emoji"), QStringLiteral("DejaVu Sans")});
    QApplication::setFont(font);
    return RUN_ALL_TESTS();
}
