// The Bot API of a group: private messages. A bearer token instead of a signature, JSON instead of a form, the same envelope of errors.

import { read_body } from '../shared/form.mjs';
import { under_faults } from '../shared/server.mjs';
import { add_message, chat_between } from './chats.mjs';
import { ApiError, error_body } from './errors.mjs';

const newest_first = (a, b) => b.created_ms - a.created_ms || Number(BigInt(b.seq) - BigInt(a.seq));

// ---- shapes

const user_ref = (chat) => `user:${chat.person_id}`;

/** `seq` is kept as digits and written as a number, since it is larger than a number here may be. */
const message_shape = (message, chat, world) => ({
  sender: message.from_group ? { user_id: `group:${chat.group_id}`, name: world.groups.get(chat.group_id).name }
    : { user_id: user_ref(chat), name: world.name_of(chat.person_id) },
  recipient: { chat_id: chat.id },
  message: { text: message.text, seq: `⟦${message.seq}⟧`, mid: message.mid, ...(message.attachments.length && { attachments: message.attachments }) },
  timestamp: message.created_ms,
});

const to_bytes = (value) => Buffer.from(JSON.stringify(value).replace(/"⟦(\d+)⟧"/g, '$1'));

const chat_shape = (chat) => ({
  chat_id: chat.id, type: 'DIALOG', status: 'ACTIVE', owner_id: `group:${chat.group_id}`,
  participants: { [user_ref(chat)]: chat.messages[0]?.created_ms ?? 0 }, last_event_time: chat.messages[chat.messages.length - 1]?.created_ms ?? 0,
});

// ---- what may be asked

function chat_named({ world, token, name }) {
  const chat = world.chats.get(name);
  if (chat?.group_id !== token.group_id) throw new ApiError(705);
  return chat;
}

const own_chats = ({ world, token }) =>
  [...world.chats.values()].filter((chat) => chat.group_id === token.group_id && chat.messages.length)
    .sort((a, b) => newest_first(a.messages[a.messages.length - 1], b.messages[b.messages.length - 1]));

const whole_number = (text, fallback, name) => {
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) throw new ApiError(2001, { data: name });
  return Number(text);
};

function count_of({ count }) {
  const wished = whole_number(count, 50, 'count');
  if (wished < 1 || wished > 100) throw new ApiError(2001, { data: 'count' });
  return wished;
}

const info = ({ world, token }) => ({ name: world.groups.get(token.group_id).name, group_id: `group:${token.group_id}` });

/** The marker is the place in the list, for as long as nobody writes. */
function chats(call) {
  const { sent } = call;
  const start = whole_number(sent.marker, 0, 'marker');
  const end = start + count_of(sent);
  const all = own_chats(call);
  return { chats: all.slice(start, end).map(chat_shape), ...(end < all.length && { marker: end }) };
}

/** `from` is the later end: the list goes back in time. */
function messages(call) {
  const chat = chat_named(call);
  const from = whole_number(call.sent.from, Infinity, 'from');
  const to = whole_number(call.sent.to, 0, 'to');
  const found = [...chat.messages].sort(newest_first).filter(({ created_ms }) => created_ms <= from && created_ms >= to);
  return { messages: found.slice(0, count_of(call.sent)).map((message) => message_shape(message, chat, call.world)) };
}

function send_message(call) {
  const { world, token, body, entry } = call;
  const chat = body.recipient?.user_id ? chat_with(world, token, body.recipient.user_id) : chat_named({ ...call, name: body.recipient?.chat_id ?? call.name });
  if (body.sender_action) return mark(chat, body.sender_action, world);
  const { text, attachment } = body.message ?? {};
  if (typeof text !== 'string' && !attachment) throw new ApiError(2001, { data: 'message' });
  const message = add_message(world, {
    group_id: chat.group_id, person_id: chat.person_id, from_group: true, text: text ?? '', attachments: attachment ? [attachment] : [],
  });
  entry.wrote = message.mid;
  return { success: true, message_id: message.mid };
}

function chat_with(world, token, user_id) {
  const person_id = String(user_id).replace(/^user:/, '');
  if (!world.people.has(person_id)) throw new ApiError(110);
  return chat_between(world, token.group_id, person_id);
}

function mark(chat, action, world) {
  if (!['mark_seen', 'typing_on', 'sending_photo'].includes(action)) throw new ApiError(2001, { data: 'sender_action' });
  if (action === 'mark_seen') chat.seen_ms = world.clock.now() * 1000;
  return { success: true };
}

/** HTTP method, what follows /graph/me, what is done. */
const table = [
  ['GET', /^\/info$/, info],
  ['GET', /^\/chats$/, chats],
  ['GET', /^\/chat\/(.+)$/, (call) => chat_shape(chat_named(call))],
  ['GET', /^\/messages\/(.+)$/, messages],
  ['POST', /^\/messages\/(.+)$/, send_message],
  ['POST', /^\/messages$/, send_message],
];

// ---- one call

function json_of(bytes, type = '') {
  if (!/^application\/json/i.test(type)) throw new ApiError(2001, { data: 'Content-Type' });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ApiError(2001, { data: 'body' });
  }
}

function work({ sim, request, bytes, path, sent, token_text, entry, plan }) {
  const { world } = sim;
  const token = world.tokens.get(token_text);
  if (token?.kind !== 'bot' || token.revoked) throw new ApiError(103);
  if (token.expires_at !== null && token.expires_at <= world.clock.now()) throw new ApiError(102);
  if (plan.before) throw new ApiError(plan.before.code, { message: plan.before.message });
  const row = table.find(([http, address]) => http === request.method && address.test(path));
  if (!row) throw new ApiError(3);
  const body = request.method === 'POST' ? json_of(bytes, request.headers['content-type']) : {};
  const value = row[2]({ sim, world, token, sent, body, entry, name: row[1].exec(path)[1] });
  if (plan.after) throw new ApiError(plan.after.code, { message: plan.after.message });
  return value;
}

/** @param {import('../shared/server.mjs').Exchange} exchange */
export async function answer_graph(exchange) {
  const { sim, request, url } = exchange;
  const bytes = await read_body(request);
  const { access_token: token_text, ...sent } = Object.fromEntries(url.searchParams);
  const path = decodeURIComponent(url.pathname).replace(/^\/graph\/me/, '');
  const method = `${request.method} /graph/me${path.replace(/\/chat:.*$/, '')}`;
  const entry = sim.journal.open({
    now: sim.world.clock.now(), http: request.method, path: url.pathname, method, kind: 'bot', params: sent, token_in: 'url', token_in_url: true,
  });
  const plan = sim.faults.strike({ method, kind: 'bot', token: token_text, path: url.pathname, params: sent });
  const of_api = { ...plan, before: plan.before?.do === 'error' ? plan.before : null, after: plan.after?.do === 'error' ? plan.after : null };
  return under_faults(exchange, entry, plan, () => {
    try {
      return { bytes: to_bytes(work({ sim, request, bytes, path, sent, token_text, entry, plan: of_api })), said: 'ok' };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { bytes: to_bytes(error_body(error, sim.world.settings)), said: `error ${error.code}` };
    }
  });
}
