// otklikctl: what it prints, and its exit status.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found } from '../harness/desk.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { otklikctl } from '../harness/programs.mjs';
import { pack } from '../harness/settings.mjs';
import { World } from '../harness/world.mjs';

leaves_nothing_behind();

const about_us = 'Администрация Ахтубинского района, когда отремонтируют дорогу на Волгоградской? Яма на яме';
const idle = 'Продам угловой диван, самовывоз';
const fields = ['executors', 'mention', 'prohibited', 'rules', 'subjects', 'why'];

/** rules scan of a file's content. */
async function scan(name, content, more = []) {
  const world = await World.start({ idle: true });
  try {
    return await otklikctl(['rules', 'scan', world.write(name, content), ...more]);
  } finally {
    await world.stop();
  }
}
const lines = (out) => out.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));

test('rules scan prints one JSON line per text of a CSV', async () => {
  const csv = `\ufeffid,text,author\r\n1,"${about_us}",А\r\n2,"${idle}\nи ещё строка, ""в кавычках""",Б\r\n3,,В\r\n`;
  const { status, out, err } = await scan('texts.csv', csv);
  assert.equal(status, 0, err);
  const [first, second, third, ...more] = lines(out);
  assert.deepEqual(more, []);
  for (const one of [first, second, third]) assert.deepEqual(fields.filter((field) => !(field in one)), [], JSON.stringify(one));
  assert.equal(first.mention, true);
  assert.ok(first.rules.includes('administration') && first.subjects.length && first.why, JSON.stringify(first));
  assert.deepEqual([second.mention, second.prohibited, third.mention], [false, null, false]);
});

test('rules scan takes JSON lines', async () => {
  const texts = [about_us, idle, 'Мусор на Чаплыгина не вывозят вторую неделю, Ахтубинск, куда смотрит администрация?'];
  const { status, out } = await scan('texts.jsonl', texts.map((text, id) => JSON.stringify({ id, text })).join('\n'));
  assert.equal(status, 0);
  assert.deepEqual(lines(out).map(({ mention }) => mention), [true, false, true]);
  assert.ok(lines(out)[2].executors.includes('utilities'), out);
});

test('rules scan names a malformed line and goes on with the others', async () => {
  const { status, out, err } = await scan('texts.jsonl', `${JSON.stringify({ text: about_us })}\n{"text": broken\n${JSON.stringify({ text: idle })}\n`);
  assert.notEqual(status, 0);
  assert.match(err, /texts\.jsonl:2/);
  assert.deepEqual(lines(out).map(({ mention }) => mention), [true, false]);
});

test('rules scan says what is missing', async () => {
  const no_column = await scan('texts.csv', 'id,body\n1,слово\n');
  assert.notEqual(no_column.status, 0);
  assert.match(no_column.err, /text/);
  const no_file = await otklikctl(['rules', 'scan', '/nowhere.csv']);
  assert.notEqual(no_file.status, 0);
  assert.match(no_file.err, /nowhere\.csv/);
});

test('rules scan proposes a ground of clause 3.7', async () => {
  const texts = ['Глава администрации Ахтубинского района, я тебя убью, дом твой сожгу', about_us];
  const { out } = await scan('texts.jsonl', texts.map((text) => JSON.stringify({ text })).join('\n'));
  const grounds = lines(out).map(({ prohibited }) => prohibited);
  assert.ok(['threat', 'harm'].includes(grounds[0]), out);
  assert.equal(grounds[1], null);
});

test('rules scan takes another pack', async () => {
  const { status, out } = await scan('texts.jsonl', JSON.stringify({ text: about_us }), ['--pack', pack]);
  assert.equal(status, 0);
  assert.equal(lines(out)[0].mention, true);
  const wrong = await scan('texts.jsonl', JSON.stringify({ text: about_us }), ['--pack', '/nowhere']);
  assert.equal(wrong.status, 78);
});

test('rules explain tells why a text concerns us', async () => {
  const yes = await otklikctl(['rules', 'explain', about_us]);
  assert.equal(yes.status, 0, yes.err);
  for (const word of [/дорог/i, /администрац/i]) assert.match(yes.out, word);
  const no = await otklikctl(['rules', 'explain', idle]);
  assert.ok(no.out.trim());
});

test('a password never shows in its hash, and no two hashes are alike', async () => {
  const [one, two] = [await otklikctl(['password'], { input: 'секретное слово\n' }), await otklikctl(['password'], { input: 'секретное слово\n' })];
  assert.equal(one.status, 0);
  assert.match(one.out, /^\$argon2id\$[^\n]+\n$/);
  assert.notEqual(one.out, two.out);
  assert.doesNotMatch(one.out + one.err, /секретное/);
  assert.notEqual((await otklikctl(['password'], { input: '' })).status, 0, 'an empty password is refused');
});

test('a command that does not exist is answered with those that do', async () => {
  const { status, out, err } = await otklikctl(['fly']);
  assert.notEqual(status, 0);
  assert.match(out + err, /--help|incidents/);
  const help = await otklikctl(['--help']);
  assert.equal(help.status, 0);
  for (const command of ['check', 'status', 'incidents', 'rules', 'password']) assert.match(help.out, new RegExp(command));
});

in_town('incidents list and show, and status, tell what the running daemon has', async (world) => {
  await world.has_looked_around();
  const { incident } = await found(world);
  const ask = (...command) => otklikctl(['--config', world.config, ...command]);
  const list = await ask('incidents', 'list');
  assert.equal(list.status, 0, list.err);
  assert.match(list.out, new RegExp(`^${incident.id}\\b.*\\bnew\\b`, 'm'));
  const show = await ask('incidents', 'show', String(incident.id));
  assert.equal(show.status, 0, show.err);
  assert.match(show.out, /Франко/);
  assert.match(show.out, /Виктор Ерикин/);
  const missing = await ask('incidents', 'show', '99999');
  assert.notEqual(missing.status, 0);
  assert.match(missing.out + missing.err, /99999/);
  const status = await ask('status');
  assert.equal(status.status, 0, status.err);
  assert.match(status.out, /Наша стена|vk-own/);
  assert.match(status.out, /^Аккаунт vk: подключён/m);
  await world.daemon.stop();
  const down = await ask('status');
  assert.notEqual(down.status, 0);
  assert.match(down.out + down.err, /[а-яё]{3}/i, 'it is said what to do');
});
