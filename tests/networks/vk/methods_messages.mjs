// The table of methods for private messages. Rows are explained in methods.mjs. `guid` is the older name of random_id.

import { flag, integer, list, natural, text, word } from './parameters.mjs';
import * as messages from './messages.mjs';

const group_id = natural();
const extended = flag();
const fields = list();
const writers = ['user', 'community'];
const right = 'messages';
const count = natural({ max: 200, standard: 20 });

/** @type {Record<string, import('./methods.mjs').Method>} */
export const message_methods = {
  'messages.send': {
    kinds: writers, right, handler: messages.send,
    parameters: {
      user_id: integer(), random_id: integer(), guid: text(), peer_id: integer(), peer_ids: list({ max: 100 }), domain: text(),
      chat_id: natural({ max: 100000000 }), message: text(), attachment: list(), reply_to: integer(), sticker_id: natural(), group_id,
      payload: text(),
    },
  },
  'messages.markAsRead': {
    kinds: writers, right, handler: messages.mark_as_read,
    parameters: {
      message_ids: list(), peer_id: integer(), start_message_id: natural(), group_id, mark_conversation_as_read: flag(), up_to_cmid: natural(),
    },
  },
  'messages.getConversations': {
    kinds: writers, right, handler: messages.get_conversations,
    parameters: {
      count, start_message_id: natural(), offset: natural({ standard: 0 }), extended, fields, group_id,
      filter: word(['all', 'archive', 'important', 'sorted_chats', 'unanswered', 'unread'], { standard: 'all' }),
    },
  },
  'messages.getHistory': {
    kinds: writers, right, handler: messages.get_history,
    parameters: {
      count, start_message_id: integer(), offset: integer({ standard: 0 }), user_id: integer(), peer_id: integer(), rev: flag(),
      extended, fields, group_id,
    },
  },
  'messages.getById': {
    kinds: writers, right, handler: messages.get_by_id,
    parameters: {
      message_ids: list({ max: 100 }), preview_length: natural({ standard: 0 }), extended, fields, group_id, cmids: list({ max: 100 }),
      peer_id: integer(),
    },
  },
  'messages.isMessagesFromGroupAllowed': {
    kinds: writers, right, handler: messages.is_allowed,
    parameters: { group_id: integer({ min: 1, required: true }), user_id: integer({ min: 1, required: true }) },
  },
};
