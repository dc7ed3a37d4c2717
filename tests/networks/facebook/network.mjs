// Facebook as the engine of the Graph API sees it.

import { complete } from '../graph/network.mjs';
import { admit, page_of } from './access.mjs';
import { find } from './find.mjs';
import { methods, nouns } from './methods.mjs';
import { shapes } from './shapes.mjs';

/** Tokens of pages and of system users spend the page's budget, all others that of the application. */
function budget({ token, found, ...call }) {
  const page = token.kind === 'page' ? call.world.pages.get(token.page_id) : token.kind === 'system_user' && found.node && page_of({ ...call, ...found.node, token });
  return page ? { id: page.id, type: found.method.endsWith('/messages') ? 'messenger' : 'pages' } : { id: token.app_id, type: 'app' };
}

export const network = complete({ nouns, methods, shapes, find, admit, budget });
