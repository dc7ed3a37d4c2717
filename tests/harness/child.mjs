// One program that runs beside the test: its lines, its readiness, its end. It never outlives the test.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { in_time } from './until.mjs';

/** Every program started here and not yet ended. */
const running = new Set();

// The kernel ends the program when the one who started it is gone, even by kill -9.
const tied = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];

export class Child {
  #lines = [];
  #waiting = [];

  /**
   * @param {string} name for people
   * @param {string[]} command
   * @param {{env?: Record<string, string>}} [how]
   */
  constructor(name, command, { env = {} } = {}) {
    const [file, ...args] = [...tied, ...command];
    this.name = name;
    // Ctrl-C in a terminal reaches only the one who started it, who then ends it in order.
    this.process = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    /** @type {string[]} */ this.said = [];
    createInterface({ input: this.process.stdout }).on('line', (line) => this.#heard(line));
    createInterface({ input: this.process.stderr }).on('line', (line) => this.said.push(line));
    running.add(this);
    /** @type {Promise<{status: number | null, signal: string | null}>} */
    this.ended = new Promise((done) => {
      this.process.once('error', (error) => { this.said.push(String(error)); done({ status: null, signal: null }); });
      this.process.once('close', (status, signal) => done({ status, signal }));
    }).then((end) => {
      running.delete(this);
      this.end = end;
      this.#waiting.splice(0).forEach((done) => done(undefined));
      return end;
    });
  }

  get pid() { return this.process.pid; }
  get alive() { return this.end === undefined; }

  #heard(line) {
    const first = this.#waiting.shift();
    if (first) first(line); else this.#lines.push(line);
  }

  /** The next line on stdout; undefined when the program has ended without one. */
  line() {
    if (this.#lines.length) return Promise.resolve(this.#lines.shift());
    if (!this.alive) return Promise.resolve(undefined);
    return new Promise((done) => this.#waiting.push(done));
  }

  /** The line by which it says that it is ready. @returns {Promise<any>} */
  async ready(within = 30_000) {
    const line = await in_time(`${this.name} is ready`, within, this.line()).catch((error) => { throw new Error(`${error.message}\n${this.tail()}`); });
    if (line === undefined) throw new Error(`${this.name} ended with ${JSON.stringify(await this.ended)} before it was ready\n${this.tail()}`);
    return JSON.parse(line);
  }

  signal(name) {
    if (this.alive) this.process.kill(name);
  }

  /** Asks it to end, and insists after a while. */
  async stop(signal = 'SIGTERM', within = 15_000) {
    this.signal(signal);
    return in_time(`${this.name} ends after ${signal}`, within, this.ended).catch(async (error) => {
      this.signal('SIGKILL');
      await this.ended;
      throw error;
    });
  }

  tail(lines = 60) {
    return this.said.slice(-lines).map((line) => `  ${this.name}| ${line}`).join('\n');
  }
}

export const end_all_now = () => running.forEach((child) => child.signal('SIGKILL'));
process.on('exit', end_all_now);
