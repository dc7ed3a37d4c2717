// What a browser asks for: profiles, media at their permalinks, hashtags, pictures; and what a resident sends.

import { ControlError } from '../shared/control_error.mjs';
import { page_server, read_writing, redirect, send_asset, send_html, send_png, send_revision, send_svg, show_written } from '../shared/page_server.mjs';
import { community_picture, photo_picture, profile_picture } from '../shared/pictures.mjs';
import { media_path, shortcode_of } from './links.mjs';
import { index_page, media_page, profile_page, tag_page, trouble_page } from './media_pages.mjs';

const made_by = { via: 'page' };

// ---- what a resident sends

/** A picture of his own, which may name an account or have a hashtag. */
async function write_media(exchange) {
  const { form, text } = await read_writing(exchange);
  const media = exchange.sim.world.add_media({ author: form.author ?? '', text }, made_by);
  return show_written(exchange, media_path(media), `media-${media.number}`);
}

async function write_comment(exchange) {
  const { world } = exchange.sim;
  const { form, text } = await read_writing(exchange);
  const media = world.media.get(form.media_id);
  if (!media || !world.is_there(media)) throw new ControlError(404, 'Публикация удалена');
  if (!media.comments_open) throw new ControlError(403, 'Комментарии закрыты');
  const answered = world.comments.get(form.reply_to);
  if (form.reply_to && (!answered || !world.stands(answered))) throw new ControlError(404, 'Комментарий удалён');
  const comment = world.add_comment({ author: form.author ?? '', text, media_id: media.id, reply_to: form.reply_to }, made_by);
  return show_written(exchange, media_path(media), `comment-${comment.number}`);
}

// ---- addresses

function send_media(exchange, [, shortcode]) {
  const { world } = exchange.sim;
  const media = [...world.media.values()].find((one) => shortcode_of(one) === shortcode);
  if (!media || !world.is_there(media)) throw new ControlError(404, 'Публикации нет или её удалили');
  return send_html(exchange, media_page(exchange.sim, world.media.get(media.album_id) ?? media));
}

function send_profile(exchange, [, name]) {
  const { world } = exchange.sim;
  const owner = [...world.accounts.values(), ...world.people.values()].find(({ username }) => username === name);
  if (!owner) throw new ControlError(404, `${name} здесь нет`);
  return send_html(exchange, profile_page(exchange.sim, owner));
}

function send_tag(exchange, [, name]) {
  return send_html(exchange, tag_page(exchange.sim, decodeURIComponent(name).toLowerCase()));
}

/** instagram.com/<username>, and the id of an account */
function follow_name({ sim, response }, [, name]) {
  return redirect(response, `/account/${sim.world.account(name)?.username ?? name}`);
}

function send_face(exchange, [, id]) {
  const { name = '', username = '' } = exchange.sim.world.people.get(id) ?? {};
  return send_svg(exchange, profile_picture(name || username, Number(id.slice(-3))));
}

function send_picture(exchange, [, id]) {
  const account = exchange.sim.world.accounts.get(id);
  if (!account) throw new ControlError(404, `Аккаунта ${id} здесь нет`);
  return send_png(exchange, community_picture(id, account.username));
}

/** Method, address, what is done. */
const places = [
  ['GET', /^\/$/, (exchange) => send_html(exchange, index_page(exchange.sim))],
  ['GET', /^\/(?:p|reel)\/(\w+)\/?$/, send_media],
  ['GET', /^\/explore\/tags\/([^/]+)\/?$/, send_tag],
  ['GET', /^\/account\/([\w.]+)$/, send_profile],
  ['GET', /^\/(?:p|reel|account|explore)\/.*\/revision$/, send_revision],
  ['POST', /^\/write\/media$/, write_media],
  ['POST', /^\/write\/comment$/, write_comment],
  ['GET', /^\/picture\/media_\d+\.svg$/, (exchange) => send_svg(exchange, photo_picture)],
  ['GET', /^\/picture\/(\d+)\.svg$/, send_face],
  ['GET', /^\/picture\/(\d+)\.png$/, send_picture],
  ['GET', /^\/pages\/[\w.]+$/, send_asset],
  ['GET', /^\/([\w.]+)\/?$/, follow_name],
];

/** @type {(exchange: import('../shared/server.mjs').Exchange) => Promise<void>} */
export const answer_page = page_server(places, trouble_page);
