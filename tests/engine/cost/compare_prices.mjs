// SPDX-License-Identifier: GPL-3.0-or-later
// Compares our prices with those of genai-prices' own calculator on random pairs of model and usage.
//   node compare_prices.mjs <folder of the npm package> <program> [pairs] [seed]
// The program answers lines {"provider","model","usage","at"} with {"matched","usd_input","usd_output","usd"} or
// {"problem"}. Every difference is listed; the exit code is 1 where there is one, 77 where something is missing.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';

const [folder, program, pairsText = '10000', seedText = '1'] = process.argv.slice(2);
const entry = join(folder ?? '', 'dist', 'index.js');
if (!folder || !existsSync(entry) || !program || !existsSync(program)) {
    console.log(`SKIPPED: ${existsSync(entry) ? 'no program ' + program : 'no package in ' + folder} (./run fetches it)`);
    process.exit(77);
}
console.warn = () => {}; // the calculator warns of keys that it does not know

// Numbers from a seed, the same everywhere (xorshift).
let state = (Number(seedText) * 2654435761) % 4294967296 || 1;
function random(below) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
}
const oneOf = list => list[random(list.length)];

const { calcPrice, findProvider } = await import(pathToFileURL(entry));
const source = readFileSync(entry, 'utf8');
const providerIds = [...source.slice(0, source.indexOf('\n], ')).matchAll(/^ {4}id: "([^"]+)"/gm)].map(match => match[1]);
const providers = providerIds.map(id => findProvider({ providerId: id }));
const models = providers.flatMap(provider => provider.models.map(model => [provider.id, model.id]));

const moments = ['2024-05-01T12:00:00Z', '2025-02-20T16:30:00Z', '2025-06-30T03:15:00Z', '2026-01-01T00:00:00Z', '2026-08-17T01:30:00Z',
                 '2026-09-01T08:00:00Z', '2026-09-23T10:00:00Z', '2026-11-21T23:59:59Z'];

function randomCount() {
    return oneOf([0, 1, random(1000), random(100000), random(3000000), 200000, 200001, 272000, 272001, 128000]);
}

/// Mostly what a vendor would report; sometimes what contradicts itself.
function randomUsage() {
    const usage = { input_tokens: randomCount(), output_tokens: randomCount() };
    if (random(20) === 0) delete usage[oneOf(['input_tokens', 'output_tokens'])];
    if (random(3) === 0) usage.cache_read_tokens = random((usage.input_tokens ?? 10) + 1);
    if (random(4) === 0) usage.cache_write_tokens = random(Math.max(1, (usage.input_tokens ?? 10) - (usage.cache_read_tokens ?? 0)));
    if (random(8) === 0) usage.cache_write_1h_tokens = random((usage.cache_write_tokens ?? 0) + 1);
    if (random(5) === 0) usage.input_audio_tokens = random((usage.input_tokens ?? 0) + 1);
    if (random(5) === 0) usage.cache_audio_read_tokens = random((usage.input_audio_tokens ?? 0) + 1);
    if (random(6) === 0) usage.output_audio_tokens = random((usage.output_tokens ?? 0) + 1);
    if (random(6) === 0) usage.input_image_tokens = random((usage.input_tokens ?? 0) + 1);
    if (random(8) === 0) usage.cache_image_read_tokens = random((usage.input_image_tokens ?? 0) + 1);
    if (random(8) === 0) usage.output_image_tokens = random((usage.output_tokens ?? 0) + 1);
    if (random(8) === 0) usage.input_video_tokens = random((usage.input_tokens ?? 0) + 1);
    if (random(6) === 0) usage.output_reasoning_tokens = random((usage.output_tokens ?? 0) + 1);
    if (random(10) === 0) usage.output_citation_tokens = random((usage.output_tokens ?? 0) + 1);
    if (random(10) === 0) usage.web_searches = random(100);
    if (random(10) === 0) usage.storage_searches = random(100);
    if (random(6) === 0) usage.audio_seconds = random(100000) / 8;
    if (random(6) === 0) usage.input_audio_seconds = usage.audio_seconds ?? random(100000) / 8;
    if (random(10) === 0) usage.input_document_pages = random(500);
    if (random(10) === 0) usage.input_annotated_document_pages = random((usage.input_document_pages ?? 0) + 1);
    if (random(10) === 0) usage.input_text_messages = random(500);
    return usage;
}

/// As people write it: other letters, space, a date, a name that is nobody's.
function randomName(id) {
    switch (random(8)) {
    case 0: return id.toUpperCase();
    case 1: return `  ${id} `;
    case 2: return `${id}-20250514`;
    case 3: return `${id}-2026-01-31`;
    case 4: return random(4) === 0 ? `${id}-nobody` : id;
    default: return id;
    }
}

const cases = [];
for (let i = 0; i < Number(pairsText); ++i) {
    const [provider, id] = oneOf(models);
    const at = oneOf(moments), usage = randomUsage(), model = randomName(id);
    let expected;
    try {
        expected = calcPrice({ ...usage }, model, { providerId: provider, timestamp: new Date(at) });
    } catch (error) {
        expected = { problem: error.message };
    }
    cases.push({ provider, model, usage, at, expected });
}
const input = cases.map(({ provider, model, usage, at }) => JSON.stringify({ provider, model, usage, at })).join('\n') + '\n';
const run = spawnSync(program, [], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
if (run.status !== 0) {
    console.log(`the program ended with ${run.status}: ${run.stderr}`);
    process.exit(1);
}

// Their sums are binary floating point, ours exact: a last digit may differ.
const near = (theirs, ours) => Math.abs(theirs - ours) <= 1e-11 * Math.max(Math.abs(theirs), 1e-6);
let differences = 0, unknown = 0, refused = 0, priced = 0;
const answers = run.stdout.trimEnd().split('\n').map(line => JSON.parse(line));
cases.forEach((one, i) => {
    const ours = answers[i], theirs = one.expected;
    let what = '';
    if (theirs === null) {
        ++unknown;
        if (ours.matched) what = `they know no such model, we found ${ours.matched}`;
    } else if (theirs.problem) {
        ++refused;
        if (!ours.problem) what = `they refuse (${theirs.problem}), we say ${ours.usd}`;
    } else {
        ++priced;
        if (ours.problem || !ours.matched) what = `they say ${theirs.total_price}, we refuse (${ours.problem ?? 'no such model'})`;
        else if (ours.matched !== theirs.model.id) what = `they found ${theirs.model.id}, we ${ours.matched}`;
        else if (!near(theirs.input_price, +ours.usd_input) || !near(theirs.output_price, +ours.usd_output) || !near(theirs.total_price, +ours.usd))
            what = `they say ${theirs.input_price} + ${theirs.output_price} = ${theirs.total_price}, we ${ours.usd_input} + ${ours.usd_output} = ${ours.usd}`;
    }
    if (what && ++differences <= 50) console.log(`${one.provider} ${JSON.stringify(one.model)} ${one.at} ${JSON.stringify(one.usage)}: ${what}`);
});
console.log(`${cases.length} pairs of ${models.length} models: ${priced} priced, ${refused} refused by both sides' rules, ${unknown} of unknown models; ${differences} differences`);
process.exit(differences === 0 && priced > cases.length / 3 && answers.length === cases.length ? 0 : 1);
