// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files through libsndfile, read from any std::istream in pieces.
#include "engine/audio/audio_file.h"

#include "engine/audio/resample.h"
#include "engine/file/replaced_file.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace tokenarium {

namespace {

constexpr int mostChannels = 64;
constexpr int lowestRate = 100, highestRate = 1'000'000;   ///< Hz
constexpr float loudest = 1e6f;                            ///< beyond that a number is damage, not sound
constexpr std::size_t pieceSamples = std::size_t(1) << 16; ///< of all channels together, at a time

// libsndfile's way to read from what is not a file ---------------------------------------------------------

std::istream& streamOf(void* user) { return *static_cast<std::istream*>(user); }

sf_count_t tellStream(void* user) { return streamOf(user).tellg(); }

sf_count_t streamLength(void* user) {
    std::istream& in = streamOf(user);
    const auto place = in.tellg();
    in.seekg(0, std::ios::end);
    const sf_count_t length = in.tellg();
    in.seekg(place);
    return length;
}

sf_count_t seekStream(sf_count_t offset, int whence, void* user) {
    std::istream& in = streamOf(user);
    sf_count_t place = offset;
    if (whence == SEEK_CUR) place += tellStream(user);
    if (whence == SEEK_END) place += streamLength(user);
    if (place < 0) return -1;
    in.seekg(std::min(place, streamLength(user)));
    return tellStream(user);
}

sf_count_t readStream(void* to, sf_count_t count, void* user) {
    std::istream& in = streamOf(user);
    in.read(static_cast<char*>(to), count);
    const sf_count_t got = in.gcount();
    in.clear(); // the end of the file is no error
    return got;
}

sf_count_t writeNothing(const void*, sf_count_t, void*) { return 0; }

struct SoundCloser {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, SoundCloser>;

// ---------------------------------------------------------------------------------------------------------

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw std::runtime_error(name + ": cannot be heard: " + why);
}

/// The RIFF header of a WAV file says how long the file is; libsndfile quietly reads what there is.
bool shorterThanItsHeader(std::istream& in) {
    unsigned char head[8] = {};
    in.seekg(0);
    in.read(reinterpret_cast<char*>(head), sizeof head);
    in.clear();
    const std::uint64_t said = head[4] | head[5] << 8 | head[6] << 16 | std::uint64_t(head[7]) << 24;
    const auto length = static_cast<std::uint64_t>(streamLength(&in));
    in.seekg(0);
    const bool unknownLength = said == 0 || said >= 0xfffffff0; // written by a program that could not go back
    return std::memcmp(head, "RIFF", 4) == 0 && !unknownLength && said + 8 > length + 1; // + 1: the padding
}

std::string formatName(SNDFILE* file, int format) {
    const auto nameOf = [file](int command, int code) -> std::string {
        SF_FORMAT_INFO info = {};
        info.format = code;
        return sf_command(file, command, &info, sizeof info) == 0 && info.name ? info.name : "";
    };
    const std::string container = nameOf(SFC_GET_FORMAT_INFO, format & SF_FORMAT_TYPEMASK);
    const std::string coding = nameOf(SFC_GET_FORMAT_INFO, format & SF_FORMAT_SUBMASK);
    return coding.empty() ? container : container + ", " + coding;
}

/// One number out of each frame of `channels`; counts those that are none.
void mixDown(std::span<const float> frames, std::size_t channels, std::vector<float>& mono,
             std::size_t& replaced) {
    mono.resize(frames.size() / channels);
    const float share = 1.0f / static_cast<float>(channels);
    for (std::size_t i = 0; i < mono.size(); ++i) {
        float sum = 0;
        for (std::size_t c = 0; c < channels; ++c) {
            const float value = frames[i * channels + c];
            const bool sound = std::abs(value) <= loudest; // false for NaN
            sum += sound ? value : 0.0f;
            replaced += !sound;
        }
        mono[i] = sum * share;
    }
}

struct OpenedSound {
    SoundFile file;
    SF_INFO info = {};
};

OpenedSound openSound(std::istream& in, const std::string& name) {
    OpenedSound sound;
    SF_VIRTUAL_IO io = {streamLength, seekStream, readStream, writeNothing, tellStream};
    sound.file.reset(sf_open_virtual(&io, SFM_READ, &sound.info, &in));
    if (!sound.file) {
        const std::string reason = sf_strerror(nullptr);
        refuse(name, "it is no sound file that can be read, or its beginning is damaged (" + reason +
                         ") WAV, FLAC, OGG, Opus, MP3 and AIFF can be opened.");
    }
    if (sound.info.channels < 1 || sound.info.channels > mostChannels)
        refuse(name, "it has " + std::to_string(sound.info.channels) + " channels; up to " +
                         std::to_string(mostChannels) + " are mixed down.");
    if (sound.info.samplerate < lowestRate || sound.info.samplerate > highestRate)
        refuse(name, "it says it has " + std::to_string(sound.info.samplerate) +
                         " samples a second; 100 to 1,000,000 can be read.");
    return sound;
}

/// How many samples to make room for: what is announced, but no more than such a file can well hold.
std::size_t expectedSamples(const SF_INFO& info, double rate, const AudioReadOptions& options,
                            std::uint64_t fileBytes) {
    const double announced =
        static_cast<double>(std::max<sf_count_t>(info.frames, 0)) * rate / info.samplerate;
    const double believable = 16.0 * static_cast<double>(fileBytes) + 65536.0;
    return static_cast<std::size_t>(
               std::min({announced, believable, static_cast<double>(options.mostSamples)})) +
           16384;
}

class SoundReader {
public:
    SoundReader(OpenedSound opened, std::istream& in, const AudioReadOptions& given)
        : sound(std::move(opened))
        , options(given)
        , rate(options.sampleRate > 0 ? options.sampleRate : static_cast<std::size_t>(sound.info.samplerate))
        , channels(static_cast<std::size_t>(sound.info.channels))
        , resampler(sound.info.samplerate, static_cast<double>(rate)) {
        loaded.audio.sampleRate = rate;
        loaded.audio.sourceRate = static_cast<std::size_t>(sound.info.samplerate);
        loaded.audio.sourceChannels = channels;
        loaded.format = formatName(sound.file.get(), sound.info.format);
        loaded.announcedSeconds =
            std::max(0.0, static_cast<double>(sound.info.frames) / sound.info.samplerate);
        const auto bytes = static_cast<std::uint64_t>(std::max<sf_count_t>(streamLength(&in), 0));
        loaded.audio.samples.reserve(expectedSamples(sound.info, static_cast<double>(rate), options, bytes));
        const double ratio = static_cast<double>(sound.info.samplerate) / static_cast<double>(rate);
        mostFrames = static_cast<std::size_t>(std::min(options.longestSeconds * sound.info.samplerate,
                                                       ratio * static_cast<double>(options.mostSamples)));
    }

