// Where the programs under test are, and one way to run each of them.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The build under test: OTKLIK_BUILD names its folder. */
export const build = (otherwise = 'build/dev') => {
  const folder = process.env.OTKLIK_BUILD ?? otherwise;
  return isAbsolute(folder) ? folder : join(root, folder);
};

export function program(name, folder = build()) {
  const file = join(folder, 'daemon', name);
  if (!existsSync(file)) throw new Error(`${file} is not built: cmake --preset dev && cmake --build --preset dev`);
  return file;
}

/** The file of a connector that is built as a module. */
export const module_of = (name, folder = build()) => join(folder, 'connectors', `otklik-${name}.so`);

/** What sanitizers are told; a report ends the program with 99. */
export const sanitizers = {
  ASAN_OPTIONS: 'abort_on_error=0:exitcode=99:detect_stack_use_after_return=1',
  UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1:exitcode=99',
  LSAN_OPTIONS: 'exitcode=99',
};
export const sanitizer_report = /ERROR: \w+Sanitizer|runtime error:|WARNING: \w+Sanitizer/;

/**
 * Runs a program to its end.
 * @param {string} file
 * @param {string[]} args
 * @param {{input?: string | Buffer, env?: Record<string, string>, within?: number}} [how]
 * @returns {Promise<{status: number | null, signal: string | null, out: string, err: string}>}
 */
export function run(file, args, { input = '', env = {}, within = 30_000 } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { env: { ...process.env, ...sanitizers, ...env }, stdio: 'pipe', timeout: within, killSignal: 'SIGKILL' });
    const out = [], err = [];
    child.stdout.on('data', (some) => out.push(some));
    child.stderr.on('data', (some) => err.push(some));
    child.on('error', fail);
    child.on('close', (status, signal) => done({ status, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

export const otklikctl = (args, how = {}) => run(program('otklikctl', how.build), args, how);
