// Addresses after the #, so that a link in a letter opens the right place.

import { signal } from "@preact/signals";
import { groups, otherGroup, type Group } from "./words";

export type Place =
  | { page: "home" }
  | { page: "queue"; group: Group }
  | { page: "incident"; id: number }
  | { page: "new" }
  | { page: "accounts" };

export const place = signal<Place>(read());

window.addEventListener("hashchange", () => (place.value = read()));

function read(): Place {
  const [page, part] = location.hash.replace(/^#\/?/, "").split("/");
  if (page === "incidents" && part && /^[1-9]\d{0,14}$/.test(part)) return { page: "incident", id: Number(part) };
  if (page === "queue") {
    const group = [...groups, otherGroup].find((g) => g.id === part);
    if (group) return { page: "queue", group: group.id };
  }
  if (page === "new" || page === "accounts") return { page };
  return { page: "home" };
}

export const incidentHref = (id: number) => `#/incidents/${id}`;
export const queueHref = (group: Group) => `#/queue/${group}`;

export function go(href: string): void {
  location.hash = href;
}
