// The simulated world: accounts and the pages they hang on, people, media with comments in two levels, containers, hashtags, and conversations.
// Whoever writes (API, page, test, world file) does it through the functions here; each change raises `revision`, what is new is told to subscribers.

import { Accounts } from '../graph/accounts.mjs';
import { ControlError } from '../shared/control_error.mjs';
import { entry_of, tell_comment, tell_mentions } from './events.mjs';
import { all_permissions, standard_account, standard_comment, standard_container, standard_media, standard_page, standard_person } from './objects.mjs';
import { standard_settings } from './settings.mjs';
import { hashtags_in, username_of } from './texts.mjs';

/**
 * @typedef {import('./objects.mjs').Account} Account
 * @typedef {import('./objects.mjs').Person} Person
 * @typedef {import('./objects.mjs').Media} Media
 * @typedef {import('./objects.mjs').Comment} Comment
 * @typedef {import('./objects.mjs').Container} Container
 */

const in_order = (a, b) => a.created_at - b.created_at || a.number - b.number;
const day = 24 * 3600;

/** Ids are longer than a number can be: what an object is, and its number. */
const id_of = (start, number) => `${start}${String(number).padStart(13, '0')}`;

export class World extends Accounts {
  constructor(clock) {
    super(clock);
    this.kinds = [...this.kinds, 'instagram'];
    this.settings = standard_settings();
    /** @type {Map<string, import('./objects.mjs').Page>} */ this.pages = new Map();
    /** @type {Map<string, Account>} */ this.accounts = new Map();
    /** @type {Map<string, Person>} */ this.people = new Map();
    /** @type {Map<string, Media>} */ this.media = new Map();
    /** @type {Map<string, Comment>} */ this.comments = new Map();
    /** @type {Map<string, Container>} */ this.containers = new Map();
    /** @type {Map<string, {id: string, name: string}>} by name */ this.hashtags = new Map();
    /** @type {{account_id: string, hashtag: string, at: number}[]} */ this.searches = [];
    /** @type {Map<string, object>} */ this.conversations = new Map();
    this.revision = 0;
    this.last_number = 120;
  }

  entry_of(field, value) {
    return entry_of(this.settings, field, value);
  }

  // ---- who is there

  /** Adds a page, or changes the one with this id. */
  put_page(fields) {
    return this.#put(this.pages, numbered(fields, 'page'), (id) => ({ id, name: `Страница ${id}`, ...standard_page() }));
  }

  /** Adds an account, or changes the one with this id. @returns {Account} */
  put_account(fields) {
    const { page_id } = fields;
    if (page_id && !this.pages.has(page_id)) throw new ControlError(404, `there is no page ${page_id}`);
    return this.#put(this.accounts, numbered(fields, 'account'), (id) => ({ id, scoped_id: `26${id.slice(-14)}`, username: `account${id}`, ...standard_account() }));
  }

