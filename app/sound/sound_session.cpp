// SPDX-License-Identifier: GPL-3.0-or-later
// Opening is a step of undo like every other choice; what is computed of the sound follows the state.
#include "app/sound/sound_session.h"

#include "app/change_value.h"
#include "engine/audio/codebook_file.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenarium {
namespace {

template<typename Book>
std::shared_ptr<const Book> shippedBook(const char* name) {
    QFile file(QStringLiteral(":/codebooks/%1").arg(QLatin1String(name)));
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return std::make_shared<const Book>(std::get<Book>(
        loadCodebook(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), name)));
}

MelSettings cutSettings(SoundCut cut) {
    MelSettings settings; // Whisper's
    if (cut == SoundCut::Patches) settings.bands = SpectrogramPatches().bands;
    return settings;
}

std::uint8_t tintOfLevel(double value, const LogMel& mel) {
    const auto [low, high] = colorRange(mel);
    return std::uint8_t(std::clamp((value - low) / (high - low), 0.0, 1.0) * 255);
}

double meanOf(const LogMel& mel, const SpectrogramPatch& part) {
    double sum = 0;
    for (std::size_t frame = part.firstFrame; frame < part.endFrame; ++frame)
        for (std::size_t band = part.firstBand; band < part.endBand; ++band)
            sum += double(mel.frame(frame)[band]);
    return sum / double((part.endFrame - part.firstFrame) * (part.endBand - part.firstBand));
}

/// Seconds: where it is loudest there is something to look at.
double loudestMoment(const SoundContent& sound) {
    constexpr double step = 800; // samples
    std::vector<SampleRange> ranges(std::size_t(std::ceil(double(sound.audio->samples.size()) / step)));
    sound.waveform->columns(0, step, ranges);
    const auto loudest =
        std::max_element(ranges.begin(), ranges.end(), [](const SampleRange& a, const SampleRange& b) {
            return a.highest - a.lowest < b.highest - b.lowest;
        });
    return std::min(sound.seconds(),
                    (double(loudest - ranges.begin()) + 0.5) * step / double(sound.audio->sampleRate));
}

/// The stretch as the model gets it: filled up with silence to the length that it always reads.
std::shared_ptr<const CutWindow> cutOf(const Audio& audio, SoundCut how, std::size_t window,
                                       std::size_t length, const std::stop_token& stop) {
    auto result = std::make_shared<CutWindow>();
    result->cut = how;
    result->window = window;
    result->firstSample = window * length;
    result->soundSamples =
        std::min(length, audio.samples.size() - std::min(audio.samples.size(), result->firstSample));
    std::vector<float> padded(length);
    std::copy_n(audio.samples.begin() + std::ptrdiff_t(result->firstSample), result->soundSamples,
                padded.begin());
    auto mel = computeLogMel(padded, cutSettings(how), stop);
    if (!mel) return nullptr;
    const auto shared = std::make_shared<const LogMel>(std::move(*mel));
    result->pyramid = std::make_shared<const SpectrogramPyramid>(shared, SpectrogramPyramid::Reduction::Mean);
    if (how == SoundCut::Patches) {
        const SpectrogramPatches patches;
        for (std::size_t i = 0; i < patches.count(); ++i)
            result->tints.push_back(tintOfLevel(meanOf(*shared, patches.patch(i)), *shared));
    }
    return result;
}

} // namespace

SoundSession::SoundSession(QObject* parent) : QObject(parent) {
    shippedCodes = shippedBook<ResidualCodebook>("speech.codebook");
    shippedUnits = shippedBook<SemanticCodebook>("speech-units.codebook");
    show(loadSound(sampleSource(soundSampleIds().first())));
    connect(&openJob, &Job::progressed, this, [this](std::size_t perMille) {
        openProgress = int(perMille);
        emit openingChanged();
    });
    connect(&playing, &SoundPlayer::moved, this, [this](double seconds) {
        if (playing.what() != QLatin1String("sound")) return;
        setCursor(seconds);
        // As one turns pages: what comes next is seen before it is heard.
        if (seconds < range.begin || seconds > range.end) setSeen({seconds, seconds + range.size()});
    });
    connect(&playing, &SoundPlayer::failed, this, &SoundSession::said);
    connect(&recording, &SoundRecorder::failed, this, &SoundSession::said);
    connect(&recording, &SoundRecorder::recorded, this, [this](const QByteArray& wav) {
        SoundSource source;
        source.recording = std::make_shared<const QByteArray>(wav);
        source.title = tr("Recording %1").arg(++recordings) + QStringLiteral(".wav");
        open(source);
    });
}

