// SPDX-License-Identifier: GPL-3.0-or-later
// The program with the window: looks at its arguments and at the display before Qt does, then opens the
// window.
#include "app/appearance.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/picture/film_frames.h"
#include "app/tour.h"

#include <QApplication>
#include <QFileInfo>
#include <QProcess>
#include <QScreen>
#include <QStandardPaths>

#include <cstdio>
#include <cstring>

namespace {

using namespace tokenarium;

enum ExitCode { Done = 0, WrongUse = 2, BadInput = 3, ResourceMissing = 4 };

const char* const usage =
    "Usage: tokenarium [FILE]\n"
    "       tokenarium --tour FOLDER   render every room to PNG files (needs no display)\n"
    "       tokenarium --help | --version\n"
    "On the command line without a window: tokenarium-cli --help\n";

struct Arguments {
    QString tourFolder;
    int exitCode = -1; ///< >= 0: leave at once
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const char* word = argv[i];
        if (std::strcmp(word, "--help") == 0 || std::strcmp(word, "-h") == 0) {
            std::fputs(usage, stdout);
            arguments.exitCode = Done;
        } else if (std::strcmp(word, "--version") == 0) {
            std::puts("tokenarium " TOKENARIUM_VERSION);
            arguments.exitCode = Done;
        } else if (std::strcmp(word, "--tour") == 0 && i + 1 < argc) {
            arguments.tourFolder = QString::fromLocal8Bit(argv[++i]);
        } else if (word[0] == '-' && word[1] == '-') {
            std::fprintf(stderr, "tokenarium: unknown option %s\n%s", word, usage);
            arguments.exitCode = WrongUse;
        }
        if (arguments.exitCode >= 0) break;
    }
    return arguments;
}

/// The file to open. Only after Qt has taken its own options with their values (-platform xcb) out of the
/// arguments.
QString fileAmong(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        if (argv[i][0] != '-') return QString::fromLocal8Bit(argv[i]);
    return {};
}

bool hasDisplay(int argc, char** argv) {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "-platform") == 0) return true; // the person knows better
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return argc > 0 && argv;
#endif
}

/// Lines that Qt prints on healthy systems and that help nobody.
void dropNoise(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    for (const char* noise :
         {"OpenType support missing", "does not support propagateSizeHints", "XDG_RUNTIME_DIR", "pa_context_connect"})
        if (message.contains(QLatin1String(noise))) return;
    std::fprintf(stderr, "%s\n", qUtf8Printable(qFormatLogMessage(type, context, message)));
    if (type == QtFatalMsg) std::abort();
}

int tour(const QString& folder, Language& language, Appearance& appearance) {
    try {
        const TokenizerCatalog catalog(TokenizerCatalog::defaultFolders());
        for (const QString& path : renderTour(folder, catalog, language, appearance))
            std::printf("%s\n", qUtf8Printable(path));
        std::fflush(stdout);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tokenarium: %s\n", error.what());
        return BadInput;
    }
    if (!qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR")) return Done;
    // Qt reads the scale once, at start: 200 % needs a process of its own.
    QProcess twice;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    twice.setProcessEnvironment(environment);
    twice.setProcessChannelMode(QProcess::ForwardedChannels);
    twice.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--tour"), folder});
    twice.waitForFinished(-1);
    return twice.exitStatus() == QProcess::NormalExit ? twice.exitCode() : BadInput;
}

} // namespace

int main(int argc, char** argv) {
    const Arguments arguments = parse(argc, argv);
    if (arguments.exitCode >= 0) return arguments.exitCode;
    if (!arguments.tourFolder.isEmpty() && !hasDisplay(argc, argv)) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay(argc, argv)) {
        std::fputs("tokenarium: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Render the "
                   "rooms to "
                   "pictures with --tour FOLDER, or use tokenarium-cli.\n",
                   stderr);
        return ResourceMissing;
    }
    qInstallMessageHandler(dropNoise);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokenarium"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENARIUM_VERSION));
    QGuiApplication::setApplicationDisplayName(QString()); // the title says it
    QGuiApplication::setDesktopFileName(QStringLiteral("org.tokenarium.tokenarium"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/tokenarium.svg")));
    Appearance::prepareApplication();
    chooseFilmBackend();
    Appearance appearance;
    Language language;
    if (!arguments.tourFolder.isEmpty()) return tour(arguments.tourFolder, language, appearance);

    const WindowOptions options{Settings::defaultFile(),
                                QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation),
                                fileAmong(argc, argv)};
    const Settings settings = Settings::load(options.settingsFile);
    language.use(settings.language);
    appearance.setTheme(settings.theme);
    appearance.setScale(settings.scalePercent);
    MainWindow window(TokenizerCatalog(TokenizerCatalog::defaultFolders()), language, appearance, options);
    // On a small screen (projectors) the usual size would hang over the edge.
    const QSize room = window.screen()->availableSize();
    const int titleBar = settings.geometry.isEmpty() ? 40 : 0;
    const bool fits = window.width() <= room.width() && window.height() + titleBar <= room.height();
    fits ? window.show() : window.showMaximized();
    return QApplication::exec();
}
