// What the pages of all networks show alike: dates, profile pictures, forms, the list of names.

import { html } from './html.mjs';

/** By the town's clock. */
export const dates = new Intl.DateTimeFormat('ru-RU', {
  day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Astrakhan',
});

/** @param {boolean} is_community or a person */
export const picture = (id, is_community) => html`<img src="/picture/${id}.${is_community ? 'png' : 'svg'}" alt="" width="40" height="40">`;

export const official_mark = html`<span class="mark">официальный ответ</span>`;

export const live_script = html`<script src="/pages/live.js" defer></script>`;

/** @param {string} action @param {string} hint in the empty field @param {Record<string, any>} hidden @param {string} [author] who writes, where that is known */
const writing_form = (action, hint, hidden, author = '') => html`<form method="post" action="${action}">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input name="author" value="${author}" list="people" placeholder="Имя Фамилия" aria-label="От чьего имени" autocomplete="off" required>
<textarea name="text" placeholder="${hint}" aria-label="${hint}" required></textarea>
<p class="notice" role="alert"></p>
<button>Отправить</button></form>`;

/** A form for something new on a wall, folded. */
export const new_form = (action, word) => html`<details class="answer card"><summary>${word}</summary>
${writing_form(action, 'Что случилось?', {})}</details>`;

/** A form for a comment or an answer, folded. */
export const reply_form = (action, word, hidden, author) =>
  html`<details class="answer"><summary>${word}</summary>${writing_form(action, 'Текст', hidden, author)}</details>`;

/** @param {string[]} names */
export const names_to_choose = (names) => html`<datalist id="people">${names.map((name) => html`<option value="${name}">`)}</datalist>`;
