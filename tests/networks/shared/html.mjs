// Pages in HTML: a template in which nothing a person has written can become markup, and the frame of every page.

const entity_of = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape_html = (text) => String(text).replace(/[&<>"']/g, (letter) => entity_of[letter]);

/** `html` escapes every value that is not itself made by `html`. */
class Html {
  constructor(text) {
    this.text = text;
  }
}
const piece = (value) => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(piece).join('');
  return value === null || value === undefined || value === false ? '' : escape_html(value);
};
export const html = (texts, ...values) => new Html(texts.reduce((all, text, index) => all + piece(values[index - 1]) + text));

/** The frame for pages of one network, given as one says it: «Имитация … для проверки». @param {string} network */
export const frame_of = (network) => (title, body, script = '') => html`<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · имитация</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/style.css">
</head>
<body>
<div class="banner"><strong>Имитация ${network} для проверки.</strong> Люди и события вымышлены.</div>
<main>${body}</main>
${script}
</body>
</html>
`;
