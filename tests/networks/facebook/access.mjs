// Who may do what with a page: permissions of the token, and tasks the person behind it has on the page.

import { session_trouble } from '../graph/accounts.mjs';
import { GraphError, no_such_object } from '../graph/errors.mjs';
import { tasks as all_tasks, tasks_of } from '../graph/roles.mjs';

/** What is answered when a permission is missing. */
const missing_code = { pages_read_engagement: 283, pages_messaging: 230, pages_read_user_content: 10 };

/** The page a call is about: whose wall it is, or the page of the token where that is tagged. */
export function page_of({ world, token, type, item }) {
  if (type === 'Page') return item;
  if (type === 'Photo' || type === 'UnifiedThread') return world.pages.get(item.page_id);
  const post = type === 'Comment' ? world.posts.get(item.post_id) : item;
  return world.pages.get(post?.tagged?.includes(token?.page_id) ? token.page_id : post?.owner_id);
}

export const may_moderate = (call) => tasks_of(call, page_of(call)).includes('MODERATE');

/** May the authors of posts and comments be told? */
export const sees_people = (call) => call.token.permissions.includes('pages_read_user_content') && tasks_of(call, page_of(call)).length > 0;

/** @param {import('../graph/api.mjs').Call} call @param {import('../graph/network.mjs').Row} row */
export function admit(call, row) {
  const { token, item } = call;
  if (row.of_person) return admit_person(token, item, row);
  const page = page_of(call);
  if (token.kind === 'page' && token.page_id === page?.id && token.user_id && !page.roles[token.user_id])
    throw session_trouble(492);
  if (row.public && token.kind !== 'app') return undefined;
  return row.writes ? admit_writing(call, row, page) : admit_reading(call, row, page);
}

function admit_person(token, person, { permissions = [] }) {
  if (!['user', 'system_user'].includes(token.kind) || token.user_id !== person.id) throw no_such_object('GET', person.id);
  return permissions.every((name) => token.permissions.includes(name)) ? undefined : { data: [] };
}

function admit_reading(call, row, page) {
  const { token, world: { settings } } = call;
  const allowed = any_of(row.tasks, tasks_of(call, page));
  const blind_user = token.kind === 'user' && (!allowed || settings.user_token_reads === 'nothing');
  if (row.empty_for_users && blind_user) return { data: [] };
  if (!allowed && settings.public_content && row.public_content) return undefined;
  if (!allowed) throw new GraphError(10, {
    message: '(#10) This endpoint requires the \'pages_read_engagement\' permission or the \'Page Public Content Access\' feature',
  });
  return check_permissions(call, row);
}

function admit_writing(call, row, page) {
  const { token, world: { settings } } = call;
  if (token.kind === 'app') throw new GraphError(210);
  if (token.kind !== 'page') refuse_user(settings.user_token_writes);
  check_permissions(call, row);
  if (!any_of(row.tasks, tasks_of(call, page))) throw new GraphError(200, { message: `(#200) The page task ${row.tasks.join(' or ')} is required` });
  if (page.blocked) throw new GraphError(368);
  return undefined;
}

function refuse_user(how) {
  if (how === 'refused') throw new GraphError(200, { message: '(#200) The action must be done with the token of the page' });
  if (how === 'error_1705') throw new GraphError(1705);
  if (how === 'page_token_required')
    throw new GraphError(190, { subcode: 2069032, message: 'User Access Token Is Not Supported: A page access token is required' });
}

const any_of = (wanted = all_tasks, had) => wanted.some((task) => had.includes(task));

function check_permissions({ token, world: { settings } }, { permissions = [] }) {
  const missing = permissions.find((name) => !token.permissions.includes(name));
  if (!missing) return undefined;
  const code = settings.missing_permission || (missing_code[missing] ?? 200);
  throw new GraphError(code, { message: `(#${code}) Requires ${missing} permission to manage the object` });
}
