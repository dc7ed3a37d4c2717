// What a writing call brings: text and attachments as they will stand, who made it, and that it is done once.

import { ApiError, bad_parameter } from './errors.mjs';
import { attachments_named } from './attachments.mjs';
import { has_link, keep_text } from './text.mjs';

export const made_by = ({ method, token, params, entry }) => ({
  via: 'api', method, kind: token.kind, guid: params.guid ?? null, request: entry.n,
});

/** For the request log: what was written, whatever is answered. */
export const wrote = (call, { owner_id, id }) => (call.entry.wrote = `${owner_id}_${id}`);

/**
 * Does the work unless the same mark was sent before by this token, or by whoever it speaks for; what then happens is a setting.
 * @param {object} call
 * @param {string|undefined} mark the guid
 * @param {{who?: string, rule: 'same'|'error'|'ignore', code: number, seconds: number}} memory seconds: 0 for ever
 * @param {() => any} work
 */
export function once({ world, token, method }, mark, { who = token.token, rule, code, seconds }, work) {
  const key = `${who} ${method} ${mark}`;
  const before = mark ? world.guids.get(key) : undefined;
  const remembered = before && (seconds === 0 || world.clock.now() - before.at <= seconds);
  if (remembered && rule === 'same') return before.answer;
  if (remembered && rule === 'error') throw new ApiError(code, 'guid was used already');
  const answer = work();
  if (mark) world.guids.set(key, { answer, at: world.clock.now() });
  return answer;
}

export function once_by_guid(call, work) {
  const { guid: rule, guid_error: code, guid_seconds: seconds } = call.world.settings;
  return once(call, call.params.guid, { rule, code, seconds }, work);
}

/** Text and attachments as they will stand with this owner. @param {object} rules which attachments may stand there, see attachments.mjs */
export function content_of(call, owner_id, rules) {
  const { world, params } = call;
  const text = keep_text(params.message ?? '', world);
  const attachments = attachments_named(params.attachments, rules, world);
  if (!text && !attachments.length && !params.sticker_id) throw bad_parameter('message is undefined');
  if (has_link(text) && world.communities.get(-owner_id)?.links_forbidden) throw new ApiError(222);
  return { text, attachments };
}
