// SPDX-License-Identifier: GPL-3.0-or-later
// The archive: written into memory with libzip and put in its place at once; read with every size checked
// first.
#include "engine/prompt/prompt_file.h"

#include "engine/file/json_fields.h"
#include "engine/file/mapped_file.h"
#include "engine/file/replaced_file.h"
#include "engine/file/sha256.h"
#include "engine/file/strict_json.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tokenarium {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* listName = "prompt.json";
constexpr const char* format = "tokenarium-prompt";
constexpr std::size_t version = 1, mostTitle = 1'000, chunk = std::size_t{1} << 20;

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
    throw std::runtime_error(file + ": " + what);
}

std::string reason(zip_error_t& error) {
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

struct ArchiveCloser {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct EntryCloser {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
struct SourceCloser {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;
using Source = std::unique_ptr<zip_source_t, SourceCloser>;

/// "parts/0003": names never come from people, so that no other program can be led astray by them.
std::string entryName(std::size_t part) {
    std::string number = std::to_string(part + 1);
    return "parts/" + std::string(4 - std::min<std::size_t>(number.size(), 4), '0') + number;
}

json listOf(const Prompt& prompt) {
    json parts = json::array();
    for (std::size_t i = 0; i < prompt.parts.size(); ++i) {
        const PromptPart& part = prompt.parts[i];
        json one = {{"modality", modalityName(part.modality)}, {"title", part.title}, {"rule", part.rule}};
        if (part.isLinked()) {
            one["path"] = part.path;
            one["sha256"] = part.sha256;
        } else {
            one["entry"] = entryName(i);
        }
        if (!part.origin.empty()) one["origin"] = part.origin;
        parts.push_back(std::move(one));
    }
    return {{"format", format},
            {"version", version},
            {"context_window", prompt.contextWindow},
            {"active", prompt.active + 1},
            {"parts", parts}};
}

// --- writing
// ------------------------------------------------------------------------------------------------

void addEntry(zip_t* archive, const std::string& name, const std::string& bytes, bool compressed,
              const std::string& file) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t at = source ? zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(source);
        refuse(file, std::string("cannot be written: ") + zip_strerror(archive));
    }
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(at),
                             compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
}

struct Watch {
    std::stop_token stop;
    const PromptFileProgress* progress;
    std::size_t all;
};

extern "C" void tokenariumZipProgress(zip_t*, double share, void* user) {
    const auto* watch = static_cast<const Watch*>(user);
    if (*watch->progress)
        (*watch->progress)(static_cast<std::size_t>(share * static_cast<double>(watch->all)), watch->all);
}
extern "C" int tokenariumZipCancelled(zip_t*, void* user) {
    return static_cast<const Watch*>(user)->stop.stop_requested() ? 1 : 0;
}

std::size_t embeddedBytes(const Prompt& prompt, const std::string& file) {
    std::size_t sum = 0;
    if (prompt.parts.size() > mostPromptParts) refuse(file, "a prompt has at most 1,000 parts.");
    for (const PromptPart& part : prompt.parts) {
        if (part.isLinked()) continue;
        if (!part.content)
            refuse(file, "the content of \"" + part.title + "\" is missing, so it cannot be saved.");
        sum += part.content->size();
    }
    if (sum > mostPromptBytes)
        refuse(file, "the parts have more than 2 GB; link the large ones instead of embedding them.");
    return sum;
}

/// The archive's bytes; empty where stopped.
std::optional<std::string> archiveOf(const Prompt& prompt, const std::string& file, Watch& watch) {
    zip_error_t error;
    zip_error_init(&error);
    Source buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!buffer) refuse(file, "cannot be written: " + reason(error));
    zip_source_keep(buffer.get()); // one for us, one for the archive
    Archive archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error));
    if (!archive) {
        zip_source_free(buffer.get());
        refuse(file, "cannot be written: " + reason(error));
    }
    const std::string list = listOf(prompt).dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    addEntry(archive.get(), listName, list, true, file);
    for (std::size_t i = 0; i < prompt.parts.size(); ++i)
        if (!prompt.parts[i].isLinked())
            addEntry(archive.get(), entryName(i), *prompt.parts[i].content,
                     prompt.parts[i].modality == Modality::Text, file);
    zip_register_progress_callback_with_state(archive.get(), 0.01, tokenariumZipProgress, nullptr, &watch);
    zip_register_cancel_callback_with_state(archive.get(), tokenariumZipCancelled, nullptr, &watch);
    if (zip_close(archive.get()) != 0) {
        if (watch.stop.stop_requested()) return std::nullopt;
        refuse(file, std::string("cannot be written: ") + zip_strerror(archive.get()));
    }
    archive.release(); // zip_close has freed it

    std::string bytes;
    if (zip_source_open(buffer.get()) != 0) refuse(file, "cannot be written: the archive is lost in memory.");
    zip_stat_t stat;
    zip_source_stat(buffer.get(), &stat);
    bytes.resize(stat.size);
    const zip_int64_t got = zip_source_read(buffer.get(), bytes.data(), bytes.size());
    zip_source_close(buffer.get());
    if (got != static_cast<zip_int64_t>(bytes.size()))
        refuse(file, "cannot be written: the archive is cut off.");
    return bytes;
}

