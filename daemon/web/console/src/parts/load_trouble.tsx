// A page that could not be loaded, and the way to try again.

import type { ApiError } from "../api";
import { Notice } from "./notice";

export function LoadTrouble({ trouble, again }: { trouble: ApiError | null; again(): void }) {
  if (!trouble) return null;
  return (
    <Notice kind="trouble">
      <p>{trouble.message}</p>
      <button type="button" onClick={again}>
        Повторить
      </button>
    </Notice>
  );
}
