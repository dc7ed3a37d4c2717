// A day of a district in four networks, in accelerated time: what residents write is found once, what is approved is placed once.
// The networks are asked what happened, and a program apart what the rules of the town say of each text.

import assert from 'node:assert/strict';
import { lived_today, names, plan_of } from '../harness/district.mjs';
import { in_town, leaves_nothing_behind } from '../harness/in_town.mjs';
import { otklikctl } from '../harness/programs.mjs';
import { pack } from '../harness/settings.mjs';
import { words } from '../harness/story.mjs';

leaves_nothing_behind();

const lived = lived_today({ seed: 8, day: 'snow', sources: 40, scale: 0.15 });

in_town('a whole day: everything is found once, every answer stands once, and the networks have nothing to complain of', plan_of(lived, { within: 400_000 }), async (world, t) => {
  const { day } = world;
  const began = performance.now();
  await day.begin();
  const desk = new Desk(world);
  while (!day.is_over) {
    await day.reading();
    await desk.works();
  }
  const knows = await everything_known(world);
  const accepted = await what_rules_accept(day);
  const residents = [...day.written.values()].filter(({ labels }) => labels.author !== null);

  const readable = residents.filter((one) => day.could_be_read(one) && is_shown(one));
  assert.deepEqual(readable.filter(({ id }) => !knows.times(id)).map(told), [], 'nothing is missing');
  const concerning = readable.filter((one) => one.labels.concerns && accepted(one));
  assert.deepEqual(concerning.filter(({ id }) => !knows.messages.get(id)).map(told), [], 'what concerns us became a message');
  const doubled = [...knows.messages, ...knows.kept].filter(([id]) => knows.times(id) !== 1);
  assert.deepEqual(doubled, [], 'nothing is there twice');
  assert.deepEqual(knows.unknown(day), [], 'nothing was invented, and our own words are nobody\'s');
  assert.ok(concerning.length > 50, `${concerning.length} are enough to be a day`);

  const { placed, by_hand } = await desk.all_stand_once();
  assert.ok(placed > 10, `${placed} answers`);
  await desk.nothing_under_what_is_gone();
  for (const network of names) assert.deepEqual(await limits_met(world[network], network), [], `limits of ${network}`);
  assert.deepEqual(world.log.filter((line) => /^\S+ (error|critical) /.test(line)), []);

  t.diagnostic(`${world.settings.source.length} sources, ${day.written.size} posts and comments of the day, ${readable.length} of residents stood where we read and long enough, `
    + `${knows.messages.size} messages (${concerning.length} had to be), ${placed} answers placed, ${by_hand} left to a person, ${desk.without_target.length} not placed since their comment was gone; `
    + `0 missed, 0 doubled; ${day.readings.length} readings, ${Math.round((performance.now() - began) / 1000)} s`);
});

const told = ({ id, at, texts, labels }) => ({ id, at: at - lived.start, texts, kind: labels.kind });

/** Facebook and Instagram show only what stands on our own page, or tags us. */
function is_shown({ network, item, above, labels }) {
  if (['vk', 'ok'].includes(network) || lived.sources[labels.source].kind === 'official') return true;
  return !above && item.tagged.length > 0 && !is_private(network, labels.author);
}
const is_private = (network, author) => network === 'instagram' && author % 15 === 14;

// ---- the coordinator's desk

class Desk {
  /** Approved answers. @type {{incident: any, one: any, text: string}[]} */ approved = [];
  /** Answers to what is gone by the time of approval. */ without_target = [];
  #seen = new Set();
  #drafted = [];

  constructor(world) {
    this.world = world;
  }

  /** Of what has come since the last time each third is answered, each third waits at an executor; what will be deleted is answered too late. */
  async works() {
    const coordinator = await this.world.person('coordinator');
    const { incidents } = await coordinator.list('?state=new&limit=500');
    for (const { id } of incidents.filter((one) => !this.#seen.has(one.id) && this.#seen.add(one.id))) {
      const one = this.world.day.written.get((await coordinator.incident(id)).messages[0].post);
      const late = one?.labels.deleted_at !== null;
      if (id % 3 === 2 && !late) continue;
      const incident = await this.#act(await coordinator.incident(id), 'coordinator', 'route', { executor: words.executor });
      if (id % 3 === 1 && !late) continue;
      const text = `Здравствуйте! По вопросу № ${id} бригада выедет завтра до полудня, работу проверит Управление ЖКХ.`;
      this.#drafted.push({ one, text, incident: await this.#act(incident, words.executor, 'submit', { text }) });
    }
    await this.#approves();
    await this.world.day.until('nothing waits to be placed', async () => !(await coordinator.list('?limit=1')).counts.placing);
  }

  async #approves() {
    const now = this.world.day.now / 1000;
    const ready = this.#drafted.filter(({ one }) => one.labels.deleted_at === null || one.gone < now);
    for (const scene of ready) {
      scene.incident = await this.#act(scene.incident, 'coordinator', 'approve', { draft: scene.incident.drafts.at(-1).version });
      (scene.one.gone < now ? this.without_target : this.approved).push(scene);
    }
    this.#drafted = this.#drafted.filter((scene) => !ready.includes(scene));
  }

