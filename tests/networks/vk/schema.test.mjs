// Every method's answers against VK's official schema, and the table of methods against the schema's own.
// The schema does not belong to this repository; where it is absent the tests are skipped.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { methods } from './methods.mjs';
import { png_of, upload } from '../shared/upload_bench.mjs';
import { simulate } from './bench.mjs';
import { read_shipped_world } from './world_file.mjs';

const folder = fileURLToPath(new URL('../../../../shared/networks/vk/schema/', import.meta.url));
const Ajv = await import('ajv').then(({ default: ajv }) => ajv.default ?? ajv, () => null);
const missing = !existsSync(folder) ? 'the official schema is not here' : !Ajv ? 'ajv is not installed' : false;
const skip = missing && `skipped: ${missing}`;
const root = 'https://schema.test/';

const json = (path) => JSON.parse(readFileSync(folder + path, 'utf8'));

/**
 * The schema marks a property itself as required; JSON Schema wants the names in the object.
 * Its "additionalProperties: false" is left out: the one for communities stands inside an allOf, where it would forbid what the other parts add.
 */
function standard_schema(node) {
  if (Array.isArray(node)) return node.map(standard_schema);
  if (node === null || typeof node !== 'object') return node;
  if (node.discriminator?.mapping) return one_by_name(node.discriminator);
  const foreign = (name, value) => ['required', 'additionalProperties'].includes(name) && typeof value === 'boolean';
  const kept = Object.entries(node).filter(([name, value]) => !foreign(name, value));
  const changed = Object.fromEntries(kept.map(([name, value]) => [name, standard_schema(value)]));
  const names = Object.entries(node.properties ?? {}).filter(([, property]) => property.required === true).map(([name]) => name);
  return names.length ? { ...changed, required: names } : changed;
}

/** "One of, told apart by a property": JSON Schema would try them all, and several fit. */
function one_by_name({ propertyName, mapping }) {
  const rules = Object.entries(mapping).map(([name, $ref]) => ({ if: { properties: { [propertyName]: { const: name } } }, then: { $ref } }));
  return { required: [propertyName], properties: { [propertyName]: { enum: Object.keys(mapping) } }, allOf: rules };
}

function schema_reader() {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const sections = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const section of sections)
    for (const file of ['objects.json', 'responses.json'].filter((name) => existsSync(`${folder}${section}/${name}`)))
      ajv.addSchema(standard_schema({ definitions: json(`${section}/${file}`).definitions }), `${root}${section}/${file}`);
  return ajv;
}

const described = (name) => json(`${name.split('.')[0]}/methods.json`).methods.find((method) => method.name === name);

/** What the default world lacks: a photo and a video with comments, private messages, and files that were sent to the upload servers. */
async function enriched({ get, control }) {
  const photo = await control('POST /control/photos', { owner_id: -55001, text: 'Площадь', comments_open: true });
  const video = await control('POST /control/videos', { owner_id: -55001, title: 'Заседание' });
  const photo_comment = await control(`POST /control/photos/-55001_${photo.id}/comments`, { from_id: 1002, text: 'Красиво' });
  const video_comment = await control(`POST /control/videos/-55001_${video.id}/comments`, { from_id: 1002, text: 'А звук?' });
  await control(`POST /control/videos/-55001_${video.id}/comments`, { from_id: 1003, text: 'Нет звука', reply_to_comment: video_comment.id });
  await control('POST /control/messages', { group_id: 55001, from_id: 1002, text: 'Здравствуйте' });
  const sent = async (server, params, token, part, name) => upload((await get(server, params, token)).upload_url, part, png_of(60, 40), name);
  return {
    photo: photo.id, video: video.id, photo_comment: photo_comment.id, video_comment: video_comment.id,
    wall_photo: await sent('photos.getWallUploadServer', { group_id: 55001 }, 'user-demo', 'photo', 'a.png'),
    message_photo: await sent('photos.getMessagesUploadServer', { peer_id: 1002 }, 'community-full', 'photo', 'a.png'),
    doc: await sent('docs.getWallUploadServer', { group_id: 55001 }, 'community-full', 'file', 'a.png'),
  };
}

