// Texts out of templates: {a|b} is a choice, <slot> is a word or a place. Word lists lie in words/.

import { readFileSync } from 'node:fs';
import { counted, settlement_in, street_in } from './grammar.mjs';

/** @param {string} name @returns {object} words/<name>.json */
export const words = (name) => JSON.parse(readFileSync(new URL(`./words/${name}.json`, import.meta.url), 'utf8'));

export const places = words('places');
const names = words('names');
const chatter = words('chatter');

/**
 * @typedef {{street: import('./grammar.mjs').Street, house: string, settlement: object, landmark: string|null}} Place
 * `settlement` is one of words/places.json, the town in most cases
 */

const streets = [
  ...places.streets.adjective.map((name) => ({ kind: 'street', name, changes: true })),
  ...places.streets.named.map((name) => ({ kind: 'street', name, changes: false })),
  ...places.streets.lane.map((name) => ({ kind: 'lane', name, changes: true })),
];

/** @returns {Place} somewhere in the district; near `settlement`, if one is given */
export function some_place(random, settlement) {
  return {
    street: random.pick(streets), house: String(random.between(1, 96)) + random.weighted({ '': 30, а: 3, б: 1, '/2': 1 }),
    settlement: settlement ?? (random.chance(0.68) ? places.town : random.pick(places.settlements)),
    landmark: random.chance(0.2) ? random.pick(places.landmarks) : null,
  };
}

/** What each slot becomes. `place` is what the text is about. */
const slots = {
  где: (random, { place }) => where(random, place),
  улицы: (random, { place }) => street_in(place.street, 'genitive', manner(random)),
  улицу: (random, { place }) => street_in(place.street, 'accusative', random.weighted({ whole: 2, short: 1 })),
  улица: (random, { place }) => street_in(place.street, 'nominative', 'whole'),
  адрес: (random, { place }) => `${street_in(place.street, 'nominative', manner(random))}, ${place.house}`,
  село: (random, { place }) => settlement_in(place.settlement, 'nominative'),
  'из села': (random, { place }) => settlement_in(place.settlement, 'genitive'),
  'до села': (random, { place }) => settlement_in(village_of(random, place), 'genitive'),
  'в селе': (random, { place }) => within(place.settlement),
  'в чужом': (random) => within(random.pick(places.foreign)),
  'чужой п': (random) => settlement_in(random.pick(places.foreign), 'prepositional'),
  городок: () => settlement_in(places.town, 'nominative'),
  срок: (random) => random.pick([
    () => random.pick(['второй день', 'третий день', 'четвёртые сутки', 'вторую неделю', 'третью неделю', 'с понедельника', 'со вчерашнего дня', 'с прошлой недели', 'второй месяц', 'с лета', 'уже год', 'с праздников']),
    () => counted(random.between(2, 24), ['день', 'дня', 'дней']), () => `уже ${counted(random.between(2, 9), ['неделю', 'недели', 'недель'])}`,
  ])(),
  раз: (random) => counted(random.between(2, 25), ['раз', 'раза', 'раз']),
  дней: (random) => counted(random.between(2, 9), ['день', 'дня', 'дней']),
  штук: (random) => counted(random.between(2, 7), ['штука', 'штуки', 'штук']),
  дворы: (random) => counted(random.between(3, 60), ['двор', 'двора', 'дворов']),
  часы: (random) => random.pick(['час', 'полтора часа', 'два часа', 'сорок минут', 'больше часа', 'полчаса на морозе']),
  'часы дня': (random) => `${random.between(9, 19)}:${random.pick(['00', '30', '15', '45'])}`,
  градусы: (random) => String(random.between(11, 19)),
  дом: (random, { place }) => place.house,
  имя: (random) => random.pick(random.chance(0.6) ? names.women : names.men),
  'имя ж': (random) => random.pick(names.women),
  'имя м': (random) => random.pick(names.men),
  фамилии: (random) => `${random.pick(names.surnames)}ых`,
  // The code 000 does not exist: nobody can be called.
  телефон: (random) => `8 000 ${random.between(100, 999)}-${random.between(10, 99)}-${random.between(10, 99)}`,
  цена: (random) => String(random.between(2, 180) * 500),
  процент: (random) => String(random.between(2, 9) * 10),
  вес: (random) => String(random.between(270, 430) * 10),
  рост: (random) => String(random.between(48, 56)),
  год: (random) => String(random.between(1998, 2019)),
  смайл: (random) => random.pick(chatter.emoji),
};

/** @param {string} template @param {import('./random.mjs').Random} random @param {{place: Place}} about */
export function expand(template, random, about) {
  let text = template;
  while (/\{[^{}]*\}/.test(text)) text = text.replace(/\{[^{}]*\}/, (choice) => random.pick(choice.slice(1, -1).split('|')));
  text = text.replace(/<([^<>]+)>/g, (whole, name) => {
    if (!slots[name]) throw new Error(`no slot ${whole} for "${template}"`);
    return slots[name](random, about);
  });
  return tidy(text);
}

/** Capitals where sentences begin, single spaces, no space before a stop. */
export function tidy(text) {
  return text.replace(/ +/g, ' ').replace(/ ([,.!?:])/g, '$1').replace(/([!?]),/g, '$1').trim()
    .replace(/(^|[.!?] +)(\p{Ll})/gu, (found, before, letter) => before + letter.toUpperCase());
}

// ---- places

const manner = (random) => random.weighted({ bare: 5, whole: 3, short: 3 });
const within = (settlement) => `${settlement.in} ${settlement_in(settlement, 'prepositional')}`;
const village_of = (random, { settlement }) => (settlement === places.town ? random.pick(places.settlements) : settlement);

/** One is on a street and in a lane. */
const at = ({ street }) => (street.kind === 'lane' ? 'в' : 'на');

const on_the_street = [
  (random, place) => `${at(place)} ${street_in(place.street, 'prepositional', manner(random))}`,
  (random, place) => `${at(place)} ${street_in(place.street, 'prepositional', manner(random))}, ${place.house}`,
  (random, place) => `по ${street_in(place.street, 'dative', manner(random))}`,
  (random, place) => `у дома ${place.house} по ${street_in(place.street, 'dative', manner(random))}`,
  (random, place) => `возле ${street_in(place.street, 'genitive', manner(random))}, ${place.house}`,
  (random, place) => `в районе ${street_in(place.street, 'genitive', random.weighted({ whole: 2, short: 1 }))}`,
  (random, place) => `за ${street_in(place.street, 'instrumental', random.weighted({ whole: 3, short: 1 }))}`,
];

function where(random, place) {
  const street = on_the_street[random.index([6, 4, 4, 3, 2, 2, 0.5])](random, place);
  const near = place.landmark ? ` ${place.landmark}` : '';
  if (place.settlement === places.town) return street + near;
  return random.chance(0.5) ? `${within(place.settlement)} ${street}${near}` : `${street} ${within(place.settlement)}${near}`;
}
