// Turns the world into the JSON of the API.

import { leads } from './access.mjs';
import { moscow_date } from './identifiers.mjs';

/** What a test wants served otherwise, whatever it is. */
const as_ordered = (item, shape) => {
  if (!item.serve) return shape;
  const changed = { ...shape, ...item.serve.set };
  for (const name of item.serve.drop ?? []) delete changed[name];
  return changed;
};

const living = (world, topic) => world.comments_of(topic.id).filter((comment) => !comment.deleted);

/** What the site shows beside a topic; it may be more than any list delivers. */
export const comments_count = (world, topic) => living(world, topic).length + topic.unlisted_comments;

// ---- people and groups

export const user_shape = (person, base) => ({
  uid: person.id, first_name: person.first_name, last_name: person.last_name, name: `${person.first_name} ${person.last_name}`.trim(),
  gender: person.gender, ...(person.city && { location: { city: person.city, country: 'RUSSIAN_FEDERATION', countryCode: 'RU' } }),
  url_profile: `https://ok.ru/profile/${person.id}`, pic_1: `${base}/picture/${person.id}.svg`, pic50x50: `${base}/picture/${person.id}.svg`,
});

export const group_shape = (group, base) => ({
  uid: group.id, name: group.name, description: group.description, ...(group.shortname && { shortname: group.shortname }),
  picAvatar: `${base}/picture/${group.id}.png`, members_count: group.members_count, private: false,
});

/** All sizes are the picture as it was sent. */
export function photo_shape(photo, base) {
  const address = `${base}/kept/${photo.id}`;
  return {
    id: photo.id, ref: `group_photo:${photo.id}`, group_id: photo.group_id, user_id: photo.person_id, created_ms: photo.created_ms, text: photo.text,
    pic50x50: address, pic128x128: address, pic190x190: address, pic640x480: address, pic1024x768: address, pic_max: address,
    standard_width: photo.width, standard_height: photo.height,
  };
}

/** The photos some elements of a topic or attachments of a comment point to. */
export const photo_refs_of = (elements) => (Array.isArray(elements) ? elements.flatMap((element) => element?.photo_refs ?? []) : []);

/** The objects an answer speaks of, each once. @param {string[]} refs @param {Function} wanted see fields.mjs */
export function entities_of({ sim, world, page_faults }, refs, wanted) {
  if (page_faults.some((fault) => fault.do === 'no_profiles')) return { entities: {} };
  const of_kind = (kind, map, shape) => {
    const pick = wanted(kind);
    const ids = new Set(refs.filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => ref.slice(kind.length + 1)));
    const found = [...ids].map((id) => map.get(id)).filter((one) => one && !one.gone);
    return pick && found.length ? { [`${kind}s`]: found.map((one) => pick(shape(one, sim.url))) } : {};
  };
  return { entities: { ...of_kind('user', world.people, user_shape), ...of_kind('group', world.groups, group_shape), ...of_kind('group_photo', world.photos, photo_shape) } };
}

// ---- topics

export const author_ref = (item, group_id) => (item.by_group ? `group:${group_id}` : `user:${item.person_id}`);

export const topic_shape = (world, topic) => as_ordered(topic, {
  id: topic.id, created_ms: topic.created_ms, author_ref: author_ref(topic, topic.group_id), owner_ref: `group:${topic.group_id}`,
  media: [...(topic.text ? [{ type: 'text', text: topic.text }] : []), ...topic.media],
  discussion_summary: { discussion_id: topic.id, discussion_type: 'GROUP_TOPIC', comments_count: comments_count(world, topic) },
  like_summary: { count: topic.likes, self: false, like_id: `like-${topic.id}` },
  reshare_summary: { count: topic.reshares },
});

/** An entry of stream.get: a sentence with marks, and what it points to. */
export function feed_shape(world, topic) {
  const group = world.groups.get(topic.group_id);
  const who = topic.by_group ? `{group:${group.id}}${group.name}{group}` : `{user:${topic.person_id}}${world.name_of(topic.person_id)}{user}`;
  return {
    pattern: 'POST', message: `${who} опубликовала {media_topic:${topic.id}}заметку{media_topic}`, date: moscow_date(topic.created_ms),
    date_ms: topic.created_ms, target_refs: [`media_topic:${topic.id}`], author_refs: [author_ref(topic, topic.group_id)],
    owner_refs: [`group:${topic.group_id}`],
  };
}

export function discussion_shape(world, topic, viewer) {
  const group = world.groups.get(topic.group_id);
  const comments = living(world, topic);
  const read_ms = topic.read_ms[viewer] ?? 0;
  const last_ms = comments[comments.length - 1]?.created_ms ?? topic.created_ms;
  return as_ordered(topic, {
    object_id: topic.id, object_type: 'GROUP_TOPIC', title: topic.text.split('\n')[0].slice(0, 80), message: topic.text,
    creation_date: moscow_date(topic.created_ms), last_activity_date: moscow_date(last_ms),
    ...(read_ms && { last_user_access_date: moscow_date(read_ms) }),
    new_comments_count: comments.filter((comment) => comment.created_ms > read_ms && comment.person_id !== viewer).length,
    total_comments_count: comments_count(world, topic), like_count: topic.likes, liked_it: false,
    owner_uid: topic.by_group ? topic.group_id : topic.person_id, ref_objects: [{ id: topic.group_id, type: 'GROUP' }],
    attrs: { flags: topic.comments_open ? 'c,l,s' : 'l,s' }, comment_as_admin_allowed: leads(group, viewer),
  });
}

// ---- comments

const dates_of = (comment, { comment_dates }) => ({
  ...(comment_dates !== 'date_ms' && { date: moscow_date(comment.created_ms) }),
  ...(comment_dates !== 'date' && { date_ms: comment.created_ms }),
});

function author_fields(world, comment, group) {
  if (comment.by_group) return { author_id: group.id, author_type: 'GROUP', author_name: group.name, author_ref: `group:${group.id}` };
  return { author_id: comment.person_id, author_name: world.name_of(comment.person_id), author_ref: `user:${comment.person_id}` };
}

/** The answered comment may be deleted meanwhile; it is named all the same. */
function reply_fields(world, comment, group) {
  const answered = world.comments.get(comment.reply_to);
  if (!answered) return {};
  const { author_id, author_type, author_name } = author_fields(world, answered, group);
  return {
    reply_to_comment_id: answered.id, reply_to_id: author_id, ...(author_type && { reply_to_type: author_type }), reply_to_name: author_name,
  };
}

export function comment_shape(world, comment) {
  const group = world.groups.get(world.topics.get(comment.topic_id).group_id);
  return as_ordered(comment, {
    id: comment.id, ...author_fields(world, comment, group), text: comment.deleted ? '' : comment.text, ...dates_of(comment, world.settings),
    type: comment.deleted ? 'REMOVED_MESSAGE' : 'ACTIVE_MESSAGE', ...reply_fields(world, comment, group),
    like_count: comment.likes, liked_it: false, attrs: { flags: 'l,s' },
    ...(comment.attachments.length && { attachments: comment.attachments }),
  });
}