/** method: [parameters, kind of token, name of the response in the schema] */
const calls_of = (made) => [
  ['wall.get', { owner_id: -55002, count: 100 }, 'service', 'response'],
  ['wall.get', { owner_id: -55001, count: 100, extended: 1, fields: 'members_count,sex' }, 'service', 'extendedResponse'],
  ['wall.getById', { posts: '-55001_100,-55002_400' }, 'service', 'response'],
  ['wall.getById', { posts: '-55001_100,-55002_400', extended: 1 }, 'service', 'extendedResponse'],
  ['wall.search', { owner_id: -55002, query: 'кот' }, 'service', 'response'],
  ['wall.getComments', { owner_id: -55001, post_id: 100, count: 100, thread_items_count: 10, need_likes: 1, preview_length: 0 }, 'service', 'response'],
  ['wall.getComments', { owner_id: -55001, post_id: 100, count: 100, thread_items_count: 10, extended: 1 }, 'service', 'extendedResponse'],
  ['wall.getComments', { owner_id: -55001, post_id: 100, start_comment_id: 102, offset: -1, sort: 'desc' }, 'service', 'response'],
  ['wall.getComment', { owner_id: -55001, comment_id: 101 }, 'user', 'response'],
  ['wall.getComment', { owner_id: -55001, comment_id: 101, extended: 1 }, 'user', 'extendedResponse'],
  ['wall.createComment', { owner_id: -55001, post_id: 100, from_group: 55001, message: 'Ответ', reply_to_comment: 101 }, 'community', 'response'],
  ['wall.createComment', { owner_id: -55002, post_id: 400, from_group: 55001, attachments: 'photo-55001_7,doc-55001_8,video-55001_9' }, 'community', 'response'],
  ['wall.getComments', { owner_id: -55002, post_id: 400, count: 100, sort: 'desc' }, 'service', 'response'],
  ['wall.closeComments', { owner_id: -55001, post_id: 100 }, 'community', 'response'],
  ['wall.openComments', { owner_id: -55001, post_id: 100 }, 'community', 'response'],
  ['wall.post', { owner_id: -55001, from_group: 1, message: 'Новость', attachments: 'photo-55001_7,https://example.org/' }, 'user', 'response'],
  ['wall.edit', { owner_id: -55001, post_id: 100, message: 'Новость, исправлено' }, 'user', 'response'],
  ['wall.editComment', { owner_id: -55001, comment_id: 'own', message: 'Ответ, исправлен' }, 'user', 'response'],
  ['wall.deleteComment', { owner_id: -55001, comment_id: 'own' }, 'user', 'response'],
  ['wall.restoreComment', { owner_id: -55001, comment_id: 'own' }, 'user', 'response'],
  ['wall.get', { owner_id: -55001, extended: 1 }, 'user', 'extendedResponse'],
  ['wall.delete', { owner_id: -55001, post_id: 100 }, 'user', 'response'],
  ['newsfeed.search', { q: 'вода', count: 200 }, 'service', 'response'],
  ['newsfeed.search', { q: 'яма', count: 200, extended: 1 }, 'service', 'extendedResponse'],
  ['newsfeed.getMentions', { owner_id: -55001 }, 'user', 'response'],
  ['groups.getById', { group_ids: '55001,podslushano_akht', fields: 'description,members_count,verified' }, 'service', 'response'],
  ['groups.getById', {}, 'community', 'response'],
  ['groups.getTokenPermissions', {}, 'community', 'response'],
  ['groups.getLongPollServer', { group_id: 55001 }, 'community', 'response'],
  ['groups.getLongPollSettings', { group_id: 55001 }, 'community', 'response'],
  ['groups.setLongPollSettings', { group_id: 55001, enabled: 1, wall_reply_new: 1 }, 'community', 'response'],
  ['users.get', { user_ids: '1001,1026,1027,1028', fields: 'sex,screen_name,photo_100,city,online' }, 'service', 'response'],
  ['utils.resolveScreenName', { screen_name: 'adm_akhtuba' }, 'service', 'response'],
  ['utils.getServerTime', {}, 'service', 'response'],
  ['board.getTopics', { group_id: 55001, preview: 1 }, 'service', 'response'],
  ['board.getTopics', { group_id: 55001, extended: 1 }, 'service', 'extendedResponse'],
  ['board.getComments', { group_id: 55001, topic_id: 1, need_likes: 1 }, 'service', 'response'],
  ['board.getComments', { group_id: 55001, topic_id: 1, extended: 1 }, 'service', 'extendedResponse'],
  ['board.createComment', { group_id: 55001, topic_id: 1, message: 'Ответ', from_group: 1 }, 'user', 'response'],
  ['board.deleteComment', { group_id: 55001, topic_id: 1, comment_id: 1 }, 'community', 'response'],
  ['photos.getWallUploadServer', { group_id: 55001 }, 'user', 'response'],
  ['photos.saveWallPhoto', { group_id: 55001, ...made.wall_photo, caption: 'Площадь' }, 'user', 'response'],
  ['photos.getMessagesUploadServer', { peer_id: 1002 }, 'full', 'response'],
  ['photos.saveMessagesPhoto', made.message_photo, 'full', 'response'],
  ['photos.get', { owner_id: -55001, album_id: 'wall', extended: 1 }, 'service', 'response'],
  ['photos.createComment', { owner_id: -55001, photo_id: made.photo, message: 'Спасибо', from_group: 1, reply_to_comment: made.photo_comment }, 'user', 'response'],
  ['photos.getComments', { owner_id: -55001, photo_id: made.photo, need_likes: 1 }, 'user', 'response'],
  ['photos.getComments', { owner_id: -55001, photo_id: made.photo, extended: 1, start_comment_id: made.photo_comment }, 'user', 'extendedResponse'],
  ['photos.getAllComments', { owner_id: -55001, need_likes: 1 }, 'user', 'response'],
  ['photos.deleteComment', { owner_id: -55001, comment_id: made.photo_comment }, 'user', 'response'],
  ['video.get', { owner_id: -55001, extended: 1 }, 'user', 'response'],
  ['video.createComment', { owner_id: -55001, video_id: made.video, message: 'Исправим', from_group: 1, reply_to_comment: made.video_comment }, 'user', 'response'],
  ['video.getComments', { owner_id: -55001, video_id: made.video, need_likes: 1, thread_items_count: 5 }, 'user', 'response'],
  ['video.getComments', { owner_id: -55001, video_id: made.video, extended: 1, comment_id: made.video_comment }, 'user', 'extendedResponse'],
  ['video.deleteComment', { owner_id: -55001, comment_id: made.video_comment }, 'user', 'response'],
  ['docs.getWallUploadServer', { group_id: 55001 }, 'full', 'response'],
  ['docs.save', { ...made.doc, title: 'Схема' }, 'full', 'response'],
  ['messages.send', { peer_id: 1002, random_id: 7, message: 'Добрый день', reply_to: 1 }, 'community', 'deprecatedResponse'],
  ['messages.send', { peer_ids: '1002,1003', random_id: 8, message: 'Ещё' }, 'community', 'userIdsResponse'],
  ['messages.markAsRead', { peer_id: 1002 }, 'community', 'response'],
  ['messages.getConversations', { extended: 1 }, 'community', 'response'],
  ['messages.getHistory', { peer_id: 1002 }, 'community', 'response'],
  ['messages.getHistory', { peer_id: 1002, extended: 1, group_id: 55001 }, 'user', 'extendedResponse'],
  ['messages.getById', { message_ids: '1,2' }, 'community', 'response'],
  ['messages.getById', { cmids: '1,2', peer_id: 1002, extended: 1 }, 'community', 'extendedResponse'],
  ['messages.isMessagesFromGroupAllowed', { group_id: 55001, user_id: 1002 }, 'community', 'response'],
  // Not with videos: for them the schema wants "comments" to be a number and an object at once.
  ['newsfeed.getComments', { last_comments_count: 3, start_time: 1, filters: 'post,photo,topic' }, 'user', 'response'],
  ['account.getAppPermissions', {}, 'user', 'response'],
  ['account.getProfileInfo', {}, 'user', 'response'],
  ['execute', { code: 'return {"time": API.utils.getServerTime()};' }, 'user', 'response'],
];

