// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the real window for each combination, waits until nothing is being computed, and takes its picture.
#include "app/tour.h"

#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/pages/page.h"
#include "app/pages/text_page.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPixmap>

#include <stdexcept>

namespace tokenarium {

namespace {

constexpr std::size_t smallWindow = 512; // tokens; BERT's
constexpr int longestWait = 20'000;      // ms; a slow machine, not a broken one
constexpr int shortWhile = 60;           // ms; cards of parts follow their counts a moment later

void settle(MainWindow& window) {
    QElapsedTimer clock;
    clock.start();
    const Session& session = window.session();
    const auto busy = [&] {
        const bool textIsBusy =
            !session.tokens() || !session.counts() || session.tokenizerCounts().rows.empty();
        return textIsBusy || window.prompt().isCounting() || !window.currentPage().isSettled();
    };
    do {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    } while (busy() && clock.elapsed() < longestWait);
    clock.restart();
    while (clock.elapsed() < shortWhile) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

QString save(MainWindow& window, const QString& folder, const QString& name) {
    const QString scale = window.devicePixelRatio() > 1.5 ? QStringLiteral("@2x") : QString();
    const QString path = QStringLiteral("%1/%2%3.png").arg(folder, name, scale);
    constexpr int smallestFile = 0; // of the qualities of PNG
    if (!window.grab().toImage().convertToFormat(QImage::Format_RGB32).save(path, "PNG", smallestFile))
        throw std::runtime_error("The picture " + path.toStdString() + " cannot be written.");
    return path;
}

} // namespace

QStringList renderTour(const QString& folder, const TokenizerCatalog& catalog, Language& language,
                       Appearance& appearance) {
    if (!QDir().mkpath(folder))
        throw std::runtime_error("The folder " + folder.toStdString() + " cannot be made.");
    QStringList written;
    for (const QString& name : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
        language.use(name);
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            appearance.setTheme(theme);
            MainWindow window(catalog, language, appearance, {});
            window.resize(1280, 800);
            window.show();
            window.openSample(name == "en" ? QStringLiteral("english") : QStringLiteral("chinese"));
            settle(window);
            if (window.session().tokens()->tokenCount() > 40)
                window.session().pin(40); // something for the inspector to say
            const auto take = [&](const QString& scene) {
                settle(window);
                written << save(
                    window, folder,
                    QStringLiteral("%1-%2-%3")
                        .arg(scene, name.left(2),
                             theme == Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
            };
            for (Page* page : window.pages()) {
                window.showPage(page);
                for (const QString& scene : page->scenes()) {
                    page->showScene(scene);
                    take(scene.isEmpty() ? page->id() : page->id() + QLatin1Char('-') + scene);
                }
            }
            window.openSamplePrompt(); // parts of several kinds, and then too many for the window
            take(QStringLiteral("prompt"));
            window.session().setContextWindow(smallWindow);
            take(QStringLiteral("prompt-overflow"));
        }
    }
    return written;
}

} // namespace tokenarium
