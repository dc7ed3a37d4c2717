// What stands on the pages for a person: the list of accounts, a profile, a hashtag, and a media with its comments, replies and forms.

import { frame_of, html } from '../shared/html.mjs';
import { dates, live_script, names_to_choose, new_form, official_mark, picture, reply_form } from '../shared/page_parts.mjs';
import { revision_of } from '../shared/page_server.mjs';
import { media_path } from './links.mjs';
import { hashtags_in } from './texts.mjs';

const framed = frame_of('Инстаграма');

const known_names = (world) => names_to_choose([...world.people.values()].map(({ name }) => name));

export function index_page({ world }) {
  const accounts = [...world.accounts.values()].map((account) => html`
<a class="card wall-head" href="/account/${account.username}">${picture(account.id, true)}<span><strong>${account.username}</strong><br>
<span class="quiet">${account.biography || account.name}</span></span></a>`);
  const by_people = world.all_media().filter((media) => media.person_id !== null && shown(media, world) && world.is_public(media));
  return framed('Профили', html`
<h1>Профили</h1>
<p class="quiet">Откройте профиль и напишите комментарий от имени жителя. Ответ администрации появится под вашими словами сам, обновлять страницу
не нужно. А ещё можно опубликовать снимок у себя: упомяните администрацию через @ или поставьте хештег.</p>
${accounts}
${new_form('/write/media', 'Опубликовать снимок у себя')}
${by_people.map((media) => html`<article class="post"><div class="said">${said(media, world)}</div></article>`)}
${known_names(world)}`);
}

export function profile_page(sim, owner) {
  const { world } = sim;
  const own = world.all_media().filter((media) => world.author_of(media) === owner && shown(media, world));
  return framed(owner.username, html`
<p class="quiet"><a href="/">← все профили</a></p>
<div class="wall-head">${picture(owner.id, world.accounts.has(owner.id))}<div><h1>${owner.username}</h1><span class="quiet">${owner.name}${owner.biography && html`. ${owner.biography}`}</span></div></div>
${wall(sim, own)}`, live_script);
}

export function tag_page(sim, name) {
  const { world } = sim;
  const found = world.all_media().filter((media) => shown(media, world) && world.is_public(media) && hashtags_in(media.text).includes(name));
  return framed(`#${name}`, html`<p class="quiet"><a href="/">← все профили</a></p><h1>#${name}</h1>${wall(sim, found)}`, live_script);
}

export function media_page(sim, media) {
  const { username } = sim.world.author_of(media);
  return framed(username, html`<p class="quiet"><a href="/account/${username}">← ${username}</a></p>${wall(sim, [media])}`, live_script);
}

const shown = (media, world) => media.album_id === null && world.is_there(media);

const wall = (sim, all) => html`
<div class="wall" data-revision="${revision_of(sim)}">${all.map((media) => media_element(media, sim.world))}</div>
${known_names(sim.world)}`;

function media_element(media, world) {
  const roots = visible(media, world).filter(({ parent_id }) => parent_id === null);
  return html`
<article class="post" id="media-${media.number}">
<div class="said">${said(media, world)}</div>
${media.comments_open ? writing('Комментировать', { media_id: media.id }) : html`<p class="quiet">Комментарии закрыты</p>`}
<div class="items">${roots.map((comment) => comment_element(comment, media, world))}</div>
</article>`;
}

function comment_element(comment, media, world) {
  const replies = visible(media, world).filter(({ parent_id }) => parent_id === comment.id);
  return html`
<article class="comment${is_official(comment, world) ? ' official' : ''}" id="comment-${comment.number}">
<div class="said">${said(comment, world)}</div>
${media.comments_open && writing('Ответить', { media_id: media.id, reply_to: comment.id })}
<div class="items">${replies.map((reply) => comment_element(reply, media, world))}</div>
</article>`;
}

const visible = (media, world) => world.comments_of(media.id).filter((comment) => !comment.hidden && world.stands(comment));

const is_official = ({ account_id }, world) => Boolean(world.accounts.get(account_id)?.official);

/** Who, when, the picture of a media, and what is written. */
function said(item, world) {
  const { id, username } = world.author_of(item);
  const is_media = item.media_id === undefined;
  const when = html`<time>${dates.format(item.created_at * 1000)}</time>`;
  return html`${picture(id, world.accounts.has(id))}
<span><span class="who">${username}</span>${!is_media && is_official(item, world) && official_mark}</span>
<span class="quiet">${is_media ? html`<a href="${media_path(item)}">${when}</a>` : when}</span>
${item.text && html`<div class="text">${item.text}</div>`}
${is_media && html`<div class="attachments"><span class="attachment">${kind_of(item, world)}</span></div>`}`;
}

function kind_of(media, world) {
  if (media.media_type === 'CAROUSEL_ALBUM') return `📷 снимков: ${[...world.media.values()].filter(({ album_id }) => album_id === media.id).length}`;
  return media.media_type === 'VIDEO' ? '🎬 видео' : '📷 фото';
}

const writing = (word, hidden) => reply_form('/write/comment', word, hidden);

export const trouble_page = (message) => framed('Не получилось', html`<div class="card"><h1>Не получилось</h1>
<p>${message}</p><p><a href="/">Все профили</a></p></div>`);
