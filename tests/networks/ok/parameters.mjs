// Reading parameters: a table of them for each method, `name: kind` or `name: [kind, …]`; a trailing `!` means the method needs it.

import { ApiError } from './errors.mjs';

const refuse = (name) => {
  throw new ApiError(100, { data: name });
};

/** kind: how its text is read */
const readers = {
  text: (text) => text,
  flag: (text, name) => (/^(true|false|1|0)$/i.test(text) ? /^(true|1)$/i.test(text) : refuse(name)),
  number: (text, name) => (/^-?\d+$/.test(text) ? Number(text) : refuse(name)),
  count: (text, name) => (/^[1-9]\d*$/.test(text) ? Math.min(100, Number(text)) : refuse(name)),
  list: (text) => text.split(',').map((part) => part.trim()).filter(Boolean),
  hundred: (text, name) => (text.split(',').length > 100 ? refuse(name) : readers.list(text)),
  json: (text, name) => {
    try {
      return JSON.parse(text);
    } catch {
      return refuse(name);
    }
  },
  direction: (text, name) => (['FORWARD', 'BACKWARD', 'AROUND'].includes(text) ? text : refuse(name)),
  discussion_type: (text, name) => (discussion_types.includes(text) ? text : refuse(name)),
};

export const discussion_types = [
  'GROUP_TOPIC', 'GROUP_PHOTO', 'GROUP_MOVIE', 'USER_STATUS', 'USER_PHOTO', 'USER_ALBUM', 'USER_FORUM', 'USER_2LVL_FORUM', 'MOVIE',
  'SCHOOL_FORUM', 'HAPPENING_TOPIC', 'CITY_NEWS', 'CHAT', 'SHARE',
];

/** @param {Record<string, string>} table @param {Record<string, string>} sent @returns {Record<string, any>} absent ones are not there */
export function read_parameters(table, sent) {
  const params = {};
  for (const [name, described] of Object.entries(table)) {
    const kind = described.replace('!', '');
    const text = sent[name];
    if (text === undefined || text === '') {
      if (described.endsWith('!')) throw new ApiError(100, { data: name });
    } else params[name] = readers[kind](text, name);
  }
  return params;
}
