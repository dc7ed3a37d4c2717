// A stand-in for the daemon, to work on the console without one: serves dist/ and the API from memory.
//   npm run mock                      http://127.0.0.1:8090, any login of dev/story.mjs, password «otklik»
//   PORT=9000 npm run mock            another port
// For trying trouble: POST /mock/cut (drop the next answer after doing the work), /mock/expire (all sessions),
// /mock/silence (end the live streams), /mock/new (a resident writes).

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { accounts, administration, deliveryOf, deliveryTitles, executors, messageIncident, people, picture, states, tellStory, zone } from "./story.mjs";
import { actions, actionsFor, nextState } from "./transitions.mjs";

const port = Number(process.env.PORT ?? 8090);
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const PLACING_TAKES = 1_500;

const incidents = tellStory(Date.now());
const networks = accounts(Date.now());
const sessions = new Map();
const streams = new Set();
const answered = new Map();
let failedLogins = 0;
let cutNext = false;

class Refusal extends Error {
  constructor(status, message, beside = {}) {
    super(message);
    Object.assign(this, { status, beside });
  }
}

const meOf = (p) => ({ ...p, administration, zone, now: Date.now() });
const maySee = (p, it) => p.role !== "executor" || it.executor === p.executor;
const shown = (it, p) => ({ ...it, actions: actionsFor(it.state, p.role) });
const summaryOf = ({ messages, suggestions, assignments, drafts, answer, deliveries, history, ...summary }) => summary;

function find(id, person) {
  const it = incidents.find((x) => x.id === Number(id));
  if (!it || !maySee(person, it)) throw new Refusal(404, "Такого инцидента нет.");
  return it;
}

function log(it, who, role, action, title, to, detail = "") {
  it.history.push({ at: Date.now(), who, role, action, title, from: it.state, to, detail });
  Object.assign(it, { state: to, version: it.version + 1, changed: Date.now() });
  const data = JSON.stringify({ id: it.id, version: it.version, state: it.state });
  for (const s of streams) s.write(`event: incident\ndata: ${data}\n\n`);
}

function act(person, id, action, body) {
  const it = find(id, person);
  if (body.version !== it.version) {
    throw new Refusal(409, "Инцидент изменился, посмотрите.", { code: "changed", incident: shown(it, person) });
  }
  const to = nextState(it.state, action, person.role);
  if (!to) throw new Refusal(422, "Сейчас так нельзя.");
  const { title, fields } = actions.find((a) => a.id === action);
  for (const f of fields) if (f.required && !body[f.id]) throw new Refusal(422, "Заполните это поле.", { field: f.id });
  apply[action]?.(it, person, body);
  log(it, person.name, person.role, action, title, to, body.remarks ?? body.note ?? "");
  if (to === "placing") setTimeout(() => place(it), PLACING_TAKES);
  return shown(it, person);
}

const moved = (delivery, state, more = {}) => Object.assign(delivery, { state, title: deliveryTitles[state], ...more });

const apply = {
  route(it, person, { executor, note = "" }) {
    it.executor = executor;
    it.due = Date.now() + 2 * 3_600_000;
    it.assignments.push({ executor, title: executors.find((e) => e.id === executor).title, by: person.name, at: Date.now(), note });
  },
  submit(it, person, { text }) {
    it.drafts.push({ version: it.drafts.length + 1, by: person.name, at: Date.now(), text, files: [], returned: null });
  },
  return(it, person, { remarks }) {
    it.drafts.at(-1).returned = { by: person.name, at: Date.now(), remarks };
    it.returns++;
    it.answer = null;
  },
  approve(it, person, { draft, text }) {
    if (draft !== it.drafts.length) throw new Refusal(422, "Есть более новый проект ответа.", { field: "draft" });
    it.answer = { text: text ?? it.drafts.at(-1).text, by: person.name, at: Date.now(), edited: text !== undefined, files: [] };
    it.deliveries.push(moved(deliveryOf(it, "", Date.now()), "sending"));
  },
  place_again(it) {
    it.deliveries.push(moved(deliveryOf(it, "", Date.now()), "sending", { attempt: it.deliveries.length + 1 }));
  },
  confirm_placed(it, _, { link }) {
    moved(it.deliveries.at(-1), "sent", { link, reason: "", steps: [] });
  },
};

function place(it) {
  moved(it.deliveries.at(-1), "sent", { link: `https://vk.com/wall-1_${it.id}?reply=999` });
  log(it, "system", "system", "sent", "Ответ размещён", "answered");
}

function add(author, text, place, link) {
  const at = Date.now();
  const it = messageIncident({ id: incidents.length + 1, author, text: [{ t: text }], plain: text, at, kind: "manual", place, link });
  incidents.push(it);
  log(it, "system", "system", "accept", "Принято в работу", "new");
  return it;
}

function list(person, query) {
  const mine = incidents.filter((it) => maySee(person, it));
  const counts = Object.fromEntries(states.map((s) => [s.id, mine.filter((it) => it.state === s.id).length]));
  const wanted = query.get("state")?.split(",");
  const found = mine.filter((it) => !wanted || wanted.includes(it.state)).reverse();
  return { incidents: found.slice(0, Number(query.get("limit") ?? 100)).map(summaryOf), counts };
}

