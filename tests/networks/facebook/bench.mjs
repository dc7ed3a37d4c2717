// What the tests beside it share: a simulator in the same process, and short ways to call its API and its control interface.

import { send, simulated } from '../graph/bench_calls.mjs';
import { start } from './simulator.mjs';

export const app = { id: '900', secret: '0123456789abcdef0123456789abcdef', name: 'Отклик' };
export const app_token = `${app.id}|${app.secret}`;

/** A small world with known ids: page 10 with post 10_100 and its comments, a neighbour page 11. */
export const small_world = {
  people: [
    { id: '1', name: 'Анна Ветрова' }, { id: '2', name: 'Пётр Лугин' }, { id: '3', name: 'Ольга Дубкова' }, { id: '4', name: 'Иван Открытый', authorised: true },
  ],
  pages: [
    {
      id: '10', name: 'Администрация', username: 'adm', official: true, roles: { 3: ['CREATE_CONTENT', 'MANAGE', 'MESSAGING', 'MODERATE'] },
      subscribed: { 900: ['feed', 'mention'] },
    },
    { id: '11', name: 'Соседи', username: 'sosedi', roles: { 2: ['MODERATE'] } },
  ],
  apps: [app],
  tokens: [
    { token: 'page', kind: 'page', page_id: '10', user_id: '3' },
    { token: 'user', kind: 'user', user_id: '3' },
    { token: 'resident', kind: 'user', user_id: '1' },
    { token: 'system', kind: 'system_user', user_id: '3' },
    { token: 'neighbour', kind: 'page', page_id: '11', user_id: '2' },
  ],
  posts: [
    {
      page_id: '10', key: 'garbage', age: '5h', text: 'Вывоз мусора в субботу', comments: [
        {
          key: 'when', author: 'Анна Ветрова', age: '4h', text: 'Когда вывезут мусор?',
          replies: [{ key: 'too', author: 'Пётр Лугин', age: '3h', text: 'У нас тоже' }],
        },
        { key: 'thanks', author: 'Иван Открытый', age: '2h', text: 'Спасибо' },
      ],
    },
    { page_id: '10', key: 'news', age: '3h', text: 'Приём граждан в среду' },
    { page_id: '10', key: 'visitor', author: 'Анна Ветрова', age: '150m', text: 'Яма на Жуковского' },
    { page_id: '11', key: 'cat', age: '1h', text: 'Пропал кот' },
    { page_id: '11', key: 'tag', author: 'Пётр Лугин', age: '50m', text: 'Администрация, где фонари?', tagged: ['10'] },
  ],
  ratings: [{ page_id: '10', author: 'Пётр Лугин', age: '3d', recommendation_type: 'negative', text: 'Не отвечают' }],
  messages: [{ page_id: '10', author: 'Анна Ветрова', text: 'Куда обратиться?', age: '1h' }],
};

export { send };

/** @returns {Promise<import('../graph/bench_calls.mjs').Bench>} */
export const simulate = (world = small_world) => simulated(start, world, ({ posts, comments }) => [posts, comments]);

export const texts = ({ data }) => data.map(({ message }) => message);
