// Addresses after the #, so that a link in a letter opens the right place.

import { signal } from "@preact/signals";
import { groups, otherGroup, type Group } from "./words";

export type Place =
  | { page: "home" }
  | { page: "queue"; group: Group }
  | { page: "incident"; id: number }
  | { page: "new" }
  | { page: Section };

/** Pages of their own beside the queue, and who may open them. */
export const sections = {
  kept: { title: "Найденное раньше", roles: ["coordinator"] },
  news: { title: "Публикации", roles: ["coordinator", "head", "administrator"] },
  moderation: { title: "Модерация", roles: ["coordinator", "head", "administrator"] },
  accounts: { title: "Аккаунты", roles: ["coordinator", "head", "administrator"] },
} as const;
export type Section = keyof typeof sections;

export function isSection(page: string): page is Section {
  return Object.hasOwn(sections, page);
}

export function mayOpen(page: Section, role: string): boolean {
  return (sections[page].roles as readonly string[]).includes(role);
}

export const place = signal<Place>(read());

window.addEventListener("hashchange", () => (place.value = read()));

function read(): Place {
  const [page, part] = location.hash.replace(/^#\/?/, "").split("/");
  if (page === "incidents" && part && /^[1-9]\d{0,14}$/.test(part)) return { page: "incident", id: Number(part) };
  if (page === "queue") {
    const group = [...groups, otherGroup].find((g) => g.id === part);
    if (group) return { page: "queue", group: group.id };
  }
  if (page === "new") return { page };
  if (page && isSection(page)) return { page };
  return { page: "home" };
}

export const incidentHref = (id: number) => `#/incidents/${id}`;
export const queueHref = (group: Group) => `#/queue/${group}`;

export function go(href: string): void {
  location.hash = href;
}
