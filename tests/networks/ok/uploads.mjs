// The upload server: an address is given out for some photo ids, pictures are sent there in multipart/form-data, and each brings
// a token that is used once – in a topic, in a comment, or in photosV2.commit.

import { randomBytes } from 'node:crypto';
import { KeptFile } from '../shared/kept_file.mjs';
import { picture_of } from '../shared/picture_file.mjs';
import { ApiError } from './errors.mjs';

const kept_places = 200;

/** Long, and with letters that have to be percent-encoded: a client must treat it as opaque. */
const opaque = (bytes) => randomBytes(bytes).toString('base64');

/**
 * @typedef {object} Place where pictures may be sent
 * @property {string} mark in the address
 * @property {string[]} photo_ids
 * @property {string} person_id whose session asked
 * @property {string|null} group_id for which group
 * @property {string|null} album_id
 * @property {number} expires_at unix seconds; for the address and the tokens it brings
 *
 * @typedef {object} Upload a picture that came
 * @property {string} photo_id
 * @property {string} token
 * @property {Place} place
 * @property {KeptFile} file
 * @property {number} width
 * @property {number} height
 * @property {boolean} used
 */

export class Uploads {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, Place>} */ this.places = new Map();
    /** @type {Map<string, Upload>} by photo id */ this.uploads = new Map();
  }

  /** @param {{person_id: string, group_id: string|null, album_id: string|null}} owner @param {number} count @returns {Place} */
  open(owner, count) {
    const expires_at = this.world.clock.now() + this.world.settings.photo_token_seconds;
    const place = { ...owner, mark: randomBytes(16).toString('hex'), photo_ids: Array.from({ length: count }, () => opaque(40)), expires_at };
    this.places.set(place.mark, place);
    if (this.places.size > kept_places) this.#forget(this.places.values().next().value);
    return place;
  }

  /**
   * The pictures, in the order of the photo ids; all of them or none. What is sent once more replaces what has not been used yet.
   * @param {URLSearchParams} query of the address @param {{filename?: string, bytes: Buffer}[]|null} parts
   */
  receive(query, parts) {
    const place = this.places.get(query.get('apiToken'));
    if (!place || this.#is_over(place)) throw new ApiError(100, { data: 'apiToken' });
    if (parts === null) throw new ApiError(21);
    const files = parts.filter(({ filename }) => filename !== undefined);
    if (!files.length) throw new ApiError(505);
    const photo_ids = (query.get('photoIds') ?? '').split(',');
    if (files.length > photo_ids.length || !photo_ids.every((id) => place.photo_ids.includes(id))) throw new ApiError(100, { data: 'photoIds' });
    const came = files.map(({ bytes }, index) => ({
      photo_id: photo_ids[index], token: opaque(48), place, used: false, ...read_picture(bytes, this.world.settings),
    }));
    if (came.some(({ photo_id }) => this.uploads.get(photo_id)?.used)) throw new ApiError(121);
    for (const upload of came) this.uploads.set(upload.photo_id, upload);
    return { photos: Object.fromEntries(came.map(({ photo_id, token }) => [photo_id, { token }])) };
  }

  /** What these tokens stand for, once; all of them or none. @param {string[]} tokens @param {{person_id: string, group_id?: string}} user @returns {Upload[]} */
  take(tokens, { person_id, group_id }) {
    const by_token = new Map([...this.uploads.values()].map((upload) => [upload.token, upload]));
    const found = tokens.map((token) => by_token.get(token));
    const is_good = (upload) => upload && !upload.used && !this.#is_over(upload.place) && upload.place.person_id === person_id
      && (group_id === undefined || upload.place.group_id === group_id);
    if (!found.every(is_good) || new Set(found).size < found.length) throw new ApiError(this.world.settings.photo_token_error, { data: 'token' });
    for (const upload of found) upload.used = true;
    return found;
  }

  #is_over({ expires_at }) {
    return expires_at <= this.world.clock.now();
  }

  #forget({ mark, photo_ids }) {
    this.places.delete(mark);
    for (const id of photo_ids) this.uploads.delete(id);
  }
}

function read_picture(bytes, { photo_bytes, photo_side_least, photo_side_most }) {
  if (!bytes.length) throw new ApiError(505);
  if (bytes.length > photo_bytes) throw new ApiError(500);
  const picture = picture_of(bytes);
  if (!picture) throw new ApiError(503);
  const { type, width, height } = picture;
  if (Math.min(width, height) < photo_side_least) throw new ApiError(501);
  if (Math.max(width, height) > photo_side_most) throw new ApiError(502);
  return { file: new KeptFile(type, Buffer.from(bytes)), width, height };
}
