// The rules are read again while the daemon works: what is well comes into force, what is broken is told and loses nothing.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { pack } from '../harness/settings.mjs';
import { words } from '../harness/story.mjs';

leaves_nothing_behind();

const rule = (id, query) => `\n[[rules]]\nid = "${id}"\ntitle = "Правило ${id}"\nmeans = "mention"\nweight = 3\nquery = """\n${query}\n"""\n`;

const own_pack = (more = '') => ({
  prepare: (world) => {
    world.settings.rules.pack = join(world.folder, 'pack');
    cpSync(pack, world.settings.rules.pack, { recursive: true });
    cpSync(join(pack, '../base'), join(world.folder, 'base'), { recursive: true });
    appendFileSync(join(world.settings.rules.pack, 'rules.toml'), more);
    world.config = world.configure(world.settings);
  },
});
const rules_of = (world) => join(world.settings.rules.pack, 'rules.toml');
const reads_again = async (world, says) => {
  world.daemon.child.signal('SIGHUP');
  await world.daemon.says(says);
};
const writes = (world, text) => world.vk.comment({ under: words.under, author: 'Анна Ветрова', text });

in_town('a new rule comes into force without a restart', own_pack(), async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  await writes(world, 'Катались вчера на карусели, синяя и с лошадками');
  await world.has_taken_in_all();
  appendFileSync(rules_of(world), rule('carousels', 'карусель'));
  await reads_again(world, /rules: \d+ in force, 0 mistakes/);
  await writes(world, 'А сегодня карусели закрыты на зиму, жаль');
  const found = await coordinator.finds('карусели закрыты');
  assert.match(found.messages[0].match.because, /Правило carousels/);
  assert.ok(!(await coordinator.list()).incidents.some(({ excerpt }) => excerpt?.includes('лошадками')), 'what was decided stays decided');
});

in_town('one broken rule keeps the form it had, is told with its place, and stops no other', own_pack(rule('swings', 'качели')), async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  const before = readFileSync(rules_of(world), 'utf8');
  writeFileSync(rules_of(world), before.replace(rule('swings', 'качели'), rule('swings', 'качели (парк')) + rule('never', 'чего*') + rule('carousels', 'карусель'));
  const line = readFileSync(rules_of(world), 'utf8').split('\n').findIndex((text) => text.includes('качели (парк')) + 1;
  await reads_again(world, /rules: \d+ in force, 1 mistakes/);
  await world.daemon.says(new RegExp(`rules\\.toml:${line}:8: Скобка открыта`));
  await writes(world, 'А карусели красивые у вас');
  await coordinator.finds('карусели красивые');
  await writes(world, 'И качели красивые у вас');
  await coordinator.finds('качели красивые');
});

in_town('what is wrong beside the rules changes nothing', own_pack(), async (world) => {
  await world.has_looked_around();
  const coordinator = await world.person('coordinator');
  appendFileSync(rules_of(world), rule('carousels', 'карусель'));
  appendFileSync(join(world.settings.rules.pack, 'executors.toml'), '\n[[executors]]\nid = "utilities"\ntitle = "Ещё раз"\n');
  await reads_again(world, /rules: not changed, 1 mistakes/);
  await writes(world, 'А карусели красивые у вас');
  await writes(world, 'Когда починят дорогу на Франко? Яма на яме');
  await coordinator.finds('Яма на яме');
  await world.has_taken_in_all();
  assert.equal((await coordinator.list()).incidents.filter(({ excerpt }) => excerpt?.includes('карусели')).length, 0);
});
