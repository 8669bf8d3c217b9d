// SPDX-License-Identifier: GPL-3.0-or-later
// Reading text files of any encoding: detection and conversion to UTF-8 by ICU, nothing lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tokenarium {

struct DecodedText {
    std::string text;       ///< UTF-8, or the very bytes of the file where encoding is "UTF-8" and some are invalid
    std::string encoding;   ///< name as in offeredEncodings(): "UTF-8", "UTF-16LE", "GB18030" …
    bool hadByteOrderMark = false;
    std::size_t invalidCount = 0; ///< places that were not valid in that encoding
    std::size_t firstInvalid = 0; ///< byte of the file where the first one is
    bool looksBinary = false;     ///< NULs or many control characters: probably not a text file
};

/// The encodings a person can choose from, the likely ones first: UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE,
/// GB18030, Big5, Shift_JIS, EUC-JP, EUC-KR, windows-1252, windows-1251, ISO-8859-1.
const std::vector<std::string>& offeredEncodings();

/// Byte order mark first, then valid UTF-8, then UTF-16 without mark by its zero bytes, then ICU's detector.
std::string detectEncoding(std::string_view bytes);

/// Converts `bytes`; with an empty `encoding`, detects it. A byte order mark is dropped. Invalid UTF-8 bytes are
/// kept as they are; in other encodings (a lone surrogate in UTF-16 among them) U+FFFD takes their place and
/// invalidCount says how many, so that the program can warn before anything is saved over the original.
DecodedText decodeText(std::string_view bytes, std::string_view encoding = {});

/// The inverse, for saving in the file's own encoding. Code points the encoding lacks are counted in `lost`
/// (and written as its substitution character).
std::string encodeText(std::string_view utf8, std::string_view encoding, bool byteOrderMark, std::size_t& lost);

} // namespace tokenarium
