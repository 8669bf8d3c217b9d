// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: any bytes as a GGUF file from which a model is made. What is accepted must be a possible
// model, and its tensors must fit or be refused; its vocabulary is a tokenizer or a reason. With clang:
// -fsanitize=fuzzer,address; the tests call it too.
#include "engine/model/checkpoint_config.h"
#include "engine/model/document_marks.h"
#include "engine/model/gguf_tokenizer.h"
#include "engine/tensor/gguf.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tokenarium;
    try {
        const CheckpointContents contents = loadGguf(std::as_bytes(std::span(data, size)), "fuzzed");
        const GgufTokenizer read = loadGgufTokenizer(contents.metadata, "fuzzed");
        if ((read.tokenizer == nullptr) == read.problem.empty()) std::abort();
        if (read.tokenizer) {
            std::vector<TokenId> ids;
            read.tokenizer->encodeIds("Once 从前 1234\n", ids);
            if (read.tokenizer->decode(ids) != "Once 从前 1234\n") std::abort();
        }
        const ModelConfig config = loadGgufConfig(contents.metadata, contents.tensors, "fuzzed");
        if (!configProblem(config).empty()) std::abort();
        loadDocumentMarks(contents.metadata, config.vocabularySize, "fuzzed");
    } catch (const std::runtime_error&) {
    }
    return 0;
}
