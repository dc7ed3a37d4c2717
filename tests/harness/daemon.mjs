// The daemon under test: started, driven through its control socket, killed, stopped; its Redis found beside it.

import { readFileSync, readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { Child } from './child.mjs';
import { program, sanitizer_report, sanitizers } from './programs.mjs';
import { in_time, until } from './until.mjs';

export class Daemon {
  /**
   * @param {{config: string, build?: string, control?: string, env?: Record<string, string>}} how `control` is the path of
   *   the control socket, which release builds do not have
   */
  constructor({ config, build, control, env = {} }) {
    const command = [program('otklikd', build), '--config', config, ...(control ? ['--control-socket', control] : [])];
    this.control_path = control;
    this.child = new Child('otklikd', command, { env: { ...sanitizers, ...env } });
  }

  async ready(within = 30_000) {
    Object.assign(this, await this.child.ready(within));
    return this;
  }

  get alive() { return this.child.alive; }
  get log() { return this.child.said; }

  /** The pid of its own Redis, or undefined. */
  redis() {
    return children_of(this.child.pid).find((pid) => /redis-server/.test(command_of(pid)));
  }

  /** One order to the control socket. */
  async order(order) {
    const answer = await in_time(`the control socket answers ${JSON.stringify(order)}`, 60_000, ask_once(this.control_path, order));
    if (answer.error) throw new Error(`control socket: ${JSON.stringify(order)}: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  wind(ms) { return this.order({ do: 'wind', ms }); }
  freeze() { return this.order({ do: 'freeze' }); }
  flow() { return this.order({ do: 'flow' }); }
  async points() { return (await this.order({ do: 'points' })).points; }
  die_at(point, nth = 1) { return this.order({ do: 'die_at', point, nth }); }

  /** As a power cut would. */
  async kill() {
    this.child.signal('SIGKILL');
    return this.child.ended;
  }

  /** The orderly end; it is a failure if it is not one. */
  async stop() {
    const { status, signal } = await this.child.stop();
    if (status !== 0) throw new Error(`the daemon ended with ${status ?? signal} on SIGTERM\n${this.child.tail()}`);
  }

  /** Waits until a line of its log matches. */
  says(pattern, how) {
    return until(`the daemon's log says ${pattern}`, () => this.log.find((line) => pattern.test(line)), { last: () => this.log.slice(-10), ...how });
  }

  /** What a sanitizer found in it, if any. */
  get sanitizer_report() {
    const at = this.log.findIndex((line) => sanitizer_report.test(line));
    return at < 0 ? undefined : this.log.slice(at, at + 40).join('\n');
  }
}

function ask_once(path, order) {
  return new Promise((done, fail) => {
    let heard = '';
    const socket = createConnection(path, () => socket.write(`${JSON.stringify(order)}\n`));
    socket.setEncoding('utf8');
    socket.on('error', fail);
    socket.on('data', (some) => {
      heard += some;
      if (!heard.includes('\n')) return;
      socket.destroy();
      done(JSON.parse(heard.split('\n', 1)[0]));
    });
    socket.on('close', () => fail(new Error(`the control socket closed after ${JSON.stringify(order)}`)));
  });
}

// ---- processes, as the kernel shows them

const numbers = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

function field_of(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

export const command_of = (pid) => field_of(pid, 'cmdline').replaceAll('\0', ' ');
const parent_of = (pid) => Number(field_of(pid, 'stat').replace(/^.*\) /s, '').split(' ')[1]);
const is_dead = (pid) => /\) [ZX] /.test(field_of(pid, 'stat'));

export const children_of = (parent) => numbers().filter((pid) => parent_of(pid) === parent);
export const exists = (pid) => field_of(pid, 'stat') !== '' && !is_dead(pid);

/** Processes in whose environment this variable has this value. */
export const processes_with = (name, value) => numbers()
  .filter((pid) => pid !== process.pid && !is_dead(pid) && field_of(pid, 'environ').split('\0').includes(`${name}=${value}`));