SoundSession::~SoundSession() {
    playing.stop();
    openJob.cancel();
    melJob.cancel();
    cutJob.cancel();
}

void SoundSession::findDevices() {
    if (devicesFound) return;
    devicesFound = true;
    SoundDevices devices = createSoundDevices();
    playing.setOutput(std::move(devices.output));
    recording.setInput(std::move(devices.input));
}

void SoundSession::open(const SoundSource& source) { load(source, true); }

void SoundSession::load(const SoundSource& source, bool isNew) {
    openProgress = 0;
    openJob.start(
        [source](std::stop_token stop, const Job::Progress& tell) {
            int last = 0;
            return loadSound(source, stop, [&](double part) {
                const int now = int(1000 * part);
                if (now != last) tell(std::size_t(last = now));
            });
        },
        [this, isNew](std::shared_ptr<const SoundContent> loaded) {
            if (loaded && isNew)
                take(std::move(loaded));
            else if (loaded)
                show(std::move(loaded));
            emit openingChanged();
        },
        [this](const QString& message) {
            emit said(message);
            emit openingChanged();
        });
    emit openingChanged();
}

void SoundSession::cancelOpening() {
    openJob.cancel();
    emit openingChanged();
}

void SoundSession::take(std::shared_ptr<const SoundContent> loaded) {
    const SoundSource before = content->source, after = loaded->source;
    emit said(loaded->remark);
    show(std::move(loaded));
    const auto reopen = [this](const SoundSource& source) {
        if (source == content->source) return openJob.cancel();
        load(source, false);
    };
    changes.push(new ChangeValue<SoundSource>(reopen, before, after, tr("Open %1").arg(after.title)));
}

void SoundSession::show(std::shared_ptr<const SoundContent> loaded) {
    playing.stop();
    content = std::move(loaded);
    const bool firstWindow = chosen.window == 0;
    chosen.window = 0;
    selected.reset();
    hovered.reset();
    range = {0, content->seconds()};
    at = loudestMoment(*content);
    pinned.reset();
    spectrum.reset();
    computeMel();
    computeCut();
    pinned = tokenOfMoment();
    emit soundChanged();
    if (!firstWindow) emit choicesChanged();
    emit selectionChanged();
    emit seenChanged();
    emit cursorChanged();
    emit litChanged();
}

void SoundSession::choose(SoundChoices wanted, const QString& name, int part) {
    wanted.mel = usableSettings(wanted.mel);
    if (wanted == chosen) return;
    changes.push(new ChangeValue<SoundChoices>([this](const SoundChoices& value) { apply(value); }, chosen,
                                               std::move(wanted), name, part));
}

void SoundSession::apply(const SoundChoices& wanted) {
    const SoundChoices before = chosen;
    chosen = wanted;
    chosen.window = std::min(chosen.window, windows() - 1); // it may be of another sound
    if (before.mel != chosen.mel) computeMel();
    if (before.cut != chosen.cut || before.window != chosen.window) {
        hovered.reset();
        if (before.cut != chosen.cut) pinned = tokenOfMoment();
        computeCut();
        emit litChanged();
    }
    emit choicesChanged();
}

void SoundSession::computeMel() {
    melJob.start(
        [sound = content->audio, settings = chosen.mel](std::stop_token stop, const Job::Progress&) {
            std::shared_ptr<const SpectrogramPyramid> made;
            auto mel = computeLogMel(sound->samples, settings, stop);
            if (mel)
                made = std::make_shared<const SpectrogramPyramid>(
                    std::make_shared<const LogMel>(std::move(*mel)), SpectrogramPyramid::Reduction::Mean);
            return made;
        },
        [this](std::shared_ptr<const SpectrogramPyramid> made) {
            if (!made) return;
            spectrum = std::move(made);
            tileStore.setSpectrogram(spectrum);
            emit spectrogramChanged();
        },
        [this](const QString& message) { emit said(message); });
    if (!spectrum) tileStore.setSpectrogram(nullptr);
    emit spectrogramChanged();
}

std::size_t SoundSession::windowSamples() const {
    return chosen.cut == SoundCut::Whisper ? whisperWindowSamples
                                           : SpectrogramPatches().frames * cutSettings(chosen.cut).hop;
}

std::size_t SoundSession::windows() const {
    return std::max<std::size_t>(1, (content->audio->samples.size() + windowSamples() - 1) / windowSamples());
}

