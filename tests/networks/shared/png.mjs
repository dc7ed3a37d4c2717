// Pictures as PNG files, made of what each point looks like.

import { deflateSync } from 'node:zlib';

const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const eight_bits_of_red_green_and_blue = [8, 2, 0, 0, 0];

/**
 * @param {number} width @param {number} height
 * @param {(x: number, y: number) => [number, number, number]} colour_at red, green and blue up to 255
 * @param {string} [comment] kept inside
 */
export function png(width, height, colour_at, comment = '') {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(eight_bits_of_red_green_and_blue, 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colour_at(x, y), y * (width * 3 + 1) + 1 + x * 3);
  return Buffer.concat([
    start, chunk('IHDR', header), ...(comment ? [chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1'))] : []), chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
