// SPDX-License-Identifier: GPL-3.0-or-later
// Writes tokens/<name>.jsonl, the cases of our own, with the reference: tiktoken's Rust core as npm package.
//   npm install --prefix DIR --ignore-scripts tiktoken@1.0.22
//   node make_token_cases.mjs DIR/node_modules/tiktoken
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const { get_encoding: getEncoding } = createRequire(import.meta.url)(resolve(process.argv[2]));
const texts = [
    '', ' ', '  ', '\n', ' \n \n  x', '\t\tif (a) {\r\n\t\t\treturn;\r\n\t\t}', 'Tokenarium', 'hello world',
    'The quick brown fox jumps over the lazy dog.', "I'm sure they'LL say we'Ve done it, DON'T you?", "'\u017f is a long s",
    '1234567 3.14159 2026-11-21', 'x\u00b2 + \u00bd = \u2167 \u0663\u0664', 'camelCase PascalCase HTTPServer iOS',
    'na\u00efve cafe\u0301 Stra\u00dfe', '\u6625\u7720\u4e0d\u89c9\u6653\uff0c\u5904\u5904\u95fb\u557c\u9e1f\u3002', '\u4e2d\u6587 and English \u6df7\u5408\u3002',
    '\u3053\u3093\u306b\u3061\u306f\u4e16\u754c', '\uc548\ub155\ud558\uc138\uc694', '\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!', '\u0645\u0631\u062d\u0628\u0627 \u0628\u0643',
    '\u0928\u092e\u0938\u094d\u0924\u0947', '\u{1f600}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', '\u2764\ufe0f \u{1f1e8}\u{1f1f3}', 'a\u00a0b\u3000c\u0085d\ufeffe',
    'https://example.org/a/b?c=d&e=%20#f', '!!!???...---===', '/* a */ // b\n/', '<|endoftext|>', 'a<|endoftext|>b<|fim_prefix|>',
    '<|endofprompt|> x <|end', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ' '.repeat(83) + 'x',
    '\n'.repeat(20), '\u7684'.repeat(30), 'supercalifragilisticexpialidocious', '{"key": [1, 22, 333, 4444], "b": null}',
    '\u0000\u0001\u007f', 'e\u0301\u0301\u0301 \u0301x', '\u01c5\u02b0\u0903A\u0301b', '\u{10400}\u{10428} \u{18dcd}', 'GPT-4o \u2192 \u201cquoted\u201d \u2014 it\u2019s',
];
const ascii = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
for (const tokenizer of ['r50k_base', 'cl100k_base', 'o200k_base']) {
    const encoding = getEncoding(tokenizer);
    const lines = texts.flatMap((text) => {
        const line = (mode, ids) => ascii({ tokenizer, mode, text, ids: [...ids], source: 'tiktoken 1.0.22 (npm)' });
        const plain = line('plain', encoding.encode(text, [], []));
        return text.includes('<|') ? [plain, line('special', encoding.encode(text, 'all', []))] : [plain];
    });
    writeFileSync(new URL(`tokens/${tokenizer}.jsonl`, import.meta.url), lines.join('\n') + '\n');
}
