// A page's data: asked for when the page opens, and again now and then.

import { useEffect, useRef, useState } from "preact/hooks";
import { request, type ApiError } from "../api";
import { expired } from "./session";

interface Loaded<T> {
  data: T | null;
  trouble: ApiError | null;
  load(): void;
}

/** `again`: milliseconds between two looks; 0: only when asked. */
export function useLoaded<T>(path: string, again = 0): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const latest = useRef(path);
  latest.current = path;

  async function load() {
    try {
      const answer = await request<T>(path);
      if (latest.current !== path) return;
      setData(answer);
      setTrouble(null);
    } catch (e) {
      if (latest.current === path && !expired(e)) setTrouble(e as ApiError);
    }
  }
  useEffect(() => {
    void load();
    if (!again) return;
    const timer = setInterval(() => void load(), again);
    return () => clearInterval(timer);
  }, [path]);
  return { data, trouble, load: () => void load() };
}
