// The last touch on what is served: texts with entities, and items that a test wants served otherwise.

import { escape_html } from '../shared/html.mjs';

/** @param {string} text @param {import('./shapes.mjs').Viewer} viewer */
export const served_text = (text, { world }) => (world.settings.entities ? escape_html(text).replaceAll('&#39;', "'") : text);

/** The item as a test wants it served, see `serve` in the README. */
export function as_served(shape, { serve }) {
  if (!serve) return shape;
  const dropped = new Set(serve.drop ?? []);
  return Object.fromEntries(Object.entries({ ...shape, ...serve.set }).filter(([name]) => !dropped.has(name)));
}