const token_of = { service: 'service-demo', community: 'community-demo', user: 'user-demo', full: 'community-full' };

test('every answer is as the official schema says', { skip }, async (t) => {
  const bench = await simulate(read_shipped_world('akhtubinsk'));
  const { get, call, control, sim } = bench;
  await control('POST /control/tokens', { token: 'user-demo', kind: 'user', user_id: 1001, administers: [55001] });
  await control('POST /control/tokens', { token: 'community-full', kind: 'community', group_id: 55001, permissions: ['photos', 'docs', 'messages'] });
  await control('POST /control/settings', { rate_limits: false });
  const made = await enriched(bench);
  const ajv = schema_reader();
  const used = new Set();
  for (const [name, params, kind, wanted] of calls_of(made)) {
    const own = sim.world.all_comments().find(({ owner_id, from_id, made_by }) => owner_id === -55001 && from_id === -55001 && made_by.via === 'api');
    const sent = params.comment_id === 'own' ? { ...params, comment_id: own.id } : params;
    await t.test(`${name} ${JSON.stringify(sent)}`, async () => {
      const answer = await call(name, sent, token_of[kind]);
      assert.ok(!answer.error, JSON.stringify(answer.error));
      if (Array.isArray(answer.response.items)) assert.ok(answer.response.items.length > 0, 'an empty list proves nothing');
      used.add(name);
      const { $ref } = described(name).responses[wanted];
      const validate = ajv.getSchema(root + $ref.replace('../', ''));
      assert.ok(validate(answer), ajv.errorsText(validate.errors));
    });
  }
  assert.deepEqual(Object.keys(methods).filter((name) => !used.has(name)), [], 'methods without a check');
  assert.equal(typeof await get('utils.getServerTime', {}, 'service-demo'), 'number');
});

