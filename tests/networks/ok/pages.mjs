// What a browser asks for: pages, pictures, links in OK's own form, which lead to the groups here; and what a resident sends.

import { readFileSync } from 'node:fs';
import { ControlError } from '../shared/control_error.mjs';
import { send, send_json } from '../shared/deliver.mjs';
import { form_of, read_body } from '../shared/form.mjs';
import { profile_picture } from '../shared/pictures.mjs';
import { group_page, index_page, revision_of, topic_page, trouble_page } from './group_page.mjs';

const made_by = { via: 'page' };
const asset = (name, type) => ({ type: `${type}; charset=utf-8`, bytes: readFileSync(new URL(`../shared/pages/${name}`, import.meta.url)) });
const assets = { '/pages/style.css': asset('style.css', 'text/css'), '/pages/live.js': asset('live.js', 'text/javascript') };

// ---- what a resident sends

async function write(exchange, [, group_id, kind]) {
  const { sim: { world }, request, response } = exchange;
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new ControlError(403, 'forms are taken from these pages only');
  const form = form_of(await read_body(request), request.headers['content-type']);
  const text = (form.text ?? '').replace(/\r\n?/g, '\n').trim();
  if (!text) throw new ControlError(400, 'Напишите текст');
  const fields = { group_id, author: form.author ?? '', text };
  const written = kind === 'topic' ? write_topic(world, fields) : write_comment(world, fields, form);
  const anchor = `${kind}-${written.number}`;
  if (request.headers.accept === 'application/json') return send_json(request, response, { anchor });
  return redirect(response, `/group/${group_id}#${anchor}`);
}

function write_topic(world, fields) {
  if (!world.groups.get(fields.group_id)?.residents_write) throw new ControlError(403, 'В этой группе жители тем не создают');
  return world.add_topic(fields, made_by);
}

function write_comment(world, { group_id, author, text }, form) {
  const topic = world.topics.get(form.topic_id);
  if (topic?.group_id !== group_id || topic.deleted) throw new ControlError(404, 'Тема удалена');
  if (!topic.comments_open) throw new ControlError(403, 'Комментарии закрыты');
  const reply_to = form.reply_to || null;
  if (reply_to && world.comments.get(reply_to)?.deleted !== false) throw new ControlError(404, 'Комментарий удалён');
  return world.add_comment({ author, text, topic_id: topic.id, reply_to }, made_by);
}

// ---- addresses

const redirect = (response, location) => response.writeHead(303, { Location: location }).end();

const send_html = ({ request, response }, content, status = 200) =>
  send(request, response, content.text, { status, type: 'text/html; charset=utf-8' });

function known_group({ sim }, id) {
  const group = sim.world.groups.get(id);
  if (!group) throw new ControlError(404, `Группы ${id} здесь нет`);
  return group;
}

function known_topic(exchange, group_id, id) {
  const topic = exchange.sim.world.topics.get(id);
  if (topic?.group_id !== known_group(exchange, group_id).id || topic.deleted) throw new ControlError(404, 'Такой темы здесь нет');
  return topic;
}

const send_group = (exchange, [, id]) => send_html(exchange, group_page(exchange.sim, known_group(exchange, id)));

const send_topic = (exchange, [, group_id, id]) => send_html(exchange, topic_page(exchange.sim, known_topic(exchange, group_id, id)));

const send_revision = ({ sim, request, response }) => send_json(request, response, { revision: revision_of(sim) });

function send_picture({ sim: { world }, request, response }, [, id]) {
  const group = world.groups.get(id);
  const svg = profile_picture(group?.name ?? world.name_of(id), Number(id.slice(-3)), Boolean(group));
  return send(request, response, svg, { type: 'image/svg+xml' });
}

function send_asset({ request, response, url }) {
  const found = assets[url.pathname];
  if (!found) throw new ControlError(404, `there is no ${url.pathname}`);
  return send(request, response, found.bytes, { type: found.type });
}

/** ok.ru/<shortname> and ok.ru/<shortname>/topic/<id> */
function follow_shortname({ sim, response }, [, shortname, rest = '']) {
  const owner = sim.world.owner_of(shortname);
  if (owner?.type !== 'GROUP') throw new ControlError(404, `${shortname} здесь нет`);
  return redirect(response, `/group/${owner.id}${rest}`);
}

/** Method, address, what is done. */
const places = [
  ['GET', /^\/$/, (exchange) => send_html(exchange, index_page(exchange.sim))],
  ['GET', /^\/group\/(\d+)$/, send_group],
  ['GET', /^\/group\/(\d+)\/topic\/(\d+)$/, send_topic],
  ['GET', /^\/group\/\d+(\/topic\/\d+)?\/revision$/, send_revision],
  ['POST', /^\/group\/(\d+)\/(topic|comment)$/, write],
  ['GET', /^\/picture\/(\d+)\.svg$/, send_picture],
  ['GET', /^\/pages\/[\w.]+$/, send_asset],
  ['GET', /^\/([A-Za-z][\w.]*)(\/topic\/\d+)?$/, follow_shortname],
];

/** @param {import('../shared/server.mjs').Exchange} exchange */
export async function answer_page(exchange) {
  const { request, url } = exchange;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const place = places.find(([expected, address]) => expected === method && address.test(url.pathname));
  try {
    if (!place) throw new ControlError(404, `Страницы ${url.pathname} здесь нет`);
    return await place[2](exchange, place[1].exec(url.pathname));
  } catch (error) {
    if (!(error instanceof ControlError) || !request.headers.accept?.includes('text/html')) throw error;
    return send_html(exchange, trouble_page(error.message), error.status);
  }
}
