// A key names one wish of a person, so that a repeated request is carried out once.

export function newKey(): string {
  // randomUUID is missing on a plain http address, where most administrations will open the page.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
