// Conversations of people with a page: private messages and private replies.

import { ControlError } from '../shared/control_error.mjs';

/** The conversation of a page with a person, made if there is none. */
function conversation_with(world, page_id, person_id) {
  const id = `t_${page_id}${person_id}`;
  if (!world.conversations.has(id)) world.conversations.set(id, { id, page_id, person_id, messages: [], serve: null });
  return world.conversations.get(id);
}

/** @param {{page_id: string, author?: string, person_id?: string, text: string, age?: string, from_page?: boolean}} fields */
export function add_message(world, { page_id, author, person_id, text, from_page = false, age, date }) {
  if (!world.pages.has(page_id)) throw new ControlError(404, `there is no page ${page_id}`);
  const person = author === undefined ? world.people.get(person_id) : world.person_named(author);
  if (!person) throw new ControlError(404, `there is no person ${person_id}`);
  const conversation = conversation_with(world, page_id, person.id);
  const [from_id, to_id] = from_page ? [page_id, person.id] : [person.id, page_id];
  const message = { id: `m_${++world.last_number}`, from_id, to_id, text, created_at: world.moment({ age, date }) };
  conversation.messages.push(message);
  world.revision++;
  return message;
}
