// SPDX-License-Identifier: GPL-3.0-or-later
// Writes cases.jsonl: what Hugging Face's tokenizers makes of texts that are hard for BERT, with the small made-up
// vocab.txt beside this file. Run: npm install --no-save tokenizers@0.23.2 && node make_cases.mjs > cases.jsonl
import { readFileSync } from "node:fs";
import tokenizers from "tokenizers";

const pieces = readFileSync(new URL("vocab.txt", import.meta.url), "utf8").trimEnd().split("\n");
const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
const special = (content) => ({ id: vocab[content], content, single_word: false, lstrip: false, rstrip: false,
                                normalized: false, special: true });
const bracket = (content) => ({ SpecialToken: { id: content, type_id: 0 } });

function make(cased, mode) {
    return tokenizers.Tokenizer.fromString(JSON.stringify({
        version: "1.0", truncation: null, padding: null,
        added_tokens: mode === "plain" ? [] : ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map(special),
        normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: !cased,
                      lowercase: !cased },
        pre_tokenizer: { type: "BertPreTokenizer" },
        post_processor: mode !== "template" ? null : {
            type: "TemplateProcessing",
            single: [bracket("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, bracket("[SEP]")], pair: [],
            special_tokens: Object.fromEntries(["[CLS]", "[SEP]"].map(
                (id) => [id, { id, ids: [vocab[id]], tokens: [id] }])) },
        decoder: null,
        model: { type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##",
                 max_input_chars_per_word: 100, vocab } }));
}

const texts = [
    "", " \t\r\n", "Hello, world!", "The cat is untokenizable", "tokenized tokenizing tokens", "unaffable",
    "CAFE Café cafe\u0301 cafÉ", "Straße STRASSE \u1e9e", "ΟΔΥΣΣΕΥΣ οδυσσευς", "İ I ı i̇", "ÀÉÎ", "\u1e3f \u212b",
    "你好world中文", "\uf902 \u2f801 \u4e2d\u0301x", "\u{2b820}\u{2b920}", "한 가 하a", "が\u304b\u3099ゼロ",
    "a\u200db a\u00adb \u200e", "a\u0000b\ufffdc\u0085d\u001fx", "a\u3000b\u00a0c\u2028d", "\ufeffhello\ufeff",
    "a;\u037eb", "a≠b a=\u0338b \u226e", "x\u1fefy a\u0387b", "«hello» “world” — …", "〈a〉 \u2329b\u232a",
    "$1+2=^~|`#@&*/\\:%{}", "don't we'll", "h\u302e\u0301 h\u0301\u302e", "\u0301\u0301 abc\u0301 ,\u0301x",
    "a\ue000b", "a\u0378b", "a\u08e2b a\u180eb", "a\u166db", "a\u1885b", "\ufb01 ™ ∞", "\ua7cb", "[UNK] [unused0]",
    "hello[SEP]world [sep] [ SEP] [CLS][MASK]s", "a[MASK]ing[MASK]", "[SEP", "é[PAD]\u0301",
    "x".repeat(100), "x".repeat(101), "h" + "e".repeat(99), "h" + "e".repeat(100), "h" + "e\u0301".repeat(99),
    "h" + "é".repeat(100), "한".repeat(33), "한".repeat(34) + " cat", "##s ## #ing",
];
for (const cased of [false, true])
    for (const mode of cased ? ["plain"] : ["plain", "special", "template"]) {
        const tokenizer = make(cased, mode);
        for (const text of texts) {
            if (mode !== "plain" && !text.includes("[") && text !== "") continue;
            const encoding = await tokenizer.encode(text, null, { addSpecialTokens: mode === "template" });
            const json = JSON.stringify({ tokenizer: "bert", mode, text, ids: encoding.getIds(),
                                          source: "gen:hf-tokenizers-0.23.2", cat: cased ? "cased" : "uncased" });
            console.log(json.replace(/[^\x20-\x7e]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")));
        }
    }
