// Pages that lie: the faults that bend one page of a list.

/** What a page fault does to the offset, and to the items cut out. */
const bends = {
  same_page: { offset: (offset, count) => offset - count },
  overlap: { offset: (offset, count, { by = 1 }) => offset - by },
  reorder: { items: (items, { seed = 1 }) => shuffled(items, seed) },
  repeat: { items: (items) => [...items, ...items.slice(-1)] },
  empty_page: { items: () => [] },
  no_profiles: {}, // the page whole, but without those it speaks of; whoever shapes the answer sees to it
};

export const page_faults = Object.keys(bends);

/**
 * @param {any[]} list
 * @param {{offset: number, count: number, faults: object[]}} wish
 * @returns {{items: any[], offset: number}} the offset at which the page really began
 */
export function cut_page(list, { offset, count, faults }) {
  let start = offset;
  for (const fault of faults) start = bends[fault.do].offset?.(start, count, fault) ?? start;
  start = Math.max(0, start);
  let items = list.slice(start, start + count);
  for (const fault of faults) items = bends[fault.do].items?.(items, fault) ?? items;
  return { items, offset: start };
}

/** The same seed gives the same order. */
function shuffled(items, seed) {
  const mixed = [...items];
  let state = seed >>> 0;
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
