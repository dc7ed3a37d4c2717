// Reads descriptions of worlds: from a file somebody names, or from those that come with a network.

import { readFileSync } from 'node:fs';
import { ControlError } from './control_error.mjs';

/**
 * @param {string|URL} file
 * @returns {object} the description of a world
 */
export function read_world_file(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ControlError(400, `cannot read the world ${file}: ${error.message}`);
  }
}

/** @param {URL} folder @returns {(name: string) => object} the description of this name in it */
export const shipped_worlds = (folder) => (name) => {
  if (!/^[a-z0-9_-]+$/.test(name)) throw new ControlError(400, `no such world: ${name}`);
  return read_world_file(new URL(`${name}.json`, folder));
};
