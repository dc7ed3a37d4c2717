// Pictures, drawn rather than kept: profiles, photos, and the old captcha.

import { createHash } from 'node:crypto';
import { html } from './html.mjs';
import { png } from './png.mjs';

const colours = ['#5b7f95', '#7a8f5c', '#a5745a', '#8a6f9e', '#b08b3e', '#557a78', '#9c6170'];

/** A person's initials. The number chooses the colour. */
export function profile_picture(name, number) {
  const colour = colours[Math.abs(number) % colours.length];
  const initials = name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? '').join('');
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">
<rect width="200" height="200" fill="${colour}"/>
<text x="100" y="100" fill="#fff" font-family="sans-serif" font-size="80" text-anchor="middle" dominant-baseline="central">${initials}</text></svg>`.text;
}

export const community_picture_size = 200;
const cells = 5;

/** A community's: a pattern as symmetrical as a coat of arms, another for every community and every name. @param {string|number} id */
export function community_picture(id, name) {
  const digest = createHash('sha256').update(`${id} ${name}`).digest();
  const background = [...digest.subarray(0, 3)].map((byte) => 40 + (byte % 100));
  const cell_of = (point) => Math.floor((point * cells) / community_picture_size);
  const is_white = (column, row) => digest[8 + row * cells + Math.min(column, cells - 1 - column)] % 2 === 1;
  return png(community_picture_size, community_picture_size, (x, y) => (is_white(cell_of(x), cell_of(y)) ? [255, 255, 255] : background));
}

export const photo_picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">
<rect width="200" height="200" fill="#b9c4bd"/><path d="M20 160l50-70 35 45 25-30 50 55z" fill="#7a8f83"/></svg>`;

export const captcha_picture = `<svg xmlns="http://www.w3.org/2000/svg" width="130" height="50">
<text x="20" y="32" font-size="22">passed</text></svg>`;
