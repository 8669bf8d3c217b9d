// SPDX-License-Identifier: GPL-3.0-or-later
// Golden cases: a function for each kind of quantity, and the comparison of what it gives with what is
// expected.
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>

namespace tokenarium::testing {

/// From a case's "input" to what its "expected" should be; more members than expected do no harm.
using Quantity = std::function<nlohmann::json(const nlohmann::json& input)>;
using Quantities = std::map<std::string, Quantity>; ///< by "fn"

/// Whether every member of `expected` is in `got`, within `tolerance` (0, {"rel": r} or {"abs": a}; {"ids":
/// "exact"} beside them makes that member exact); says what differs.
std::string difference(const nlohmann::json& expected, const nlohmann::json& got,
                       const nlohmann::json& tolerance);

/// Checks every case of a file of the facts folder, fails on a kind of quantity that is not in the list, and
/// prints how many cases were checked; kinds that are `notYet` there are passed over. Skips where the file is
/// absent.
void checkFacts(const std::string& file, const Quantities& quantities, std::size_t atLeast,
                const std::set<std::string>& notYet = {});

} // namespace tokenarium::testing
