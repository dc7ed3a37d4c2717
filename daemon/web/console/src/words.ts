// Russian words for what the daemon names in English. A word it does not know is shown as it came.

import type { Role, Summary } from "./api";

export const roles: Record<string, string> = {
  coordinator: "координатор",
  executor: "исполнитель",
  head: "глава",
  administrator: "администратор",
} satisfies Record<Role, string>;

export const networks: Record<string, string> = {
  vk: "ВКонтакте",
  ok: "Одноклассники",
  facebook: "Facebook",
  instagram: "Instagram",
  manual: "другой открытый источник",
};

export const messageKinds: Record<string, string> = {
  post: "публикация",
  comment: "комментарий",
  reply: "ответ на комментарий",
  manual: "добавлено вручную",
  direct: "личное сообщение",
};

export const newsStates: Record<string, string> = {
  draft: "черновик",
  planned: "в плане",
  withdrawn: "отозвано",
};

export const deliveryStates: Record<string, string> = {
  prepared: "ждёт своего времени",
  sending: "размещается",
  sent: "размещено",
  refused: "сеть отказала",
  unknown: "судьба неизвестна, проверяется",
  by_hand: "разместить вручную",
  stopped: "остановлено",
};

/** What can be done to a comment under our own publications (2.6). */
export const moderations: Record<string, string> = {
  hide: "Скрыть",
  show: "Показать снова",
  remove: "Удалить",
  restore: "Восстановить",
};

export const sourceKinds: Record<string, string> = {
  wall: "стена",
  comments: "комментарии",
  search: "поиск",
  mentions: "упоминания",
  hashtag: "хештег",
  events: "события",
  messages: "личные сообщения",
  boards: "обсуждения",
  photos: "фотографии",
  videos: "видео",
  group: "группа",
  discussions: "обсуждения",
  page: "страница",
  tagged: "отметки",
  tags: "отметки",
  media: "публикации",
};

export const ruleMeanings: Record<string, string> = {
  mention: "названа администрация",
  subject: "тема",
  prohibited: "пункт 3.7",
  ignore: "не относится к работе",
};

export type Group = "new" | "executors" | "approval" | "placing" | "answered" | "closed" | "other";

interface GroupWords {
  id: Group;
  title: string;
  states: string[];
  empty: string;
}

/** The tabs of the queue. A state in none of them is shown under «Прочие», so that nothing can hide. */
export const groups: GroupWords[] = [
  { id: "new", title: "Новые", states: ["new"], empty: "Новых сообщений нет." },
  { id: "executors", title: "У исполнителей", states: ["assigned", "returned"], empty: "У исполнителей ничего нет." },
  { id: "approval", title: "На согласовании", states: ["submitted"], empty: "Согласовывать пока нечего." },
  {
    id: "placing",
    title: "Размещение",
    states: ["placing", "by_hand", "stopped"],
    empty: "Всё согласованное размещено.",
  },
  { id: "answered", title: "Отвеченные", states: ["answered"], empty: "Отвеченных пока нет." },
  { id: "closed", title: "Закрытые", states: ["closed", "set_aside"], empty: "Закрытых и отложенных нет." },
];

export const otherGroup: GroupWords = { id: "other", title: "Прочие", states: [], empty: "Здесь пусто." };

const handStates = new Set(["by_hand", "stopped"]);

export function groupOf(state: string): Group {
  return groups.find((g) => g.states.includes(state))?.id ?? "other";
}

/** The daemon cannot go on with these by itself. */
export function needsHand(state: string): boolean {
  return handStates.has(state);
}

export function isReturned(s: Summary): boolean {
  return groupOf(s.state) === "executors" && s.returns > 0;
}

/** Colour of the state's label. */
export function tone(state: string): string {
  if (needsHand(state)) return "alarm";
  return groupOf(state);
}

export function plural(n: number, one: string, few: string, many: string): string {
  const tens = n % 100;
  const ones = n % 10;
  if (tens > 10 && tens < 20) return many;
  if (ones === 1) return one;
  return ones > 1 && ones < 5 ? few : many;
}

const thousands = new Intl.NumberFormat("ru-RU");

export function count(n: number, one: string, few: string, many: string): string {
  return `${thousands.format(n)} ${plural(n, one, few, many)}`;
}

/** The grounds of clause 3.7. */
export const grounds: Record<string, string> = {
  insult: "нецензурные или оскорбительные выражения",
  harm: "намерение причинить вред",
  threat: "угроза должностному лицу или его семье",
};

/** What is said when an action has been done. */
export const doneWords: Record<string, string> = {
  route: "Направлено исполнителю.",
  submit: "Отправлено на согласование.",
  approve: "Согласовано, размещаем.",
  return: "Возвращено на доработку.",
  close: "Закрыто без ответа.",
  set_aside: "Отложено по пункту 3.7.",
  overrule: "Возвращено в работу.",
  confirm_placed: "Отмечено: размещено вручную.",
  place_again: "Размещаем ещё раз.",
};
