// The topics of a group: stream.get and mediatopic.*

import { check_reader, group_named, leads, role_in } from './access.mjs';
import { ApiError } from './errors.mjs';
import { wanted_fields } from './fields.mjs';
import { listed, read_page } from './paging.mjs';
import { checked_elements, with_photos } from './photos.mjs';
import { author_ref, entities_of, feed_shape, photo_refs_of, topic_shape } from './shapes.mjs';

const owners_of = (topics) => topics.flatMap((topic) => [author_ref(topic, topic.group_id), `group:${topic.group_id}`]);
const refs_of = (topics) => [...owners_of(topics), ...topics.flatMap(({ media }) => photo_refs_of(media))];

/** FORWARD leads from the newest to the older ones. */
function page_of_topics(call, list, anchor) {
  const { sim, world, params, viewer, page_faults } = call;
  const group = group_named(world, params.gid, viewer);
  const topics = world.topics_of(group.id).filter((topic) => !topic.deleted);
  return read_page(topics, {
    list: `${list} ${group.id}`, descending: true, anchor, direction: params.direction, count: params.count ?? 20, faults: page_faults, life: sim.resets,
  });
}

/** An anchor comes even when nothing follows, and an empty page then has no `feeds`. */
export function get_stream(call) {
  const { world, params } = call;
  const wanted = wanted_fields(params.fields, 'feed', world.settings);
  if (params.patterns && !params.patterns.includes('POST')) return {};
  const { items, anchor, has_more } = page_of_topics(call, 'stream', params.anchor);
  const pick_topic = wanted('media_topic');
  const { entities } = entities_of(call, refs_of(items), wanted);
  return {
    ...listed('feeds', items.map((topic) => wanted('feed')(feed_shape(world, topic))), world.settings),
    ...(anchor && (has_more || world.settings.stream_end === 'anchor') && { anchor }),
    entities: { ...entities, ...(pick_topic && items.length && { media_topics: items.map((topic) => pick_topic(topic_shape(world, topic))) }) },
  };
}

/** Whether it pages by anchor is not known: a setting makes it deaf to anchors and silent about them. */
export function get_topics(call) {
  const { world, params } = call;
  const { get_topics_anchor } = world.settings;
  const wanted = wanted_fields(params.fields, 'media_topic', world.settings);
  const { items, anchor, has_more } = page_of_topics(call, 'topics', get_topics_anchor ? params.anchor : undefined);
  return {
    ...listed('media_topics', items.map((topic) => wanted('media_topic')(topic_shape(world, topic))), world.settings),
    ...(get_topics_anchor && anchor && { anchor, has_more }),
    ...entities_of(call, refs_of(items), wanted),
  };
}

export function get_by_ids(call) {
  const { world, params, viewer } = call;
  if (params.topic_ids.length > 1 && params.media_limit === undefined) throw new ApiError(100, { data: 'media_limit' });
  if (params.media_limit !== undefined && (params.media_limit < 1 || params.media_limit > 3)) throw new ApiError(100, { data: 'media_limit' });
  const wanted = wanted_fields(params.fields, 'media_topic', world.settings);
  const topics = params.topic_ids.map((id) => world.topics.get(id)).filter((topic) => topic && !topic.deleted);
  for (const topic of topics) check_reader(world, world.groups.get(topic.group_id), viewer);
  const shape = (topic) => {
    const { media, ...whole } = topic_shape(world, topic);
    return { ...whole, media: Array.isArray(media) ? media.slice(0, params.media_limit ?? media.length) : media };
  };
  const shapes = topics.map(shape);
  return {
    ...listed('media_topics', shapes.map(wanted('media_topic')), world.settings),
    ...entities_of(call, [...owners_of(topics), ...shapes.flatMap(({ media }) => photo_refs_of(media))], wanted),
  };
}

// ---- writing

export function post_topic(call) {
  const { world, params, viewer, entry } = call;
  if (params.type !== 'GROUP_THEME') throw new ApiError(100, { data: 'type' });
  const group = group_named(world, params.gid, viewer);
  const { onBehalfOfGroup, disableComments } = params.attachment ?? {};
  const media = checked_elements(params.attachment?.media, 'attachment');
  if (!media.length) throw new ApiError(100, { data: 'attachment' });
  const by_group = onBehalfOfGroup === 'true';
  if (by_group && !leads(group, viewer)) throw new ApiError(50);
  if (!by_group && !group.residents_write && !role_in(group, viewer)) throw new ApiError(456);
  const made_by = { via: 'api', method: 'mediatopic.post', request: entry.n };
  const elements = with_photos(call, media.filter(({ type }) => type !== 'text'), { group_id: group.id, name: 'attachment', made_by });
  const topic = world.add_topic({
    group_id: group.id, person_id: viewer, as_group: by_group, text: media.filter(({ type }) => type === 'text').map(({ text }) => text).join('\n'),
    media: elements, comments_open: disableComments !== 'true',
  }, made_by);
  entry.wrote = topic.id;
  return topic.id;
}

export function delete_topic({ world, params, viewer, entry }) {
  const topic = world.topics.get(params.delete_id);
  if (!topic || topic.deleted) throw new ApiError(300);
  if (topic.person_id !== viewer && !leads(world.groups.get(topic.group_id), viewer)) throw new ApiError(24);
  world.set_deleted(topic, true);
  entry.wrote = topic.id;
  return { restore_id: topic.id, success: true };
}
