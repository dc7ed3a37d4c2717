// The people of the district: a name and a way of writing each. Everything they write goes through their hand.

import { make_hand } from './hands.mjs';
import { words } from './texts.mjs';

const names = words('names');

/**
 * @typedef {{number: number, woman: boolean, first_name: string, last_name: string, hand: import('./hands.mjs').Hand}} Person
 * @param {import('./random.mjs').Random} random
 * @param {number} count
 * @returns {Person[]}
 */
export function make_people(random, count) {
  return Array.from({ length: count }, (_, number) => {
    const woman = random.chance(0.62);
    const surname = random.pick(names.surnames);
    return {
      number, woman, first_name: random.pick(woman ? names.women : names.men), last_name: woman ? `${surname}а` : surname,
      hand: make_hand(random),
    };
  });
}
