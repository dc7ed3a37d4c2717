// How private messages and dialogs look in VK's answers and events.

import { is_unanswered, unread } from './dialogs.mjs';
import { served_attachment } from './attachments.mjs';
import { as_served, served_text } from './served.mjs';

/**
 * @param {import('./dialogs.mjs').Message} message
 * @param {import('./shapes.mjs').Viewer} viewer
 * @param {{preview_length?: number}} [wishes]
 */
export function message_shape(message, viewer, { preview_length = 0 } = {}) {
  const { messages } = viewer.world.dialogs.find(message.group_id, message.peer_id);
  const answered = message.reply_to && messages.find(({ id }) => id === message.reply_to);
  return as_served({
    ...said(message, viewer),
    text: preview_length > 0 ? as_text(message, viewer).slice(0, preview_length) : as_text(message, viewer),
    out: message.out ? 1 : 0, peer_id: message.peer_id, random_id: message.random_id, version: 10000000 + message.id,
    important: false, is_hidden: false, fwd_messages: [],
    ...(message.payload !== null && { payload: message.payload }),
    ...(answered && { reply_message: { ...said(answered, viewer), text: as_text(answered, viewer), peer_id: answered.peer_id } }),
  }, message);
}

const as_text = ({ text }, viewer) => (viewer.world.settings.entities ? served_text(text, viewer).replaceAll('\n', '<br>') : text);

const said = (message, viewer) => ({
  id: message.id, conversation_message_id: message.conversation_message_id, date: message.date, from_id: message.from_id,
  attachments: message.attachments.map((attachment) => served_attachment(attachment, message, viewer)),
});

/** Why the community may not write to this person, as a code; undefined if it may. */
export function refusal_to_write({ people, dialogs }, group_id, peer_id) {
  const person = people.get(peer_id);
  if (!person) return 936;
  if (person.deactivated) return 18;
  if (person.blocked.includes(group_id)) return 900;
  if (person.messages_closed) return 902;
  return dialogs.find(group_id, peer_id)?.allowed ? undefined : 901;
}

/** @param {import('./dialogs.mjs').Dialog} dialog */
export function conversation_shape(dialog, { world }) {
  const { group_id, peer_id, messages, in_read, out_read } = dialog;
  const last = messages[messages.length - 1];
  const unread_count = unread(dialog).length;
  const reason = refusal_to_write(world, group_id, peer_id);
  return {
    peer: { id: peer_id, type: 'user', local_id: peer_id },
    last_message_id: last.id, last_conversation_message_id: last.conversation_message_id, in_read, out_read, version: 10000000 + last.id,
    sort_id: { major_id: 0, minor_id: last.id }, important: false, is_marked_unread: false,
    ...(unread_count && { unread_count }), unanswered: is_unanswered(dialog),
    can_write: reason === undefined ? { allowed: true } : { allowed: false, reason },
  };
}
