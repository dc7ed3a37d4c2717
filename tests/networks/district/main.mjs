// The command: from a seed a day of the district, as a world file for each network and a timeline for the player.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { days, live } from './day.mjs';
import { labels_of, timeline_of, world_of } from './networks.mjs';
import { networks } from './sources.mjs';

const usage = `usage: node main.mjs --seed 7 --out FOLDER [--day ${Object.keys(days).join('|')}] [--date 2026-02-12] [--sources 300] [--scale 1]`;

/** @returns {Record<string, string>} name of the file → what is in it */
export function files_of(wishes) {
  const lived = live(wishes);
  const lines = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return {
    ...Object.fromEntries(Object.keys(networks).map((network) => [`${network}.json`, `${JSON.stringify(world_of(network, lived), null, 1)}\n`])),
    'day.jsonl': lines(timeline_of(lived)),
    'before.jsonl': lines(lived.items.filter(({ at }) => at < lived.start).map((item) => ({ at: item.at, network: item.network, text: item.written.text, labels: labels_of(item) }))),
    'about.json': `${JSON.stringify({ ...wishes, start: lived.start, sources: lived.sources.map(({ settlement, ...source }) => source) }, null, 1)}\n`,
  };
}

function read_arguments() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { seed: text, out: text, day: { ...text, default: 'ordinary' }, date: text, sources: { ...text, default: '300' }, scale: { ...text, default: '1' } } });
  if (!values.seed || !values.out) throw new Error('a seed and a folder are needed');
  const [sources, scale] = [Number(values.sources), Number(values.scale)];
  if (!Number.isInteger(sources) || sources < 3) throw new Error(`--sources takes a whole number from 3 on, not ${values.sources}`);
  if (!(scale > 0)) throw new Error(`--scale takes a number above 0, not ${values.scale}`);
  return { out: values.out, wishes: { seed: values.seed, day: values.day, date: values.date ?? days[values.day], sources, scale } };
}

function run() {
  try {
    const { out, wishes } = read_arguments();
    const files = files_of(wishes);
    mkdirSync(out, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exitCode = 2;
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) run();
