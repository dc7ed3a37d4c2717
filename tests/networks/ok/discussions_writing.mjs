// Writing comments under topics: as the person whose session it is, or in the name of the group.

import { leads, role_in } from './access.mjs';
import { comment_under, topic_named } from './discussions.mjs';
import { ApiError } from './errors.mjs';
import { checked_elements, is_photo, with_photos } from './photos.mjs';
import { comment_shape } from './shapes.mjs';

/** setting: what is answered */
const replies = {
  id: (comment) => comment.id,
  object: (comment) => ({ id: comment.id }),
  comment: (comment, world) => comment_shape(world, comment),
  true: () => true,
};

export function add_comment(call) {
  const { world, params, viewer, entry } = call;
  const { settings } = world;
  const topic = topic_named(world, params.entityId, params.entityType, viewer);
  const group = world.groups.get(topic.group_id);
  if (!topic.comments_open || role_in(group, viewer) === 'BLOCKED') throw new ApiError(456);
  const text = checked_text(world, params.comment);
  const as_group = params.as_admin === true && signs_as_group(call, group);
  const answered = params.reply_to_comment_id === undefined ? null : comment_under(world, topic, params.reply_to_comment_id);
  if (settings.equal_text === 'flood') check_flood(world, topic, viewer, text);
  const made_by = { via: 'api', method: 'discussions.addDiscussionComment', request: entry.n };
  const attachments = with_photos(call, attached(params.attachments, settings), { group_id: group.id, name: 'attachments', made_by });
  const comment = world.add_comment({ topic_id: topic.id, person_id: viewer, as_group, text, attachments, reply_to: answered?.id ?? null }, made_by);
  entry.wrote = comment.id;
  return replies[settings.add_comment_reply](comment, world);
}

function checked_text(world, comment) {
  const { comment_length, comment_length_error, censored } = world.settings;
  const text = comment.replace(/\r\n?/g, '\n').trim();
  if (!text) throw new ApiError(100, { data: 'comment' });
  if ([...text].length > comment_length) throw new ApiError(comment_length_error, { data: 'comment' });
  if (censored && text.toLowerCase().includes(censored.toLowerCase())) throw new ApiError(454);
  return text;
}

/** A list of elements as in a topic, or an object that holds it; whether photos are taken under comments is a setting. */
function attached(sent = [], { comment_photos }) {
  const elements = checked_elements(sent?.attachments ?? sent, 'attachments');
  if (comment_photos === 'refused' && elements.some(is_photo)) throw new ApiError(100, { data: 'attachments' });
  return comment_photos === 'dropped' ? elements.filter((element) => !is_photo(element)) : elements;
}

/** Only those who lead the group speak in its name; whether that takes more is a setting. */
function signs_as_group({ world, token, viewer }, group) {
  const { as_admin, scope_error } = world.settings;
  if (as_admin === 'as_person') return false;
  if (as_admin === 'denied') throw new ApiError(10, { data: 'as_admin' });
  if (as_admin === 'group_content' && !token.scopes.includes('GROUP_CONTENT')) throw new ApiError(scope_error, { data: 'GROUP_CONTENT' });
  if (!leads(group, viewer)) throw new ApiError(50);
  return true;
}

function check_flood(world, topic, person_id, text) {
  const since = (world.clock.now() - world.settings.equal_text_seconds) * 1000;
  const own = world.comments_of(topic.id).filter((comment) => comment.person_id === person_id).pop();
  if (own && own.text === text && own.created_ms >= since) throw new ApiError(8);
}

/** A comment this account may change: its own, or any for those who lead the group. */
function own_comment({ world, params, viewer }, leaders_too) {
  const topic = topic_named(world, params.discussionId, params.discussionType, viewer);
  const comment = comment_under(world, topic, params.comment_id);
  if (comment.person_id !== viewer && !(leaders_too && leads(world.groups.get(topic.group_id), viewer))) throw new ApiError(10);
  return comment;
}

export function edit_comment(call) {
  const { world, params, entry } = call;
  const comment = own_comment(call, false);
  if (comment.created_ms < (world.clock.now() - world.settings.edit_seconds) * 1000) throw new ApiError(704);
  world.edit(comment, { text: checked_text(world, params.comment) });
  entry.wrote = comment.id;
  return true;
}

export function delete_comment(call) {
  const comment = own_comment(call, true);
  call.world.set_deleted(comment, true);
  call.entry.wrote = comment.id;
  return true;
}

export function like_comment({ world, params, viewer }) {
  const comment = comment_under(world, topic_named(world, params.discussionId, params.discussionType, viewer), params.comment_id);
  world.edit(comment, { likes: comment.likes + 1 });
  return true;
}
