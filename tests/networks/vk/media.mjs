// Photos, videos and documents of people and communities, the files of those that were uploaded, and the comments under photos and videos.

import { ControlError } from '../shared/control_error.mjs';
import { KeptFile } from '../shared/kept_file.mjs';
import { check_content, without } from './fields.mjs';

/** The first id of a medium of every owner, as VK counts them. */
const first_id = 456239017;

const standard = {
  photo: () => ({
    album_id: -7, text: '', user_id: null, access_key: null, width: 200, height: 200, file: null, comments_open: true, from_messages: false,
  }),
  video: () => ({ title: 'Видео', description: '', duration: 60, access_key: null, comments_open: true }),
  doc: () => ({ title: 'file.pdf', ext: 'pdf', size: 1024, access_key: null, file: null }),
};

export const medium_kinds = Object.keys(standard);
export const commented_kinds = ['photo', 'video'];

/**
 * @typedef {object} Medium
 * @property {'photo'|'video'|'doc'} kind
 * @property {number} id
 * @property {number} owner_id
 * @property {number} date
 * @property {object[]} [under] comments of a photo or video, oldest first, deleted ones included
 * and the fields above
 */

export class Media {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, Medium>} "photo-55_7" */ this.items = new Map();
    /** @type {Map<string, number>} the last id of a kind and owner */ this.last_ids = new Map();
  }

  /** @returns {Medium} */
  add(kind, fields, made_by) {
    const { owner_id, picture } = fields;
    if (!this.world.knows(owner_id)) throw new ControlError(404, `there is no owner ${owner_id}`);
    const file = picture ? new KeptFile(picture.type, Buffer.from(picture.base64, 'base64')) : fields.file ?? null;
    const medium = {
      ...standard[kind](), ...without(fields, ['author', 'age', 'comments', 'picture']),
      kind, id: this.#take_id(`${kind} ${owner_id}`, fields.id, first_id), owner_id, date: this.world.date_meant(fields), made_by, ...(kind !== 'video' && { file }), ...(commented_kinds.includes(kind) && { under: [] }),
    };
    if (this.items.has(name_of(medium))) throw new ControlError(400, `the id ${medium.id} is taken`);
    this.items.set(name_of(medium), medium);
    this.world.tell(null);
    return medium;
  }

  /** @returns {Medium|undefined} */
  find(kind, owner_id, id) {
    return this.items.get(`${kind}${owner_id}_${id}`);
  }

  /** @returns {Medium[]} of a kind, oldest first */
  all(kind) {
    return [...this.items.values()].filter((medium) => medium.kind === kind).sort((a, b) => a.date - b.date || a.id - b.id);
  }

  // ---- comments

  all_comments(kind) {
    return this.all(kind).flatMap(({ under }) => under);
  }

  /** Comments of all photos, or of all videos, of an owner have one counter. */
  comment(kind, owner_id, id) {
    return this.all_comments(kind).find((comment) => comment.owner_id === owner_id && comment.id === id);
  }

  /** @param {Medium} medium @param {object} fields text, attachments, from_id or author, date or age, reply_to_comment, key */
  add_comment(medium, fields, made_by) {
    check_content(fields);
    const from_id = this.world.author_meant(fields);
    if (from_id === undefined) throw new ControlError(400, 'a comment needs from_id or author');
    const target = fields.reply_to_comment ? medium.under.find(({ id }) => id === fields.reply_to_comment) : null;
    if (target === undefined) throw new ControlError(404, `there is no comment ${fields.reply_to_comment} here`);
    const comment = {
      text: '', attachments: [], likes: 0, deleted: false, edited: null, key: null, ...without(fields, ['author', 'age', 'replies']),
      id: this.#take_id(`${medium.kind} comment ${medium.owner_id}`, fields.id, 1),
      kind: medium.kind, owner_id: medium.owner_id, medium_id: medium.id,
      from_id, date: this.world.date_meant(fields), made_by,
      reply_to_comment: target?.id ?? null, reply_to_user: target?.from_id ?? null, root_id: target ? target.root_id ?? target.id : null,
    };
    medium.under.push(comment);
    medium.under.sort((a, b) => a.date - b.date || a.id - b.id);
    this.world.tell(`${medium.kind}_comment_new`, comment);
    return comment;
  }

  edit_comment(comment, { text, attachments }) {
    check_content({ text, attachments });
    Object.assign(comment, text !== undefined && { text }, attachments && { attachments }, { edited: this.world.clock.now() });
    this.world.tell(`${comment.kind}_comment_edit`, comment);
    return comment;
  }

  remove_comment(comment, deleter_id) {
    comment.deleted = true;
    this.world.tell(`${comment.kind}_comment_delete`, comment, { deleter_id });
    return comment;
  }

  restore_comment(comment) {
    comment.deleted = false;
    this.world.tell(`${comment.kind}_comment_restore`, comment);
    return comment;
  }

  #take_id(counter, wished, first) {
    const id = wished ?? (this.last_ids.get(counter) ?? first - 1) + 1;
    this.last_ids.set(counter, Math.max(id, this.last_ids.get(counter) ?? 0));
    return id;
  }
}

export const name_of = ({ kind, owner_id, id }) => `${kind}${owner_id}_${id}`;
export const live = (items) => items.filter(({ deleted }) => !deleted);
