// Private messages between communities and people: one dialog for each pair, one counter of messages for each community.

import { ControlError } from '../shared/control_error.mjs';
import { check_content } from './fields.mjs';

/**
 * @typedef {object} Dialog
 * @property {number} group_id
 * @property {number} peer_id the person
 * @property {boolean} allowed may the community write? Whoever writes first or says so allows it
 * @property {Message[]} messages oldest first
 * @property {number} in_read the last of the person's messages that the community has read
 * @property {number} out_read the last of the community's messages that the person has read
 *
 * @typedef {object} Message
 * @property {number} id counted for each community
 * @property {number} conversation_message_id counted for each dialog
 * @property {number} group_id
 * @property {number} peer_id
 * @property {number} from_id
 * @property {boolean} out written by the community
 * @property {number} date
 * @property {string} text
 * @property {object[]} attachments
 * @property {number} random_id
 * @property {number|null} reply_to id of another message of this dialog
 * @property {string|null} payload
 * @property {{set?: object, drop?: string[]}|null} serve
 * @property {object} made_by
 */

export class Dialogs {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, Dialog>} */ this.list = new Map();
    /** @type {Map<number, number>} the last message of a community */ this.last_ids = new Map();
  }

  /** @returns {Dialog|undefined} */
  find(group_id, peer_id) {
    return this.list.get(`${group_id} ${peer_id}`);
  }

  /** @returns {Dialog[]} the one with the latest message first */
  of(group_id) {
    const latest = ({ messages }) => messages[messages.length - 1].id;
    return [...this.list.values()].filter((dialog) => dialog.group_id === group_id && dialog.messages.length).sort((a, b) => latest(b) - latest(a));
  }

  /** @returns {Message[]} */
  all_messages() {
    return [...this.list.values()].flatMap(({ messages }) => messages);
  }

  /**
   * @param {object} fields group_id, the person as from_id, peer_id or author; from_group if the community writes; text and so on
   * @returns {Message}
   */
  add_message(fields, made_by) {
    const { group_id, from_group = false, text = '', attachments = [], random_id = 0, reply_to = null, payload = null, serve = null } = fields;
    if (!this.world.communities.has(group_id)) throw new ControlError(404, `there is no community ${group_id}`);
    check_content(fields);
    const peer_id = fields.peer_id ?? this.world.author_meant(fields);
    if (!this.world.people.has(peer_id)) throw new ControlError(404, `there is no person ${peer_id}`);
    const dialog = this.#open(group_id, peer_id);
    const message = {
      id: (this.last_ids.get(group_id) ?? 0) + 1, conversation_message_id: dialog.messages.length + 1, group_id, peer_id,
      from_id: from_group ? -group_id : peer_id, out: from_group, date: this.world.date_meant(fields), text, attachments,
      random_id, reply_to, payload, serve, made_by,
    };
    this.last_ids.set(group_id, message.id);
    dialog.messages.push(message);
    if (from_group) dialog.in_read = message.id;
    else Object.assign(dialog, { allowed: true, out_read: message.id });
    this.world.tell(from_group ? 'message_reply' : 'message_new', message);
    return message;
  }

  /** The person lets the community write to him, or no longer does. */
  allow(group_id, peer_id, allowed) {
    if (!this.world.communities.has(group_id) || !this.world.people.has(peer_id)) throw new ControlError(404, 'there is no such community or person');
    const dialog = this.#open(group_id, peer_id);
    dialog.allowed = allowed;
    this.world.tell(allowed ? 'message_allow' : 'message_deny', { group_id, peer_id });
    return dialog;
  }

  #open(group_id, peer_id) {
    const dialog = this.find(group_id, peer_id) ?? { group_id, peer_id, allowed: false, messages: [], in_read: 0, out_read: 0 };
    this.list.set(`${group_id} ${peer_id}`, dialog);
    return dialog;
  }
}

export const unread = ({ messages, in_read }) => messages.filter(({ id, out }) => !out && id > in_read);
export const is_unanswered = ({ messages }) => !messages[messages.length - 1].out;
