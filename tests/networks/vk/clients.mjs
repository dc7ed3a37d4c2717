// Clients others have written for the real VK, pointed at the simulator. Nothing in them is changed; what is needed besides their own
// options is in `shim` and named in the README.

import { createRequire } from 'node:module';
import { Agent } from 'node:http';
import { after } from 'node:test';

const require = createRequire(import.meta.url);

function installed(name) {
  try {
    return require(name);
  } catch {
    return null;
  }
}

export const vk_io = installed('vk-io');
export const vk_call = installed('vk-call');
export const bot_api = installed('node-vk-bot-api');
export const missing = (client, name) => (client ? false : `skipped: ${name} is not installed`);

/** vk-io needs its address and an agent for plain HTTP. */
export function vk_io_client({ url }, token, more = {}) {
  const agent = new Agent({ keepAlive: true });
  after(() => agent.destroy());
  return new vk_io.VK({ token, apiBaseUrl: `${url}/method`, agent, apiLimit: 20, language: 'ru', apiRetryLimit: 0, pollingGroupId: 55, ...more });
}

/** vk-call needs its address and a version of today. */
export const vk_call_client = ({ url }, token, more = {}) =>
  new vk_call.VK({ token, api_url: url, version: '5.199', groupId: 55, timeout: 5000, ...more });

/** The shim of node-vk-bot-api: its address and version are written into it, and its timer never ends. */
function shim(url) {
  const axios = createRequire(require.resolve('node-vk-bot-api'))('axios');
  const ours = axios.interceptors.request.use((config) => ({
    ...config, url: config.url.replace('https://api.vk.com', url), data: config.data?.replace(/^v=5\.103/, 'v=5.199'),
  }));
  const real = globalThis.setInterval;
  globalThis.setInterval = (...wish) => real(...wish).unref();
  return { built: () => (globalThis.setInterval = real), undone: () => axios.interceptors.request.eject(ours) };
}

export function bot_client({ url }, token) {
  const { built, undone } = shim(url);
  const bot = new bot_api({ token, group_id: 55, polling_timeout: 1, execute_timeout: 5 });
  built();
  after(() => bot.stop() && undone());
  return bot;
}
