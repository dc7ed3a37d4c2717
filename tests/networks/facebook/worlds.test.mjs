// World files: the shipped one and its stream are whole, and a bad one is told what is wrong with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, small_world } from './bench.mjs';
import { GraphSimulator } from '../graph/simulator.mjs';
import { stream_is_taken } from '../graph/world_checks.mjs';
import { make_world, standard_world } from './simulator.mjs';
import { read_shipped_world } from './world_file.mjs';

test('the shipped world: labels on all that was written, answers of the page, nothing older than what it stands under', () => {
  const { world } = new GraphSimulator(make_world, read_shipped_world(standard_world));
  const comments = [...world.comments.values()];
  for (const item of [...world.posts.values(), ...comments]) {
    assert.equal(typeof item.concerns, 'boolean', item.text);
    assert.equal(typeof item.subject, item.concerns ? 'string' : 'undefined', item.text);
  }
  for (const comment of comments) {
    assert.ok(comment.created_at > world.posts.get(comment.post_id).created_at, comment.text);
    if (comment.parent_id) assert.ok(comment.created_at > world.comment(comment.parent_id).created_at, comment.text);
  }
  assert.ok(comments.some((comment) => comment.by_page && comment.parent_id));
  assert.equal(new Set(comments.map(({ text }) => text)).size, comments.length);
  assert.equal(world.apps.get('555000111').secret, '0123456789abcdef0123456789abcdef');
});

stream_is_taken(() => simulate(read_shipped_world(standard_world)), read_shipped_world);

test('what is wrong with a world is told', () => {
  const with_post = (post) => ({ ...small_world, posts: [{ page_id: '10', text: 'Пост', age: '1h', ...post }] });
  const comment = { author: 'Анна Ветрова', text: 'Раньше', age: '2h' };
  const cases = [
    [with_post({ comments: [comment] }), /"Раньше" is older/],
    [with_post({ age: '3h', comments: [{ ...comment, replies: [{ ...comment, text: 'Ещё раньше', age: '150m' }] }] }), /"Ещё раньше" is older/],
    [with_post({ page_id: '77' }), /no page 77/], [with_post({ age: 'вчера' }), /age is like/],
    [with_post({ comments: [{ text: 'Ничей', age: '1m' }] }), /needs person_id/],
    [{ ...small_world, settings: { weather: 'fine' } }, /unknown setting/],
    [{ ...small_world, tokens: [{ token: 't', kind: 'page', page_id: '77' }] }, /no page 77/],
    [{ ...small_world, messages: [{ page_id: '77', author: 'Анна Ветрова', text: 'а' }] }, /no page 77/],
  ];
  for (const [description, words] of cases) assert.throws(() => new GraphSimulator(make_world, description), words);
});
