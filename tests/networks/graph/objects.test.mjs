// The table of objects against the network's own specification of v25.0. It does not belong to this repository; where it is absent the tests are skipped.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { facebook_objects } from './objects_facebook.mjs';
import { instagram_objects } from './objects_instagram.mjs';
import { objects } from './objects.mjs';

const folder = fileURLToPath(new URL('../../../../shared/networks/meta-specs/', import.meta.url));
const skip = existsSync(folder) ? false : 'skipped: the specification is not here';

const listed = { ...facebook_objects, ...instagram_objects };
const words = (text = '') => text.split(' ').filter(Boolean);

function specified(type) {
  const file = [`${folder}${type}.json`, `${folder}${type}.trimmed.json`].find(existsSync);
  const { fields, apis } = JSON.parse(readFileSync(file, 'utf8'));
  return { fields: fields.map(({ name, type: of }) => `${name}: ${of}`).sort(), edges: reading_edges(apis) };
}

const reading_edges = (apis) => apis
  .filter(({ method, endpoint }) => method === 'GET' && endpoint)
  .map(({ endpoint, return: gives }) => `${endpoint}:${gives}`)
  .sort();

test('each object has the fields and edges of the specification', { skip }, async (t) => {
  for (const [type, { fields, edges }] of Object.entries(listed)) {
    await t.test(type, () => {
      const named = Object.entries(fields).flatMap(([of, names]) => words(names).map((name) => `${name}: ${of}`)).sort();
      assert.deepEqual({ fields: named, edges: words(edges).sort() }, specified(type));
    });
  }
});

test('what comes unasked is known', () => {
  for (const [type, { standard, fields }] of Object.entries(objects))
    for (const name of standard) assert.ok(fields.has(name), `${type} ${name}`);
  for (const type of Object.keys(listed)) assert.ok(objects[type], type);
});
