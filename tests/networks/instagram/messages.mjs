// Private messages: one private reply to a comment, and answers to people who have written to the account.

import { ControlError } from '../shared/control_error.mjs';
import { GraphError, bad_parameter } from '../graph/errors.mjs';
import { account_of } from './access.mjs';
import { tell_message } from './events.mjs';

const day = 24 * 3600;
const hour = 3600;

function conversation_with(world, account, person) {
  const key = `${account.id} ${person.id}`;
  if (!world.conversations.has(key)) world.conversations.set(key, { account_id: account.id, person_id: person.id, messages: [] });
  return world.conversations.get(key);
}

/** @param {{account_id: string, author?: string, person_id?: string, text: string, age?: string, from_account?: boolean}} fields */
export function add_message(world, { account_id, author, person_id, text, from_account = false, reply_to = null, ...time }) {
  const account = world.accounts.get(account_id);
  if (!account) throw new ControlError(404, `there is no account ${account_id}`);
  const person = author === undefined ? world.people.get(person_id) : world.person_named(author);
  if (!person) throw new ControlError(404, `there is no person ${person_id}`);
  const [from, to] = from_account ? [account, person] : [person, account];
  const message = { id: `m_${++world.last_number}`, from_id: from.id, to_id: to.id, text, reply_to, created_at: world.moment(time) };
  conversation_with(world, account, person).messages.push(message);
  world.revision++;
  if (world.webhooks && !from_account) tell_message(world, account, message);
  return message;
}

/** `POST /{page}/messages`, `POST /{account}/messages` */
export function send_message(call) {
  const { params: { recipient, message }, entry } = call;
  const account = account_of(call);
  if (!account) throw bad_parameter('No Instagram account is linked to this page');
  if (typeof message?.text !== 'string' || !message.text.trim()) throw bad_parameter('Param message must have a text');
  const { comment_id, id } = recipient ?? {};
  if (comment_id === undefined && id === undefined) throw bad_parameter('Param recipient must have comment_id or id');
  const sent = comment_id === undefined ? write_to(call, account, String(id), message.text) : reply_to(call, account, String(comment_id), message.text);
  entry.wrote = sent.id;
  return { recipient_id: sent.to_id, message_id: sent.id };
}

/** Once, within seven days, to somebody who is there; what is gone or stands elsewhere cannot be replied to. */
function reply_to({ world }, account, id, text) {
  const comment = world.comments.get(id);
  if (!comment || !world.stands(comment) || world.media.get(comment.media_id).account_id !== account.id) throw new GraphError(10903);
  if (comment.private_reply) throw new GraphError(10900);
  const { private_reply_days, private_replies_per_hour } = world.settings;
  const person = world.people.get(comment.person_id);
  if (!person || world.clock.now() - comment.created_at >= private_reply_days * day) throw new GraphError(10903);
  if (person.unavailable) throw new GraphError(551);
  if (replies_of_hour(world, account) >= private_replies_per_hour) throw new GraphError(613);
  const sent = add_message(world, { account_id: account.id, person_id: person.id, from_account: true, reply_to: comment.id, text });
  comment.private_reply = sent.id;
  return sent;
}

const replies_of_hour = (world, account) => [...world.conversations.values()]
  .filter(({ account_id }) => account_id === account.id).flatMap(({ messages }) => messages)
  .filter((message) => message.reply_to !== null && world.clock.now() - message.created_at < hour).length;

/** Within 24 hours of what the person wrote last. */
function write_to({ world }, account, person_id, text) {
  const thread = world.conversations.get(`${account.id} ${person_id}`);
  if (!thread) throw new GraphError(100, { subcode: 2018001, message: '(#100) No matching user found' });
  const last = thread.messages.filter(({ from_id }) => from_id === person_id).at(-1);
  if (!last || world.clock.now() - last.created_at >= day)
    throw new GraphError(10, { subcode: 2018278, message: '(#10) This message is sent outside of allowed window.' });
  if (world.people.get(person_id).unavailable) throw new GraphError(551);
  return add_message(world, { account_id: account.id, person_id, from_account: true, text });
}
