// What stands on the pages of residents: the list of walls, and a wall with its posts, comments, threads and forms.

import { dates, live_script, names_to_choose, new_form, official_mark, picture, reply_form } from '../shared/page_parts.mjs';
import { revision_of } from '../shared/page_server.mjs';
import { html, page } from './html.mjs';
import { medium_kinds, name_of } from './media.mjs';
import { roots_of, thread_of } from './shapes.mjs';

export function index_page({ world }) {
  const walls = [...world.communities.values()].map((community) => html`
<a class="card wall-head" href="/wall-${community.id}">${picture(-community.id, true)}<span><strong>${community.name}</strong><br>
<span class="quiet">${community.description || `vk.com/${community.screen_name}`}</span></span></a>`);
  return page('Стены', html`
<h1>Стены сообществ</h1>
<p class="quiet">Откройте стену и напишите что-нибудь от имени жителя: записью или комментарием. Ответ администрации появится под вашими словами
сам, страницу обновлять не нужно.</p>
${walls}`);
}

/** @param {any} doors links to what there is beside the wall */
export function wall_page(sim, owner_id, doors) {
  const { world } = sim;
  const posts = [...world.wall(owner_id).posts.values()]
    .filter((post) => !post.deleted && !post.postponed && !post.suggested)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.date - a.date || b.id - a.id);
  const name = world.name_of(owner_id);
  const may_post = owner_id > 0 || world.communities.get(-owner_id).residents_post !== 'no';
  return page(name, html`
<p class="quiet"><a href="/">← все стены</a></p>
<div class="wall-head">${picture(owner_id, owner_id < 0)}<h1>${name}</h1></div>
${doors}
${may_post && new_form(`/wall${owner_id}/post`, 'Написать на стене')}
<div class="wall" data-revision="${revision_of(sim)}">${posts.map((post) => post_element(post, world))}</div>
${names_to_choose(known_names(world))}`, live_script);
}

function post_element(post, world) {
  const action = `/wall${post.owner_id}/comment`;
  return html`
<article class="post" id="post-${post.id}">
<div class="said">${said(post, world)}</div>
${post.comments_open ? reply_form(action, 'Комментировать', { post_id: post.id }) : html`<p class="quiet">Комментарии закрыты</p>`}
<div class="items">${post.comments_hidden ? '' : roots_of(post, world).map((root) => comment_element(root, post, world, action))}</div>
</article>`;
}

function comment_element(comment, post, world, action) {
  const replies = comment.root_id === null ? thread_of(comment, world) : [];
  const form = post.comments_open && !comment.deleted && reply_form(action, 'Ответить', { post_id: post.id, reply_to_comment: comment.id });
  return comment_article(comment, world, form, replies.map((reply) => comment_element(reply, post, world, action)));
}

/** One comment or message with a form to answer it, if one may, and what stands under it. */
export const comment_article = (comment, world, form, under) => html`
<article class="comment${is_official(comment, world) ? ' official' : ''}" id="comment-${comment.id}">
<div class="said">${comment.deleted ? html`<span class="gone">Комментарий удалён</span>` : said(comment, world)}</div>
${form}
<div class="items">${under}</div>
</article>`;

/** Its answers are marked, its own posts are not. */
const is_official = (item, world) => !('comments_open' in item) && item.from_id < 0 && Boolean(world.communities.get(-item.from_id)?.official);

const said = (item, world) => html`${picture(item.from_id, item.from_id < 0)}
<span><span class="who">${shown_name(item.from_id, world)}</span>${is_official(item, world) && official_mark}</span>
<span class="quiet"><time>${dates.format(item.date * 1000)}</time>${item.pinned && ' · закреплено'}${item.edited && ' · изменено'}</span>
${item.text && html`<div class="text">${with_mentions(item.text)}</div>`}
${item.attachments.length > 0 && html`<div class="attachments">${item.attachments.map((attached) => attachment(attached, world))}</div>`}
${item.copy_history?.map((origin) => html`<div class="text quiet">↪ ${with_mentions(String(origin.text ?? ''))}</div>`)}`;

const shown_name = (owner_id, world) =>
  (world.people.get(owner_id)?.deactivated === 'deleted' ? 'Страница удалена' : world.name_of(owner_id));

/** [id1|Имя] becomes the name. */
const with_mentions = (text) =>
  text.split(/(\[(?:id|club|public|event)\d+\|[^\]]*\])/).map((part) => {
    const found = /^\[\w+\|([^\]]*)\]$/.exec(part);
    return found ? html`<a>${found[1]}</a>` : part;
  });

const attachment_names = {
  photo: '📷 фото', video: '🎬 видео', doc: '📄 документ', link: '🔗 ссылка', poll: '📊 опрос', sticker: '🙂 стикер', audio: '🎵 запись',
};

/** A photo that was uploaded is shown, a document can be opened; of all else only the name. */
function attachment(attached, world) {
  const { type } = attached ?? {};
  const medium = medium_kinds.includes(type) && world.media.find(type, attached[type]?.owner_id, attached[type]?.id);
  const caption = medium ? medium.title ?? medium.text : attached?.[type]?.title ?? attached?.[type]?.text;
  const address = medium?.file && `/kept/${name_of(medium)}`;
  if (address && type === 'photo') return html`<a class="attachment" href="${address}"><img src="${address}" alt="${caption || 'фото'}"></a>`;
  if (address) return html`<a class="attachment" href="${address}">${attachment_names[type]}: ${caption}</a>`;
  return html`<span class="attachment">${attachment_names[type] ?? type}${caption && `: ${caption}`}</span>`;
}

/** Who may be chosen as the one who writes. */
export const known_names = (world) => [...world.people.values()].filter(({ deactivated }) => !deactivated).map(({ id }) => world.name_of(id));
