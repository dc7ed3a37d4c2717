// messages.*: the private messages of a community, by its own token or, with group_id, by that of a person who administers it.

import { ApiError, bad_parameter } from './errors.mjs';
import { administers } from './access.mjs';
import { attachments_named, in_message } from './attachments.mjs';
import { made_by, once } from './content.mjs';
import { is_unanswered, unread } from './dialogs.mjs';
import { conversation_shape, message_shape, refusal_to_write } from './message_shapes.mjs';
import { cut_page } from './paging.mjs';
import { authors_of } from './shapes.mjs';

const first_chat = 2000000000;

/** Whose messages are meant. */
function community_meant({ world, token, params }) {
  const group_id = token.kind === 'community' ? token.group_id : params.group_id;
  if (!group_id) throw new ApiError(15, 'no access to call this method');
  if (!world.communities.has(group_id)) throw new ApiError(125);
  if (!administers(token, -group_id)) throw new ApiError(15);
  return group_id;
}

// ---- writing

export function send(call) {
  const { params } = call;
  const group_id = community_meant(call);
  if (params.random_id === undefined && params.guid === undefined) throw bad_parameter('random_id is undefined');
  const content = content_of(call);
  if (params.peer_ids.length) return params.peer_ids.map((peer_id) => delivered(call, group_id, peer_id, content));
  const peer_id = params.peer_id ?? params.user_id ?? chat_of(params) ?? named(call);
  return sent(call, group_id, peer_id, content).id;
}

const chat_of = ({ chat_id }) => (chat_id === undefined ? undefined : first_chat + chat_id);

function named({ world, params }) {
  const owner_id = params.domain === undefined ? undefined : world.owner_by_screen_name(params.domain);
  if (owner_id === undefined) throw bad_parameter('peer_id is undefined');
  return owner_id;
}

function content_of({ world, params }) {
  const text = (params.message ?? '').replace(/\r\n?/g, '\n').trim();
  const attachments = attachments_named(params.attachment, in_message, world);
  if (!text && !attachments.length && !params.sticker_id) throw bad_parameter('message is empty or invalid');
  if ([...text].length > world.settings.message_length) throw new ApiError(914);
  return { text, attachments };
}

function sent(call, group_id, peer_id, content) {
  const { world, params } = call;
  if (peer_id >= first_chat) throw new ApiError(917);
  if (peer_id < 0) throw new ApiError(932);
  const mark = params.random_id ? `random ${peer_id} ${params.random_id}` : params.guid && `${peer_id} ${params.guid}`;
  const memory = { who: `community ${group_id}`, rule: world.settings.random_id, code: 100, seconds: 0 };
  return once(call, mark, memory, () => {
    const refused = refusal_to_write(world, group_id, peer_id);
    if (refused !== undefined) throw new ApiError(refused);
    const message = world.dialogs.add_message({
      group_id, peer_id, from_group: true, ...content, random_id: params.random_id ?? 0, payload: params.payload ?? null,
      reply_to: answered_message(world, group_id, peer_id, params.reply_to),
    }, made_by(call));
    call.entry.wrote = `${peer_id}_${message.id}`;
    return message;
  });
}

function answered_message(world, group_id, peer_id, id) {
  if (!id) return null;
  const known = world.dialogs.find(group_id, peer_id)?.messages.some((message) => message.id === id);
  if (!known) throw bad_parameter('reply_to is invalid');
  return id;
}

