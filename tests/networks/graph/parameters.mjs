// Reading parameters: a table of them for each method, `name: kind`; a trailing `!` means the method needs it. What the table lacks is ignored.

import { bad_parameter } from './errors.mjs';

const refuse = (name, what) => {
  throw bad_parameter(`Param ${name} must be ${what}`);
};

const json_of = (text, name) => {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(name, 'JSON');
  }
};

/** kind: how its text is read */
const readers = {
  text: (text) => text,
  flag: (text, name) => (/^(true|false|1|0)$/i.test(text) ? /^(true|1)$/i.test(text) : refuse(name, 'a boolean')),
  number: (text, name) => (/^-?\d+$/.test(text) ? Number(text) : refuse(name, 'an integer')),
  list: (text, name) => (text.startsWith('[') ? json_of(text, name) : text.split(',').map((part) => part.trim()).filter(Boolean)),
  json: (text, name) => json_of(text, name),
  /** unix seconds, or a date as PHP's strtotime would understand it: ISO 8601 */
  time: (text, name) => {
    if (/^\d+$/.test(text)) return Number(text);
    const seconds = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) / 1000;
    return Number.isNaN(seconds) ? refuse(name, 'a unix timestamp or a date') : Math.floor(seconds);
  },
};

/** `one of a, b, c` */
const choice_of = (kind) => /^one of (.*)$/.exec(kind)?.[1].split(', ');

/** @param {Record<string, string>} table @param {Record<string, string>} sent @returns {Record<string, any>} absent ones are not there */
export function read_parameters(table, sent) {
  const params = {};
  for (const [name, described] of Object.entries(table)) {
    const kind = described.replace(/!$/, '');
    const text = sent[name];
    if (text === undefined || text === '') {
      if (described.endsWith('!')) throw bad_parameter(`The parameter ${name} is required`);
      continue;
    }
    const choices = choice_of(kind);
    if (choices && !choices.includes(text)) refuse(name, `one of {${choices.join(', ')}}`);
    params[name] = choices ? text : readers[kind](text, name);
  }
  return params;
}
