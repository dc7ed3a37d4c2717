// One change asked of the daemon. Its key is kept until an answer has come, so that a repetition after a broken
// connection cannot do the same thing twice.

import { useRef, useState } from "preact/hooks";
import { request, type ApiError } from "../api";
import { newKey } from "../keys";
import { expired } from "./session";

export interface Wish<T> {
  path: string;
  body: object;
  done(answer: T): void;
  /** Answers true when the refusal has been shown to the person already. */
  refused?(error: ApiError): boolean;
}

export interface Attempt<T> {
  busy: boolean;
  /** Why the last try did not succeed. */
  failure: ApiError | null;
  make(wish: Wish<T>): void;
  /** The same request with the same key; there only while nobody knows whether the change was made. */
  repeat: (() => void) | null;
}

export function useAttempt<T>(): Attempt<T> {
  const uncertain = useRef<{ words: string; key: string; wish: Wish<T> } | null>(null);
  const flying = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);

  async function make(wish: Wish<T>): Promise<void> {
    if (flying.current) return;
    flying.current = true;
    setBusy(true);
    setFailure(null);
    const words = JSON.stringify([wish.path, wish.body]);
    // Other words are another wish: if the first one was carried out after all, its version is stale and refused.
    if (uncertain.current?.words !== words) uncertain.current = { words, key: newKey(), wish };
    try {
      const answer = await request<T>(wish.path, { ...wish.body, key: uncertain.current.key });
      uncertain.current = null;
      wish.done(answer);
    } catch (e) {
      const error = e as ApiError;
      if (!error.uncertain) uncertain.current = null;
      if (!expired(error) && !wish.refused?.(error)) setFailure(error);
    } finally {
      flying.current = false;
      setBusy(false);
    }
  }

  const again = uncertain.current;
  return {
    busy,
    failure,
    make: (wish) => void make(wish),
    repeat: failure?.uncertain && again ? () => void make(again.wish) : null,
  };
}
