// What the tests of uploads share: pictures made to measure, and a form that sends them.

import { deflateSync } from 'node:zlib';

/** A PNG of this size, one colour, with a comment that makes it as long as one wants. */
export function png_of(width, height, more = '') {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(width + 1, 0x80).fill(0, 0, 1);
  const rows = deflateSync(Buffer.concat(Array(height).fill(row)));
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const comment = Buffer.from(`Comment\0${more}`, 'latin1');
  return Buffer.concat([start, chunk('IHDR', header), chunk('tEXt', comment), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** Sends a file to an upload server. @returns {Promise<any>} what it answers */
export async function upload(address, part, bytes, filename, type = 'image/png') {
  const form = new FormData();
  form.append(part, new Blob([bytes], { type }), filename);
  return (await fetch(address, { method: 'POST', body: form })).json();
}
