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
    if (tolerance.size() != 1 || !tolerance.contains("rel")) return false; // a tolerance we do not know
    const double a = expected.get<double>(), b = got.get<double>();
    return std::abs(a - b) <= tolerance["rel"].get<double>() * std::abs(a);
}

} // namespace

std::string difference(const json& expected, const json& got, const json& tolerance) {
    if (!expected.is_object())
        return near(expected, got, tolerance) ? "" : "expected " + expected.dump() + ", got " + got.dump();
    for (const auto& [key, value] : expected.items()) {
        if (!got.is_object() || !got.contains(key)) return key + " is absent";
        const std::string inside = difference(value, got[key], tolerance);
        if (!inside.empty()) return key + ": " + inside;
    }
    return "";
}

void checkFacts(const std::string& file, const Quantities& quantities, std::size_t atLeast) {
    if (!exists(factsFolder() / file)) GTEST_SKIP() << "skipped: no " << file << " in " << factsFolder();
    const json facts = readJson(factsFolder() / file);
    std::map<std::string, std::size_t> checked;
    for (const json& one : facts["cases"]) {
        const std::string quantity = one["fn"];
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
