// `POST /{page}/messages`: one private reply to a comment or a visitor's post, and messages to people who have written to the page.

import { GraphError, bad_parameter } from '../graph/errors.mjs';
import { add_message } from './conversations.mjs';

const day = 24 * 3600;

export function send_message(call) {
  const { params: { recipient, message }, entry } = call;
  if (typeof message?.text !== 'string' || !message.text.trim()) throw bad_parameter('Param message must have a text');
  const { comment_id, post_id, id } = recipient ?? {};
  const answered = comment_id ?? post_id;
  if (answered === undefined && id === undefined) throw bad_parameter('Param recipient must have comment_id, post_id or id');
  const sent = answered === undefined ? write_to(call, String(id), message.text) : reply_to(call, item_named(call, answered), message.text);
  entry.wrote = sent.id;
  return { recipient_id: sent.to_id, message_id: sent.id };
}

/** What is gone, or stands elsewhere, cannot be replied to. */
function item_named({ world, item: page }, id) {
  const item = world.posts.get(id) ?? world.comment(id);
  const post = item && (world.posts.get(item.post_id) ?? item);
  if (!item || post.owner_id !== page.id || item.deleted || post.deleted) throw new GraphError(10903);
  return item;
}

function reply_to(call, item, text) {
  const { world, item: page } = call;
  if (item.private_reply) throw new GraphError(10900);
  const person = world.people.get(item.person_id);
  if (!person || world.clock.now() - item.created_at >= world.settings.private_reply_days * day) throw new GraphError(10903);
  if (person.unavailable) throw new GraphError(551);
  const sent = add_message(world, { page_id: page.id, person_id: person.id, from_page: true, text });
  item.private_reply = sent.id;
  return sent;
}

/** Within 24 hours of what the person wrote last. */
function write_to({ world, item: page }, person_id, text) {
  const thread = [...world.conversations.values()].find((one) => one.page_id === page.id && one.person_id === person_id);
  if (!thread) throw new GraphError(100, { subcode: 2018001, message: '(#100) No matching user found' });
  const last = thread.messages.filter(({ from_id }) => from_id === person_id).at(-1);
  if (!last || world.clock.now() - last.created_at >= day)
    throw new GraphError(10, { subcode: 2018278, message: '(#10) This message is sent outside of allowed window.' });
  if (world.people.get(person_id).unavailable) throw new GraphError(551);
  return add_message(world, { page_id: page.id, person_id, from_page: true, text });
}
