// Who may do what with an account: the login a token comes from, its permissions, and the tasks the person behind it has on the account's page.

import { GraphError, no_such_object } from '../graph/errors.mjs';
import { tasks as all_tasks, tasks_of } from '../graph/roles.mjs';

/** What the `needs` of a method is called with each login. */
const permissions = {
  facebook: {
    basic: ['instagram_basic', 'pages_read_engagement', 'pages_show_list'],
    comments: ['instagram_manage_comments', 'instagram_basic', 'pages_read_engagement', 'pages_show_list'],
    publish: ['instagram_content_publish', 'instagram_basic', 'pages_read_engagement', 'pages_show_list'],
    messages: ['instagram_manage_messages', 'instagram_basic'],
    subscribe: ['pages_manage_metadata'],
    accounts: ['pages_show_list'],
  },
  instagram: {
    basic: ['instagram_business_basic'],
    comments: ['instagram_business_manage_comments', 'instagram_business_basic'],
    publish: ['instagram_business_content_publish', 'instagram_business_basic'],
    messages: ['instagram_business_manage_messages', 'instagram_business_basic'],
    subscribe: ['instagram_business_basic'],
  },
};

/** What is answered when a permission is missing; 10 if it is not here. */
const missing_code = { pages_read_engagement: 283, pages_show_list: 200, pages_manage_metadata: 200 };

/** @returns {'facebook'|'instagram'} */
export const login_of = ({ token }) => (token?.kind === 'instagram' ? 'instagram' : 'facebook');

/** The account a call is about. @returns {import('./objects.mjs').Account|undefined} */
export function account_of(call) {
  const { world, type, item, params } = call;
  if (type === 'IGUser') return item;
  if (type === 'Page') return world.account_of_page(item.id);
  if (type === 'IGMedia' || type === 'ShadowIGMediaBuilder') return world.accounts.get(item.account_id);
  if (type === 'IGComment') return account_of_comment(call);
  return params?.user_id === undefined ? undefined : world.account(params.user_id);
}

/** That of the media; where it is somebody else's, that which has written the comment there. */
function account_of_comment({ world, token, item }) {
  const owner = world.accounts.get(world.media.get(item.media_id).account_id);
  if (tasks_on({ world, token }, owner).length || world.settings.own_elsewhere === 'refused') return owner;
  return world.accounts.get(item.account_id) ?? owner;
}

/** @returns {string[]} what the token may do with this account */
function tasks_on({ world, token }, account) {
  if (!account) return [];
  if (token.kind === 'instagram') return token.account_id === account.id ? all_tasks : [];
  return tasks_of({ token }, world.pages.get(account.page_id));
}

export const owns = (call, item) => tasks_on(call, call.world.accounts.get(item.account_id)).length > 0;

/** @param {import('../graph/api.mjs').Call} call @param {import('../graph/network.mjs').Row} row */
export function admit(call, row) {
  check_host(call);
  if (row.login && row.login !== login_of(call)) throw no_such_object(call.request.http, call.found.id ?? call.request.path[0]);
  if (row.of_person) return admit_person(call, row);
  if (call.item?.lent) return row.of_others ? undefined : refuse_stranger(call);
  check_role(call);
  if (row.public && call.token.kind !== 'app') return undefined;
  return admit_to_account(call, row);
}

/** Each host knows the tokens of its own login only. */
function check_host(call) {
  const host = call.sim.host ?? call.world.settings.host;
  if (host !== 'both' && host !== login_of(call))
    throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token', status: 400 });
}

function admit_person(call, row) {
  const { token, item } = call;
  if (!['user', 'system_user'].includes(token.kind) || token.user_id !== item.id) throw no_such_object('GET', item.id);
  return missing_of(call, row) ? { data: [] } : undefined;
}

/** A page token dies with the role of the person it was made for. */
function check_role({ world, token }) {
  if (token.kind === 'page' && token.user_id && !world.pages.get(token.page_id).roles[token.user_id])
    throw new GraphError(190, { subcode: 492, message: 'Error validating access token: The user must be an administrator, editor, or moderator of the page' });
}

function refuse_stranger({ request, found }) {
  throw no_such_object(request.http, found.id ?? request.path[0]);
}

function admit_to_account(call, row) {
  const { token, type, item } = call;
  if (token.kind === 'app') throw new GraphError(row.writes ? 210 : 10);
  const account = account_of(call);
  const had = type === 'Page' ? tasks_of(call, item) : tasks_on(call, account);
  if (!had.length) refuse_stranger(call);
  check_permissions(call, row);
  const wanted = row.tasks ?? ['CREATE_CONTENT', 'MANAGE', 'MODERATE'];
  if (!wanted.some((task) => had.includes(task))) throw new GraphError(row.writes ? 200 : 10, { message: `(#${row.writes ? 200 : 10}) The page task ${wanted.join(' or ')} is required` });
  if (row.public_content) check_public_content(call);
  if (row.writes && account) check_trouble(account);
  return undefined;
}

const missing_of = (call, { needs }) => permissions[login_of(call)][needs]?.find((name) => !call.token.permissions.includes(name));

/** @param {{needs?: string}} row */
export function check_permissions(call, row) {
  const missing = missing_of(call, row.needs === 'read_comments' ? { needs: call.world.settings.comments_need === 'basic' ? 'basic' : 'comments' } : row);
  if (!missing) return;
  const code = missing_code[missing] ?? 10;
  throw new GraphError(code, { message: `(#${code}) Requires ${missing} permission to manage the object` });
}

function check_public_content({ world: { settings } }) {
  if (!settings.public_content) throw new GraphError(10, {
    message: '(#10) To use \'Instagram Public Content Access\', your use of this endpoint must be reviewed and approved by Facebook.',
  });
}

function check_trouble({ restricted, spam }) {
  if (restricted) throw new GraphError(25, { subcode: 2207050, message: 'The Instagram account is restricted.', status: 403 });
  if (spam) throw new GraphError(4, { subcode: 2207051, message: 'Application request limit reached: this action was blocked as spam' });
}
