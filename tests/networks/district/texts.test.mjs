// What is written is Russian, varied, and mistaken only where a hand slipped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Incidents, complaint, in_hand, subjects, troll } from './complaints.mjs';
import { counted, decline, settlement_in, street_in } from './grammar.mjs';
import { careful_hand, disguised, make_hand, typed } from './hands.mjs';
import { Random } from './random.mjs';
import { expand, places, some_place, words } from './texts.mjs';

function complaints(count, seed = 3) {
  const random = new Random(seed);
  const incidents = new Incidents(random.fork('incidents'));
  return Array.from({ length: count }, () => complaint(incidents.next(), random));
}

test('streets, lanes and settlements in their cases', () => {
  const street = (name, changes = true) => ({ kind: 'street', name, changes });
  const lane = (name) => ({ kind: 'lane', name, changes: true });
  const expected = [
    [street('Волгоградская'), 'prepositional', 'whole', 'улице Волгоградской'], [street('Волгоградская'), 'accusative', 'bare', 'Волгоградскую'],
    [street('Нижняя'), 'genitive', 'whole', 'улицы Нижней'], [street('Чаплыгина', false), 'dative', 'whole', 'улице Чаплыгина'],
    [street('Мира', false), 'instrumental', 'short', 'ул. Мира'], [lane('Рыбачий'), 'prepositional', 'bare', 'переулке Рыбачьем'],
    [lane('Рыбачий'), 'dative', 'whole', 'переулку Рыбачьему'], [lane('Тихий'), 'genitive', 'whole', 'переулка Тихого'], [lane('Речной'), 'dative', 'short', 'пер. Речному'],
  ];
  for (const [place, wanted, manner, text] of expected) assert.equal(street_in(place, wanted, manner), text);
  const settlement = (name) => places.settlements.find(({ cases }) => cases[0] === name);
  assert.equal(settlement_in(settlement('Капустин Яр'), 'prepositional'), 'Капустином Яре');
  assert.equal(settlement_in(settlement('Болхуны'), 'prepositional'), 'Болхунах');
  assert.equal(settlement_in(settlement('Пологое Займище'), 'genitive'), 'Пологого Займища');
  assert.ok([...places.settlements, ...places.foreign, places.town].every(({ cases }) => cases.length === 6));
  for (const name of places.streets.adjective) assert.match(decline(name, 'prepositional'), /(ой|ей)$/);
});

test('counted nouns', () => {
  const days = ['день', 'дня', 'дней'];
  assert.deepEqual([1, 2, 5, 11, 14, 21, 24, 112].map((count) => counted(count, days)),
    ['1 день', '2 дня', '5 дней', '11 дней', '14 дней', '21 день', '24 дня', '112 дней']);
});

test('no preposition stands before a nominative', () => {
  const feminine = places.streets.adjective.join('|');
  const settlements = [...places.settlements, places.town].map(({ cases }) => cases[0]).filter((name) => name !== 'Болхуны').join('|');
  const wrong = [
    /(^|\s)(на|по|у|от|до|за|возле|в районе)\s+(улица|переулок)(\s|$)/iu, new RegExp(`(^|\\s)(на|по|от|за|возле|районе|ул\\.|улице) (${feminine})(?![\\p{L}])`, 'iu'),
    new RegExp(`(^|\\s)(в|до|из|у) (${settlements})(?![\\p{L}])`, 'u'), /улиц(е|ы|у|ей) \p{L}+ая(?!\p{L})/u, /(^|\s)(до до|в в|на на) /u, /(^|\s)на (переулке|пер\.)/iu, /(Народ|Слушайте|Соседи), \p{Lu}\p{Ll}/u, /[<>{}|]|undefined|null/u, / [,.!?]/u,
  ];
  for (const text of complaints(3000)) for (const pattern of wrong) assert.doesNotMatch(text, pattern);
});

test('every template can be filled', () => {
  const random = new Random(5);
  const walk = (value) => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(walk) : value && typeof value === 'object' ? Object.values(value).flatMap(walk) : []);
  const { about: _, ...chatter } = words('chatter');
  const { problems, before, after, agree } = words('complaints');
  const { insult, obscene, harm, threat } = words('trolls');
  for (const template of walk([chatter, problems, before, after, agree, insult, obscene, harm, threat]))
    for (let n = 0; n < 12; n++) assert.doesNotMatch(expand(template, random, { place: some_place(random) }), /[<>{}|]|undefined/, template);
});

test('among five thousand complaints hardly a text is doubled, and no subject is missing', () => {
  const texts = complaints(5000);
  assert.ok(new Set(texts).size >= 4950, `${5000 - new Set(texts).size} are doubled`);
  const random = new Random(9);
  const incidents = new Incidents(random);
  const met = new Set(Array.from({ length: 2000 }, () => incidents.next().subject));
  assert.deepEqual([...met].sort(), [...subjects].sort());
});

test('people write as people do', () => {
  const random = new Random(11);
  const incident = { subject: 'heating', place: some_place(random) };
  const texts = Array.from({ length: 2000 }, () => in_hand(complaint(incident, random), make_hand(random), random));
  const share = (pattern) => texts.filter((text) => pattern.test(text)).length / texts.length;
  assert.ok(share(/^[^\p{Lu}]*$/u) > 0.25, 'without capitals');
  assert.ok(share(/^[^.,]*$/u) > 0.1, 'without stops');
  assert.ok(share(/[\u{1F300}-\u{1FAFF}]/u) > 0.03, 'with emoji');
  assert.ok(share(/^[^а-яё]*[a-z]{3}[^а-яё]*$/iu) > 0.002, 'in Latin letters');
  assert.ok(share(/^[^\p{Ll}]*$/u) > 0.02, 'shouting');
  assert.ok(share(/ё/iu) > 0.02 && share(/е/iu) > 0.9, 'with ё and without');
  const text = complaint(incident, random);
  assert.equal(typed(text, careful_hand, random), text);
});

test('rude words hide behind letters that look alike, and nothing else does', () => {
  const random = new Random(13);
  assert.equal(disguised('Хорошая улица, тепло и сухо', random, 1), 'Хорошая улица, тепло и сухо');
  const hidden = Array.from({ length: 60 }, () => disguised('дебилы', random, 1));
  assert.ok(hidden.some((text) => /[a-z0-9]/.test(text)) && hidden.some((text) => text.includes('*')) && new Set(hidden).size > 8);
  const place = some_place(random);
  assert.ok(Array.from({ length: 50 }, () => troll('threat', random, place)).every((text) => /глав|начальник|чиновник|администрац|дом/iu.test(text)));
});
