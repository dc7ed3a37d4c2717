// Upload servers: an address is given out, a file is sent there in multipart/form-data, and the result it answers is saved once.

import { createHash } from 'node:crypto';
import { KeptFile } from '../shared/kept_file.mjs';
import { picture_of } from '../shared/picture_file.mjs';
import { ApiError } from './errors.mjs';

const kept_results = 200;
const widest = 14000;
const longest_side = 20;

/** For each kind of upload: the name of the part, and what a file must be. */
const kinds = {
  wall_photo: { part: 'photo', read: read_picture },
  message_photo: { part: 'photo', read: read_picture },
  doc: { part: 'file', read: read_document },
};

/** Why the upload server does not take a file. */
class Refusal extends Error {}

/**
 * @typedef {object} Result
 * @property {string} kind
 * @property {string} token that asked for the address; only it may save the result
 * @property {number|null} group_id
 * @property {KeptFile} file
 * @property {object} facts width and height of a picture, title and ext of a document
 * @property {number} server
 * @property {string} text what the client hands over: "photo" of a picture, "file" of a document
 * @property {string} hash
 */

export class Uploads {
  /** @param {import('./world.mjs').World} world */
  constructor(world) {
    this.world = world;
    /** @type {Map<string, {kind: string, token: string, group_id: number|null}>} */ this.places = new Map();
    /** @type {Result[]} not yet saved */ this.results = [];
    this.number = 0;
  }

  /** A new address. @returns {string} the path */
  open(kind, token, group_id = null) {
    const mark = createHash('sha1').update(`${kind} ${++this.number}`).digest('hex').slice(0, 16);
    this.places.set(mark, { kind, token: token.token, group_id });
    if (this.places.size > kept_results) this.places.delete(this.places.keys().next().value);
    return `/upload/${kind}/${mark}`;
  }

  /**
   * What the upload server answers.
   * @param {string} path @param {{name: string, filename?: string, bytes: Buffer}[]} parts
   */
  receive(path, parts) {
    const [, , kind, mark] = path.split('/');
    const place = this.places.get(mark);
    if (place?.kind !== kind) return refusal('unknown upload address');
    try {
      const part = parts.find(({ name }) => name === kinds[kind].part);
      if (!part) throw new Refusal(`no part named ${kinds[kind].part}`);
      if (!part.filename) throw new Refusal('the part has no filename');
      if (!part.bytes.length) throw new Refusal('the file is empty');
      return this.#kept(place, part, kinds[kind].read(part, this.world.settings));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const quiet = this.world.settings.upload_refusal === 'empty' && kind !== 'doc';
      return quiet ? { server: server_of(this.number), photo: '[]', hash: hash_of(mark) } : refusal(error.message);
    }
  }

  #kept(place, part, { type, ...facts }) {
    const server = server_of(++this.number);
    const hash = hash_of(`${this.number} ${place.token}`);
    const text = place.kind === 'doc'
      ? [place.group_id ?? 0, 0, 0, server, hash, facts.ext, part.bytes.length, facts.title].join('|')
      : JSON.stringify([{ photo: hash.slice(0, 10), sizes: [['w', facts.width, facts.height]], latitude: 0, longitude: 0, kid: hash }]);
    this.results.push({ ...place, file: new KeptFile(type, Buffer.from(part.bytes)), facts, server, text, hash });
    if (this.results.length > kept_results) this.results.shift();
    return place.kind === 'doc' ? { file: text } : { server, photo: text, hash };
  }

  /** The picture that was sent, given out once: a second saving finds nothing. @returns {Result} */
  take_picture(kind, token, { photo, server, hash }) {
    const result = this.results.find((one) => one.hash === hash && one.token === token.token);
    if (!result) throw new ApiError(121);
    if (result.server !== server) throw new ApiError(118);
    if (result.kind !== kind) throw new ApiError(114);
    if (result.text !== photo) throw new ApiError(22);
    return this.#taken(result);
  }

  take_document(token, text) {
    const result = this.results.find((one) => one.kind === 'doc' && one.text === text && one.token === token.token);
    if (!result) throw new ApiError(105);
    return this.#taken(result);
  }

  #taken(result) {
    this.results = this.results.filter((one) => one !== result);
    return result;
  }
}

function read_picture({ bytes }, { photo_bytes }) {
  const picture = picture_of(bytes);
  if (!picture) throw new Refusal('the file is neither JPG nor PNG nor GIF');
  if (bytes.length > photo_bytes) throw new Refusal('the file is too large');
  const { width, height } = picture;
  if (width + height > widest || Math.max(width, height) > longest_side * Math.min(width, height)) throw new Refusal('the picture has a wrong size');
  return picture;
}

const executables = ['exe', 'com', 'bat', 'cmd', 'msi', 'scr', 'apk', 'dll'];

function read_document({ filename, type, bytes }, { doc_bytes }) {
  const ext = /\.(\w+)$/.exec(filename)?.[1].toLowerCase();
  if (!ext || executables.includes(ext)) throw new Refusal('this type of file is not taken');
  if (bytes.length > doc_bytes) throw new Refusal('the file is too large');
  return { type: type ?? 'application/octet-stream', title: filename, ext };
}

const hash_of = (text) => createHash('sha1').update(text).digest('hex');
const server_of = (number) => 800000 + number;

/** Upload servers speak of failures in their own way. */
export const refusal = (text, code = 1) => ({ error: `ERR_UPLOAD_${code}: ${text}`, error_code: code, error_descr: text, error_is_logged: true });
