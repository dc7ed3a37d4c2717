// Something the person must know before going on.

import type { ComponentChildren } from "preact";

interface Props {
  kind: "changed" | "trouble";
  children: ComponentChildren;
}

export function Notice({ kind, children }: Props) {
  return (
    <div class={`notice ${kind}`} role="alert" data-test="notice" data-kind={kind}>
      {children}
    </div>
  );
}
