// Publishing in steps: a container is made of what lies at an address, after a while it is ready, then it can be published; so many a day.

import { GraphError } from '../graph/errors.mjs';
import { fetched_picture, fetched_video } from './fetching.mjs';
import { hashtags_in, mentioned_in } from './texts.mjs';
import { made_by } from './writing.mjs';

const most_letters = 2200;
const most_hashtags = 30;
const most_mentions = 20;
const fewest_children = 2;
const most_children = 10;
const day = 24 * 3600;

// ---- how a container is doing

/** @param {import('./objects.mjs').Container} container @returns {'PUBLISHED'|'EXPIRED'|'IN_PROGRESS'|'ERROR'|'FINISHED'} */
export function status_of({ media_id, created_at, ready_at, trouble }, { clock, settings }) {
  const now = clock.now();
  if (media_id !== null) return 'PUBLISHED';
  if (now - created_at >= settings.container_hours * 3600) return 'EXPIRED';
  if (now < ready_at) return 'IN_PROGRESS';
  return trouble === null ? 'FINISHED' : 'ERROR';
}

const words = {
  PUBLISHED: 'Published: Media has been successfully published.',
  EXPIRED: 'Expired: The container was not published within 24 hours and has expired.',
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
};

export function said_of(container, world) {
  const status = status_of(container, world);
  return words[status] ?? `Error: ${container.trouble}`;
}

// ---- making one

/** `POST /{account}/media`: a picture is fetched at once, a video may turn out bad later. */
export async function add_container(call) {
  const { world, item: account, params, entry } = call;
  check_caption(params.caption);
  const made = params.media_type === 'CAROUSEL' ? carousel(call) : await single(call);
  const container = world.add_container({
    account_id: account.id, text: params.caption ?? '', alt_text: params.alt_text ?? '', ready_at: world.clock.now() + world.settings.container_seconds, ...made,
  });
  entry.wrote = container.id;
  return { id: container.id };
}

function check_caption(caption = '') {
  if ([...caption].length > most_letters) throw new GraphError(36004, { subcode: 2207010, message: 'The caption was too long' });
  if (hashtags_in(caption).length > most_hashtags || mentioned_in(caption).length > most_mentions)
    throw new GraphError(100, { subcode: 2207040, message: `(#100) Cannot use more than ${most_hashtags} hashtags and ${most_mentions} mentions` });
}

async function single({ world, params: { image_url, video_url, media_type, is_carousel_item = false } }) {
  const is_video = ['VIDEO', 'REELS'].includes(media_type) || (media_type === 'STORIES' && video_url !== undefined);
  const url = is_video ? video_url : image_url;
  if (url === undefined) throw new GraphError(100, { subcode: 2207023, message: `(#100) A ${is_video ? 'video_url' : 'image_url'} is required for this media type` });
  const of_item = { media_type: media_type ?? 'IMAGE', is_carousel_item, url, is_video };
  if (is_video) return { ...of_item, trouble: await fetched_video(url, world.settings) };
  await fetched_picture(url, world.settings);
  return of_item;
}

function carousel({ world, item: account, params: { children = [] } }) {
  const bad = (why) => new GraphError(100, { subcode: 2207028, message: `(#100) ${why}` });
  if (children.length < fewest_children || children.length > most_children) throw bad(`A carousel has ${fewest_children} to ${most_children} children`);
  const containers = children.map((id) => world.containers.get(String(id)));
  if (!containers.every((one) => one?.account_id === account.id && one.is_carousel_item)) throw bad('The children must be containers made with is_carousel_item');
  if (!containers.every((one) => status_of(one, world) === 'FINISHED')) throw not_ready();
  return { media_type: 'CAROUSEL', children: containers.map(({ id }) => id) };
}

const not_ready = () => new GraphError(9007, { subcode: 2207027, message: 'The media is not ready for publishing, please wait for a moment' });

// ---- publishing it

/** `POST /{account}/media_publish` */
export function publish(call) {
  const { world, item: account, params: { creation_id }, entry } = call;
  const container = world.containers.get(creation_id);
  if (container?.account_id !== account.id) throw new GraphError(24, { subcode: 2207006, message: 'The requested resource does not exist' });
  check_status(status_of(container, world));
  if (published_by(account, world).length >= world.settings.publishing_quota)
    throw new GraphError(9, { subcode: 2207042, message: 'You reached the maximum number of posts that can be published in 24 hours' });
  const media = world.add_media({ account_id: account.id, ...media_of(container), children: container.children.map((id) => media_of(world.containers.get(id))) }, made_by(call));
  container.media_id = media.id;
  entry.wrote = media.id;
  return { id: media.id };
}

function check_status(status) {
  if (status === 'IN_PROGRESS') throw not_ready();
  if (status === 'ERROR') throw new GraphError(-1, { subcode: 2207032, message: 'Create media fail, please try to re-create media' });
  if (status !== 'FINISHED') throw new GraphError(24, { subcode: 2207008, message: 'The media builder has expired or does not exist' });
}

const product_of = { REELS: 'REELS', STORIES: 'STORY' };

const media_of = ({ media_type, is_video, text, alt_text }) => ({
  media_type: media_type === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : is_video ? 'VIDEO' : 'IMAGE', media_product_type: product_of[media_type] ?? 'FEED', text, alt_text,
});

// ---- how much of the quota is used

/** What was published with this interface since a time, a day ago if not said. */
function published_by(account, world, since = world.clock.now() - day) {
  return [...world.media.values()].filter((media) => media.account_id === account.id && media.album_id === null && media.made_by.via === 'api' && media.created_at > since);
}

export const limits = ({ item: account, world, params: { since } }) => [{ quota_usage: published_by(account, world, since).length }];

export const limit_shape = (limit, { world: { settings } }) => ({ quota_total: settings.publishing_quota, quota_duration: day });