  async #act(incident, login, action, fields) {
    return (await this.world.person(login)).act(incident, action, fields);
  }

  /**
   * Each approved answer stands under its comment and nowhere else; what a network does not let us write on another's wall is left to a person.
   * @returns {Promise<{placed: number, by_hand: number}>}
   */
  async all_stand_once() {
    const ours = await this.#official_comments();
    const coordinator = await this.world.person('coordinator');
    const count = { placed: 0, by_hand: 0 };
    for (const { incident, one, text } of this.approved) {
      const { state } = await coordinator.incident(incident.id);
      const answers = ours[one.network].filter((answer) => answer.text.includes(text)).map((answer) => under[one.network](answer, one.item));
      const elsewhere = lived.sources[one.labels.source].kind !== 'official';
      assert.deepEqual({ state, answers }, elsewhere && state === 'by_hand' ? { state, answers: [] } : { state: 'answered', answers: [true] }, `${one.id}, incident ${incident.id}`);
      count[state === 'answered' ? 'placed' : 'by_hand']++;
    }
    return count;
  }

  async nothing_under_what_is_gone() {
    const ours = await this.#official_comments();
    for (const { one, text } of this.without_target) assert.ok(!ours[one.network].some((answer) => answer.text.includes(text)), one.id);
  }

  async #official_comments() {
    return Object.fromEntries(await Promise.all(names.map(async (network) => [network, (await this.world[network].control('GET /control/comments')).items.filter(({ deleted }) => !deleted)])));
  }
}

/** Whether an answer of ours stands under this item, by network. */
const under = {
  vk: (answer, { id, owner_id, post_id }) => answer.owner_id === owner_id && (post_id ? answer.post_id === post_id && answer.reply_to_comment === id : answer.post_id === id),
  ok: (answer, { id, topic_id }) => (topic_id ? answer.topic_id === topic_id && answer.reply_to === id : answer.topic_id === id),
  facebook: (answer, { id, post_id }) => (post_id ? [answer.parent_id, answer.answered_id].includes(id) : answer.post_id === id),
  // Two levels: in the thread of the top comment.
  instagram: (answer, { id, media_id, parent_id }) => (media_id ? answer.parent_id === (parent_id ?? id) : answer.media_id === id),
};

// ---- what the daemon knows, what the rules say, what the networks refused

async function everything_known(world) {
  const coordinator = await world.person('coordinator');
  const { incidents } = await coordinator.list('?limit=500');
  const messages = new Map(), kept = new Map();
  const count = (map, id) => map.set(id, (map.get(id) ?? 0) + 1);
  for (const { id } of incidents) for (const { post } of (await coordinator.incident(id)).messages) count(messages, post);
  for (const network of names) {
    let after = '';
    do {
      const page = await coordinator.ask('GET', `/api/kept?query=network:${network}&after=${encodeURIComponent(after)}`);
      for (const { post, written } of page.items) if (written >= world.day.opened * 1000) count(kept, post);
      after = page.next;
    } while (after);
  }
  return {
    messages, kept, times: (id) => (messages.get(id) ?? 0) + (kept.get(id) ?? 0),
    unknown: (day) => [...messages.keys(), ...kept.keys()].filter((id) => (day.written.get(id)?.labels.author ?? null) === null && !is_of_a_community(day, id)),
  };
}

/** News and advertisements of other communities: nobody's, and not ours. */
const is_of_a_community = (day, id) => day.written.has(id) && lived.sources[day.written.get(id).labels.source].kind !== 'official';

/** By `otklikctl rules scan`, which has no store: whether each of the texts is accepted, wherever in the town it stands. */
async function what_rules_accept(day) {
  const texts = [...new Set([...day.written.values()].flatMap((one) => one.texts))];
  const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join('');
  const { status, out, err } = await otklikctl(['rules', '--pack', pack, 'scan', '-'], { input });
  assert.equal(status, 0, err);
  const verdicts = out.trimEnd().split('\n').map((line) => JSON.parse(line));
  const accepted = new Set(texts.filter((_text, n) => verdicts[n].mention || verdicts[n].subjects.length));
  return (one) => one.texts.every((text) => accepted.has(text));
}

const of_limits = { vk: ['6', '9', '14', '29'], ok: ['8', '11'], facebook: ['4', '17', '32', '613', '80001'], instagram: ['4', '17', '32', '613', '80002'] };

async function limits_met(network, name) {
  const { by_method } = await network.requests('?limit=1');
  return Object.entries(by_method).flatMap(([method, { errors }]) => of_limits[name].filter((code) => errors[code]).map((code) => `${method}: ${code}`));
}
