// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing codebooks.
#include "engine/audio/codebook_file.h"

#include "engine/audio/half_number.h"
#include "engine/file/mapped_file.h"
#include "engine/file/replaced_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace tokenarium {

namespace {

constexpr std::string_view magic = "TKNCODE1";
enum Kind : std::uint32_t { Residual = 1, Semantic = 2 };

class Writer {
public:
    void number(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
    }
    void count(std::size_t value) { number(value, 4); }
    void real(double value) { number(std::bit_cast<std::uint64_t>(value), 8); }
    void text(const std::string& value) {
        const std::string_view kept = std::string_view(value).substr(0, 0xffff);
        number(kept.size(), 2);
        out += kept;
    }
    void halves(const std::vector<float>& values) {
        for (const float value : values) number(halfOf(value), 2);
    }
    std::string out{magic};
};

void write(Writer& to, const MelSettings& mel) {
    for (const std::size_t value : {mel.sampleRate, mel.window, mel.hop, mel.bands}) to.count(value);
    to.real(mel.lowestHertz);
    to.real(mel.highestHertz);
    to.count(mel.scale == MelScale::Htk);
}

void write(Writer& to, const ResidualCodebook& book) {
    to.count(Residual);
    to.text(book.name);
    to.text(book.source);
    write(to, book.mel);
    to.count(book.levels);
    to.count(book.entries);
    to.halves(book.values);
}

void write(Writer& to, const SemanticCodebook& book) {
    to.count(Semantic);
    to.text(book.name);
    to.text(book.source);
    write(to, book.mel);
    const SemanticFeatures& f = book.features;
    for (const std::size_t value : {f.coefficients, f.context, f.contextStep, f.hop, f.outputs, book.entries})
        to.count(value);
    to.halves(book.projection);
    to.halves(book.centres);
}

class Reader {
public:
    Reader(std::span<const std::byte> of, const std::string& file) : left(of), name(file) {}

    [[noreturn]] void refuse(const std::string& why) const {
        throw std::runtime_error(name + ": is no codebook that can be read: " + why);
    }

    std::span<const std::byte> take(std::size_t bytes) {
        if (bytes > left.size()) refuse("it ends too early. Fetch or train it again.");
        const auto taken = left.first(bytes);
        left = left.subspan(bytes);
        return taken;
    }

    std::uint64_t number(std::size_t bytes) {
        std::uint64_t value = 0;
        const auto taken = take(bytes);
        for (std::size_t i = 0; i < bytes; ++i) value |= std::to_integer<std::uint64_t>(taken[i]) << (8 * i);
        return value;
    }

    std::size_t count(const char* what, std::size_t least, std::size_t most) {
        const auto value = static_cast<std::size_t>(number(4));
        if (value < least || value > most)
            refuse(std::string(what) + " is " + std::to_string(value) + " instead of " +
                   std::to_string(least) + " to " + std::to_string(most) + ".");
        return value;
    }

    std::string text() {
        const auto taken = take(number(2));
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

    std::vector<float> halves(std::size_t values) {
        const auto taken = take(2 * values); // before any memory is asked for
        std::vector<float> out(values);
        for (std::size_t i = 0; i < values; ++i) {
            out[i] = floatOf(static_cast<std::uint16_t>(std::to_integer<unsigned>(taken[2 * i]) |
                                                        std::to_integer<unsigned>(taken[2 * i + 1]) << 8));
            if (!std::isfinite(out[i])) refuse("it holds a value that is no number.");
        }
        return out;
    }

    void end() const {
        if (!left.empty()) refuse(std::to_string(left.size()) + " bytes are too much at its end.");
    }

private:
    std::span<const std::byte> left;
    std::string name;
};

MelSettings readSettings(Reader& from) {
    MelSettings mel;
    mel.sampleRate = from.count("the sample rate", 100, 1'000'000);
    mel.window = from.count("the window", 16, 16384);
    mel.hop = from.count("the hop", 1, 16384);
    mel.bands = from.count("the number of mel bands", 1, 512);
    mel.lowestHertz = std::bit_cast<double>(from.number(8));
    mel.highestHertz = std::bit_cast<double>(from.number(8));
    mel.scale = from.count("the scale", 0, 1) == 1 ? MelScale::Htk : MelScale::Slaney;
    if (usableSettings(mel) != mel) from.refuse("its settings of the spectrogram contradict each other.");
    return mel;
}

ResidualCodebook readResidual(Reader& from) {
    ResidualCodebook book;
    book.name = from.text();
    book.source = from.text();
    book.mel = readSettings(from);
    book.levels = from.count("the number of levels", 1, 32);
    book.entries = from.count("the number of entries", 2, 4096);
    book.values = from.halves(book.levels * book.entries * book.mel.bands);
    for (std::size_t level = 1; level < book.levels; ++level)
        if (std::ranges::any_of(book.entry(level, 0), [](float value) { return value != 0; }))
            from.refuse("the first entry of level " + std::to_string(level + 1) + " is not zero.");
    return book;
}

SemanticCodebook readSemantic(Reader& from) {
    SemanticCodebook book;
    book.name = from.text();
    book.source = from.text();
    book.mel = readSettings(from);
    SemanticFeatures& f = book.features;
    f.coefficients = from.count("the number of cepstra", 1, std::min<std::size_t>(book.mel.bands, 40));
    f.context = from.count("the context", 0, 8);
    f.contextStep = from.count("the step of the context", 1, 16);
    f.hop = from.count("the hop of units", 1, 64);
    f.outputs = from.count("the number of features", 1, f.inputs());
    book.entries = from.count("the number of units", 2, 4096);
    book.projection = from.halves(f.outputs * f.inputs());
    book.centres = from.halves(book.entries * f.outputs);
    return book;
}

} // namespace

std::string codebookBytes(const Codebook& codebook) {
    Writer writer;
    std::visit([&writer](const auto& book) { write(writer, book); }, codebook);
    return writer.out;
}

Codebook loadCodebook(std::span<const std::byte> bytes, const std::string& name) {
    Reader reader(bytes, name);
    const auto start = reader.take(std::min(bytes.size(), magic.size()));
    if (!std::ranges::equal(start, std::as_bytes(std::span(magic))))
        reader.refuse("it does not begin with " + std::string(magic) + ".");
    const std::size_t kind = reader.count("the kind", Residual, Semantic);
    Codebook book;
    if (kind == Residual)
        book = readResidual(reader);
    else
        book = readSemantic(reader);
    reader.end();
    return book;
}

Codebook loadCodebook(const std::filesystem::path& file) {
    const auto name = file.filename().u8string();
    const MappedFile mapped(file);
    return loadCodebook(mapped.bytes(), std::string(name.begin(), name.end()));
}

void writeCodebook(const std::filesystem::path& file, const Codebook& codebook) {
    const std::string bytes = codebookBytes(codebook);
    writeFileAtOnce(file, std::as_bytes(std::span(bytes)));
}

} // namespace tokenarium