    /// Nothing when stopped.
    std::optional<LoadedAudio> read(const std::stop_token& stop, const AudioProgress& progress) {
        std::vector<float> frames(std::max(channels, pieceSamples / channels * channels)), mono;
        std::size_t pieces = 0;
        while (taken < mostFrames) {
            if (stop.stop_requested()) return std::nullopt;
            const std::size_t wanted = std::min(frames.size() / channels, mostFrames - taken);
            const sf_count_t got =
                sf_readf_float(sound.file.get(), frames.data(), static_cast<sf_count_t>(wanted));
            if (got <= 0) break;
            take(std::span(frames).first(static_cast<std::size_t>(got) * channels), mono);
            if (progress && ++pieces % 16 == 0) progress(partDone());
        }
        finish();
        return std::move(loaded);
    }

private:
    void take(std::span<const float> frames, std::vector<float>& mono) {
        mixDown(frames, channels, mono, loaded.replacedSamples);
        resampler.append(mono, false, loaded.audio.samples);
        taken += mono.size();
    }

    double partDone() const {
        const double all = std::min(static_cast<double>(sound.info.frames), static_cast<double>(mostFrames));
        return all > 0 ? std::min(1.0, static_cast<double>(taken) / all) : 0;
    }

    void finish() {
        resampler.append({}, true, loaded.audio.samples);
        float one[mostChannels];
        loaded.shortened = taken == mostFrames && sf_readf_float(sound.file.get(), one, 1) == 1;
        // Compressed formats without an index only estimate how long they are.
        const int container = sound.info.format & SF_FORMAT_TYPEMASK;
        const bool exact = container == SF_FORMAT_WAV || container == SF_FORMAT_FLAC ||
                           container == SF_FORMAT_AIFF || container == SF_FORMAT_AU;
        const bool early = exact && static_cast<sf_count_t>(taken) < sound.info.frames;
        loaded.truncated = !loaded.shortened && (early || sf_error(sound.file.get()) != SF_ERR_NO_ERROR);
    }

