// SPDX-License-Identifier: GPL-3.0-or-later
// Runs golden cases.
#include "tests/engine/cost/fact_cases.h"

#include "tests/engine/model/model_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

namespace tokenarium::testing {

using nlohmann::json;

namespace {

bool near(const json& expected, const json& got, const json& tolerance) {
    if (!expected.is_number() || !got.is_number() || !tolerance.is_object()) return expected == got;
    const double a = expected.get<double>(), b = got.get<double>();
    if (tolerance.contains("abs")) return std::abs(a - b) <= tolerance["abs"].get<double>();
    if (!tolerance.contains("rel")) return false; // a tolerance we do not know
    return std::abs(a - b) <= tolerance["rel"].get<double>() * std::abs(a);
}

std::string differenceOfLists(const json& expected, const json& got, const json& tolerance) {
    if (!got.is_array() || got.size() != expected.size())
        return "expected " + std::to_string(expected.size()) + " members, got " + got.dump();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string inside = difference(expected[i], got[i], tolerance);
        if (!inside.empty()) return std::to_string(i) + ": " + inside;
    }
    return "";
}

} // namespace

std::string difference(const json& expected, const json& got, const json& tolerance) {
    if (expected.is_array()) return differenceOfLists(expected, got, tolerance);
    if (!expected.is_object())
        return near(expected, got, tolerance) ? "" : "expected " + expected.dump() + ", got " + got.dump();
    for (const auto& [key, value] : expected.items()) {
        if (!got.is_object() || !got.contains(key)) return key + " is absent";
        const bool exact = tolerance.is_object() && tolerance.value(key, json()) == "exact";
        const std::string inside = difference(value, got[key], exact ? json(0) : tolerance);
        if (!inside.empty()) return key + ": " + inside;
    }
    return "";
}

void checkFacts(const std::string& file, const Quantities& quantities, std::size_t atLeast,
                const std::set<std::string>& notYet) {
    if (!exists(factsFolder() / file)) GTEST_SKIP() << "skipped: no " << file << " in " << factsFolder();
    const json facts = readJson(factsFolder() / file);
    std::map<std::string, std::size_t> checked;
    for (const json& one : facts["cases"]) {
        const std::string quantity = one["fn"];
        if (notYet.count(quantity) > 0) continue;
        const auto place = quantities.find(quantity);
        ASSERT_TRUE(place != quantities.end())
            << file << " asks for " << quantity << ", which nobody computes";
        EXPECT_EQ(difference(one["expected"], place->second(one["input"]), one["tol"]), "") << one["id"];
        ++checked[quantity];
    }
    std::size_t sum = 0;
    for (const auto& [quantity, cases] : checked) sum += cases;
    EXPECT_GE(sum, atLeast);
    std::cout << file << ": " << sum << " cases of " << checked.size() << " quantities\n";
}

} // namespace tokenarium::testing
