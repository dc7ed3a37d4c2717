// One thing that somebody writes: which kind it is, its text and its labels.

import { agreement, complaint, in_hand, rude_complaint, troll } from './complaints.mjs';
import { careful_hand, typed } from './hands.mjs';
import { posts_of } from './sources.mjs';
import { expand, some_place, words } from './texts.mjs';

const chatter = words('chatter');

/** What is written under a post of a kind, by weight; `own` is small talk about it. */
const answers = {
  complaint: { agree: 38, own: 33, any: 16, complaint: 7, troll: 4, rude: 2 },
  official: { complaint: 36, own: 34, any: 18, troll: 7, rude: 5 },
  ads: { own: 84, any: 14, troll: 2 },
};
const usual_answers = { own: 74, any: 18, complaint: 5, troll: 3 };
const prohibitions = { insult: 80, harm: 11, threat: 9 };
const incident_texts = { agree: agreement, complaint, rude: rude_complaint };
const careful_kinds = new Set(['official', 'news', 'ads']);

/**
 * @typedef {object} Written
 * @property {string} kind @property {string} clean without mistakes @property {string} text as it was typed
 * @property {boolean} concerns @property {string|null} subject @property {string|null} prohibited
 * @property {import('./complaints.mjs').Incident|null} incident @property {boolean} photo @property {boolean} photo_only
 */

export class Writer {
  /** @param {object} parts @param {import('./random.mjs').Random} parts.random @param {import('./complaints.mjs').Incidents} parts.incidents */
  constructor({ random, incidents, day }) {
    Object.assign(this, { random, incidents, day });
    this.said = new Set();
  }

  /** @param {{source: object, person: object, snow: number, kind?: string}} where @returns {Written} */
  post({ source, person, snow, kind = this.random.weighted(posts_of(source, this.day)) }) {
    const settlement = this.random.chance(0.7) ? source.settlement : undefined;
    return this.write(kind, { person, settlement, snow, templates: chatter.posts[kind] });
  }

  /** @param {{source: object, person: object, snow: number, post: Written}} where @returns {Written} */
  comment({ source, person, snow, post }) {
    const about = post.incident ? 'complaint' : post.kind;
    const kind = this.random.weighted(answers[about] ?? usual_answers);
    const templates = chatter.comments[kind === 'any' ? 'any' : about] ?? chatter.comments.any;
    return this.write(kind === 'own' ? 'remark' : kind, { person, settlement: source.settlement, snow, templates, under: post });
  }

  write(kind, { person, settlement, snow, templates, under }) {
    const { random } = this;
    const place = some_place(random, settlement);
    if (!incident_texts[kind] && kind !== 'troll') {
      const clean = expand(random.pick(templates), random, { place });
      const hand = careful_kinds.has(kind) ? careful_hand : person.hand;
      return this.labelled(kind, { clean, text: typed(clean, hand, random), photo: !under && random.chance(0.35) });
    }
    if (kind === 'troll') return this.trolling(place);
    const incident = kind === 'agree' ? this.agreed(under.incident, settlement) : this.incidents.next({ settlement, snow });
    return this.about(kind, incident, person, incident_texts[kind]);
  }

  /** A text of an incident; hardly ever one that was there before. */
  about(kind, incident, person, make) {
    const { random } = this;
    let [clean, text] = ['', ''];
    for (let tries = 0; tries < 6 && (text === '' || this.said.has(text)); tries++) {
      clean = make(incident, random);
      text = kind === 'rude' ? clean : in_hand(clean, person.hand, random);
    }
    this.said.add(text);
    const photo_only = kind === 'complaint' && random.chance(0.02);
    return this.labelled(kind, {
      clean, text: photo_only ? '' : text, photo_only, photo: photo_only || random.chance(0.25),
      concerns: true, subject: incident.subject, incident, prohibited: kind === 'rude' ? 'insult' : null,
    });
  }

  trolling(place) {
    const prohibited = this.random.weighted(prohibitions);
    const text = troll(prohibited, this.random, place);
    return this.labelled('troll', { clean: text, text, prohibited });
  }

  /** Half of those who agree have the same trouble, the others one like it elsewhere. */
  agreed(incident, settlement) {
    if (this.random.chance(0.5)) return incident;
    return this.incidents.add({ subject: incident.subject, place: some_place(this.random, settlement) });
  }

  labelled(kind, fields) {
    return { kind, concerns: false, subject: null, prohibited: null, incident: null, photo: false, photo_only: false, ...fields };
  }
}
