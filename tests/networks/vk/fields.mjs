// Small checks of what a world file, a test or a call gives as the fields of an item.

import { ControlError } from '../shared/control_error.mjs';

/** @param {{text?: string, attachments?: object[]}} fields */
export function check_content({ text = '', attachments = [] }) {
  if (typeof text !== 'string' || !Array.isArray(attachments))
    throw new ControlError(400, 'text is a string and attachments an array; to have an item served otherwise use "serve"');
}

export function without(fields, names) {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** "-55_177" → [-55, 177] @param {string} name */
export function owner_and_id(name) {
  const found = /^(-?\d+)_(\d+)$/.exec(name);
  if (!found) throw new ControlError(404, `there is no ${name}`);
  return [Number(found[1]), Number(found[2])];
}