// --- reading
// ------------------------------------------------------------------------------------------------

class PromptReader {
public:
    PromptReader(std::span<const std::byte> contents, const fs::path& place, std::stop_token wanted,
                 const PromptFileProgress& report)
        : archived(contents)
        , path(place)
        , file(place.filename().string())
        , stop(std::move(wanted))
        , progress(report) {}

    std::optional<OpenedPrompt> read() {
        openArchive();
        const std::string text = entry(listName, std::size_t{16} << 20);
        const json list = loadStrictJson(text, file + ": " + listName);
        readList(list);
        for (std::size_t i = 0; i < opened.prompt.parts.size(); ++i) {
            if (stop.stop_requested()) return std::nullopt;
            readContent(i);
        }
        if (stop.stop_requested()) return std::nullopt;
        return std::move(opened);
    }

private:
    void openArchive() {
        if (archived.empty()) refuse(file, "is no prompt of Tokenarium: it is empty.");
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(archived.data(), archived.size(), 0, &error);
        if (!source) refuse(file, "cannot be read: " + reason(error));
        archive.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
        if (archive) return;
        zip_source_free(source);
        refuse(file, "is no prompt of Tokenarium, or is cut off or damaged (" + reason(error) + ").");
    }

    /// The bytes of an entry; its size is checked before memory is taken.
    std::string entry(const std::string& name, std::size_t most) {
        zip_stat_t stat;
        if (zip_stat(archive.get(), name.c_str(), 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE))
            refuse(file, "\"" + name + "\" is missing in it.");
        if (stat.size > most) refuse(file, "\"" + name + "\" is larger than this program reads.");
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            refuse(file, "\"" + name + "\" is encrypted.");
        const std::unique_ptr<zip_file_t, EntryCloser> opening(zip_fopen(archive.get(), name.c_str(), 0));
        if (!opening) refuse(file, "\"" + name + "\" cannot be read: " + zip_strerror(archive.get()));
        std::string bytes;
        while (bytes.size() < stat.size) { // grows with what is really there
            const std::size_t before = bytes.size(), more = std::min<std::size_t>(chunk, stat.size - before);
            bytes.resize(before + more);
            const zip_int64_t got = zip_fread(opening.get(), bytes.data() + before, more);
            if (got <= 0) refuse(file, "\"" + name + "\" is damaged.");
            bytes.resize(before + static_cast<std::size_t>(got));
            if (stop.stop_requested()) return bytes;
        }
        char behind = 0;
        if (zip_fread(opening.get(), &behind, 1) != 0) // also where the checksum is checked
            refuse(file, "\"" + name + "\" is damaged: its checksum is wrong.");
        return bytes;
    }

