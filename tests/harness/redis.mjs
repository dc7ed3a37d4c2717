// A Redis of the administration's own, for the daemon's URL mode: durable unless a test says otherwise.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.mjs';
import { run } from './programs.mjs';
import { until } from './until.mjs';

const durable = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction', save: '' };

export class Redis {
  static async start(folder, settings = {}) {
    mkdirSync(folder, { recursive: true });
    const redis = new Redis();
    redis.socket = join(folder, 'redis.sock');
    redis.url = `unix://${redis.socket}`;
    redis.command = ['redis-server', '--port', '0', '--unixsocket', redis.socket, '--dir', folder,
      ...Object.entries({ ...durable, ...settings }).flatMap(([key, value]) => [`--${key}`, value])];
    await redis.begin();
    return redis;
  }

  async begin() {
    this.child = new Child('redis', this.command);
    await until('Redis answers', async () => existsSync(this.socket) && (await this.ask('PING')) === 'PONG');
  }

  async ask(...words) { return (await run('redis-cli', ['-s', this.socket, ...words])).out.trim(); }

  async kill() {
    this.child.signal('SIGKILL');
    await this.child.ended;
  }

  stop() { return this.child.stop(); }
}