const kinds_in_schema = { user: 'user', group: 'community', service: 'service' };
const beyond_schema = {
  'wall.get': ['owner_id'], 'wall.search': ['owner_id'],
  execute: ['code', 'func_v'],
  'messages.send': ['guid'],
};

test('the table of methods takes what the official schema takes', { skip }, async (t) => {
  for (const [name, { kinds, parameters }] of Object.entries(methods)) {
    await t.test(name, () => {
      const official = described(name);
      assert.deepEqual([...kinds].sort(), official.access_token_type.map((kind) => kinds_in_schema[kind]).sort());
      const known = Object.fromEntries((official.parameters ?? []).map((parameter) => [parameter.name, parameter]));
      for (const [parameter, rule] of Object.entries(parameters)) {
        if (beyond_schema[name]?.includes(parameter)) continue;
        assert.ok(known[parameter], `${parameter} is not in the schema`);
        if (rule.kind !== 'integer' && rule.kind !== 'number') continue;
        assert.equal(rule.min, known[parameter].minimum, `least ${parameter}`);
        assert.equal(rule.max, known[parameter].maximum, `greatest ${parameter}`);
      }
    });
  }
});

/** What a community is told, and which object of the schema it is. */
const events = {
  wall_post_new: 'callback_wall_post_new', wall_reply_new: 'callback_wall_reply_new', wall_reply_edit: 'callback_wall_reply_edit',
  wall_reply_delete: 'callback_wall_comment_delete', wall_reply_restore: 'callback_wall_reply_restore',
  photo_comment_new: 'callback_photo_comment', photo_comment_edit: 'callback_photo_comment', photo_comment_restore: 'callback_photo_comment',
  photo_comment_delete: 'callback_photo_comment_delete', video_comment_new: 'callback_video_comment', video_comment_edit: 'callback_video_comment',
  video_comment_restore: 'callback_video_comment', video_comment_delete: 'callback_video_comment_delete',
  board_post_new: 'callback_board_post_new', board_post_delete: 'callback_board_post_delete',
  message_new: 'callback_message_new', message_reply: 'callback_message', message_allow: 'callback_message_allow', message_deny: 'callback_message_deny',
};

