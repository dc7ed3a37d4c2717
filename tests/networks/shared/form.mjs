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

/** @param {Buffer} body @param {string} [content_type] @returns {Record<string, string>} */
export function form_of(body, content_type = '') {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(content_type)?.[1];
  if (boundary) return parts_of(body, boundary);
  if (/^application\/json/i.test(content_type)) return {};
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function parts_of(body, boundary) {
  const fields = {};
  for (const part of body.toString('utf8').split(`--${boundary}`).slice(1, -1)) {
    const end_of_head = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(part.slice(0, end_of_head))?.[1];
    if (name !== undefined) fields[name] = part.slice(end_of_head + 4, -2);
  }
  return fields;
}
