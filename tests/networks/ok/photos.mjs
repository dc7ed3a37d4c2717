// photosV2.*, and what an upload's token becomes in a topic or under a comment: a photo of the group.

import { group_named } from './access.mjs';
import { ApiError } from './errors.mjs';
import { moscow_date } from './identifiers.mjs';

/** Albums are not simulated: any is believed. */
export function get_upload_url({ sim, world, params, viewer }) {
  const { gid: group_id = null, aid: album_id = null, count = 1 } = params;
  if (group_id !== null) group_named(world, group_id, viewer);
  const { mark, photo_ids, expires_at } = sim.uploads.open({ person_id: viewer, group_id, album_id }, count);
  return {
    photo_ids, upload_url: `${sim.url}/uploadImage?${new URLSearchParams({ apiToken: mark, photoIds: photo_ids.join() })}`,
    expires: moscow_date(expires_at * 1000), expires_ms: expires_at * 1000, ttl_ms: world.settings.photo_token_seconds * 1000,
  };
}

export function commit_photo({ sim, world, params, viewer, entry }) {
  const { photo_id, token, comment = '' } = params;
  if (sim.uploads.uploads.get(photo_id)?.token !== token) throw new ApiError(world.settings.photo_token_error, { data: 'photo_id' });
  const [upload] = sim.uploads.take([token], { person_id: viewer });
  const photo = kept(world, upload, { text: comment }, { via: 'api', method: 'photosV2.commit', request: entry.n });
  entry.wrote = photo.id;
  return { photos: [{ photo_id, status: 'SUCCESS', assigned_photo_id: photo.id }] };
}

const kept = (world, { file, width, height, place: { person_id, group_id, album_id } }, fields, made_by) =>
  world.add_photo({ file, width, height, person_id, group_id, album_id, ...fields }, made_by);

// ---- in topics and comments

export const is_photo = (element) => String(element.type).toLowerCase() === 'photo';

/** The elements a client has sent, as a list. @param {any} elements @param {string} name of the parameter */
export function checked_elements(elements, name) {
  const is_element = (element) => element !== null && typeof element === 'object' && !Array.isArray(element);
  if (!Array.isArray(elements) || !elements.every(is_element)) throw new ApiError(100, { data: name });
  return elements;
}

/**
 * The elements with photos of the group in the place of tokens, which are spent by it.
 * @param {object} call @param {object[]} elements see checked_elements @param {{group_id: string, name: string, made_by: object}} place
 */
export function with_photos({ sim, world, viewer }, elements, { group_id, name, made_by }) {
  const lists = elements.map((element) => (is_photo(element) ? tokens_of(element, name) : []));
  const uploads = sim.uploads.take(lists.flat(), { person_id: viewer, group_id });
  const refs = uploads.map((upload) => `group_photo:${kept(world, upload, {}, made_by).id}`);
  return elements.map((element, index) => (is_photo(element) ? { type: element.type, photo_refs: refs.splice(0, lists[index].length) } : element));
}

function tokens_of({ list }, name) {
  const tokens = checked_elements(list, name).map(({ id }) => id);
  if (!tokens.length || tokens.some((token) => typeof token !== 'string')) throw new ApiError(100, { data: name });
  return tokens;
}
