// The daemon's HTTP API: the shapes of ../README.md and the one way to ask for them.

export type Role = "coordinator" | "executor" | "head" | "administrator";

export interface Me {
  login: string;
  name: string;
  role: Role;
  executor: string | null;
  administration: string;
  zone: string;
  now: number;
}

export interface Summary {
  id: number;
  version: number;
  state: string;
  created: number;
  changed: number;
  network: string;
  source_title: string;
  author: string;
  excerpt: string;
  executor: string | null;
  subjects: string[];
  because: string;
  priority: string;
  due: number | null;
  returns: number;
}

export interface Piece {
  t: string;
  rules?: string[];
}

export interface ThreadPost {
  author: string;
  own: boolean;
  written: number;
  text: string;
  this: boolean;
}

export interface Rule {
  id: string;
  title: string;
  means: string;
  words: string[];
}

export interface Match {
  because: string;
  rules: Rule[];
  subjects: { id: string; title: string }[];
  prohibited: null | { ground: string; words: string[] };
}

export interface Message {
  post: string;
  /** Of ours, which answers; empty for one entered by hand. */
  account: string;
  network: string;
  kind: string;
  link: string;
  author: string;
  author_link: string;
  author_gone: boolean;
  written: number | null;
  found: number | null;
  text: Piece[];
  attachments: string[];
  edited: string | null;
  thread: ThreadPost[];
  match: Match;
}

export interface Suggestion {
  executor: string;
  title: string;
  words: string[];
}

export interface Draft {
  version: number;
  by: string;
  at: number;
  text: string;
  files: KeptFile[];
  returned: null | { by: string; at: number; remarks: string };
}

export interface Delivery {
  id: string;
  state: string;
  title: string;
  post: string;
  attempt: number;
  text: string;
  files: KeptFile[];
  link: string | null;
  reason: string;
  steps: string[];
  at: number;
}

export interface HistoryEntry {
  at: number;
  who: string;
  role: string;
  action: string;
  title: string;
  from: string;
  to: string;
  detail: string;
}

export interface Choice {
  id: string;
  title: string;
}

export interface Field {
  id: string;
  title: string;
  kind: string;
  required: boolean;
  value?: string | number | KeptFile[] | null;
  choices?: Choice[];
}

export interface Action {
  id: string;
  title: string;
  fields: Field[];
}

export interface Incident extends Summary {
  messages: Message[];
  suggestions: Suggestion[];
  assignments: { executor: string; title: string; by: string; at: number; note: string }[];
  drafts: Draft[];
  answer: null | { text: string; by: string; at: number; edited: boolean; files: KeptFile[] };
  deliveries: Delivery[];
  history: HistoryEntry[];
  actions: Action[];
}

export interface IncidentList {
  incidents: Summary[];
  counts: Record<string, number>;
}

export interface Executor {
  id: string;
  title: string;
  short: string;
  people: string[];
}

export interface States {
  states: { id: string; title: string }[];
  actions: Action[];
}

/** `trouble` in the network's words, empty for none; `trouble_words` in ours. */
export interface Trouble {
  trouble: string;
  trouble_kind: string;
  trouble_words: string;
}

export interface Token {
  kind: string;
  valid_until: number | null;
  rights: { name: string; purpose: string; granted: boolean }[];
}

export interface Quota {
  purpose: string;
  used: number;
  most: number;
}

export interface Picture {
  digest: string;
  shown: boolean;
  trouble: string;
  /** `this`: it was this picture that was confirmed, not an earlier one. */
  confirmed: null | { by: string; at: number; note: string; this: boolean };
}

export interface RequestCount {
  method: string;
  outcome: string;
  title: string;
  count: number;
}

