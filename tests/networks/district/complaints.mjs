// Complaints of residents: the subject, the place and the words. An incident is one trouble in one place, of which many may complain.

import { careful_hand, disguised, typed } from './hands.mjs';
import { expand, some_place, tidy, words } from './texts.mjs';

const book = words('complaints');
const trolls = words('trolls');

export const subjects = Object.keys(book.problems);

/** @typedef {{subject: string, place: import('./texts.mjs').Place, first?: string}} Incident */

/** Keeps the troubles of the days: a new complaint is of a new trouble, or of one that others complained of before. */
export class Incidents {
  constructor(random) {
    this.random = random;
    /** @type {Map<string, Incident[]>} */ this.by_subject = new Map(subjects.map((subject) => [subject, []]));
  }

  /** @param {{subject?: string, settlement?: object, snow?: number}} wishes `snow` is the share of that subject in this hour */
  next({ subject, settlement, snow = 0 } = {}) {
    const meant = subject ?? (this.random.chance(snow) ? 'snow' : this.random.weighted(book.share));
    const known = this.by_subject.get(meant);
    if (known.length && this.random.chance(0.3)) return known[known.length - 1 - Math.floor(this.random.next() ** 2 * Math.min(known.length, 40))];
    return this.add({ subject: meant, place: some_place(this.random, settlement) });
  }

  add(incident) {
    this.by_subject.get(incident.subject).push(incident);
    return incident;
  }
}

/** The text of a complaint, without mistakes. @param {Incident} incident @param {import('./random.mjs').Random} random */
export function complaint(incident, random) {
  const problem = random.pick(book.problems[incident.subject]);
  const parts = [
    ...(random.chance(0.5) ? [random.pick(book.before)] : []), problem,
    ...(random.chance(0.22) ? [random.pick(book.problems[incident.subject].filter((other) => other !== problem))] : []),
    ...(random.chance(0.6) ? [random.pick(book.after)] : []), ...(random.chance(0.2) ? [random.pick(book.after)] : []),
  ];
  return tidy([...new Set(parts)].map((part) => stopped(expand(part, random, incident))).join(' ')).replace(/, \p{Lu}(?=\p{Ll}*[ ,])/u, begun);
}

/** After «Народ,» the sentence goes on with a small letter. */
const begun = (found, at) => (at < 12 ? found.toLowerCase() : found);

const stopped = (sentence) => (/[.!?,:)]$/.test(sentence) ? sentence : `${sentence}.`);

/** «И у нас»: a comment under a complaint. */
export const agreement = (incident, random) => expand(random.pick(book.agree), random, incident);

/** Texts that must not be answered. @param {'insult'|'harm'|'threat'} prohibited */
export function troll(prohibited, random, place) {
  const list = prohibited === 'insult' && random.chance(0.5) ? trolls.obscene : trolls[prohibited];
  const text = expand(random.pick(list), random, { place });
  return disguised(text, random, list === trolls.insult ? 0.25 : 0.75);
}

/** A complaint in obscene words: it concerns the administration and yet is not answered. */
export const rude_complaint = (incident, random) => `${complaint(incident, random)} ${troll('insult', random, incident.place)}`;

/** As a person with this hand writes it. */
export const in_hand = (text, hand, random) => typed(text, hand ?? careful_hand, random, { angry: true });
