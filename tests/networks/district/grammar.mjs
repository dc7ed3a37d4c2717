// Russian as the generator needs it: cases of streets, lanes and settlements, and counted nouns. All by tables.

/** The order in which words/places.json gives the cases. */
const cases = ['nominative', 'genitive', 'dative', 'accusative', 'instrumental', 'prepositional'];

const endings = {
  ая: ['ая', 'ой', 'ой', 'ую', 'ой', 'ой'],
  яя: ['яя', 'ей', 'ей', 'юю', 'ей', 'ей'],
  ый: ['ый', 'ого', 'ому', 'ый', 'ым', 'ом'],
  ой: ['ой', 'ого', 'ому', 'ой', 'ым', 'ом'],
  чий: ['чий', 'чьего', 'чьему', 'чий', 'чьим', 'чьем'],
  хий: ['хий', 'хого', 'хому', 'хий', 'хим', 'хом'],
};

const nouns = {
  street: ['улица', 'улицы', 'улице', 'улицу', 'улицей', 'улице'],
  lane: ['переулок', 'переулка', 'переулку', 'переулок', 'переулком', 'переулке'],
};
const short_nouns = { street: 'ул.', lane: 'пер.' };

/** An adjective in a case, by its ending. @param {string} word nominative @param {string} wanted a case */
export function decline(word, wanted) {
  const ending = Object.keys(endings).sort((a, b) => b.length - a.length).find((end) => word.endsWith(end));
  return word.slice(0, -ending.length) + endings[ending][cases.indexOf(wanted)];
}

/**
 * @typedef {{kind: 'street'|'lane', name: string, changes: boolean}} Street
 * @param {Street} street
 * @param {string} wanted a case
 * @param {'whole'|'short'|'bare'} manner улице Мира, ул. Мира, Мира
 */
export function street_in(street, wanted, manner) {
  const name = street.changes ? decline(street.name, wanted) : street.name;
  const noun = nouns[street.kind][cases.indexOf(wanted)];
  // A lane is hardly ever named without its noun: it would be taken for the street of that name.
  if (manner === 'bare' && street.kind === 'street') return name;
  return `${manner === 'short' ? short_nouns[street.kind] : noun} ${name}`;
}

/** @param {{cases: string[]}} settlement @param {string} wanted a case */
export const settlement_in = (settlement, wanted) => settlement.cases[cases.indexOf(wanted)];

/** "1 день", "3 дня", "12 дней". @param {number} count @param {[string, string, string]} forms */
export function counted(count, [one, few, many]) {
  const tens = count % 100;
  const last = count % 10;
  if (tens >= 11 && tens <= 14) return `${count} ${many}`;
  return `${count} ${last === 1 ? one : last >= 2 && last <= 4 ? few : many}`;
}