export interface Account extends Trouble {
  id: string;
  network: string;
  name: string;
  official_name: string;
  checked: number | null;
  checking: boolean;
  connected: boolean | null;
  profile: string;
  link: string;
  picture: Picture;
  abilities: string[];
  tokens: Token[];
  quotas: Quota[];
  failures: { kind: string; words: string; what_to_do: string; said: string }[];
  warnings: { id: string; what: string; what_to_do: string }[];
  requests: RequestCount[];
  last_read: number | null;
  last_placed: number | null;
  braked: null | { until: number; why: string };
}

export interface Source extends Trouble {
  id: string;
  account: string;
  kind: string;
  title: string;
  last_read: number | null;
  next_read: number | null;
  pace: string;
  found: number;
}

export interface Accounts {
  accounts: Account[];
  sources: Source[];
}

export interface KeptPost {
  post: string;
  network: string;
  kind: string;
  source_title: string;
  link: string;
  author: string;
  written: number | null;
  found: number | null;
  text: Piece[];
  accepted: boolean;
  because: string;
}

export interface KeptPage {
  items: KeptPost[];
  next: string;
  looked: number;
}

export interface KeptFile {
  id: string;
  name: string;
  material: string;
}

export interface PartDelivery {
  state: string;
  link: string;
  reason: string;
  attempt: number;
  steps: string[];
}

export interface NewsPart {
  account: string;
  text: string;
  delivery?: PartDelivery;
}

export interface PieceOfNews {
  id: string;
  version: number;
  state: string;
  title: string;
  text: string;
  parts: NewsPart[];
  files: KeptFile[];
  materials: string[];
  at: number | null;
  by: string;
  changed: number;
}

export interface NewsList {
  news: PieceOfNews[];
}

export interface Materials {
  materials: { id: string; title: string }[];
  accounts: {
    id: string;
    network: string;
    name: string;
    longest_news: number;
    rows: { material: string; news: string; answer: string; why: string }[];
  }[];
}

export interface Moderation extends NewsPart {
  id: string;
  version: number;
  post: string;
  link: string;
  author: string;
  doing: string;
  reason: string;
  by: string;
  made: number;
}

export interface ModerationList {
  moderation: Moderation[];
}

/** What went wrong, in words a person can act on. `status` 0 means that no answer came. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly incident: Incident | null = null,
  ) {
    super(message);
  }

  /** It is not known whether the change was made: ask again with the same key. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

const PATIENCE = 30_000;
const UPLOAD_PATIENCE = 300_000;

export function request<T>(path: string, body?: object): Promise<T> {
  return ask<T>(path, body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** A file that will go with a text. */
export function upload(file: File): Promise<KeptFile> {
  return ask<KeptFile>(`files?name=${encodeURIComponent(file.name)}`, { headers: { "Content-Type": file.type }, body: file }, UPLOAD_PATIENCE);
}

interface Sent {
  headers: Record<string, string>;
  body: BodyInit;
}

async function ask<T>(path: string, sent?: Sent, patience = PATIENCE): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(`/api/${path}`, {
      method: sent ? "POST" : "GET",
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
      ...(sent && { headers: { ...sent.headers, "X-Otklik": "1" }, body: sent.body }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) throw refusal(response.status, answer);
    if (answer === null) throw new ApiError(0, "unreadable", "Ответ сервера оборвался. Попробуйте ещё раз.");
    return answer as T;
  } catch (e) {
    if (e instanceof ApiError) throw e;
    throw new ApiError(0, "offline", "Нет связи с сервером. Проверьте подключение и попробуйте ещё раз.");
  } finally {
    clearTimeout(timer);
  }
}

interface Refusal {
  error?: { code?: string; message?: string; field?: string };
  incident?: Incident;
}

function refusal(status: number, answer: unknown): ApiError {
  const { error, incident } = (answer ?? {}) as Refusal;
  return new ApiError(
    status,
    error?.code ?? String(status),
    error?.message ?? `Сервер ответил ошибкой ${status}.`,
    error?.field ?? null,
    incident ?? null,
  );
}
