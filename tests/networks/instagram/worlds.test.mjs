// World files: the shipped one and its stream are whole, and a bad one is told what is wrong with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphSimulator } from '../graph/simulator.mjs';
import { stream_is_taken } from '../graph/world_checks.mjs';
import { simulate, small_world } from './bench.mjs';
import { make_world, standard_world } from './simulator.mjs';
import { read_shipped_world } from './world_file.mjs';

test('the shipped world: labels on all that was written, answers of the account, nothing older than what it stands under', () => {
  const { world } = new GraphSimulator(make_world, read_shipped_world(standard_world));
  const comments = [...world.comments.values()];
  for (const item of [...world.media.values(), ...comments].filter(({ album_id }) => !album_id)) {
    assert.equal(typeof item.concerns, 'boolean', item.text);
    assert.equal(typeof item.subject, item.concerns ? 'string' : 'undefined', item.text);
  }
  for (const comment of comments) {
    assert.ok(comment.created_at > world.media.get(comment.media_id).created_at, comment.text);
    if (comment.parent_id) assert.ok(comment.created_at > world.comments.get(comment.parent_id).created_at, comment.text);
  }
  assert.ok(comments.some((comment) => comment.account_id && comment.parent_id));
  assert.equal(new Set(comments.map(({ text }) => text)).size, comments.length);
  assert.equal(world.apps.get('555000111').secret, '0123456789abcdef0123456789abcdef');
});

stream_is_taken(() => simulate(read_shipped_world(standard_world)), read_shipped_world);

test('what is wrong with a world is told', () => {
  const with_media = (media) => ({ ...small_world, media: [{ account_id: '20', text: 'Снимок', age: '1h', ...media }] });
  const comment = { author: 'anna', text: 'Раньше', age: '2h' };
  const cases = [
    [with_media({ comments: [comment] }), /"Раньше" is older/],
    [with_media({ age: '3h', comments: [{ ...comment, replies: [{ ...comment, text: 'Ещё раньше', age: '150m' }] }] }), /"Ещё раньше" is older/],
    [with_media({ account_id: '77' }), /no account 77/], [with_media({ account_id: undefined }), /needs an account/], [with_media({ age: 'вчера' }), /age is like/],
    [{ ...small_world, settings: { weather: 'fine' } }, /unknown setting/],
    [{ ...small_world, accounts: [{ id: '20', page_id: '77' }] }, /no page 77/],
    [{ ...small_world, tokens: [{ token: 't', kind: 'instagram', account_id: '77' }] }, /no account 77/],
    [{ ...small_world, messages: [{ account_id: '77', author: 'anna', text: 'а' }] }, /no account 77/],
  ];
  for (const [description, words] of cases) assert.throws(() => new GraphSimulator(make_world, description), words);
});
