// What the tests of uploads share: pictures made to measure, and a form that sends them.

import { png } from './png.mjs';

/** A PNG of this size, one colour, with a comment that makes it as long as one wants. */
export const png_of = (width, height, more = '') => png(width, height, () => [128, 128, 128], more);

/** Sends a file to an upload server. @returns {Promise<any>} what it answers */
export async function upload(address, part, bytes, filename, type = 'image/png') {
  const form = new FormData();
  form.append(part, new Blob([bytes], { type }), filename);
  return (await fetch(address, { method: 'POST', body: form })).json();
}
