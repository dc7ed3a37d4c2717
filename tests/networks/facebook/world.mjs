// The simulated world: pages, people, posts with comments in two levels, photos, recommendations, and conversations with the pages.
// Whoever writes (API, page, test, world file) does it through the functions here; each change raises `revision` and is told to subscribers.

import { Accounts } from '../graph/accounts.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { tell_comment, tell_like, tell_mention, tell_post } from './events.mjs';
import { all_permissions, standard_comment, standard_page, standard_person, standard_photo, standard_post } from './objects.mjs';
import { standard_settings } from './settings.mjs';

/**
 * @typedef {import('./objects.mjs').Page} Page
 * @typedef {import('./objects.mjs').Person} Person
 * @typedef {import('./objects.mjs').Post} Post
 * @typedef {import('./objects.mjs').Comment} Comment
 */

const in_order = (a, b) => a.created_at - b.created_at || a.number - b.number;
const first_person_id = 61550000000000;

export class World extends Accounts {
  constructor(clock) {
    super(clock);
    this.settings = standard_settings();
    /** @type {Map<string, Page>} */ this.pages = new Map();
    /** @type {Map<string, Person>} */ this.people = new Map();
    /** @type {Map<string, Post>} */ this.posts = new Map();
    /** @type {Map<string, Comment>} by number, since prefixes differ */ this.comments = new Map();
    /** @type {Map<string, object>} */ this.photos = new Map();
    /** @type {object[]} */ this.ratings = [];
    /** @type {Map<string, object>} */ this.conversations = new Map();
    this.revision = 0;
    this.last_number = 120;
  }

  // ---- who is there

  /** Adds a page, or changes the one with this id. @returns {Page} */
  put_page(fields) {
    return this.#put(this.pages, numbered(fields, 'page'), (id) => ({ id, name: `Страница ${id}`, ...standard_page() }));
  }

  /** Adds a person, or changes the one with this id. @returns {Person} */
  put_person(fields) {
    const id = fields.id ?? String(first_person_id + this.people.size * 7919);
    return this.#put(this.people, numbered({ ...fields, id }, 'person'), () => ({ id, name: 'Житель', ...standard_person() }));
  }

  /** The person of this name; a new one if nobody has it. @returns {Person} */
  person_named(name) {
    const wanted = name.trim();
    if (!wanted) throw new ControlError(400, 'an author needs a name');
    return [...this.people.values()].find((person) => person.name === wanted) ?? this.put_person({ name: wanted });
  }

  /** A page token knows its page, a user token its person; permissions are all if not said. */
  put_token(fields) {
    if (fields.page_id && !this.pages.has(fields.page_id)) throw new ControlError(400, `there is no page ${fields.page_id}`);
    if (fields.kind === 'page' && !fields.page_id && !this.tokens.has(fields.token)) throw new ControlError(400, 'a page token has a page_id');
    if (fields.user_id && !this.people.has(fields.user_id)) throw new ControlError(400, `there is no person ${fields.user_id}`);
    return super.put_token(this.tokens.has(fields.token) ? fields : { permissions: [...all_permissions], ...fields });
  }

  name_of(id) {
    return this.pages.get(id)?.name ?? this.people.get(id)?.name ?? '';
  }

  // ---- posts

  /** Newest first, deleted ones included. @returns {Post[]} */
  all_posts() {
    return [...this.posts.values()].sort(in_order).reverse();
  }

  /** The post or comment with this key. */
  keyed(key) {
    const found = [...this.posts.values(), ...this.comments.values()].find((item) => item.key === key);
    if (!found) throw new ControlError(404, `nothing has the key ${key}`);
    return found;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Post} */
  add_post(fields, made_by) {
    const { author, age, date, comments, page_id, ...rest } = fields;
    const person_id = this.#person(fields);
    const owner_id = page_id ?? person_id;
    if (!owner_id || (page_id && !this.pages.has(page_id))) throw new ControlError(404, `there is no page ${page_id}`);
    text_checked(fields);
    const number = ++this.last_number;
    const created_at = this.moment(fields);
    const post = {
      ...standard_post(), ...rest, number, id: rest.id ?? `${owner_id}_${number}`, made_by, owner_id, person_id, by_page: person_id === null,
      created_at, updated_at: created_at,
    };
    if (this.posts.has(post.id)) throw new ControlError(400, `the id ${post.id} is taken`);
    this.posts.set(post.id, post);
    for (const id of post.photos) Object.assign(this.photos.get(id), { post_id: post.id, published: post.published });
    this.#changed(post.published && (() => tell_post(this, post, 'add')));
    if (post.tagged.length) tell_mention(this, post, 'add');
    return post;
  }

  // ---- comments

