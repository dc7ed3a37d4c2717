// The whole set on one machine: simulated networks with a town's talk, a mailbox, the daemon with its own Redis.
// `deploy/demo` builds what this needs. With --once the main job is played through the HTTP API and counted.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { with_facebook } from '../tests/harness/facebook.mjs';
import { with_instagram } from '../tests/harness/instagram.mjs';
import { serve_letters } from '../tests/harness/letters_page.mjs';
import { with_ok } from '../tests/harness/ok.mjs';
import { build, root } from '../tests/harness/programs.mjs';
import { executors } from '../tests/harness/settings.mjs';
import { play, story } from '../tests/harness/story.mjs';
import { World, clean_up_now } from '../tests/harness/world.mjs';

const worlds = join(root, 'tests/networks/vk/worlds');
const password = 'otklik-demo';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

process.on('exit', clean_up_now);

/** @param {number} port @returns {Promise<number>} the port if it is free, else 0: any */
const if_free = (port) => new Promise((done) => {
  const trial = createServer().once('error', () => done(0)).once('listening', () => trial.close(() => done(port)));
  trial.listen(port, '127.0.0.1');
});

async function plan({ every }) {
  const ports = { web: await if_free(8080), vk: await if_free(8090) };
  return {
    build: build('build/release'), control: false, password, every, ports,
    world: join(worlds, 'akhtubinsk.json'), sources: ['own', 'town', 'search'],
    // Instagram fetches the pictures of news from where the console is.
    settings: (all) => { if (ports.web) all.web.public_address = `http://127.0.0.1:${ports.web}`; },
    prepare: async (world) => { for (const connect of [with_ok, with_facebook, with_instagram]) await connect(world); },
  };
}

// ---- --once

async function once() {
  for (const name of signals) process.on(name, () => process.exit(130));
  const world = await World.start(await plan({ every: '1s' }));
  let held = 0;
  try {
    await world.has_looked_around();
    await play({ world }, { around: (step, { says }) => timed(says, step).then(() => held++) });
  } catch (error) {
    console.error(`\n${error.stack}\n${world.daemon.child.tail(20)}`);
  } finally {
    await world.stop().catch((error) => { held = Math.min(held, story.length - 1); console.error(error.message); });
  }
  console.log(`demo: ${held} of ${story.length} steps held`);
  return held === story.length ? 0 : 1;
}

async function timed(says, step) {
  const began = performance.now();
  const took = () => `${(performance.now() - began).toFixed(0).padStart(6)} ms`;
  try {
    await step();
    console.log(`${took()}  ${says}`);
  } catch (error) {
    console.log(`${took()}  FAILED: ${says}`);
    throw error;
  }
}

// ---- for a person

async function show() {
  const told_to_stop = stop_signal();
  const world = await World.start(await plan({ every: '5s' }));
  const letters = world.owns(await serve_letters(world.mail, await if_free(8025)));
  console.log(where_to_look(world, letters));
  feed(world.vk, told_to_stop.off).catch((error) => { if (!told_to_stop.off.aborted) console.error(`the stream of posts ended: ${error.message}`); });
  const fallen = await Promise.race([told_to_stop.heard, world.daemon.child.ended]);
  told_to_stop.stop();
  console.log(fallen ? `the daemon has ended\n${world.daemon.child.tail(20)}` : '\nstopping');
  await world.stop();
  return fallen ? 1 : 0;
}

/** Ctrl-C once stops in order; twice at once. */
function stop_signal() {
  const off = new AbortController();
  const heard = new Promise((done) => {
    for (const name of signals) process.on(name, () => (off.signal.aborted ? process.exit(130) : (off.abort(), done(undefined))));
  });
  return { heard, off: off.signal, stop: () => off.abort() };
}

function where_to_look(world, letters) {
  const logins = world.settings.person
    .filter(({ role, login }) => role !== 'executor' || ['utilities', 'education', 'architecture', 'press'].includes(login))
    .map(({ login, role, executor }) => `      ${login.padEnd(14)} ${executor ? `executor: ${executors.find(({ id }) => id === executor).title}` : role}`);
  return `
Otklik is running, with simulated networks beside it. All people and events are invented.

  The console    ${world.url}
${logins.join('\n')}
      Password of all: ${password}. Every unit's id is a login too.

  VK             ${world.vk.url}/wall-55001   the administration's community
                 ${world.vk.url}/wall-55002   the town's community
  Odnoklassniki  ${world.ok.url}
  Facebook       ${world.facebook.url}
  Instagram      ${world.instagram.url}
      Write a comment there as a resident; it comes to the console within seconds. Route it,
      write an answer as the executor, approve it, and see it stand under the comment.

  The letters    ${letters.url}

Residents keep writing for ten minutes. Ctrl-C stops everything.
`;
}

/** Posts and comments of the stream, each at its time. */
async function feed(vk, signal) {
  const { items } = JSON.parse(readFileSync(join(worlds, 'stream.json'), 'utf8'));
  const began = Date.now();
  for (const { after, to, body } of items) {
    await pause(Math.max(0, began + after * 1000 - Date.now()), undefined, { signal });
    await vk.control(`POST /control/${to}`, body);
    console.log(`  ${body.author}: ${body.text.split('\n')[0].slice(0, 90)}`);
  }
}

// ---- the command

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
process.exit(await (values.once ? once() : show()));
