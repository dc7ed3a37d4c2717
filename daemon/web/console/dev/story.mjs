// A small district to work on the console with: people, executors, and incidents in every state.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const administration = "Администрация МО «Ахтубинский район»";
export const zone = "Europe/Astrakhan";

export const people = [
  { login: "coordinator", name: "Оландарёва Светлана Алексеевна", role: "coordinator", executor: null },
  { login: "deputy", name: "Мирошник Олег Иванович", role: "coordinator", executor: null },
  { login: "zhkh", name: "Петренко Галина Николаевна", role: "executor", executor: "zhkh" },
  { login: "obraz", name: "Сулейманова Динара Ринатовна", role: "executor", executor: "obraz" },
  { login: "head", name: "Кириллов Андрей Андреевич", role: "head", executor: null },
  { login: "admin", name: "Дронов Пётр Сергеевич", role: "administrator", executor: null },
];

export const executors = [
  ["obraz", "Управление образованием", "Образование"],
  ["econ", "Управление экономического развития", "Экономика"],
  ["selhoz", "Управление сельского хозяйства", "Сельское хозяйство"],
  ["zem", "Управление имущественных и земельных отношений", "Имущество и земля"],
  ["zhkh", "Управление жилищно-коммунального хозяйства", "ЖКХ"],
  ["arch", "Отдел архитектуры и строительства", "Архитектура"],
  ["gochs", "Отдел по делам ГО, ЧС и мобилизационной работе", "ГО и ЧС"],
  ["kult", "Управление культуры и кинофикации", "Культура"],
].map(([id, title, short]) => ({
  id,
  title,
  short,
  people: people.filter((p) => p.executor === id).map((p) => p.name),
}));

export const states = [
  ["new", "новое"],
  ["assigned", "у исполнителя"],
  ["submitted", "на согласовании"],
  ["returned", "на доработке"],
  ["placing", "размещается"],
  ["by_hand", "разместить вручную"],
  ["stopped", "остановлено"],
  ["answered", "отвечено"],
  ["closed", "закрыто без ответа"],
  ["set_aside", "отложено"],
].map(([id, title]) => ({ id, title }));

const rules = {
  adm: { id: "adm", title: "Администрация района", means: "mention" },
  heat: { id: "heat", title: "Отопление и вода", means: "subject" },
  road: { id: "road", title: "Дороги", means: "subject" },
  school: { id: "school", title: "Школы и сады", means: "subject" },
  insult: { id: "insult", title: "Оскорбления", means: "prohibited" },
};
const executorOf = { heat: "zhkh", road: "zhkh", school: "obraz" };

/** `{rule|words}` in a text marks words that a rule was hit by. */
function parse(marked) {
  return marked
    .split(/(\{[a-z]+\|[^}]*\})/)
    .filter(Boolean)
    .map((piece) => {
      const hit = /^\{([a-z]+)\|([^}]*)\}$/.exec(piece);
      return hit ? { t: hit[2], rules: [hit[1]] } : { t: piece };
    });
}

function wordsOf(text, rule) {
  return text.filter((p) => p.rules?.includes(rule)).map((p) => p.t);
}

const draftText =
  "Здравствуйте, Елена! Отопление в доме № 14 по улице Жуковского восстановят сегодня до 18:00: бригада меняет " +
  "участок трубы у теплового узла. Если вечером батареи останутся холодными, позвоните диспетчеру: 8 (85141) 5-11-22.";

const evil = `Смотрите: <script>alert(1)</script> <b>жирный</b> ‮олучилось задом наперёд‬ ${"ы".repeat(300)} `;