    void readList(const json& list) {
        const JsonFields fields(list, file + ": " + listName);
        if (fields.text("format", "") != format) fields.refuse("\"format\" is not \"tokenarium-prompt\".");
        if (fields.count("version", 1'000'000) > version)
            fields.refuse("it was written by a newer version of Tokenarium; this one reads version 1.");
        opened.prompt.contextWindow =
            fields.count("context_window", 1'000'000'000, opened.prompt.contextWindow);
        const auto parts = list.find("parts");
        if (parts == list.end() || !parts->is_array() || parts->size() > mostPromptParts)
            fields.refuse("\"parts\" is to be a list of at most 1,000 parts.");
        for (const json& one : *parts) readPart(one);
        opened.prompt.active = fields.count("active", mostPromptParts, 1) - 1; // people count from one
    }

    void readPart(const json& one) {
        const std::string where =
            file + ": " + listName + ": part " + std::to_string(opened.prompt.parts.size() + 1);
        if (!one.is_object()) refuse(where, "is to be an object.");
        const JsonFields fields(one, where);
        PromptPart part;
        const std::string modality = fields.text("modality", "");
        std::size_t kind = 0;
        while (kind < modalities && modality != modalityName(static_cast<Modality>(kind))) ++kind;
        if (kind == modalities)
            fields.refuse("\"modality\" is to be text, sound, picture, video, gene or series.");
        part.modality = static_cast<Modality>(kind);
        part.title = fields.text("title", "").substr(0, mostTitle);
        part.rule = fields.text("rule", "").substr(0, mostTitle);
        part.path = fields.text("path", "");
        part.sha256 = fields.text("sha256", "");
        part.origin = fields.text("origin", "");
        entries.push_back(fields.text("entry", ""));
        if (part.isLinked() == !entries.back().empty())
            fields.refuse("it is to have either \"entry\" or \"path\".");
        opened.prompt.parts.push_back(std::move(part));
    }

    void readContent(std::size_t i) {
        PromptPart& part = opened.prompt.parts[i];
        if (part.isLinked()) {
            readLinked(i);
        } else {
            part.content = std::make_shared<const std::string>(entry(entries[i], mostPromptBytes - total));
            total += part.content->size();
        }
        if (progress) progress(i + 1, opened.prompt.parts.size());
    }

    void readLinked(std::size_t i) {
        PromptPart& part = opened.prompt.parts[i];
        const fs::path place =
            path.parent_path() / fs::u8path(part.path); // an absolute path replaces the folder
        try {
            const MappedFile linked(place);
            if (linked.bytes().size() > mostPromptBytes - total)
                throw std::runtime_error(part.path + ": is larger than this program reads.");
            if (sha256(linked.bytes()) != part.sha256)
                throw std::runtime_error(part.path + ": has changed since the prompt was saved.");
            total += linked.bytes().size();
            part.content = std::make_shared<const std::string>(
                reinterpret_cast<const char*>(linked.bytes().data()), linked.bytes().size());
        } catch (const std::runtime_error& error) {
            opened.troubles.push_back({i, error.what()});
        }
    }

    std::span<const std::byte> archived;
    fs::path path;
    std::string file;
    std::stop_token stop;
    const PromptFileProgress& progress;
    Archive archive;
    OpenedPrompt opened;
    std::vector<std::string> entries;
    std::size_t total = 0;
};

} // namespace

bool savePrompt(const fs::path& file, const Prompt& prompt, std::stop_token stop,
                const PromptFileProgress& progress) {
    const std::string name = file.filename().string();
    Watch watch{stop, &progress, embeddedBytes(prompt, name)};
    const auto bytes = archiveOf(prompt, name, watch);
    if (!bytes || stop.stop_requested()) return false;
    writeFileAtOnce(file, std::as_bytes(std::span(*bytes)));
    return true;
}

std::optional<OpenedPrompt> loadPrompt(std::span<const std::byte> bytes, const fs::path& file,
                                       std::stop_token stop, const PromptFileProgress& progress) {
    return PromptReader(bytes, file, std::move(stop), progress).read();
}

std::optional<OpenedPrompt> loadPrompt(const fs::path& file, std::stop_token stop,
                                       const PromptFileProgress& progress) {
    const MappedFile mapped(file);
    return loadPrompt(mapped.bytes(), file, std::move(stop), progress);
}

} // namespace tokenarium
