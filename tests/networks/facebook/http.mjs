// Which address goes where. The API and the pages for a person share one host; who asks for HTML and shows no token is a person.

import { answer_graph } from '../graph/api.mjs';
import { server_for } from '../shared/server.mjs';
import { answer_control } from './control.mjs';
import { network } from './network.mjs';
import { answer_page } from './pages.mjs';

const answer_anyone = (exchange) => (is_person(exchange) ? answer_page(exchange) : answer_graph(exchange, network));

function is_person({ request: { method, headers }, url }) {
  const token = headers.authorization !== undefined || url.searchParams.has('access_token');
  return ['GET', 'HEAD'].includes(method) && !token && /\btext\/html\b/.test(headers.accept ?? '');
}

const places = [
  ['/control/', answer_control],
  ['/page/', answer_page],
  ['/pages/', answer_page],
  ['/picture/', answer_page],
  ['/', answer_anyone],
];

/** @param {import('../graph/simulator.mjs').GraphSimulator} sim */
export const make_server = (sim) => server_for(sim, places);
