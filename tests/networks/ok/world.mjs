// The simulated world: groups, people, applications, tokens, the groups' topics with their comments, photos, and the chats with the groups.
// Whoever writes (API, page, test, world file) does it through the functions here; each change raises `revision`.
// Identifiers are strings of digits, longer than a client's number may hold.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { comment_id } from './identifiers.mjs';
import {
  standard_application, standard_comment, standard_group, standard_person, standard_photo, standard_token, standard_topic,
} from './objects.mjs';
import { standard_settings } from './settings.mjs';

/**
 * @typedef {import('./objects.mjs').Group} Group
 * @typedef {import('./objects.mjs').Person} Person
 * @typedef {import('./objects.mjs').Token} Token
 * @typedef {import('./objects.mjs').Topic} Topic
 * @typedef {import('./objects.mjs').Comment} Comment
 * @typedef {import('./objects.mjs').Photo} Photo
 */

const in_order = (a, b) => a.created_ms - b.created_ms || a.number - b.number;
const first_topic_id = 156700000000000n;
const first_photo_id = 870000000000n;
const first_person_id = 580000000000n;

export class World {
  /** @param {import('../shared/clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock;
    this.settings = standard_settings();
    /** @type {Map<string, Group>} */ this.groups = new Map();
    /** @type {Map<string, Person>} */ this.people = new Map();
    /** @type {Map<string, object>} by public key */ this.applications = new Map();
    /** @type {Map<string, Token>} */ this.tokens = new Map();
    /** @type {Map<string, Topic>} */ this.topics = new Map();
    /** @type {Map<string, Comment>} */ this.comments = new Map();
    /** @type {Map<string, Photo>} */ this.photos = new Map();
    /** @type {Map<string, object>} chats of the Bot API */ this.chats = new Map();
    this.revision = 0;
    this.last_number = 0;
    this.last_ms = 0;
  }

  // ---- who is there

  /** Adds a group, or changes the one with this id. @returns {Group} */
  put_group(fields) {
    return this.#put(this.groups, numbered(fields, 'group'), (id) => ({ id, name: `Группа ${id}`, ...standard_group() }));
  }

  /** Adds a person, or changes the one with this id. @returns {Person} */
  put_person(fields) {
    const id = fields.id ?? String(first_person_id + BigInt(this.people.size) * 1237n);
    return this.#put(this.people, numbered({ ...fields, id }, 'person'), () => ({ id, first_name: 'Житель', ...standard_person() }));
  }

  /** The person of this name; a new one if nobody has it. @param {string} name @returns {Person} */
  person_named(name) {
    const [first_name, ...rest] = name.trim().split(/\s+/);
    if (!first_name) throw new ControlError(400, 'an author needs a name');
    const last_name = rest.join(' ');
    for (const person of this.people.values())
      if (person.first_name === first_name && person.last_name === last_name) return person;
    return this.put_person({ first_name, last_name });
  }

  /** Adds an application, or changes the one of this public key. */
  put_application(fields) {
    if (!fields.key || !fields.secret) throw new ControlError(400, 'an application has a key and a secret');
    const application = Object.assign(this.applications.get(fields.key) ?? standard_application(), fields);
    this.applications.set(fields.key, application);
    return application;
  }

  /** Adds a token, or changes the one of this text. @returns {Token} */
  put_token(fields) {
    const { expires_in, ...rest } = fields;
    if (!fields.token) throw new ControlError(400, 'a token needs its text in "token"');
    const token = Object.assign(this.tokens.get(fields.token) ?? standard_token(), rest);
    if (expires_in !== undefined) token.expires_at = expires_in === null ? null : this.clock.now() + expires_in;
    check_token(token, this);
    this.tokens.set(token.token, token);
    return token;
  }

  name_of(person_id) {
    const person = this.people.get(person_id);
    return person ? `${person.first_name} ${person.last_name}`.trim() : '';
  }

  /** The group or person with this short address. @returns {{type: 'GROUP'|'PROFILE', id: string}|undefined} */
  owner_of(shortname) {
    for (const group of this.groups.values()) if (group.shortname === shortname) return { type: 'GROUP', id: group.id };
    for (const person of this.people.values()) if (person.shortname === shortname) return { type: 'PROFILE', id: person.id };
    return undefined;
  }

  // ---- topics and comments

  /** Newest first, deleted ones included. @returns {Topic[]} */
  topics_of(group_id) {
    return [...this.topics.values()].filter((topic) => topic.group_id === group_id).sort(in_order).reverse();
  }

  /** Oldest first, deleted ones included. @returns {Comment[]} */
  comments_of(topic_id) {
    return [...this.comments.values()].filter((comment) => comment.topic_id === topic_id).sort(in_order);
  }

  /** The topic or comment with this key. */
  keyed(key) {
    const found = [...this.topics.values(), ...this.comments.values()].find((item) => item.key === key);
    if (!found) throw new ControlError(404, `nothing has the key ${key}`);
    return found;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Topic} */
  add_topic(fields, made_by) {
    const { author, age, date, comments, as_group, ...rest } = fields;
    if (!this.groups.has(fields.group_id)) throw new ControlError(404, `there is no group ${fields.group_id}`);
    const person_id = this.#person(fields);
    const number = ++this.last_number;
    const topic = {
      ...standard_topic(), ...rest, number, id: rest.id ?? String(first_topic_id + BigInt(number) * 131n), made_by,
      person_id, by_group: as_group ?? person_id === null, created_ms: this.#moment(fields),
    };
    if (this.topics.has(topic.id)) throw new ControlError(400, `the id ${topic.id} is taken`);
    if (typeof topic.text !== 'string') throw new ControlError(400, 'text is a string; to have an item served otherwise use "serve"');
    this.topics.set(topic.id, topic);
    this.revision++;
    return topic;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Comment} */
  add_comment(fields, made_by) {
    const { author, age, date, replies, under, as_group, ...rest } = fields;
    const { topic, reply_to } = this.#place(fields);
    const person_id = this.#person(fields);
    if (person_id === null && !as_group) throw new ControlError(400, 'a comment needs person_id, author or as_group');
    if (typeof fields.text !== 'string') throw new ControlError(400, 'text is a string; to have an item served otherwise use "serve"');
    const number = ++this.last_number;
    const created_ms = this.#moment(fields);
    const comment = {
      ...standard_comment(), ...rest, number, id: rest.id ?? comment_id(created_ms, number, topic.id), made_by, created_ms,
      topic_id: topic.id, reply_to, person_id, by_group: Boolean(as_group),
    };
    this.comments.set(comment.id, comment);
    this.revision++;
    return comment;
  }

  /** @param {{person_id: string, file: object, width: number, height: number}} fields and those of a photo @param {object} made_by @returns {Photo} */
  add_photo(fields, made_by) {
    const number = ++this.last_number;
    const photo = { ...standard_photo(), ...fields, number, id: String(first_photo_id + BigInt(number) * 149n), made_by, created_ms: this.#moment({}) };
    this.photos.set(photo.id, photo);
    this.revision++;
    return photo;
  }

  /** Any fields of a topic or comment. */
  edit(item, { id, topic_id, group_id, number, ...changes }) {
    Object.assign(item, changes, 'text' in changes && { edited_ms: this.clock.now() * 1000 });
    this.revision++;
    return item;
  }

  set_deleted(item, deleted) {
    item.deleted = deleted;
    this.revision++;
    return item;
  }

  // ---- inside

  #put(map, fields, standard) {
    const made = Object.assign(map.get(fields.id) ?? standard(fields.id), fields);
    map.set(fields.id, made);
    this.revision++;
    return made;
  }

  #person({ person_id, author }) {
    const id = author === undefined ? person_id ?? null : this.person_named(author).id;
    if (id !== null && !this.people.has(id)) throw new ControlError(404, `there is no person ${id}`);
    return id;
  }

  /** Milliseconds; what is written now never has the same moment twice, so that the order of writing can be seen. */
  #moment({ created_ms, date, age }) {
    if (created_ms !== undefined) return created_ms;
    if (date !== undefined) return date * 1000;
    const now = this.clock.now() * 1000;
    if (age === undefined) return (this.last_ms = this.last_ms >= now && this.last_ms < now + 1000 ? this.last_ms + 1 : now);
    const seconds = seconds_of(age);
    if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
    return now - seconds * 1000;
  }

  #place({ topic_id, reply_to = null, under }) {
    const item = under === undefined ? this.topics.get(topic_id) : this.keyed(under);
    if (!item) throw new ControlError(404, `there is no topic ${topic_id}`);
    const topic = item.topic_id ? this.topics.get(item.topic_id) : item;
    const answered = reply_to ?? (item.topic_id ? item.id : null);
    if (answered !== null && this.comments.get(answered)?.topic_id !== topic.id)
      throw new ControlError(404, `there is no comment ${answered} under this topic`);
    return { topic, reply_to: answered };
  }
}

function numbered(fields, what) {
  if (!/^[1-9]\d*$/.test(fields.id ?? '')) throw new ControlError(400, `a ${what} needs an id: digits in a string`);
  return fields;
}

function check_token({ kind, person_id, group_id, application }, world) {
  if (!['session', 'bot'].includes(kind)) throw new ControlError(400, 'a token has a kind: session or bot');
  if (kind === 'bot' && !world.groups.has(group_id)) throw new ControlError(400, 'a bot token has the group_id of a group');
  if (kind === 'session' && !world.people.has(person_id)) throw new ControlError(400, 'a session token has the person_id of a person');
  if (kind === 'session' && !world.applications.has(application))
    throw new ControlError(400, 'a session token has the public key of its application in "application"');
}
