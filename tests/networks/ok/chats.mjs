// Private messages between residents and a group, as the Bot API sees them.

import { seconds_of } from '../shared/clock.mjs';
import { ControlError } from '../shared/control_error.mjs';

const first_seq = 110000000000000000n; // beyond what a double can hold

/** The chat of a person with a group; a new one if they have never spoken. */
export function chat_between(world, group_id, person_id) {
  for (const chat of world.chats.values()) if (chat.group_id === group_id && chat.person_id === person_id) return chat;
  const id = `chat:C${(0x3ecb9d02a600 + world.chats.size * 4096).toString(16)}`;
  const chat = { id, group_id, person_id, messages: [], seen_ms: 0 };
  world.chats.set(id, chat);
  return chat;
}

/**
 * @param {import('./world.mjs').World} world
 * @param {{group_id: string, person_id?: string, author?: string, from_group?: boolean, text: string, age?: string}} fields
 */
export function add_message(world, fields) {
  const person_id = fields.person_id ?? world.person_named(fields.author ?? '').id;
  if (!world.groups.has(fields.group_id)) throw new ControlError(404, `there is no group ${fields.group_id}`);
  if (!world.people.has(person_id)) throw new ControlError(404, `there is no person ${person_id}`);
  if (typeof fields.text !== 'string') throw new ControlError(400, 'a message has a text');
  const chat = chat_between(world, fields.group_id, person_id);
  const number = ++world.last_number;
  const message = {
    mid: `mid:${chat.id.slice('chat:'.length)}.${number.toString(16)}`, seq: String(first_seq + BigInt(number)), chat_id: chat.id,
    from_group: fields.from_group ?? false, text: fields.text, attachments: fields.attachments ?? [],
    created_ms: (world.clock.now() - seconds_of(fields.age ?? '0s')) * 1000 + (fields.age ? 0 : number % 1000),
  };
  chat.messages.push(message);
  world.revision++;
  return message;
}
