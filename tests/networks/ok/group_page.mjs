// What stands on the pages of residents: the list of groups, the feed of a group with its topics, comments and answers, and one topic.

import { frame_of, html } from '../shared/html.mjs';
import { dates, live_script, names_to_choose, new_form, official_mark, picture, reply_form } from '../shared/page_parts.mjs';
import { revision_of } from '../shared/page_server.mjs';
import { comments_count, photo_refs_of } from './shapes.mjs';

const page = frame_of('Одноклассников');

export function index_page({ world }) {
  const groups = [...world.groups.values()].map((group) => html`
<a class="card wall-head" href="/group/${group.id}">${picture(group.id, true)}<span><strong>${group.name}</strong><br>
<span class="quiet">${group.description || `ok.ru/group/${group.id}`}</span></span></a>`);
  return page('Группы', html`
<h1>Группы</h1>
<p class="quiet">Откройте группу и напишите что-нибудь от имени жителя. Ответ администрации появится под темой сам, страницу обновлять не нужно.</p>
${groups}`);
}

export function group_page(sim, group) {
  const topics = sim.world.topics_of(group.id).filter((topic) => !topic.deleted);
  return framed(sim, group, group.name, html`<p class="quiet"><a href="/">← все группы</a></p>
<div class="wall-head">${picture(group.id, true)}<h1>${group.name}</h1></div>
${group.residents_write && new_form(`/group/${group.id}/topic`, 'Создать тему')}`, topics);
}

export function topic_page(sim, topic) {
  const group = sim.world.groups.get(topic.group_id);
  return framed(sim, group, `Тема · ${group.name}`, html`<p class="quiet"><a href="/group/${group.id}">← ${group.name}</a></p>`, [topic]);
}

const framed = (sim, group, title, head, topics) => page(title, html`${head}
<div class="wall" data-revision="${revision_of(sim)}">${topics.map((topic) => topic_element(topic, group, sim.world))}</div>
${names_to_choose(known_names(sim.world))}`, live_script);

function topic_element(topic, group, world) {
  const comments = world.comments_of(topic.id).filter((comment) => !comment.deleted);
  return html`
<article class="post" id="topic-${topic.number}">
<div class="said">${said(topic, group, world)}
<div class="attachments quiet"><a href="/group/${group.id}/topic/${topic.id}">Комментарии: ${comments_count(world, topic)}</a></div></div>
${topic.comments_open ? writing(group, 'Комментировать', { topic_id: topic.id }) : html`<p class="quiet">Комментарии закрыты</p>`}
<div class="items">${comments.map((comment) => comment_element(comment, topic, group, world))}</div>
</article>`;
}

/** All comments stand in one row, an answer names whom it answers. The empty list is where live.js looks for more. */
const comment_element = (comment, topic, group, world) => html`
<article class="comment${is_official(comment, group) ? ' official' : ''}" id="comment-${comment.number}">
<div class="said">${said(comment, group, world)}</div>
${topic.comments_open && writing(group, 'Ответить', { topic_id: topic.id, reply_to: comment.id })}
<div class="items"></div>
</article>`;

const is_official = (item, group) => item.topic_id !== undefined && item.by_group && group.official;

const name_of = (item, group, world) => (item.by_group ? group.name : world.name_of(item.person_id));

function said(item, group, world) {
  const answered = world.comments.get(item.reply_to);
  return html`${picture(item.by_group ? group.id : item.person_id, item.by_group)}
<span><span class="who">${name_of(item, group, world)}</span>${is_official(item, group) && official_mark}</span>
<span class="quiet"><time>${dates.format(item.created_ms)}</time>${answered && ` · ответ: ${name_of(answered, group, world)}`}${
  item.edited_ms && ' · изменено'}</span>
${item.text && html`<div class="text">${item.text}</div>`}
${media_of(item).length > 0 && html`<div class="attachments">${media_of(item).map(attachment)}</div>`}`;
}

const media_of = (item) => item.media ?? item.attachments ?? [];
const media_names = { photo: '📷 фото', movie: '🎬 видео', link: '🔗 ссылка', poll: '📊 опрос', music: '🎵 музыка' };

/** A photo that was uploaded is shown; of all else only the name. */
function attachment(element) {
  const photos = photo_refs_of([element]).map((ref) => `/kept/${ref.replace('group_photo:', '')}`);
  if (photos.length) return photos.map((address) => html`<a class="attachment" href="${address}"><img src="${address}" alt="фото"></a>`);
  const { type, title, question, url } = element ?? {};
  const caption = title ?? question ?? url;
  return html`<span class="attachment">${media_names[String(type).toLowerCase()] ?? type}${caption && `: ${caption}`}</span>`;
}

// ---- forms

const writing = (group, word, hidden) => reply_form(`/group/${group.id}/comment`, word, hidden);

const known_names = (world) => [...world.people.values()].filter((person) => !person.gone).map((person) => world.name_of(person.id));

export const trouble_page = (message) => page('Не получилось', html`<div class="card"><h1>Не получилось</h1>
<p>${message}</p><p><a href="/">Все группы</a></p></div>`);
