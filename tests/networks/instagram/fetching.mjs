// Fetches what is to be published, for real, but from this machine only: the network is simulated, and so is the internet around it.

import { GraphError } from '../graph/errors.mjs';

const loopback = /^https?:\/\/(127(\.\d{1,3}){3}|localhost|\[::1\])[:/]/;
const largest_picture = 8 * 1024 * 1024;

const not_fetched = () => new GraphError(9004, { subcode: 2207052, message: 'The media could not be fetched from this URI' });
const too_slow = () => new GraphError(-2, { subcode: 2207003, message: 'It takes too long to download the media' });
const too_large = () => new GraphError(36000, { subcode: 2207004, message: 'The image is too large to download' });
const no_jpeg = () => new GraphError(36001, { subcode: 2207005, message: 'The image format is not supported' });
const bad_shape = () => new GraphError(36003, { subcode: 2207009, message: 'The aspect ratio is not supported' });

/** @returns {Promise<Buffer>} at most a little more than the largest picture */
async function fetched(url, { fetch_seconds }) {
  if (!loopback.test(url)) throw not_fetched();
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(fetch_seconds * 1000) });
    if (!answer.ok) throw not_fetched();
    const pieces = [];
    let length = 0;
    for await (const piece of answer.body) {
      pieces.push(piece);
      if ((length += piece.length) > largest_picture) break;
    }
    return Buffer.concat(pieces);
  } catch (error) {
    throw error.name === 'TimeoutError' ? too_slow() : not_fetched();
  }
}

/** A JPEG of a shape that fits: between 4:5 and 1.91:1. */
export async function fetched_picture(url, settings) {
  const bytes = await fetched(url, settings);
  if (bytes.length > largest_picture) throw too_large();
  const size = size_of_jpeg(bytes);
  if (!size) throw no_jpeg();
  const ratio = size.width / size.height;
  if (ratio < 4 / 5 - 0.01 || ratio > 1.91 + 0.01) throw bad_shape();
}

/** @returns {Promise<string|null>} what is wrong with it: that is only told when it was looked at */
export const fetched_video = (url, settings) => fetched(url, settings).then(
  (bytes) => (bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? null : 'Media upload has failed with error code 2207026'),
  (error) => `Media upload has failed with error code ${error.subcode}`,
);

const starts_frame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** From segment to segment to the one that begins the frame. @param {Buffer} bytes @returns {{width: number, height: number}|undefined} */
function size_of_jpeg(bytes) {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2))
    if (starts_frame(bytes[at + 1])) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  return undefined;
}
