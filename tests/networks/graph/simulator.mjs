// One simulated network of this engine: its parts, and how they are made anew.

import { Clock } from '../shared/clock.mjs';
import { Faults } from '../shared/faults.mjs';
import { Journal } from '../shared/journal.mjs';
import { Limits } from './limits.mjs';
import { Webhooks } from './webhooks.mjs';

export class GraphSimulator {
  url = '';
  resets = -1;

  /**
   * @param {(clock: Clock, description: object) => import('./accounts.mjs').Accounts} make_world a full one, of a description
   * @param {object} description
   */
  constructor(make_world, description) {
    this.make_world = make_world;
    this.reset(description);
  }

  /** Everything as at the start; of another world, if one is given. Cursors given before are void. */
  reset(description = this.description) {
    const world = this.make_world(new Clock(), structuredClone(description));
    this.resets++;
    this.description = description;
    this.world = world;
    this.limits = new Limits(world);
    this.webhooks = new Webhooks(world);
    world.webhooks = this.webhooks;
    this.raws = [];
    this.faults = new Faults();
    this.journal = new Journal();
  }
}
