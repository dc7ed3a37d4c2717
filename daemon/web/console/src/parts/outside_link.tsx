// A link to where residents write. Only http(s); anything else is shown as its text.

import type { ComponentChildren } from "preact";

export function isWebLink(href: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(href);
}

interface Props {
  href: string | null;
  children: ComponentChildren;
  test?: string;
}

export function OutsideLink({ href, children, test }: Props) {
  if (!href || !isWebLink(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" data-test={test}>
      {children}
    </a>
  );
}
