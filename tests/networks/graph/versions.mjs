// Which version of the API answers a request.

import { GraphError } from './errors.mjs';

/** @param {object} world @param {import('./wire.mjs').Request} request @returns {string} such as v25.0 */
export function served_version({ settings }, { version, pathname }) {
  const { newest_version, oldest_version, expired_versions } = settings;
  if (version === null) return `v${oldest_version}.0`;
  const [, major, minor] = /^v(\d+)\.(\d+)$/.exec(version);
  if (Number(major) > newest_version || (Number(major) >= oldest_version && minor !== '0'))
    throw new GraphError(2500, { message: `Unknown path components: /${version}${pathname}` });
  if (Number(major) >= oldest_version) return version;
  if (expired_versions === 'error') throw new GraphError(2635, {
    message: `(#2635) You are calling a deprecated version of the API. Please update to the latest version: v${newest_version}.0.`,
  });
  return `v${oldest_version}.0`;
}