const told = [
  ["new", "Елена Ковалёва", "{adm|Администрация района}, когда дадут {heat|отопление} на Жуковского 14? Третий день {heat|батареи холодные}, дома двое маленьких детей."],
  ["new", "Игорь С.", "На въезде в Батаевку {road|яма на дороге} во всю полосу, вчера ещё две машины пробили колёса. Когда отремонтируют?"],
  ["new", "Дмитрий В.", "Вы там все {insult|бездельники}, а {road|дорогу} так и не чистите! {adm|Райадминистрация}, ау!"],
  ["assigned", "Марина Юрьевна", "Подскажите, пожалуйста, когда откроют запись в {school|первый класс} в школе № 4? В {adm|администрации} говорят ждать."],
  ["returned", "Елена Ковалёва", "{adm|Администрация}, на Жуковского 14 опять {heat|нет горячей воды}. Сколько можно?"],
  ["submitted", "Рустам Ибрагимов", "{heat|Нет отопления} в Верхнем Баскунчаке, улица Советская 3. {adm|Администрация}, ответьте людям!"],
  ["placing", "Наталья П.", "{adm|Администрация}, почему {heat|вода} ржавая второй день?"],
  ["by_hand", "Сосед с Нестерова", "Уберут ли когда-нибудь {road|снег с дороги} у дома 7? {adm|Глава района}, это к вам."],
  ["stopped", "Анна Гордеева", "{road|Асфальт} во дворе положили в лужи. {adm|Администрация}, кто принимал работу?"],
  ["answered", "Виктор Лыков", "Спасибо, {heat|отопление} дали. А перерасчёт будет? Вопрос к {adm|администрации}."],
  ["closed", "Ахтубинск 24", "{adm|Администрация района} поздравляет жителей с Днём матери."],
  ["set_aside", "Аноним", "{insult|Негодяи} вы, и больше никто. {adm|Администрация}!"],
  ["new", "‮مدير <i>", `${evil}{adm|Администрация} ${"Очень длинный текст про {road|дорогу}, который никак не кончается. ".repeat(1800)}`],
];

export function tellStory(now) {
  return told.map(([state, author, marked], i) => incidentOf(i + 1, state, author, marked, now - (told.length - i) * 5 * HOUR));
}

function incidentOf(id, state, author, marked, at) {
  const text = parse(marked);
  const plain = text.map((p) => p.t).join("");
  const hit = [...new Set(text.flatMap((p) => p.rules ?? []))];
  const subjects = hit.filter((r) => executorOf[r]);
  const later = (minutes) => at + minutes * MINUTE;
  const it = messageIncident({ id, author, text, plain, hit, subjects, at });
  const reached = (...names) => names.includes(state);
  const log = (minutes, who, role, action, title, from, to, detail = "") => {
    it.history.push({ at: later(minutes), who, role, action, title, from, to, detail });
    it.version++;
  };

  log(0, "system", "system", "accept", "Принято в работу", "", "new");
  if (reached("assigned", "submitted", "returned", "placing", "by_hand", "stopped", "answered")) {
    it.executor = executorOf[subjects[0]] ?? "zhkh";
    it.due = later(60 * 30);
    it.assignments.push({
      executor: it.executor,
      title: executors.find((e) => e.id === it.executor).title,
      by: people[0].name,
      at: later(10),
      note: "Ответьте, пожалуйста, сегодня: люди ждут.",
    });
    log(10, people[0].name, "coordinator", "route", "Направить исполнителю", "new", "assigned");
  }
  if (reached("submitted", "returned", "placing", "by_hand", "stopped", "answered")) {
    it.drafts.push({ version: 1, by: people[2].name, at: later(50), text: draftText, files: [], returned: null });
    log(50, people[2].name, "executor", "submit", "Отправить на согласование", "assigned", "submitted");
  }
  if (reached("returned")) {
    const remarks = "Назовите точное время, когда дадут воду, и телефон диспетчера. «В ближайшее время» не пишем.";
    it.drafts[0].returned = { by: people[0].name, at: later(60), remarks };
    it.returns = 1;
    log(60, people[0].name, "coordinator", "return", "Вернуть на доработку", "submitted", "returned", remarks);
  }
  if (reached("placing", "by_hand", "stopped", "answered")) {
    it.answer = { text: draftText, by: people[0].name, at: later(70), edited: false, files: [] };
    log(70, people[0].name, "coordinator", "approve", "Согласовать и разместить", "submitted", "placing");
    it.deliveries.push(deliveryOf(it, state, later(71)));
  }
  if (reached("answered")) log(71, "system", "system", "sent", "Ответ размещён", "placing", "answered");
  if (reached("by_hand")) log(71, "system", "system", "hand_over", "Передано для размещения вручную", "placing", "by_hand");
  if (reached("stopped")) log(71, "system", "system", "stop", "Размещение остановлено", "placing", "stopped", "Сообщение удалено автором");
  if (reached("closed")) log(20, people[0].name, "coordinator", "close", "Закрыть без ответа", "new", "closed", "Не касается администрации");
  if (reached("set_aside")) log(20, people[0].name, "coordinator", "set_aside", "Отложить по пункту 3.7", "new", "set_aside", "Оскорбительные выражения");
  it.state = state;
  it.changed = it.history.at(-1).at;
  return it;
}

