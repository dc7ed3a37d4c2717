// The version a person decided on. One who presses a button within a moment of a change under their hands has not
// read the new one: the older version is sent, and the daemon refuses it and shows what changed.

import { useRef } from "preact/hooks";

const NOTICING = 1_500;

export interface Decided {
  version(): number;
  /** The person went on working after the change: it was seen. */
  touch(): void;
}

export function useDecided(current: number): Decided {
  const shown = useRef({ version: current, older: current, since: 0 });
  if (shown.current.version !== current) {
    shown.current = { version: current, older: shown.current.version, since: Date.now() };
  }
  return {
    version: () => (Date.now() - shown.current.since < NOTICING ? shown.current.older : current),
    touch: () => void (shown.current.since = 0),
  };
}
