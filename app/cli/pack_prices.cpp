// SPDX-License-Identifier: GPL-3.0-or-later
// tokenarium-pack-prices: turns the list at the head of genai-prices' index.js into the price book that the
// programs read. Nothing of the package is run. Used by the build.
#include "engine/cost/price_book.h"
#include "engine/file/replaced_file.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace {

using namespace tokenarium;
namespace fs = std::filesystem;

std::string contentsOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return text;
}

/// Name, version and licence as its package.json says; the day on which it was published as we noted it.
PriceBookSource sourceOf(const fs::path& folder, const std::string& day) {
    const auto package = nlohmann::json::parse(contentsOf(folder / "package.json"));
    const auto date = priceDay(day);
    if (!date) throw std::runtime_error(day + ": a day such as 2026-09-23 was expected");
    return {package.at("name").get<std::string>(), package.at("version").get<std::string>(), date,
            package.at("license").get<std::string>(), contentsOf(folder / "LICENSE")};
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: tokenarium-pack-prices FOLDER_OF_THE_PACKAGE DAY_IT_WAS_PUBLISHED OUTPUT.json\n";
        return 2;
    }
    try {
        const fs::path folder = argv[1], list = folder / "dist" / "index.js";
        const std::string packed =
            packedPriceBook(contentsOf(list), list.string(), sourceOf(folder, argv[2]));
        loadPriceBook(packed, argv[3]); // never leave a file behind that would be refused
        writeFileAtOnce(argv[3], std::as_bytes(std::span(packed)));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "tokenarium-pack-prices: " << error.what() << '\n';
        return 3;
    }
}