export function messageIncident({ id, author, text, plain, hit = [], subjects = [], at, kind = "comment", link, place }) {
  return {
    id,
    version: 0,
    state: "new",
    created: at,
    changed: at,
    network: kind === "manual" ? "manual" : "vk",
    source_title: place ?? "Подслушано Ахтубинск",
    author,
    excerpt: plain.slice(0, 160),
    executor: null,
    subjects: subjects.map((r) => rules[r].title),
    because: hit.includes("adm") ? "Названа администрация, и речь о её работе." : "Речь о работе администрации в нашем районе.",
    priority: "ordinary",
    due: null,
    returns: 0,
    messages: [
      {
        post: `vk:wall-1_${id}`,
        network: kind === "manual" ? "manual" : "vk",
        kind,
        link: link ?? (kind === "manual" ? "" : `https://vk.com/wall-1_${id}?reply=${id}0`),
        author,
        author_link: kind === "manual" ? "" : `https://vk.com/id${id}`,
        author_gone: false,
        attachments: id % 3 ? [] : ["фото", `https://vk.com/photo${id}_1`],
        edited: null,
        written: at - 4 * MINUTE,
        found: at,
        text,
        thread:
          kind === "manual"
            ? []
            : [
                { author: "Подслушано Ахтубинск", own: false, written: at - 90 * MINUTE, text: "Как у вас дома, тепло? Пишите в комментариях.", this: false },
                { author: "Ольга", own: false, written: at - 60 * MINUTE, text: "У нас на Франко нормально.", this: false },
                { author, own: false, written: at - 4 * MINUTE, text: plain, this: true },
                { author: administration, own: true, written: at - 2 * MINUTE, text: "Ольга, спасибо, что написали!", this: false },
              ],
        match: {
          because: hit.includes("adm") ? "Названа администрация, и речь о её работе." : "Речь о работе администрации в нашем районе.",
          rules: hit.map((r) => ({ ...rules[r], words: wordsOf(text, r).slice(0, 5) })),
          subjects: subjects.map((r) => ({ id: r, title: rules[r].title })),
          prohibited: hit.includes("insult") ? { ground: "insult", words: wordsOf(text, "insult") } : null,
        },
      },
    ],
    suggestions: [...new Set(subjects.map((r) => executorOf[r]))].map((e) => ({
      executor: e,
      title: executors.find((x) => x.id === e).title,
      words: subjects.filter((r) => executorOf[r] === e).flatMap((r) => wordsOf(text, r).slice(0, 3)),
    })),
    assignments: [],
    drafts: [],
    answer: null,
    deliveries: [],
    history: [],
  };
}

export const deliveryTitles = {
  prepared: "готово к размещению",
  sending: "размещается",
  sent: "размещено",
  refused: "сеть отказала",
  unknown: "судьба неизвестна, проверяется",
  by_hand: "разместить вручную",
  stopped: "остановлено",
};

export function deliveryOf(it, state, at) {
  const outcome = { answered: "sent", placing: "unknown", by_hand: "by_hand", stopped: "stopped" }[state] ?? "prepared";
  return {
    id: `${it.id}-${it.deliveries.length + 1}`,
    state: outcome,
    title: deliveryTitles[outcome],
    post: it.messages[0].post,
    attempt: 1,
    text: it.answer.text,
    files: it.answer.files,
    link: outcome === "sent" ? `https://vk.com/wall-1_${it.id}?reply=999` : it.messages[0].link || null,
    reason: {
      unknown: "Сеть не ответила. Проверяем, появился ли ответ в обсуждении.",
      by_hand: "Сообщество не разрешает комментарии от имени сообществ.",
      stopped: "Автор удалил сообщение.",
    }[outcome] ?? "",
    steps:
      outcome === "by_hand"
        ? ["Откройте обсуждение по ссылке.", "Вставьте текст ответа и отправьте от имени администрации.", "Скопируйте ссылку на ответ и вставьте её ниже."]
        : [],
    at,
  };
}

