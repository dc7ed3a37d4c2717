// The command, and the world it shows when nobody names another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command_at, ends_and_refuses, takes_a_world } from '../shared/command_bench.mjs';
import { signed, small_world } from './bench.mjs';

const command = command_at(new URL('./main.mjs', import.meta.url));

test('it says where it is, serves the town with its tokens, and leaves at once on SIGTERM', async () => {
  const { child, ready, ended } = command();
  const { url, ...rest } = await ready;
  assert.deepEqual(rest, { ready: true, network: 'ok' });
  const caller = { token: 'admin-demo', application_key: 'CAKHTUBADEMOKEY', secret: 'AKHTUBADEMOSECRET0001' };
  const call = async (method, params) =>
    (await fetch(`${url}/fb.do`, { method: 'POST', body: new URLSearchParams(signed({ method, ...params }, caller)) })).json();
  const { objectIdStr: gid } = await call('url.getInfo', { url: 'https://ok.ru/admakhtuba' });
  const { media_topics } = await call('mediatopic.getTopics', { gid, count: '50' });
  assert.ok(media_topics.length >= 4);
  const { comments } = await call('discussions.getComments', { discussionId: media_topics[0].id, discussionType: 'GROUP_TOPIC' });
  assert.ok(comments.length >= 3);
  const official = { entityId: media_topics[0].id, entityType: 'GROUP_TOPIC', comment: 'Подвезём', reply_to_comment_id: comments[0].id, as_admin: 'true' };
  assert.equal(typeof await call('discussions.addDiscussionComment', official), 'string');
  const info = await (await fetch(`${url}/graph/me/info?access_token=bot-demo`)).json();
  assert.equal(info.group_id, `group:${gid}`);
  child.kill('SIGTERM');
  const { code, lines, said } = await ended;
  assert.deepEqual([code, lines.length, said], [0, 1, '']);
});

test('it takes another world', () => takes_a_world(command, small_world, ({ groups }) => assert.deepEqual(groups.map(({ id }) => id), ['55', '56'])));

test('it ends with its stdin when asked to, and refuses what it cannot do', () => ends_and_refuses(command));
