// What a browser asks for: pages, pictures, links in VK's own form, which lead to the walls here; and what a resident sends.

import { ControlError } from '../shared/control_error.mjs';
import { send } from '../shared/deliver.mjs';
import { send_file } from '../shared/kept_file.mjs';
import { page_server, read_writing, redirect, send_asset, send_html, send_png, send_revision, send_svg, show_written } from '../shared/page_server.mjs';
import { captcha_picture, community_picture, photo_picture, profile_picture } from '../shared/pictures.mjs';
import { html, page } from './html.mjs';
import { doors_of, media_places } from './media_pages.mjs';
import { index_page, wall_page } from './wall_page.mjs';

const made_by = { via: 'page' };

// ---- what a resident sends

async function write(exchange, [, owner, kind]) {
  const { sim: { world } } = exchange;
  const { form, text } = await read_writing(exchange);
  const fields = { owner_id: Number(owner), author: form.author ?? '', text };
  const written = kind === 'post' ? write_post(world, fields) : write_comment(world, fields, form);
  return show_written(exchange, `/wall${owner}`, `${kind}-${written.id}`);
}

function write_post(world, fields) {
  const rule = fields.owner_id > 0 ? 'yes' : world.communities.get(-fields.owner_id)?.residents_post;
  if (rule === 'no') throw new ControlError(403, 'На этой стене жители не пишут');
  return world.add_post({ ...fields, suggested: rule === 'suggest' }, made_by);
}

function write_comment(world, fields, form) {
  const post = world.post(fields.owner_id, Number(form.post_id));
  if (!post || post.deleted) throw new ControlError(404, 'Запись удалена');
  if (!post.comments_open) throw new ControlError(403, 'Комментарии закрыты');
  const reply_to_comment = form.reply_to_comment ? Number(form.reply_to_comment) : undefined;
  const answered = world.comment(fields.owner_id, reply_to_comment);
  if (reply_to_comment && answered?.deleted !== false) throw new ControlError(404, 'Комментарий удалён');
  return world.add_comment({ ...fields, post_id: post.id, reply_to_comment }, made_by);
}

// ---- addresses

function known_wall({ sim }, owner) {
  const owner_id = Number(owner);
  if (!sim.world.knows(owner_id)) throw new ControlError(404, `Стены ${owner} здесь нет`);
  return owner_id;
}

function send_wall(exchange, [, owner]) {
  exchange.sim.world.publish_due();
  const owner_id = known_wall(exchange, owner);
  return send_html(exchange, wall_page(exchange.sim, owner_id, doors_of(exchange.sim.world, owner_id)));
}

const send_face = (exchange, [, id]) => send_svg(exchange, profile_picture(exchange.sim.world.name_of(Number(id)), Number(id)));

function send_picture(exchange, [, id]) {
  const { sim, request, response } = exchange;
  const own = sim.world.communities.get(Number(id))?.picture;
  if (own) return send(request, response, Buffer.from(own.base64, 'base64'), { type: own.type });
  return send_png(exchange, community_picture(id, sim.world.name_of(-Number(id))));
}

/** The bytes that were uploaded. */
function send_kept(exchange, [, kind, owner_id, id]) {
  const { file } = exchange.sim.world.media.find(kind, Number(owner_id), Number(id)) ?? {};
  if (!file) throw new ControlError(404, 'Такого файла здесь нет');
  return send_file(exchange, file, kind === 'doc' ? { 'Content-Disposition': 'attachment' } : {});
}

/** vk.com/wall-55_177?reply=766 and vk.com/wall-55_177 */
function follow_link({ response, url }, [, owner, post_id]) {
  const reply = url.searchParams.get('reply');
  return redirect(response, `/wall${owner}#${/^\d+$/.test(reply ?? '') ? `comment-${reply}` : `post-${post_id}`}`);
}

function follow_screen_name({ sim, response }, [, screen_name]) {
  const owner_id = sim.world.owner_by_screen_name(screen_name);
  if (owner_id === undefined) throw new ControlError(404, `${screen_name} здесь нет`);
  return redirect(response, `/wall${owner_id}`);
}

const captcha_page = () => page('Проверка', html`<div class="card"><h1>Проверка «я не робот»</h1>
<p>Так выглядит место, куда сеть посылает человека. Проверка пройдена: повторите тот же запрос с <code>success_token=passed</code>.</p></div>`);

/** Method, address, what is done. */
const places = [
  ['GET', /^\/$/, (exchange) => send_html(exchange, index_page(exchange.sim))],
  ['GET', /^\/wall(-?\d+)$/, send_wall],
  ['GET', /^\/wall(-?\d+)\/revision$/, send_revision],
  ['POST', /^\/wall(-?\d+)\/(post|comment)$/, write],
  ['GET', /^\/wall(-?\d+)_(\d+)$/, follow_link],
  ['GET', /^\/picture\/(\d+)\.svg$/, send_face],
  ['GET', /^\/picture\/-(\d+)\.png$/, send_picture],
  ['GET', /^\/picture\/photo\.svg$/, (exchange) => send_svg(exchange, photo_picture)],
  ['GET', /^\/kept\/(photo|doc)(-?\d+)_(\d+)$/, send_kept],
  ['GET', /^\/pages\/[\w.]+$/, send_asset],
  ['GET', /^\/captcha\.svg$/, (exchange) => send_svg(exchange, captcha_picture)],
  ['GET', /^\/not_robot_captcha$/, (exchange) => send_html(exchange, captcha_page())],
  ...media_places,
  ['GET', /^\/([A-Za-z][\w.]*)$/, follow_screen_name],
];

const trouble_page = (message) => page('Не получилось', html`<div class="card"><h1>Не получилось</h1>
<p>${message}</p><p><a href="/">Все стены</a></p></div>`);

export const answer_page = page_server(places, trouble_page);
