// A time as people say it, with the full one under the pointer.

import { fullTime, spoken } from "../time";

export function When({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {spoken(at)}
    </time>
  );
}

export function Maybe({ at, never }: { at: number | null | undefined; never: string }) {
  return at ? <When at={at} /> : <span class="quiet">{never}</span>;
}
