// How people type: without capitals or stops, with slips of the finger, in Latin letters, with smileys, short words, shouting;
// and how a rude word is hidden behind letters that look alike.

import { tidy, words } from './texts.mjs';

const { angry_emoji, additions } = words('chatter');
const { rude } = words('trolls');

/**
 * @typedef {object} Hand
 * @property {boolean} lower @property {boolean} unstopped @property {boolean} plain_yo ё as е
 * @property {number} slips share of words @property {boolean} short @property {boolean} latin @property {number} emoji @property {boolean} loud
 */

/** A careful hand, for papers, shops and the administration. @type {Hand} */
export const careful_hand = { lower: false, unstopped: false, plain_yo: false, slips: 0, short: false, latin: false, emoji: 0, loud: false };

/** @returns {Hand} */
export const make_hand = (random) => ({
  lower: random.chance(0.38), unstopped: random.chance(0.3), plain_yo: random.chance(0.82), slips: random.chance(0.4) ? 0.01 + random.next() * 0.08 : 0,
  short: random.chance(0.25), latin: random.chance(0.012), emoji: random.chance(0.3) ? random.next() * 0.7 : 0, loud: random.chance(0.06),
});

const shortened = [
  [/пожалуйста/giu, 'пож'], [/спасибо/giu, 'спс'], [/администраци[яию]/giu, 'адм'], [/улице /gu, 'ул '], [/сейчас/giu, 'щас'], [/что-нибудь/giu, 'чёнить'],
  [/детский сад|садик/giu, 'д/с'], [/человек/giu, 'чел'], [/вообще/giu, 'ваще'], [/тысяч/giu, 'тыс'], [/здравствуйте/giu, 'здрасте'],
];
const letters = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};
const alike = { а: 'a', о: 'o0', е: 'e3', с: 'c', у: 'y', х: 'x', р: 'p', к: 'k', и: 'u', б: '6', з: '3', т: 't' };
const keys = ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];

/** @param {string} text clean @param {Hand} hand @param {{angry?: boolean}} [mood] @returns {string} as this person types it */
export function typed(text, hand, random, { angry = false } = {}) {
  let done = text;
  if (hand.short) for (const [long, short] of shortened) done = done.replace(long, short);
  if (hand.plain_yo) done = done.replaceAll('ё', 'е').replaceAll('Ё', 'Е');
  if (hand.unstopped) done = done.replace(/[.,](?=\s|$)/g, '').replace(/ – /g, ' ');
  if (hand.lower) done = done.toLowerCase();
  if (hand.slips) done = done.replace(/\p{L}{4,}/gu, (word) => (random.chance(hand.slips) ? slip(word, random) : word));
  if (angry && hand.loud) done = done.toUpperCase();
  if (angry && random.chance(0.12)) done = done.replace(/[.!]?$/, random.pick(['!!!', '!!', '?!', '!!!!!!']));
  if (hand.emoji && random.chance(hand.emoji)) done += ` ${angry ? random.pick(angry_emoji).repeat(random.between(1, 3)) : random.pick(['🙏', '🙂', ')', '))', '☺️'])}`;
  return hand.latin ? latin(done) : done;
}

function slip(word, random) {
  const at = random.between(1, word.length - 2);
  const letter = word[at];
  return random.pick([
    () => word.slice(0, at) + word[at + 1] + letter + word.slice(at + 2), () => word.slice(0, at) + word.slice(at + 1), () => word.slice(0, at) + letter + word.slice(at),
    () => word.slice(0, at) + neighbour(letter, random) + word.slice(at + 1),
  ])();
}

function neighbour(letter, random) {
  const row = keys.find((line) => line.includes(letter));
  if (!row) return letter;
  const at = row.indexOf(letter);
  return row[Math.min(row.length - 1, Math.max(0, at + random.pick([-1, 1])))];
}

const latin = (text) => text.replace(/\p{L}/gu, (letter) => {
  const found = letters[letter.toLowerCase()];
  return found === undefined ? letter : letter === letter.toLowerCase() ? found : found.charAt(0).toUpperCase() + found.slice(1);
});

/** Rude words in letters of another alphabet, with stars or dots between. @param {number} share of them that are hidden */
export function disguised(text, random, share) {
  return text.replace(/\p{L}+/gu, (word) => {
    const hidden = rude.some((stem) => word.toLowerCase().startsWith(stem) || word.toLowerCase().includes(stem) && stem.length > 3);
    return hidden && random.chance(share) ? hide(word, random) : word;
  });
}

function hide(word, random) {
  const way = random.weighted({ letters: 6, star: 3, dots: 2, spaces: 1 });
  if (way === 'star') return word[0] + '*'.repeat(random.between(1, Math.min(2, word.length - 2) || 1)) + word.slice(2);
  if (way === 'dots') return [...word].join('.');
  if (way === 'spaces') return [...word].join(' ');
  return [...word].map((letter) => (alike[letter] && random.chance(0.7) ? random.pick([...alike[letter]]) : letter)).join('');
}

/** What somebody corrects a minute later: the same without slips, or with something added. */
export function corrected(clean, written, random) {
  return clean !== written && random.chance(0.6) ? clean : tidy(`${written} ${random.pick(additions)}`);
}
