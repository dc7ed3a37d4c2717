// Pictures, drawn rather than kept: profiles, photos, and the old captcha.

import { html } from './html.mjs';

const colours = ['#5b7f95', '#7a8f5c', '#a5745a', '#8a6f9e', '#b08b3e', '#557a78', '#9c6170'];

/** A community shows its name, as an official profile must; a person his initials. The number chooses the colour. */
export function profile_picture(name, number, is_community) {
  const colour = colours[Math.abs(number) % colours.length];
  const words = name.split(/\s+/);
  const lines = is_community ? words : [words.slice(0, 2).map((word) => word[0] ?? '').join('')];
  const size = is_community ? Math.min(24, 280 / Math.max(...words.map((word) => word.length))) : 80;
  const start = 100 - ((lines.length - 1) * size * 1.2) / 2;
  const texts = lines.map((line, index) => html`<text x="100" y="${Math.round(start + index * size * 1.2)}">${line}</text>`);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">
<rect width="200" height="200" fill="${colour}"/>
<g fill="#fff" font-family="sans-serif" font-size="${Math.round(size)}" text-anchor="middle" dominant-baseline="central">${texts}</g></svg>`.text;
}

export const photo_picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">
<rect width="200" height="200" fill="#b9c4bd"/><path d="M20 160l50-70 35 45 25-30 50 55z" fill="#7a8f83"/></svg>`;

export const captcha_picture = `<svg xmlns="http://www.w3.org/2000/svg" width="130" height="50">
<text x="20" y="32" font-size="22">passed</text></svg>`;
