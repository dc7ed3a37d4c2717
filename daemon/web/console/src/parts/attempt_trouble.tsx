// Why a change was not made, and, while nobody knows whether it was, the way to ask again.

import type { Attempt } from "../store/attempt";
import { Notice } from "./notice";

export function AttemptTrouble({ of }: { of: Pick<Attempt<unknown>, "failure" | "repeat"> }) {
  if (!of.failure) return null;
  return (
    <Notice kind="trouble">
      <p>{of.failure.message}</p>
      {of.repeat && (
        <button type="button" class="primary" data-test="repeat" onClick={of.repeat}>
          Повторить
        </button>
      )}
    </Notice>
  );
}
