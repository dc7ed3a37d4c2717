// World files: the shipped one is whole, and a bad one is told what is wrong with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { small_world } from './bench.mjs';
import { Simulator, standard_world } from './simulator.mjs';
import { read_shipped_world } from './world_file.mjs';

test('the shipped world: labels on all that people wrote, answers by the group, nothing older than what it stands under', () => {
  const { world } = new Simulator(read_shipped_world(standard_world));
  const comments = [...world.comments.values()];
  for (const item of [...world.topics.values(), ...comments]) {
    assert.equal(typeof item.concerns, 'boolean', item.text);
    assert.equal(typeof item.subject, item.concerns ? 'string' : 'undefined', item.text);
  }
  for (const comment of comments) {
    assert.ok(comment.created_ms > world.topics.get(comment.topic_id).created_ms, comment.text);
    if (comment.reply_to) assert.ok(comment.created_ms > world.comments.get(comment.reply_to).created_ms, comment.text);
  }
  assert.ok(comments.some((comment) => comment.by_group && comment.reply_to));
  assert.equal(new Set(comments.map(({ text }) => text)).size, comments.length);
});

test('what is wrong with a world is told', () => {
  const with_topic = (topic) => ({ ...small_world, topics: [{ group_id: '55', text: 'Тема', age: '1h', ...topic }] });
  const comment = { author: 'Анна Ветрова', text: 'Раньше', age: '2h' };
  const cases = [
    [with_topic({ comments: [comment] }), /"Раньше" is older/],
    [with_topic({ age: '3h', comments: [{ ...comment, replies: [{ ...comment, text: 'Ещё раньше', age: '150m' }] }] }), /"Ещё раньше" is older/],
    [with_topic({ group_id: '777' }), /no group 777/], [with_topic({ age: 'вчера' }), /age is like/],
    [with_topic({ comments: [{ text: 'Ничей', age: '1m' }] }), /needs person_id/],
    [{ ...small_world, settings: { weather: 'fine' } }, /unknown setting/],
    [{ ...small_world, tokens: [{ token: 't', application: 'NONE', person_id: '1' }] }, /public key/],
    [{ ...small_world, messages: [{ group_id: '777', author: 'Анна Ветрова', text: 'а' }] }, /no group 777/],
  ];
  for (const [description, words] of cases) assert.throws(() => new Simulator(description), words);
});
