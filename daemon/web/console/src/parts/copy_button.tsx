// Copies a text, also where the page has no right to the clipboard (plain http).

import { useRef, useState } from "preact/hooks";

export function CopyButton({ text }: { text: string }) {
  const hidden = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      hidden.current!.select();
      setCopied(document.execCommand("copy"));
    }
  }

  return (
    <span class="copy">
      <button type="button" onClick={copy} data-test="copy">
        {copied ? "Скопировано" : "Скопировать текст"}
      </button>
      <textarea ref={hidden} class="unseen" readOnly tabIndex={-1} aria-hidden="true" value={text} />
    </span>
  );
}