/** The picture of an account: lines that stand for its name. */
export const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAABlBMVEUdXIr///9llvoNAAAALUlEQVR42u3TsQ0AQAgDMdh/aQb45ikQErIHuCqJAOCRTRcD4AvwP6T5AMC6Av3SAcENGfGhAAAAAElFTkSuQmCC",
  "base64",
);

const untroubled = { trouble: "", trouble_kind: "", trouble_words: "" };

export const accounts = (now) => ({
  accounts: [
    {
      id: "vk-main", network: "vk", name: `ВКонтакте: ${administration}`, official_name: administration,
      checked: now - HOUR, checking: false, connected: true, profile: administration, link: "https://vk.com/adm_akhtuba",
      picture: { digest: "a1", shown: true, trouble: "", confirmed: null },
      abilities: ["читает стены и комментарии", "отвечает на комментарии от имени сообщества"],
      tokens: [
        { kind: "service_token", valid_until: null, rights: [] },
        {
          kind: "community_token", valid_until: now + 9 * 24 * HOUR,
          rights: [
            { name: "wall", purpose: "отвечать на комментарии", granted: true },
            { name: "photos", purpose: "прикладывать фотографии", granted: false },
          ],
        },
      ],
      quotas: [{ purpose: "чтений стен за сутки", used: 1240, most: 5000 }],
      failures: [],
      warnings: [
        { id: "ends-1", what: "Срок ключа community_token выйдет через 9 дней.", what_to_do: "Получите новый ключ, положите его в файл, указанный в community_token_file, и перезапустите службу." },
        { id: "picture-a1", what: "Ещё никто не подтвердил, что на картинке профиля есть официальное название.", what_to_do: "Посмотрите на неё и подтвердите, что на ней официальное название (пункт 2.5)." },
      ],
      requests: [
        { method: "wall.get", outcome: "ok", title: "успешно", count: 1240 },
        { method: "wall.get", outcome: "unreachable", title: "не отвечает", count: 3 },
      ],
      last_read: now - MINUTE, last_placed: now - 3 * HOUR, braked: null, ...untroubled,
    },
    {
      id: "ok-main", network: "ok", name: "Одноклассники: Ахтубинский район", official_name: administration,
      checked: now - HOUR, checking: false, connected: false, profile: "", link: "",
      picture: { digest: "", shown: false, trouble: "", confirmed: null },
      abilities: [], tokens: [], quotas: [],
      failures: [{ kind: "settings", words: "Нет доступа: ключ, право или настройка не подходят.", what_to_do: "Администратору системы: проверьте ключи и права этого аккаунта, исправьте и проверьте снова.", said: "103 PARAM_SESSION_EXPIRED" }],
      warnings: [], requests: [], last_read: now - 20 * MINUTE, last_placed: null, braked: { until: now + HOUR, why: "flood control" },
      trouble: "103 PARAM_SESSION_EXPIRED", trouble_kind: "settings", trouble_words: "Нет доступа: ключ, право или настройка не подходят.",
    },
  ],
  sources: [
    { id: "wall", account: "vk-main", kind: "wall", title: "Своя стена", last_read: now - MINUTE, next_read: now + MINUTE, found: 41, ...untroubled },
    { id: "pod", account: "vk-main", kind: "comments", title: "Подслушано Ахтубинск", last_read: now - 2 * MINUTE, next_read: now + 3 * MINUTE, found: 118, ...untroubled },
    { id: "search", account: "vk-main", kind: "search", title: "«Ахтубинский район»", last_read: null, next_read: null, found: 0, trouble: "error 29", trouble_kind: "throttled", trouble_words: "Сеть просит подождать." },
  ],
});
