// What a browser asks for: pages, pictures, links in OK's own form, which lead to the groups here; and what a resident sends.

import { ControlError } from '../shared/control_error.mjs';
import { send_file } from '../shared/kept_file.mjs';
import { page_server, read_writing, redirect, send_asset, send_html, send_png, send_revision, send_svg, show_written } from '../shared/page_server.mjs';
import { community_picture, profile_picture } from '../shared/pictures.mjs';
import { group_page, index_page, topic_page, trouble_page } from './group_page.mjs';

const made_by = { via: 'page' };

// ---- what a resident sends

async function write(exchange, [, group_id, kind]) {
  const { sim: { world } } = exchange;
  const { form, text } = await read_writing(exchange);
  const fields = { group_id, author: form.author ?? '', text };
  const written = kind === 'topic' ? write_topic(world, fields) : write_comment(world, fields, form);
  return show_written(exchange, `/group/${group_id}`, `${kind}-${written.number}`);
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

const send_face = (exchange, [, id]) => send_svg(exchange, profile_picture(exchange.sim.world.name_of(id), Number(id.slice(-3))));

const send_picture = (exchange, [, id]) => send_png(exchange, community_picture(id, known_group(exchange, id).name));

/** The bytes that were uploaded. */
function send_kept(exchange, [, id]) {
  const photo = exchange.sim.world.photos.get(id);
  if (!photo) throw new ControlError(404, 'Такой фотографии здесь нет');
  return send_file(exchange, photo.file);
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
  ['GET', /^\/picture\/(\d+)\.svg$/, send_face],
  ['GET', /^\/picture\/(\d+)\.png$/, send_picture],
  ['GET', /^\/kept\/(\d+)$/, send_kept],
  ['GET', /^\/pages\/[\w.]+$/, send_asset],
  ['GET', /^\/([A-Za-z][\w.]*)(\/topic\/\d+)?$/, follow_shortname],
];

export const answer_page = page_server(places, trouble_page);
