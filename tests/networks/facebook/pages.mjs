// What a browser asks for: pages, pictures, links in Facebook's own form, which lead to the pages here; and what a resident sends.

import { ControlError } from '../shared/control_error.mjs';
import { page_server, read_writing, redirect, send_asset, send_html, send_png, send_revision, send_svg, show_written } from '../shared/page_server.mjs';
import { community_picture, photo_picture, profile_picture } from '../shared/pictures.mjs';
import { index_page, timeline_page, trouble_page } from './timeline_page.mjs';

const made_by = { via: 'page' };

// ---- what a resident sends

async function write(exchange, [, page_id, kind]) {
  const { sim: { world } } = exchange;
  const page = known_page(exchange, page_id);
  const { form, text } = await read_writing(exchange);
  const fields = { author: form.author ?? '', text };
  const written = kind === 'post' ? write_post(world, page, fields) : write_comment(world, page, fields, form);
  return show_written(exchange, `/page/${page_id}`, `${kind}-${written.number}`);
}

function write_post(world, page, fields) {
  if (!page.visitors_post) throw new ControlError(403, 'На этой странице жители не пишут');
  return world.add_post({ ...fields, page_id: page.id }, made_by);
}

function write_comment(world, page, fields, { post_id, reply_to }) {
  const post = world.posts.get(post_id);
  if (post?.owner_id !== page.id || post.deleted) throw new ControlError(404, 'Публикация удалена');
  if (!post.comments_open) throw new ControlError(403, 'Комментарии закрыты');
  const answered = reply_to ? world.comment(reply_to) : null;
  if (reply_to && (!answered || !world.stands(answered))) throw new ControlError(404, 'Комментарий удалён');
  return world.add_comment({ ...fields, post_id, reply_to }, made_by);
}

// ---- addresses

function known_page({ sim }, id) {
  const page = sim.world.pages.get(id);
  if (!page) throw new ControlError(404, `Страницы ${id} здесь нет`);
  return page;
}

function send_timeline(exchange, [, id]) {
  exchange.sim.world.publish_due();
  return send_html(exchange, timeline_page(exchange.sim, known_page(exchange, id)));
}

const send_face = (exchange, [, id]) => send_svg(exchange, profile_picture(exchange.sim.world.name_of(id), Number(id.slice(-3))));

const send_picture = (exchange, [, id]) => send_png(exchange, community_picture(id, known_page(exchange, id).name));

/** facebook.com/<page>/posts/<number>?comment_id=…&reply_comment_id=… */
function follow_permalink({ response, url }, [, page_id, number]) {
  const comment = url.searchParams.get('reply_comment_id') ?? url.searchParams.get('comment_id') ?? '';
  return redirect(response, `/page/${page_id}#${/^\d+$/.test(comment) ? `comment-${comment}` : `post-${number}`}`);
}

/** facebook.com/<username>, and the id of a page */
function follow_name({ sim, response }, [, name]) {
  const page = sim.world.pages.get(name) ?? [...sim.world.pages.values()].find(({ username }) => username === name);
  if (!page) throw new ControlError(404, `${name} здесь нет`);
  return redirect(response, `/page/${page.id}`);
}

/** Method, address, what is done. */
const places = [
  ['GET', /^\/$/, (exchange) => send_html(exchange, index_page(exchange.sim))],
  ['GET', /^\/page\/(\d+)$/, send_timeline],
  ['GET', /^\/page\/\d+\/revision$/, send_revision],
  ['POST', /^\/page\/(\d+)\/(post|comment)$/, write],
  ['GET', /^\/(\d+)\/posts\/(\d+)$/, follow_permalink],
  ['GET', /^\/picture\/photo_\d+\.svg$/, (exchange) => send_svg(exchange, photo_picture)],
  ['GET', /^\/picture\/(\d+)\.svg$/, send_face],
  ['GET', /^\/picture\/(\d+)\.png$/, send_picture],
  ['GET', /^\/pages\/[\w.]+$/, send_asset],
  ['GET', /^\/([A-Za-z][\w.]*|\d+)$/, follow_name],
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_page = page_server(places, trouble_page);