void SoundSession::computeCut() {
    cut.reset();
    cutJob.start(
        [sound = content->audio, how = chosen.cut, window = chosen.window, length = windowSamples()](
            std::stop_token stop, const Job::Progress&) { return cutOf(*sound, how, window, length, stop); },
        [this](std::shared_ptr<const CutWindow> made) {
            if (!made) return;
            cut = std::move(made);
            cutTileStore.setSpectrogram(cut->pyramid);
            emit cutChanged();
        },
        [this](const QString& message) { emit said(message); });
    emit cutChanged();
}

std::size_t SoundSession::tokens() const {
    if (chosen.cut == SoundCut::Patches) return SpectrogramPatches().tokens();
    return (content->audio->samples.size() + 319) / 320; // as whisperPositions(): two hops of 160 each
}

std::optional<TimeRange> SoundSession::timeOf(std::size_t token) const {
    const double hop = MelSettings().hopSeconds();
    if (chosen.cut == SoundCut::Whisper) {
        const Span frames = whisperFrames(token);
        return TimeRange{double(frames.begin) * hop, double(frames.end) * hop};
    }
    const SpectrogramPatches grid;
    if (token < grid.specialTokens || token >= grid.tokens()) return std::nullopt;
    const SpectrogramPatch patch = grid.patch(token - grid.specialTokens);
    const double start = double(chosen.window * windowSamples()) / double(content->audio->sampleRate);
    return TimeRange{start + double(patch.firstFrame) * hop, start + double(patch.endFrame) * hop};
}

std::uint8_t SoundSession::tintOf(std::size_t token) const {
    if (chosen.cut == SoundCut::Patches) {
        const std::size_t special = SpectrogramPatches::specialTokens;
        return cut && token >= special && token - special < cut->tints.size() ? cut->tints[token - special]
                                                                              : 0;
    }
    std::array<SampleRange, 1> loudness;
    content->waveform->columns(double(token) * 320, 320, loudness);
    const double peak = std::max({1e-4, double(loudness[0].highest), -double(loudness[0].lowest)});
    return std::uint8_t(std::clamp(1 + std::log10(peak) / 4, 0.0, 1.0) * 255); // 80 dB
}

/// Something to look at until the person chooses.
std::optional<std::size_t> SoundSession::tokenOfMoment() const {
    const auto frame = std::size_t(at / MelSettings().hopSeconds());
    if (tokens() == 0) return std::nullopt;
    if (chosen.cut == SoundCut::Whisper) return std::min(tokens() - 1, whisperPosition(frame));
    const SpectrogramPatches grid;
    const auto there = grid.at(grid.side, std::min(frame, grid.frames - grid.side));
    return there.empty() ? grid.specialTokens : there.back() + grid.specialTokens;
}

void SoundSession::hoverToken(std::optional<std::size_t> token) {
    if (token == hovered) return;
    hovered = token;
    emit litChanged();
}

void SoundSession::pinToken(std::size_t token) {
    pinned = token;
    hovered.reset();
    emit litChanged();
}

void SoundSession::setCursor(double seconds) {
    seconds = std::clamp(seconds, 0.0, content->seconds());
    if (seconds == at) return;
    at = seconds;
    emit cursorChanged();
}

void SoundSession::select(std::optional<TimeRange> stretch) {
    if (stretch) {
        stretch->begin = std::clamp(stretch->begin, 0.0, content->seconds());
        stretch->end = std::clamp(stretch->end, stretch->begin, content->seconds());
        if (samplesOf(*stretch).empty()) stretch.reset();
    }
    if (stretch == selected) return;
    selected = stretch;
    emit selectionChanged();
}

void SoundSession::setSeen(TimeRange wanted) {
    wanted = TimeAxis{content->seconds(), range}.fitted(wanted);
    if (wanted == range) return;
    range = wanted;
    emit seenChanged();
}

Span SoundSession::samplesOf(TimeRange stretch) const {
    const auto place = [this](double seconds) {
        const double sample = std::round(seconds * double(content->audio->sampleRate));
        return std::min(content->audio->samples.size(), std::size_t(std::max(0.0, sample)));
    };
    return {place(stretch.begin), place(stretch.end)};
}

void SoundSession::togglePlay() {
    if (playing.isPlaying()) return playing.stop();
    TimeRange stretch = selected.value_or(TimeRange{at, content->seconds()});
    if (samplesOf(stretch).empty()) stretch.begin = 0;
    playing.play(content->audio, samplesOf(stretch), QStringLiteral("sound"));
}

} // namespace tokenarium