function logIn(response, { login, password }) {
  if (failedLogins >= 5) throw new Refusal(429, "Слишком много попыток.");
  const person = people.find((p) => p.login === login);
  if (!person || password !== "otklik") {
    failedLogins++;
    throw new Refusal(401, "Неверный логин или пароль.");
  }
  failedLogins = 0;
  const session = randomUUID();
  sessions.set(session, person);
  response.setHeader("Set-Cookie", `otklik_session=${session}; HttpOnly; SameSite=Strict; Path=/`);
  return meOf(person);
}

function follow(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write("event: hello\ndata: {}\n\n");
  streams.add(response);
  request.on("close", () => streams.delete(response));
}

function confirmPicture(id, person, { digest, note = "" }) {
  const account = networks.accounts.find((a) => a.id === id);
  if (account.picture.digest !== digest) throw new Refusal(409, "Картинка с тех пор сменилась.", { code: "changed" });
  account.picture.confirmed = { by: person.name, at: Date.now(), note, this: true };
  account.warnings = account.warnings.filter((w) => !w.id.startsWith("picture-"));
  return networks;
}

function check(id) {
  const account = networks.accounts.find((a) => a.id === id);
  account.checking = true;
  setTimeout(() => Object.assign(account, { checking: false, checked: Date.now() }), PLACING_TAKES);
  return networks;
}

function sendPicture(response) {
  response.writeHead(200, { "Content-Type": "image/png" }).end(picture);
}

/** The same key is answered with the result of the first time. */
function once(key, change) {
  if (!key) throw new Refusal(422, "Нет ключа.", { field: "key" });
  if (!answered.has(key)) answered.set(key, structuredClone(change()));
  return answered.get(key);
}

function api(request, response, url, body) {
  const path = url.pathname.slice("/api/".length);
  if (request.method === "POST" && request.headers["x-otklik"] !== "1") throw new Refusal(403, "Нет заголовка.");
  if (path === "login") return logIn(response, body);
  const session = /otklik_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const person = sessions.get(session);
  if (!person) throw new Refusal(401, "Войдите.");
  if (request.method === "POST") {
    const [, id, action] = /^incidents\/(\d+)\/([a-z_]+)$/.exec(path) ?? [];
    if (id) return once(body.key, () => act(person, id, action, body));
    if (path === "messages") {
      return once(body.key, () => shown(add(body.author ?? "Житель", body.text ?? "Прочитано по ссылке", body.place, body.link), person));
    }
    const [, account, wish] = /^accounts\/([^/]+)\/(check|picture\/confirm)$/.exec(path) ?? [];
    if (account) return wish === "check" ? check(account) : confirmPicture(account, person, body);
    if (path === "logout") return sessions.delete(session), {};
  }
  const [, id] = /^incidents\/(\d+)$/.exec(path) ?? [];
  if (id) return shown(find(id, person), person);
  if (/^accounts\/[^/]+\/picture$/.test(path)) return sendPicture(response);
  switch (path) {
    case "me": return meOf(person);
    case "incidents": return list(person, url.searchParams);
    case "executors": return { executors };
    case "states": return { states, actions };
    case "accounts": return networks;
    case "changes": return follow(request, response);
  }
  throw new Refusal(404, "Такого адреса нет.");
}

const trouble = {
  cut: () => (cutNext = true),
  expire: () => sessions.clear(),
  silence: () => streams.forEach((s) => s.destroy()),
  new: () => add("Тестовый житель", "Администрация района, когда почистят улицу Мира?", "Домовой чат"),
};

const kinds = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

async function asset(response, path) {
  const file = join(dist, normalize(path === "/" ? "/index.html" : path));
  const content = await readFile(file).catch(() => null);
  if (content === null) return response.writeHead(404).end();
  response.writeHead(200, {
    "Content-Type": kinds[extname(file)] ?? "application/octet-stream",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:",
  });
  response.end(content);
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  if (url.pathname.startsWith("/mock/")) {
    trouble[url.pathname.slice("/mock/".length)]?.();
    return response.end("{}");
  }
  if (!url.pathname.startsWith("/api/")) return asset(response, url.pathname);
  const send = (status, answer) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    if (!cutNext || request.method !== "POST") return response.end(JSON.stringify(answer));
    cutNext = false;
    // Cut inside the answer: before its first byte a browser would quietly ask again by itself.
    response.write("{", () => response.destroy());
  };
  try {
    const answer = api(request, response, url, request.method === "POST" ? await bodyOf(request) : {});
    if (answer) send(200, answer);
  } catch (e) {
    if (!(e instanceof Refusal)) console.error(e);
    const { code = String(e.status ?? 503), field, incident } = e.beside ?? {};
    send(e.status ?? 503, { error: { code, message: e.message, field }, incident });
  }
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}  (logins: ${people.map((p) => p.login).join(", ")}; password: otklik)`));
