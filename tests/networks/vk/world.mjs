// The simulated world: communities, people, tokens, and the walls with their posts and comments.
// Whoever writes (API, page, test, world file) does it through the functions here; each change raises `revision`
// and, on a community's wall, tells the listener, which is the long poll.

import { ControlError } from '../shared/control_error.mjs';
import { Dialogs } from './dialogs.mjs';
import { check_content, without } from './fields.mjs';
import { Media } from './media.mjs';
import { standard_comment, standard_community, standard_person, standard_post, standard_token } from './objects.mjs';
import { standard_settings } from './settings.mjs';
import { seconds_of } from '../shared/clock.mjs';

/**
 * @typedef {import('./objects.mjs').Community} Community
 * @typedef {import('./objects.mjs').Person} Person
 * @typedef {import('./objects.mjs').Token} Token
 * @typedef {import('./objects.mjs').Post} Post
 * @typedef {import('./objects.mjs').Comment} Comment
 * @typedef {import('./objects.mjs').Wall} Wall
 */

const in_order = (a, b) => a.date - b.date || a.id - b.id;

export class World {
  /** @param {import('../shared/clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock;
    this.settings = standard_settings();
    /** @type {Map<number, Community>} */ this.communities = new Map();
    /** @type {Map<number, Person>} */ this.people = new Map();
    /** @type {Map<string, Token>} */ this.tokens = new Map();
    /** @type {Map<number, Wall>} */ this.walls = new Map();
    /** @type {object[]} discussions */ this.topics = [];
    /** photos, videos, documents */ this.media = new Media(this);
    /** private messages */ this.dialogs = new Dialogs(this);
    /** @type {Map<string, Record<string, boolean|number>>} method → kind → allowed, or the code of the refusal */
    this.cells = new Map();
    /** @type {Map<string, {answer: any, at: number}>} answers given to a guid or a random_id */ this.guids = new Map();
    this.revision = 0;
    /** @type {(type: string, item: object, more?: object) => void} */ this.on_event = () => {};
  }

  // ---- who is there

  /** Adds a community, or changes the one with this id. @returns {Community} */
  put_community(fields) {
    const { id } = fields;
    if (!Number.isInteger(id) || id <= 0) throw new ControlError(400, 'a community needs a positive id');
    const before = this.communities.get(id) ?? { id, name: `Сообщество ${id}`, screen_name: `club${id}`, ...standard_community() };
    const long_poll = { ...before.long_poll, ...fields.long_poll };
    const community = Object.assign(before, fields, { long_poll });
    this.communities.set(id, community);
    this.wall(-id);
    this.revision++;
    return community;
  }

  /** Adds a person, or changes the one with this id. @returns {Person} */
  put_person(fields) {
    const id = fields.id ?? Math.max(1000, ...this.people.keys()) + 1;
    if (!Number.isInteger(id) || id <= 0) throw new ControlError(400, 'a person needs a positive id');
    const before = this.people.get(id) ?? { id, first_name: 'Житель', ...standard_person() };
    const person = Object.assign(before, fields, { id });
    this.people.set(id, person);
    this.revision++;
    return person;
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

  /** Adds a token, or changes the one of this text. @returns {Token} */
  put_token(fields) {
    const { expires_in, ...rest } = fields;
    if (!fields.token) throw new ControlError(400, 'a token needs its text in "token"');
    const token = Object.assign(this.tokens.get(fields.token) ?? standard_token(), rest);
    if (expires_in !== undefined) token.expires_at = expires_in === null ? null : this.clock.now() + expires_in;
    if (!['service', 'community', 'user'].includes(token.kind)) throw new ControlError(400, 'a token has a kind: service, community or user');
    if (token.kind === 'community' && !token.group_id) throw new ControlError(400, 'a community token has a group_id');
    if (token.kind === 'user' && !token.user_id) throw new ControlError(400, 'a user token has a user_id');
    this.tokens.set(token.token, token);
    return token;
  }

  /** Does this owner exist? Negative: a community. @param {number} owner_id */
  knows(owner_id) {
    return owner_id < 0 ? this.communities.has(-owner_id) : this.people.has(owner_id);
  }

  /** "Имя Фамилия" or the community's name. @param {number} owner_id */
  name_of(owner_id) {
    if (owner_id < 0) return this.communities.get(-owner_id)?.name ?? `Сообщество ${-owner_id}`;
    const person = this.people.get(owner_id);
    return person ? `${person.first_name} ${person.last_name}`.trim() : `id${owner_id}`;
  }

  /** The owner with this short address, in the form of owner_id. @returns {number|undefined} */
  owner_by_screen_name(screen_name) {
    const numbered = /^(id|club|public|event)(\d+)$/.exec(screen_name);
    if (numbered) {
      const owner_id = Number(numbered[2]) * (numbered[1] === 'id' ? 1 : -1);
      if (this.knows(owner_id)) return owner_id;
    }
    for (const community of this.communities.values()) if (community.screen_name === screen_name) return -community.id;
    for (const person of this.people.values()) if (person.screen_name === screen_name) return person.id;
    return undefined;
  }

  // ---- what stands on the walls

  /** @param {number} owner_id @returns {Wall} */
  wall(owner_id) {
    let wall = this.walls.get(owner_id);
    if (!wall) {
      const next_id = this.communities.get(-owner_id)?.first_id ?? 1;
      wall = { next_id, posts: new Map(), comments: new Map(), under: new Map() };
      this.walls.set(owner_id, wall);
    }
    return wall;
  }

  /** @returns {Post|undefined} deleted ones included */
  post(owner_id, id) {
    return this.walls.get(owner_id)?.posts.get(id);
  }

  /** @returns {Comment|undefined} deleted ones included */
  comment(owner_id, id) {
    return this.walls.get(owner_id)?.comments.get(id);
  }

  /** All comments under a post, oldest first, deleted ones included. @returns {Comment[]} */
  comments_under(owner_id, post_id) {
    return this.walls.get(owner_id)?.under.get(post_id) ?? [];
  }

  /** @returns {Post[]} of all walls */
  all_posts() {
    return [...this.walls.values()].flatMap((wall) => [...wall.posts.values()]);
  }

  /** @returns {Comment[]} of all walls */
  all_comments() {
    return [...this.walls.values()].flatMap((wall) => [...wall.comments.values()]);
  }

  /** Whoever has the key, a post or a comment. */
  keyed(key) {
    const found = [...this.all_posts(), ...this.all_comments()].find((item) => item.key === key);
    if (!found) throw new ControlError(404, `nothing has the key ${key}`);
    return found;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Post} */
  add_post(fields, made_by) {
    const owner_id = fields.owner_id;
    if (!this.knows(owner_id)) throw new ControlError(404, `there is no wall ${owner_id}`);
    check_content(fields);
    const wall = this.wall(owner_id);
    const post = {
      ...standard_post(), ...without(fields, ['author', 'age', 'comments']),
      id: take_id(wall, fields.id), owner_id, from_id: this.author_meant(fields) ?? owner_id, date: this.date_meant(fields), made_by,
    };
    wall.posts.set(post.id, post);
    wall.under.set(post.id, []);
    this.tell(post.postponed ? null : 'wall_post_new', post);
    return post;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Comment} */
  add_comment(fields, made_by) {
    const { owner_id, post_id, reply_to } = this.#place(fields);
    const wall = this.wall(owner_id);
    if (!wall.posts.has(post_id)) throw new ControlError(404, `there is no post ${owner_id}_${post_id}`);
    const target = reply_to ? wall.comments.get(reply_to) : null;
    if (reply_to && target?.post_id !== post_id) throw new ControlError(404, `there is no comment ${owner_id}_${reply_to} under this post`);
    check_content(fields);
    const from_id = this.author_meant(fields);
    if (from_id === undefined) throw new ControlError(400, 'a comment needs from_id or author');
    const comment = {
      ...standard_comment(), ...without(fields, ['author', 'age', 'under', 'replies']),
      id: take_id(wall, fields.id), owner_id, post_id, from_id, date: this.date_meant(fields), made_by,
      root_id: target ? target.root_id ?? target.id : null,
      reply_to_comment: target?.id ?? null,
      reply_to_user: target?.from_id ?? null,
    };
    wall.comments.set(comment.id, comment);
    insert_in_order(wall.under.get(post_id), comment);
    this.tell('wall_reply_new', comment);
    return comment;
  }

  /** Any fields of a post or comment. @returns {Post|Comment} */
  edit(item, changes) {
    const { id, owner_id, post_id, ...free } = changes;
    check_content(free);
    const said = ['text', 'attachments'].some((name) => name in free);
    Object.assign(item, free, said ? { edited: this.clock.now() } : {});
    if ('date' in free && item.post_id) this.comments_under(item.owner_id, item.post_id).sort(in_order);
    this.tell(said && item.post_id ? 'wall_reply_edit' : null, item);
    return item;
  }

  /** @param {Post|Comment} item @param {number} deleter_id */
  remove(item, deleter_id) {
    item.deleted = true;
    this.tell(item.post_id ? 'wall_reply_delete' : null, item, { deleter_id });
    return item;
  }

  /** @param {Comment} comment */
  restore(comment) {
    comment.deleted = false;
    this.tell('wall_reply_restore', comment);
    return comment;
  }

  /** A scheduled or suggested post appears on the wall, under a new id. @param {Post} post @returns {Post} */
  publish(post, changes = {}) {
    const wall = this.wall(post.owner_id);
    const due = post.postponed && post.postponed <= this.clock.now();
    const published = { ...post, ...changes, id: take_id(wall), date: due ? post.postponed : this.clock.now(), postponed: null, suggested: false };
    if (post.postponed) published.postponed_id = post.id;
    wall.posts.delete(post.id);
    wall.under.delete(post.id);
    wall.posts.set(published.id, published);
    wall.under.set(published.id, []);
    this.tell('wall_post_new', published);
    return published;
  }

  /** Publishes what has come due. */
  publish_due() {
    const due = this.all_posts().filter((post) => post.postponed && !post.deleted && post.postponed <= this.clock.now());
    for (const post of due.sort((a, b) => a.postponed - b.postponed || a.id - b.id)) this.publish(post);
  }

  // ---- for those who keep a part of the world

  /** Something has changed, and perhaps it is an event. @param {string|null} event */
  tell(event, item, more) {
    this.revision++;
    if (event) this.on_event(event, item, more);
  }

  author_meant({ from_id, author }) {
    return from_id ?? (author === undefined ? undefined : this.person_named(author).id);
  }

  date_meant({ date, age }) {
    if (date !== undefined) return date;
    if (age === undefined) return this.clock.now();
    const seconds = seconds_of(age);
    if (Number.isNaN(seconds)) throw new ControlError(400, `age is like 90s, 5m, 3h or 2d, not ${age}`);
    return this.clock.now() - seconds;
  }

  // ---- inside

  #place({ owner_id, post_id, reply_to_comment, under }) {
    if (under === undefined) return { owner_id, post_id, reply_to: reply_to_comment };
    const item = this.keyed(under);
    if (item.post_id) return { owner_id: item.owner_id, post_id: item.post_id, reply_to: reply_to_comment ?? item.id };
    return { owner_id: item.owner_id, post_id: item.id, reply_to: reply_to_comment };
  }
}

function take_id(wall, wished) {
  if (wished === undefined) return wall.next_id++;
  if (wall.posts.has(wished) || wall.comments.has(wished)) throw new ControlError(400, `the id ${wished} is taken on this wall`);
  wall.next_id = Math.max(wall.next_id, wished + 1);
  return wished;
}

function insert_in_order(comments, comment) {
  let at = comments.length;
  while (at > 0 && in_order(comments[at - 1], comment) > 0) at--;
  comments.splice(at, 0, comment);
}
