// Turns an answer into bytes, with the oddities of VK's JSON that a test may switch on.

import { with_raw_bytes } from './paging.mjs';

const flags = new Set([
  'can_post', 'can_view', 'can_like', 'can_publish', 'can_edit', 'user_likes', 'user_reposted', 'groups_can_post', 'show_reply_button',
  'is_pinned', 'marked_as_ads', 'is_deleted', 'deleted', 'author_replied', 'is_from_post_author', 'can_access_closed', 'verified',
]);

const as_flag = { booleans: Boolean, numbers: Number };

/**
 * @param {object} envelope
 * @param {object} settings
 * @param {import('../shared/raw_items.mjs').RawItem[]} raws
 * @returns {Buffer}
 */
export function to_bytes(envelope, settings, raws) {
  const { numbers, flags: flag_form } = settings;
  const convert = as_flag[flag_form];
  const json = JSON.stringify(envelope, (name, value) => {
    if (convert && flags.has(name) && ['boolean', 'number'].includes(typeof value)) return convert(value);
    return value;
  });
  return with_raw_bytes(numbers === 'float' ? with_float_numbers(json) : json, raws);
}

/** 162 becomes 162.0, outside of strings. */
const with_float_numbers = (json) =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) => (/^-?\d+$/.test(part) ? `${part}.0` : part));