async function make_all_happen({ get, control }) {
  await control('POST /control/posts', { owner_id: -55001, from_id: 1002, text: 'Запись' });
  const { comment_id } = await get('wall.createComment', { owner_id: -55001, post_id: 100, message: 'Ответ', reply_to_comment: 101 }, 'community-demo');
  await control(`PATCH /control/comments/-55001_${comment_id}`, { text: 'Иначе' });
  await control(`DELETE /control/comments/-55001_101`);
  await control(`POST /control/comments/-55001_101/restore`);
  for (const [kind, plural] of [['photo', 'photos'], ['video', 'videos']]) {
    const { id } = await control(`POST /control/${plural}`, { owner_id: -55001 });
    const { id: comment } = await control(`POST /control/${plural}/-55001_${id}/comments`, { from_id: 1002, text: 'Слово' });
    await control(`PATCH /control/${kind}_comments/-55001_${comment}`, { text: 'Другое' });
    await control(`DELETE /control/${kind}_comments/-55001_${comment}`);
    await control(`POST /control/${kind}_comments/-55001_${comment}/restore`);
  }
  const { comment: { id } } = await control('POST /control/topics/-55001_1/comments', { from_id: 1002, text: 'Слово' });
  await control('DELETE /control/topics/-55001_1/comments', { id });
  await control('POST /control/messages', { group_id: 55001, from_id: 1002, text: 'Здравствуйте' });
  await get('messages.send', { peer_id: 1002, random_id: 1, message: 'Добрый день' }, 'community-demo');
  await control('POST /control/dialogs', { group_id: 55001, person_id: 1002, allowed: false });
  await control('POST /control/dialogs', { group_id: 55001, person_id: 1002 });
}

test('every event is as the official schema says', { skip }, async (t) => {
  const bench = await simulate(read_shipped_world('akhtubinsk'));
  await bench.control('POST /control/settings', { delete_event_author: 'user_id' });
  const { key, ts } = await bench.get('groups.getLongPollServer', { group_id: 55001 }, 'community-demo');
  await make_all_happen(bench);
  const { updates } = await (await fetch(`${bench.url}/longpoll/55001?act=a_check&key=${key}&ts=${ts}&wait=1`)).json();
  assert.deepEqual([...new Set(updates.map(({ type }) => type))].sort(), Object.keys(events).sort());
  const enabled = Object.entries(bench.sim.world.communities.get(55001).long_poll.events).filter(([, on]) => on).map(([type]) => type);
  assert.deepEqual(enabled.sort(), Object.keys(events).sort(), 'what a community hears unless told otherwise');
  const ajv = schema_reader();
  for (const { type, object } of updates)
    await t.test(type, () => {
      const validate = ajv.getSchema(`${root}callback/objects.json#/definitions/${events[type]}`);
      // In some events the schema lets no community be an owner, though communities alone are told: their sign is taken off.
      const unsigned = ([name, value]) => [name, /owner_id$/.test(name) ? Math.abs(value) : value];
      const said = Object.fromEntries(Object.entries(object).map(unsigned));
      assert.ok(validate(said), ajv.errorsText(validate.errors));
    });
});
