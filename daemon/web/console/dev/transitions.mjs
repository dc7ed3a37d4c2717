// The part of the daemon's transition table that a person can drive, for the mock server.

const text = (id, title, required) => ({ id, title, kind: "text", required });
const choice = (id, title, pairs) => ({
  id,
  title,
  kind: "choice",
  required: true,
  choices: pairs.map(([cid, ctitle]) => ({ id: cid, title: ctitle })),
});

export const actions = [
  { id: "route", title: "Направить исполнителю", fields: [{ id: "executor", title: "Исполнитель", kind: "executor", required: true }, text("note", "Пояснение исполнителю", false)] },
  { id: "submit", title: "Отправить на согласование", fields: [text("text", "Проект ответа", true)] },
  { id: "approve", title: "Согласовать и разместить", fields: [text("text", "Текст ответа", false)] },
  { id: "return", title: "Вернуть на доработку", fields: [text("remarks", "Замечания", true)] },
  {
    id: "close",
    title: "Закрыть без ответа",
    fields: [
      choice("reason", "Причина", [["thanks", "Благодарность"], ["not_ours", "Не наши полномочия"], ["not_about_us", "Не касается администрации"]]),
      text("note", "Пояснение", false),
    ],
  },
  {
    id: "set_aside",
    title: "Отложить по пункту 3.7",
    fields: [choice("ground", "Основание", [["insult", "Нецензурные или оскорбительные выражения"], ["harm", "Намерение причинить вред другому лицу"], ["threat", "Угроза должностному лицу или его семье"]])],
  },
  { id: "overrule", title: "Вернуть в работу", fields: [text("note", "Почему возвращено", false)] },
  { id: "confirm_placed", title: "Размещено вручную", fields: [{ id: "link", title: "Ссылка на размещённый ответ", kind: "link", required: true }] },
  { id: "place_again", title: "Разместить ещё раз", fields: [] },
];

/** state → action → [role, next state] */
const working = {
  route: ["coordinator", "assigned"],
  close: ["coordinator", "closed"],
  set_aside: ["coordinator", "set_aside"],
};
const stuck = {
  confirm_placed: ["coordinator", "answered"],
  place_again: ["coordinator", "placing"],
  return: ["coordinator", "returned"],
  close: ["coordinator", "closed"],
};
const table = {
  new: working,
  assigned: { submit: ["executor", "submitted"], ...working },
  submitted: { approve: ["coordinator", "placing"], return: ["coordinator", "returned"], ...working },
  returned: { submit: ["executor", "submitted"], ...working },
  by_hand: stuck,
  stopped: stuck,
  closed: { overrule: ["coordinator", "new"] },
  set_aside: { overrule: ["coordinator", "new"] },
};

export function nextState(state, action, role) {
  const [who, next] = table[state]?.[action] ?? [];
  return who === role ? next : null;
}

export function actionsFor(state, role) {
  return Object.keys(table[state] ?? {})
    .filter((id) => nextState(state, id, role))
    .map((id) => actions.find((a) => a.id === id));
}
