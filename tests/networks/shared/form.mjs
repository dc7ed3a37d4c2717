// Reads the body of a request and the parameters in it: urlencoded (also without a Content-Type) or multipart/form-data.

import { ControlError } from './control_error.mjs';

const most_bytes = 4 * 1024 * 1024;

/** @param {import('node:http').IncomingMessage} request @param {number} [most] bytes @returns {Promise<Buffer>} */
export async function read_body(request, most = most_bytes) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > most) throw new ControlError(413, 'the body is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @param {Buffer} body @param {string} [content_type] @returns {Record<string, string>} */
export function form_of(body, content_type = '') {
  if (is_multipart(content_type)) return Object.fromEntries(parts_of(body, content_type).map(({ name, bytes }) => [name, bytes.toString('utf8')]));
  if (/^application\/json/i.test(content_type)) return {};
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

const boundary_of = (content_type) => /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(content_type)?.[1];
export const is_multipart = (content_type = '') => boundary_of(content_type) !== undefined;

/**
 * The named parts of multipart/form-data, byte for byte; none if it is not multipart.
 * @param {Buffer} body @param {string} [content_type]
 * @returns {{name: string, filename?: string, type?: string, bytes: Buffer}[]}
 */
export function parts_of(body, content_type = '') {
  if (!is_multipart(content_type)) return [];
  const mark = Buffer.from(`--${boundary_of(content_type)}`);
  const parts = [];
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    const end_of_head = body.indexOf('\r\n\r\n', at);
    if (next < 0 || end_of_head < 0) break;
    const head = body.toString('utf8', at, end_of_head);
    const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1];
    const bytes = body.subarray(end_of_head + 4, next - 2);
    const [filename, type] = [/filename="([^"]*)"/i, /content-type: *([^\r\n;]+)/i].map((form) => form.exec(head)?.[1]);
    if (name !== undefined) parts.push({ name, filename, type, bytes });
    at = next;
  }
  return parts;
}
