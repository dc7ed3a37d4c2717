// What stands on the pages for a person: the list of pages, and one page with its posts, comments, replies and forms.

import { frame_of, html } from '../shared/html.mjs';
import { dates, live_script, names_to_choose, new_form, official_mark, picture, reply_form } from '../shared/page_parts.mjs';
import { revision_of } from '../shared/page_server.mjs';

const framed = frame_of('Фейсбука');

export function index_page({ world }) {
  const pages = [...world.pages.values()].map((page) => html`
<a class="card wall-head" href="/page/${page.id}">${picture(page.id, true)}<span><strong>${page.name}</strong><br>
<span class="quiet">${page.about || `facebook.com/${page.username || page.id}`}</span></span></a>`);
  return framed('Страницы', html`
<h1>Страницы</h1>
<p class="quiet">Откройте страницу и напишите что-нибудь от имени жителя. Ответ администрации появится под вашими словами сам, обновлять страницу
не нужно.</p>
${pages}`);
}

export function timeline_page(sim, page) {
  const { world } = sim;
  const posts = world.all_posts().filter((post) => post.owner_id === page.id && post.published && !post.deleted && !post.hidden);
  const pinned_first = [...posts.filter(({ pinned }) => pinned), ...posts.filter(({ pinned }) => !pinned)];
  return framed(page.name, html`
<p class="quiet"><a href="/">← все страницы</a></p>
<div class="wall-head">${picture(page.id, true)}<h1>${page.name}</h1></div>
${page.visitors_post && new_form(`/page/${page.id}/post`, 'Написать на странице')}
<div class="wall" data-revision="${revision_of(sim)}">${pinned_first.map((post) => post_element(post, page, world))}</div>
${names_to_choose([...world.people.values()].map(({ name }) => name))}`, live_script);
}

function post_element(post, page, world) {
  const roots = world.comments_of(post.id).filter((comment) => comment.parent_id === null && !comment.hidden && world.stands(comment));
  return html`
<article class="post" id="post-${post.number}">
<div class="said">${said(post, post.by_page ? post.owner_id : post.person_id, page, world)}</div>
${post.comments_open ? writing(page, 'Комментировать', { post_id: post.id }) : html`<p class="quiet">Комментарии закрыты</p>`}
<div class="items">${roots.map((comment) => comment_element(comment, post, page, world))}</div>
</article>`;
}

function comment_element(comment, post, page, world) {
  const replies = world.comments_of(post.id).filter((one) => one.parent_id === comment.id && !one.hidden && world.stands(one));
  return html`
<article class="comment${is_official(comment, page) ? ' official' : ''}" id="comment-${comment.number}">
<div class="said">${said(comment, comment.page_id ?? comment.person_id, page, world)}</div>
${post.comments_open && writing(page, 'Ответить', { post_id: post.id, reply_to: comment.id })}
<div class="items">${replies.map((reply) => comment_element(reply, post, page, world))}</div>
</article>`;
}

const is_official = (item, page) => item.page_id === page.id && page.official;

const said = (item, author, page, world) => html`${picture(author, world.pages.has(author))}
<span><span class="who">${world.name_of(author)}</span>${is_official(item, page) && official_mark}</span>
<span class="quiet"><time>${dates.format(item.created_at * 1000)}</time>${item.pinned && ' · закреплено'}${item.edited && ' · изменено'}</span>
${item.text && html`<div class="text">${item.text}</div>`}
${attachments_of(item).length > 0 && html`<div class="attachments">${attachments_of(item).map(attachment)}</div>`}`;

const attachment = (text) => html`<span class="attachment">${text}</span>`;

function attachments_of({ photos = [], link, attachment, attachments = [] }) {
  const others = attachments.map(({ media_type, title }) => `📎 ${[media_type, title].filter(Boolean).join(': ')}`);
  return [...photos.map(() => '📷 фото'), ...(link ? [`🔗 ${link}`] : []), ...(attachment ? [`📎 ${attachment.url}`] : []), ...others];
}

const writing = (page, word, hidden) => reply_form(`/page/${page.id}/comment`, word, hidden);

export const trouble_page = (message) => framed('Не получилось', html`<div class="card"><h1>Не получилось</h1>
<p>${message}</p><p><a href="/">Все страницы</a></p></div>`);
