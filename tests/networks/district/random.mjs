// A small generator of random numbers that gives the same for the same seed on every machine, and the choices made with it.

/** A seed of 32 bits from any text. @param {string} text */
function hash(text) {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 16777619);
  return value >>> 0;
}

export class Random {
  /** @param {string|number} seed */
  constructor(seed) {
    this.seed = String(seed);
    this.state = hash(this.seed);
  }

  /** Another generator, which depends on the seed and the name only, so that one part of the day does not disturb another. */
  fork(name) {
    return new Random(`${this.seed}/${name}`);
  }

  /** @returns {number} from 0 up to, not including, 1 */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  chance(share) {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @template T @param {T[]} items @returns {T} */
  pick(items) {
    return items[Math.floor(this.next() * items.length)];
  }

  /** A key of a table of weights. @param {Record<string, number>} weights */
  weighted(weights) {
    const names = Object.keys(weights);
    return names[this.index(Object.values(weights))];
  }

  /** The place in a list of weights. @param {number[]} weights */
  index(weights) {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = weights.findIndex((weight) => (left -= weight) < 0);
    return found < 0 ? weights.length - 1 : found;
  }

  /** How long until something that happens on average every `mean`. */
  waiting(mean) {
    return -Math.log(1 - this.next()) * mean;
  }
}

/** Chooses among ranks 0 … n-1, the first far more often: Zipf's law. Sums are kept, so that one choice is quick. */
export function zipf(count, exponent = 1.05) {
  const sums = [];
  for (let rank = 0; rank < count; rank++) sums.push((sums[rank - 1] ?? 0) + 1 / (rank + 1) ** exponent);
  return (random) => {
    const wanted = random.next() * sums[count - 1];
    let low = 0;
    for (let high = count - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle; else low = middle + 1;
    }
    return low;
  };
}