    OpenedSound sound;
    const AudioReadOptions& options;
    std::size_t rate, channels;
    StreamResampler resampler;
    std::size_t mostFrames = 0, taken = 0; ///< frames of the file
    LoadedAudio loaded;
};

std::optional<LoadedAudio> readSound(std::istream& in, const std::string& name,
                                     const AudioReadOptions& options, const std::stop_token& stop,
                                     const AudioProgress& progress) {
    const bool cutOff = shorterThanItsHeader(in);
    std::optional<LoadedAudio> loaded = SoundReader(openSound(in, name), in, options).read(stop, progress);
    if (!loaded) return std::nullopt;
    loaded->truncated |= cutOff;
    if (loaded->audio.samples.empty())
        refuse(name, loaded->truncated ? "it ends before the first sample." : "it holds no sample at all.");
    if (progress) progress(1);
    return loaded;
}

void appendNumber(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

} // namespace

std::optional<LoadedAudio> loadAudio(const std::filesystem::path& file, const AudioReadOptions& options,
                                     std::stop_token stop, const AudioProgress& progress) {
    const auto name = file.filename().u8string();
    const std::string shown(name.begin(), name.end());
    if (std::error_code error; std::filesystem::is_directory(file, error))
        refuse(shown, "it is a folder. Choose a file in it.");
    std::ifstream in(file, std::ios::binary);
    if (!in) refuse(shown, "the file is not there, or you may not read it.");
    auto loaded = readSound(in, shown, options, stop, progress);
    const auto stem = file.stem().u8string();
    if (loaded) loaded->audio.title.assign(stem.begin(), stem.end());
    return loaded;
}

std::optional<LoadedAudio> loadAudio(std::span<const std::byte> bytes, const std::string& name,
                                     const AudioReadOptions& options, std::stop_token stop,
                                     const AudioProgress& progress) {
    std::istringstream in(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    auto loaded = readSound(in, name, options, stop, progress);
    if (loaded) loaded->audio.title = name;
    return loaded;
}

std::string wavBytes(std::span<const float> samples, std::size_t sampleRate) {
    constexpr std::size_t headerBytes = 44, most = (0xffffffffu - headerBytes) / 2;
    samples = samples.first(std::min(samples.size(), most));
    const std::size_t dataBytes = 2 * samples.size();
    std::string out;
    out.reserve(headerBytes + dataBytes);
    out += "RIFF";
    appendNumber(out, headerBytes - 8 + dataBytes, 4);
    out += "WAVEfmt ";
    appendNumber(out, 16, 4); // bytes of what follows up to "data"
    appendNumber(out, 1, 2);  // whole numbers
    appendNumber(out, 1, 2);  // one channel
    appendNumber(out, sampleRate, 4);
    appendNumber(out, 2 * sampleRate, 4); // bytes a second
    appendNumber(out, 2, 2);              // bytes a frame
    appendNumber(out, 16, 2);             // bits a sample
    out += "data";
    appendNumber(out, dataBytes, 4);
    for (const float sample : samples) {
        const float value = std::isnan(sample) ? 0.0f : std::clamp(sample, -1.0f, 1.0f);
        const auto whole = static_cast<std::int16_t>(std::lrint(value * 32767.0f));
        appendNumber(out, static_cast<std::uint16_t>(whole), 2);
    }
    return out;
}

void writeWav(const std::filesystem::path& file, std::span<const float> samples, std::size_t sampleRate) {
    const std::string bytes = wavBytes(samples, sampleRate);
    writeFileAtOnce(file, std::as_bytes(std::span(bytes)));
}

} // namespace tokenarium