  /** Oldest first, deleted ones included. @returns {Comment[]} */
  comments_of(post_id) {
    return [...this.comments.values()].filter((comment) => comment.post_id === post_id).sort(in_order);
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Comment} */
  add_comment(fields, made_by) {
    const { author, age, date, replies, under, reply_to, as_page, ...rest } = fields;
    const { post, answered } = this.#place(fields);
    const page_id = as_page === true ? post.owner_id : as_page || null;
    const person_id = page_id ? null : this.#person(fields);
    if (!page_id && person_id === null) throw new ControlError(400, 'a comment needs person_id, author or as_page');
    text_checked(fields);
    const number = ++this.last_number;
    const comment = {
      ...standard_comment(), ...rest, number, id: `${post.number}_${number}`, made_by, created_at: this.moment(fields), post_id: post.id,
      parent_id: answered ? answered.parent_id ?? answered.id : null, answered_id: answered?.id ?? null, person_id, page_id, by_page: page_id !== null,
    };
    this.comments.set(String(number), comment);
    post.updated_at = Math.max(post.updated_at, comment.created_at);
    this.#changed(() => tell_comment(this, comment, 'add'));
    return comment;
  }

  /** By an id with any prefix. @returns {Comment|undefined} */
  comment(id) {
    return this.comments.get(String(id).split('_').at(-1));
  }

  /** A comment that can still be seen: neither it nor what it stands under is deleted. */
  stands(comment) {
    const parent = comment.parent_id && this.comment(comment.parent_id);
    return !comment.deleted && !parent?.deleted && !this.posts.get(comment.post_id).deleted;
  }

  // ---- both

  /** Any fields of a post or comment. */
  edit(item, { id, number, post_id, owner_id, ...changes }) {
    const tell = is_comment(item) ? tell_comment : tell_post;
    const verbs = [
      'text' in changes && changes.text !== item.text && this.settings.webhook_edit,
      'hidden' in changes && changes.hidden !== item.hidden && (changes.hidden ? 'hide' : 'unhide'),
    ].filter(Boolean);
    Object.assign(item, changes, 'text' in changes && { edited: true });
    this.#changed(() => verbs.forEach((verb) => tell(this, item, verb)));
    return item;
  }

  set_deleted(item, deleted) {
    if (item.deleted === deleted) return item;
    item.deleted = deleted;
    const tell = is_comment(item) ? tell_comment : tell_post;
    this.#changed(() => tell(this, item, deleted ? 'remove' : 'add'));
    return item;
  }

  /** @param {string} by a page or a person */
  set_liked(item, by, liked) {
    const had = item.likes.includes(by);
    if (had === liked) return;
    item.likes = liked ? [...item.likes, by] : item.likes.filter((id) => id !== by);
    this.#changed(() => tell_like(this, item, by, liked ? 'add' : 'remove'));
  }

  // ---- photos, recommendations, and what is due

  add_photo(fields) {
    const photo = { ...standard_photo(), ...fields, id: String(1220000000 + ++this.last_number), created_at: this.clock.now() };
    this.photos.set(photo.id, photo);
    this.revision++;
    return photo;
  }

  add_rating({ page_id, author, person_id, age, date, ...rest }) {
    if (!this.pages.has(page_id)) throw new ControlError(404, `there is no page ${page_id}`);
    const rating = {
      recommendation_type: 'positive', text: '', ...rest, number: ++this.last_number, page_id,
      person_id: this.#person({ author, person_id }), created_at: this.moment({ age, date }),
    };
    this.ratings.push(rating);
    this.revision++;
    return rating;
  }

  /** Scheduled posts appear, photos that no post took are purged. */
  publish_due() {
    const now = this.clock.now();
    for (const post of this.posts.values())
      if (!post.published && post.scheduled_at !== null && post.scheduled_at <= now && !post.deleted) this.#publish(post);
    for (const photo of this.photos.values())
      if (!photo.published && photo.post_id === null && now - photo.created_at >= this.settings.photo_hours * 3600) photo.deleted = true;
  }

  publish(post) {
    post.scheduled_at = this.clock.now();
    this.#publish(post);
  }

  #publish(post) {
    Object.assign(post, { published: true, created_at: post.scheduled_at, updated_at: post.scheduled_at });
    for (const id of post.photos) this.photos.get(id).published = true;
    this.#changed(() => tell_post(this, post, 'add'));
  }

  // ---- inside

  /** `tell` is not called while the world is being filled. */
  #changed(tell) {
    this.revision++;
    if (this.webhooks && tell) tell();
  }

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

  #place({ post_id, reply_to, under }) {
    const item = under === undefined ? this.posts.get(post_id) ?? null : this.keyed(under);
    const post = item && is_comment(item) ? this.posts.get(item.post_id) : item;
    if (!post) throw new ControlError(404, `there is no post ${post_id}`);
    const answered = reply_to ? this.comment(reply_to) : is_comment(item) ? item : null;
    if (reply_to && answered?.post_id !== post.id) throw new ControlError(404, `there is no comment ${reply_to} under this post`);
    return { post, answered };
  }
}

const is_comment = (item) => item.post_id !== undefined;

function text_checked({ text = '' }) {
  if (typeof text !== 'string') throw new ControlError(400, 'text is a string; to have an item served otherwise use "serve"');
}

function numbered(fields, what) {
  if (!/^[1-9]\d*$/.test(fields.id ?? '')) throw new ControlError(400, `a ${what} needs an id: digits in a string`);
  return fields;
}
