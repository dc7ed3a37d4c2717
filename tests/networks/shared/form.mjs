// Reads the body of a request and the parameters in it: urlencoded (also without a Content-Type) or multipart/form-data.

import { ControlError } from './control_error.mjs';

const most_bytes = 4 * 1024 * 1024;

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer>} */
export async function read_body(request) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > most_bytes) throw new ControlError(413, 'the body is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const boundary_of = (content_type) => /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(content_type)?.[1];

/** @param {Buffer} body @param {string} [content_type] @returns {Record<string, string>} */
export function form_of(body, content_type = '') {
  if (boundary_of(content_type)) return Object.fromEntries(parts_of(body, content_type).map(({ name, bytes }) => [name, bytes.toString('utf8')]));
  if (/^application\/json/i.test(content_type)) return {};
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

/**
 * The parts of a multipart body, files with their name; none if it is not multipart.
 * @param {Buffer} body @param {string} [content_type] @returns {{name: string, filename?: string, bytes: Buffer}[]}
 */
export function parts_of(body, content_type = '') {
  const boundary = boundary_of(content_type);
  if (!boundary) return [];
  return body.toString('latin1').split(`--${boundary}`).slice(1, -1).flatMap((part) => {
    const end_of_head = part.indexOf('\r\n\r\n');
    const head = Buffer.from(part.slice(0, end_of_head), 'latin1').toString('utf8');
    const [, name] = /[ ;]name="([^"]*)"/.exec(head) ?? [];
    const [, filename] = /filename="([^"]*)"/.exec(head) ?? [];
    const bytes = Buffer.from(part.slice(end_of_head + 4, -2), 'latin1');
    return name === undefined ? [] : [{ name, ...(filename !== undefined && { filename }), bytes }];
  });
}
