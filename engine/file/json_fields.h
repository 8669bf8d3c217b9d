// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a JSON object that came from a file: each is read with bounds, and what is wrong with it is
// said.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace tokenarium {

/// Names under which different programs write the same field; the first that is there counts.
class FieldNames {
public:
    FieldNames(const char* name) : names{name} {}
    FieldNames(std::initializer_list<const char*> list) : names(list) {}
    const std::vector<const char*>& all() const { return names; }

private:
    std::vector<const char*> names;
};

/// One object together with the name under which messages speak of it. Refers to the JSON value, which must
/// live longer. A field that is null counts as absent. All readers throw std::runtime_error that names the
/// source, the field, what stands there and what is expected.
class JsonFields {
public:
    JsonFields(const nlohmann::json& values, std::string name) : object(values), source(std::move(name)) {}

    [[noreturn]] void refuse(const std::string& message) const;
    bool has(const FieldNames& names) const { return find(names) != nullptr; }

    std::size_t count(const FieldNames& names, std::size_t most) const; ///< from 1 to `most`
    std::size_t count(const FieldNames& names, std::size_t most, std::size_t otherwise) const;
    std::size_t countOrNone(const FieldNames& names, std::size_t most) const; ///< 0 where absent or 0
    double positive(const FieldNames& names, double otherwise) const;         ///< finite and above 0
    bool flag(const FieldNames& names, bool otherwise) const;
    std::string text(const FieldNames& names, const std::string& otherwise) const;
    std::vector<std::size_t> counts(const char* key, std::size_t most) const; ///< a list, from 0 to `most`
    std::vector<std::string> texts(const char* key) const;
    std::size_t entries(const char* key) const; ///< members of an object; 0 where absent
    JsonFields inside(const char* key) const;   ///< must be an object

private:
    const nlohmann::json* find(const FieldNames& names, const char** which = nullptr) const;
    std::size_t whole(const nlohmann::json& value, const std::string& key, std::size_t least,
                      std::size_t most) const;
    const nlohmann::json& list(const char* key) const;
    [[noreturn]] void refuseValue(const std::string& key, const nlohmann::json& value,
                                  const std::string& expected) const;

    const nlohmann::json& object;
    std::string source;
};

} // namespace tokenarium
