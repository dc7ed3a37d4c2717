// Pages beside the walls, under VK's own addresses: a photo or a video with its comments, a discussion, a resident's private messages.
// Each is read and written as a wall is.

import { ControlError } from '../shared/control_error.mjs';
import { live_script, names_to_choose, picture, reply_form } from '../shared/page_parts.mjs';
import { read_writing, revision_of, send_html, send_revision, show_written } from '../shared/page_server.mjs';
import { html, page } from './html.mjs';
import { live, name_of } from './media.mjs';
import { add_topic_comment, find_topic } from './topics.mjs';
import { comment_article, known_names } from './wall_page.mjs';

const made_by = { via: 'page' };

/**
 * A place where people write under something.
 * @typedef {object} Place
 * @property {string} address
 * @property {string} title
 * @property {number} owner_id the community or person it belongs to
 * @property {any} [shown] what stands above
 * @property {object[]} items oldest first; those with a root_id stand under it
 * @property {boolean} open may one write
 * @property {(form: object) => object} write does it, answers what was written
 */

const not_here = () => new ControlError(404, 'Такого здесь нет');

function medium_place(world, kind, owner, id) {
  const medium = world.media.find(kind, Number(owner), Number(id)) ?? null;
  if (!medium) throw not_here();
  const source = medium.file ? `/kept/${name_of(medium)}` : '/picture/photo.svg';
  return {
    address: `/${name_of(medium)}`, title: medium.title ?? (medium.text || 'Фотография'), owner_id: medium.owner_id, items: live(medium.under),
    open: medium.comments_open, shown: html`<p class="attachment"><img src="${source}" alt="${medium.title ?? medium.text}"></p>`,
    write: ({ author, text, reply_to_comment }) =>
      world.media.add_comment(medium, { author, text, reply_to_comment: reply_to_comment ? Number(reply_to_comment) : undefined }, made_by),
  };
}

function topic_place(world, group_id, id) {
  const topic = find_topic(world, Number(group_id), Number(id));
  if (!topic) throw not_here();
  return {
    address: `/topic-${group_id}_${id}`, title: topic.title, owner_id: -topic.group_id, items: topic.comments, open: !topic.is_closed,
    write: ({ author, text }) => add_topic_comment(world, topic, { author, text }, made_by),
  };
}

/** A resident's messages to a community; without a person a place to begin. */
function messages_place(world, group_id, person_id) {
  const [community, person] = [world.communities.get(Number(group_id)), world.people.get(Number(person_id))];
  if (!community || (person_id && !person)) throw not_here();
  return {
    address: `/write-${group_id}${person ? `/${person_id}` : ''}`, owner_id: -community.id, open: true, author: person && world.name_of(person.id),
    title: person ? `Переписка: ${world.name_of(person.id)}` : 'Написать сообщение',
    items: world.dialogs.find(community.id, person?.id)?.messages ?? [],
    write: ({ author, text }) =>
      world.dialogs.add_message({ group_id: community.id, text, ...(person ? { from_id: person.id } : { author }) }, made_by),
  };
}

// ---- the page

function place_page(sim, place) {
  const { world } = sim;
  const action = `${place.address}/comment`;
  const roots = place.items.filter((item) => !item.root_id);
  const under = (root) => place.items.filter((item) => item.root_id && item.root_id === root.id);
  const form = (item) => place.open && 'medium_id' in item && reply_form(action, 'Ответить', { reply_to_comment: item.id }, place.author);
  const article = (item) => comment_article(item, world, form(item), under(item).map(article));
  return page(place.title, html`
<p class="quiet"><a href="/wall${place.owner_id}">← ${world.name_of(place.owner_id)}</a></p>
<div class="wall-head">${picture(place.owner_id, place.owner_id < 0)}<h1>${place.title}</h1></div>
${place.shown}
${place.open ? reply_form(action, 'Написать', {}, place.author) : html`<p class="quiet">Комментарии закрыты</p>`}
<div class="wall" data-revision="${revision_of(sim)}">${roots.map(article)}</div>
${names_to_choose(known_names(world))}`, live_script);
}

async function write(exchange, place) {
  const { form, text } = await read_writing(exchange);
  if (!place.open) throw new ControlError(403, 'Комментарии закрыты');
  const written = place.write({ ...form, author: form.author ?? '', text });
  const address = written.peer_id ? `/write${place.owner_id}/${written.peer_id}` : place.address;
  return show_written(exchange, address, `comment-${written.id}`);
}

const shapes = [
  [/^\/(photo|video)(-?\d+)_(\d+)/, (world, [, kind, owner, id]) => medium_place(world, kind, owner, id)],
  [/^\/topic-(\d+)_(\d+)/, (world, [, group_id, id]) => topic_place(world, group_id, id)],
  [/^\/write-(\d+)(?:\/(\d+))?/, (world, [, group_id, person_id]) => messages_place(world, group_id, person_id)],
];

/** Rows for the table of pages: HTTP method, address, what is done. */
export const media_places = shapes.flatMap(([start, place_at]) => {
  const whole = (ending) => new RegExp(`${start.source}${ending}$`);
  const place_of = ({ sim: { world } }, found) => place_at(world, found);
  return [
    ['GET', whole(''), (exchange, found) => send_html(exchange, place_page(exchange.sim, place_of(exchange, found)))],
    ['GET', whole('\\/revision'), send_revision],
    ['POST', whole('\\/comment'), (exchange, found) => write(exchange, place_of(exchange, found))],
  ];
});

/** What a community has beside its wall, for the top of it. */
export function doors_of({ media, topics }, owner_id) {
  const own = (kind) => media.all(kind).filter((medium) => medium.owner_id === owner_id && !medium.from_messages);
  const links = [
    ...own('photo').map((photo) => [`/${name_of(photo)}`, `📷 ${photo.text || 'фото'}`]),
    ...own('video').map((video) => [`/${name_of(video)}`, `🎬 ${video.title}`]),
    ...topics.filter(({ group_id }) => group_id === -owner_id).map(({ group_id, id, title }) => [`/topic-${group_id}_${id}`, `💬 ${title}`]),
    ...(owner_id < 0 ? [[`/write${owner_id}`, '✉ Написать сообщение']] : []),
  ];
  return html`<p class="attachments">${links.map(([address, words]) => html`<a class="attachment" href="${address}">${words}</a>`)}</p>`;
}
