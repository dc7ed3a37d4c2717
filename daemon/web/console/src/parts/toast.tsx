// A short word of success; goes by itself.

import { signal } from "@preact/signals";

const SHOWN_FOR = 5_000;
const word = signal("");
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string): void {
  word.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => (word.value = ""), SHOWN_FOR);
}

export function Toast() {
  return (
    <div class="toast" role="status" data-test="toast">
      {word.value}
    </div>
  );
}