  /** Adds a person, or changes the one with this id. @returns {Person} */
  put_person(fields) {
    const id = fields.id ?? id_of('6155', this.people.size);
    return this.#put(this.people, numbered({ ...fields, id }, 'person'), () => ({
      id, name: fields.username ?? 'Житель', username: username_of(fields.name ?? '') || `user${id}`, ...standard_person(),
    }));
  }

  /** The person of this username or name; a new one if nobody has it. @returns {Person} */
  person_named(name) {
    const wanted = name.trim();
    if (!wanted) throw new ControlError(400, 'an author needs a name');
    return [...this.people.values()].find((person) => [person.username, person.name].includes(wanted)) ?? this.put_person({ name: wanted });
  }

  /** Each token knows whose it is; permissions are all if not said. */
  put_token(fields) {
    const { page_id, user_id, account_id, kind, token } = fields;
    if (page_id && !this.pages.has(page_id)) throw new ControlError(400, `there is no page ${page_id}`);
    if (user_id && !this.people.has(user_id)) throw new ControlError(400, `there is no person ${user_id}`);
    if (account_id && !this.accounts.has(account_id)) throw new ControlError(400, `there is no account ${account_id}`);
    if (this.tokens.has(token)) return super.put_token(fields);
    if (kind === 'page' && !page_id) throw new ControlError(400, 'a page token has a page_id');
    if (kind === 'instagram' && !account_id) throw new ControlError(400, 'a token of an Instagram login has an account_id');
    return super.put_token({ permissions: [...all_permissions[kind === 'instagram' ? 'instagram' : 'facebook']], account_id: null, ...fields });
  }

  /** @returns {Account|undefined} */
  account_of_page(page_id) {
    return [...this.accounts.values()].find((account) => account.page_id === page_id);
  }

  /** @returns {Account|undefined} by its id, or the one it has with an Instagram login */
  account(id) {
    return this.accounts.get(id) ?? [...this.accounts.values()].find(({ scoped_id }) => scoped_id === id);
  }

  /** Whose a media or a comment is. @returns {Account|Person} */
  author_of({ account_id, person_id }) {
    return this.accounts.get(account_id) ?? this.people.get(person_id);
  }

  // ---- media

  /** Newest first, deleted ones included. @returns {Media[]} */
  all_media() {
    return [...this.media.values()].sort(in_order).reverse();
  }

  /** The media or comment with this key. */
  keyed(key) {
    const found = [...this.media.values(), ...this.comments.values()].find((item) => item.key === key);
    if (!found) throw new ControlError(404, `nothing has the key ${key}`);
    return found;
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Media} */
  add_media(fields, made_by) {
    const { author, age, date, comments, children = [], ...rest } = fields;
    text_checked(fields);
    const number = ++this.last_number;
    const media = { ...standard_media(), ...rest, number, id: rest.id ?? id_of('1789', number), made_by, ...this.#whose(fields), created_at: this.moment(fields) };
    if (this.media.has(media.id)) throw new ControlError(400, `the id ${media.id} is taken`);
    this.media.set(media.id, media);
    this.#note_hashtags(media.text);
    for (const child of children) this.add_media({ ...child, account_id: media.account_id, person_id: media.person_id, date: media.created_at, album_id: media.id }, made_by);
    this.#changed(() => tell_mentions(this, media));
    return media;
  }

  /** Still to be seen: not deleted, and if it is a story, not older than a day. */
  is_there({ deleted, media_product_type, created_at }) {
    return !deleted && !(media_product_type === 'STORY' && this.clock.now() - created_at >= day);
  }

  /** Known to everybody. */
  is_public(item) {
    return !this.author_of(item).private;
  }

  #note_hashtags(text) {
    for (const name of hashtags_in(text))
      if (!this.hashtags.has(name)) this.hashtags.set(name, { id: id_of('1784', ++this.last_number), name });
  }

  // ---- comments

  /** Oldest first, deleted ones included. @returns {Comment[]} */
  comments_of(media_id) {
    return [...this.comments.values()].filter((comment) => comment.media_id === media_id).sort(in_order);
  }

  /** @param {object} fields see the README @param {object} made_by @returns {Comment} */
  add_comment(fields, made_by) {
    const { author, age, date, replies, under, reply_to, as_account, ...rest } = fields;
    const { media, answered } = this.#place(fields);
    text_checked(fields);
    const account_id = as_account === true ? media.account_id : as_account ?? fields.account_id ?? null;
    const number = ++this.last_number;
    const comment = {
      ...standard_comment(), ...rest, number, id: id_of('1786', number), made_by, ...this.#whose({ ...fields, account_id }), media_id: media.id,
      parent_id: answered ? answered.parent_id ?? answered.id : null, answered_id: answered?.id ?? null, created_at: this.moment(fields),
    };
    this.comments.set(comment.id, comment);
    this.#note_hashtags(comment.text);
    this.#changed(() => tell_comment(this, comment));
    return comment;
  }

  /** A comment that is there: neither it nor what it stands under is deleted, and its author is not shut out. */
  stands(comment) {
    const parent = this.comments.get(comment.parent_id);
    return !comment.deleted && !parent?.deleted && this.is_there(this.media.get(comment.media_id)) && !this.people.get(comment.person_id)?.restricted;
  }

  // ---- both

  /** Any fields of a media, a comment or a container. */
  edit(item, { id, number, media_id, ...changes }) {
    text_checked(changes);
    Object.assign(item, changes);
    this.#note_hashtags(changes.text ?? '');
    this.revision++;
    return item;
  }

  // ---- what is to be published

  /** @returns {Container} */
  add_container(fields) {
    const number = ++this.last_number;
    const container = { ...standard_container(), ...fields, id: id_of('1788', number), created_at: this.clock.now() };
    this.containers.set(container.id, container);
    this.revision++;
    return container;
  }

  // ---- inside

  /** `tell` is not called while the world is being filled. */
  #changed(tell) {
    this.revision++;
    if (this.webhooks) tell();
  }

  #put(map, fields, standard) {
    const made = Object.assign(map.get(fields.id) ?? standard(fields.id), fields);
    map.set(fields.id, made);
    this.revision++;
    return made;
  }

  #whose({ account_id = null, person_id = null, author }) {
    if (account_id !== null && !this.accounts.has(account_id)) throw new ControlError(404, `there is no account ${account_id}`);
    if (account_id !== null) return { account_id, person_id: null };
    const id = author === undefined ? person_id : this.person_named(author).id;
    if (id === null) throw new ControlError(400, 'it needs an account, person_id or author');
    if (!this.people.has(id)) throw new ControlError(404, `there is no person ${id}`);
    return { account_id: null, person_id: id };
  }

  #place({ media_id, reply_to, under }) {
    const item = under === undefined ? this.media.get(media_id) : this.keyed(under);
    const media = item?.media_id === undefined ? item : this.media.get(item.media_id);
    if (!media) throw new ControlError(404, `there is no media ${media_id}`);
    const answered = reply_to ? this.comments.get(reply_to) : item === media ? null : item;
    if (reply_to && answered?.media_id !== media.id) throw new ControlError(404, `there is no comment ${reply_to} under this media`);
    return { media, answered };
  }
}

function text_checked({ text = '' }) {
  if (typeof text !== 'string') throw new ControlError(400, 'text is a string; to have an item served otherwise use "serve"');
}

function numbered(fields, what) {
  if (!/^[1-9]\d*$/.test(fields.id ?? '')) throw new ControlError(400, `a ${what} needs an id: digits in a string`);
  return fields;
}