/** To several people at once: what fails for one of them stands inside the success. */
function delivered(call, group_id, sent_id, content) {
  const peer_id = Number(sent_id);
  try {
    const { id, conversation_message_id } = sent(call, group_id, peer_id, content);
    return { peer_id, message_id: id, conversation_message_id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { peer_id, message_id: 0, conversation_message_id: 0, error: { code: error.code, description: error.message } };
  }
}

export function mark_as_read(call) {
  const { world, params } = call;
  const group_id = community_meant(call);
  if (!params.peer_id) throw bad_parameter('peer_id is undefined');
  const dialog = world.dialogs.find(group_id, params.peer_id);
  if (!dialog) throw new ApiError(936);
  const upto = dialog.messages.filter(({ conversation_message_id }) => conversation_message_id <= (params.up_to_cmid || Infinity));
  dialog.in_read = Math.max(dialog.in_read, ...upto.map(({ id }) => id));
  world.tell(null);
  return 1;
}

// ---- reading

const filters = {
  all: () => true, unread: (dialog) => unread(dialog).length > 0, unanswered: is_unanswered,
  important: () => false, archive: () => false, sorted_chats: () => true,
};

const extension = (call, shapes) => (call.params.extended ? authors_of(shapes, call.viewer, call.params.fields) : {});
const people_of = (messages) => messages.flatMap(({ from_id, peer_id }) => [{ from_id }, { from_id: peer_id }]);

export function get_conversations(call) {
  const { world, params, viewer } = call;
  const dialogs = world.dialogs.of(community_meant(call));
  const list = dialogs.filter(filters[params.filter]);
  const start = params.start_message_id ? list.findIndex(({ messages }) => messages[messages.length - 1].id <= params.start_message_id) : 0;
  const page = cut_page(start < 0 ? [] : list, { offset: start + params.offset, count: params.count, faults: call.page_faults });
  const items = page.items.map((dialog) => ({
    conversation: conversation_shape(dialog, viewer), last_message: message_shape(dialog.messages[dialog.messages.length - 1], viewer),
  }));
  const unread_count = dialogs.filter(filters.unread).length;
  const people = people_of(items.map(({ last_message }) => last_message));
  return { count: list.length, ...(unread_count && { unread_count }), items, ...extension(call, people) };
}

/** Newest first; with `rev` oldest first. `start_message_id` is where the page begins, `offset` may go back from there. */
export function get_history(call) {
  const { world, params, viewer } = call;
  const group_id = community_meant(call);
  const peer_id = params.peer_id ?? params.user_id;
  if (peer_id === undefined) throw bad_parameter('peer_id is undefined');
  if (!world.people.has(peer_id)) throw new ApiError(936);
  const dialog = world.dialogs.find(group_id, peer_id);
  const messages = dialog?.messages ?? [];
  const list = params.rev ? messages : [...messages].reverse();
  const begins = ({ id }) => (params.rev ? id >= params.start_message_id : id <= params.start_message_id);
  const start = params.start_message_id ? list.findIndex(begins) : 0;
  const page = cut_page(start < 0 ? [] : list, { offset: start + params.offset, count: params.count, faults: call.page_faults });
  const conversations = params.extended && messages.length ? { conversations: [conversation_shape(dialog, viewer)] } : {};
  const items = page.items.map((message) => message_shape(message, viewer));
  return { count: list.length, items, ...extension(call, people_of(page.items)), ...conversations };
}

export function get_by_id(call) {
  const { world, params, viewer } = call;
  const group_id = community_meant(call);
  const wanted = params.message_ids.length ? params.message_ids : params.cmids;
  if (!wanted.length) throw bad_parameter('message_ids is undefined');
  const key = params.message_ids.length ? 'id' : 'conversation_message_id';
  const mine = world.dialogs.all_messages().filter(
    (message) => message.group_id === group_id && (key === 'id' || message.peer_id === params.peer_id));
  const found = mine.filter((message) => wanted.includes(String(message[key])));
  return { count: found.length, items: found.map((message) => message_shape(message, viewer, params)), ...extension(call, people_of(found)) };
}

export function is_allowed(call) {
  const { world, params } = call;
  const group_id = community_meant(call);
  if (!world.people.has(params.user_id)) throw new ApiError(113);
  return { is_allowed: refusal_to_write(world, group_id, params.user_id) === undefined ? 1 : 0 };
}
