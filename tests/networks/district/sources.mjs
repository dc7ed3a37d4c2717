// The sources of the district: communities, groups and pages of very unequal activity, and the administration's own in each network.

import { zipf } from './random.mjs';
import { expand, places, some_place, words } from './texts.mjs';

const book = words('sources');

/** How the networks share the sources and what is written. */
export const networks = { vk: 50, ok: 25, facebook: 14, instagram: 11 };

/** Where the loudest are, whatever the seed. */
const leading_networks = ['vk', 'ok', 'vk', 'facebook', 'instagram'];

/**
 * @typedef {{network: string, number: number, kind: string, name: string, settlement: object, rank: number}} Source
 * `rank` is the place in activity, from 0; the administration's own has none
 */

/** @returns {Source[]} the administration's first, then the others by activity */
export function make_sources(random, count) {
  const official = Object.keys(networks).map((network) => ({ network, kind: 'official', name: 'Администрация Ахтубинского района', settlement: places.town, rank: null }));
  const taken = new Set();
  const others = Array.from({ length: Math.max(count - official.length, 0) }, (_, rank) => {
    const kind = book.leading[rank] ?? random.weighted(Object.fromEntries(Object.entries(book.kinds).map(([name, { share }]) => [name, share])));
    const network = leading_networks[rank] ?? random.weighted(networks);
    const settlement = kind === 'village' || rank >= book.leading.length && random.chance(0.45) ? random.pick(places.settlements) : places.town;
    return { network, kind, settlement, rank, name: free_name(random, taken, network, kind, settlement) };
  });
  return [...official, ...others].map((source, number) => ({ ...source, number }));
}

function free_name(random, taken, network, kind, settlement) {
  for (let tries = 0; ; tries++) {
    const place = some_place(random, settlement);
    const name = expand(random.pick(book.kinds[kind].names), random, { place }) + (tries > 12 ? ` (${expand('<улица>', random, { place })})` : '');
    if (taken.has(network + name)) continue;
    taken.add(network + name);
    return name;
  }
}

/** Chooses who is written in next, by Zipf's law. @param {Source[]} sources @returns {(random: object) => Source} */
export function chooser(sources) {
  const ranked = sources.filter(({ rank }) => rank !== null);
  const rank = zipf(ranked.length);
  return (random) => ranked[rank(random)];
}

/** What is posted in a source, by weight. @param {'snow'|'ordinary'|'holiday'} day */
export function posts_of(source, day) {
  if (source.kind === 'official') return { official: 1 };
  const weights = { ...book.kinds[source.kind].posts };
  if (day === 'holiday') weights.greetings = (weights.greetings ?? 2) * 4;
  return weights;
}
