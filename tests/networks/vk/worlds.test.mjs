// The shipped worlds hold together: the default one has what the README promises, and the stream can be fed into it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './bench.mjs';
import { read_shipped_world } from './world_file.mjs';

const shares = (items) => items.filter(({ concerns }) => concerns).length / items.length;

test('the default world', async () => {
  const { sim, get } = await simulate(read_shipped_world('akhtubinsk'));
  const posts = sim.world.all_posts();
  const comments = sim.world.all_comments();
  assert.ok(posts.length >= 12 && comments.length >= 40, `${posts.length} posts, ${comments.length} comments`);
  assert.ok([...posts, ...comments].every(({ concerns }) => typeof concerns === 'boolean'), 'every item is labelled');
  assert.ok([...posts, ...comments].every(({ date }) => date <= sim.world.clock.now()), 'nobody writes in the future');
  assert.ok([...posts, ...comments].every(({ from_id }) => sim.world.knows(from_id)), 'everybody is known');
  const { permissions } = await get('groups.getTokenPermissions', {}, 'community-demo');
  assert.deepEqual(permissions.map(({ name }) => name).sort(), ['docs', 'manage', 'messages', 'photos', 'wall']);
  assert.equal((await get('wall.get', { domain: 'adm_akhtuba', count: 1 }, 'service-demo')).items[0].is_pinned, 1);
});

test('ids follow the dates, as in life', async () => {
  const { sim } = await simulate(read_shipped_world('akhtubinsk'));
  for (const wall of sim.world.walls.values()) {
    const items = [...wall.posts.values(), ...wall.comments.values()].sort((a, b) => a.id - b.id);
    assert.ok(items.every((item, index) => index === 0 || items[index - 1].date <= item.date));
  }
});

test('the stream can be fed in, and about half of it concerns the administration', async () => {
  const { control } = await simulate(read_shipped_world('akhtubinsk'));
  const { items } = read_shipped_world('stream');
  assert.ok(items.length >= 55);
  assert.ok(shares(items) > 0.4 && shares(items) < 0.6, `${shares(items)}`);
  assert.ok(items.every(({ after }, index) => index === 0 || after >= items[index - 1].after));
  for (const { to, body } of items) {
    const answer = await control(`POST /control/${to}`, body);
    assert.equal(answer.error, undefined, `${body.text}: ${answer.error}`);
  }
});
