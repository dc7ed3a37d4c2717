// A real Chromium, and a screen as one person sees it. Any dialog, script error or foreign request is a failure.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { password } from './person.mjs';
import { root } from './programs.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** Each browser has a profile of its own, which goes with it. */
export const open_browser = () => chromium.launch({ executablePath: process.env.OTKLIK_CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });

export const pictures = join(root, 'tests/browser/out');
mkdirSync(pictures, { recursive: true });

export class Screen {
  /** @type {string[]} what must not happen in a page */ troubles = [];

  /**
   * A person's own window.
   * @param {import('playwright-core').Browser} browser
   * @param {string} url of the console
   * @param {{size?: {width: number, height: number}}} [how]
   */
  static async open(browser, url, { size = { width: 1280, height: 860 } } = {}) {
    const screen = new Screen();
    screen.context = await browser.newContext({ viewport: size, locale: 'ru-RU', timezoneId: 'Europe/Astrakhan' });
    screen.context.setDefaultTimeout(15_000);
    screen.page = await screen.context.newPage();
    screen.#watch(new URL(url).origin);
    await screen.page.goto(url);
    return screen;
  }

  #watch(origin) {
    const { page, troubles } = this;
    page.on('dialog', (dialog) => { troubles.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('pageerror', (error) => troubles.push(`a script failed: ${error.message}`));
    page.on('request', (request) => { if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) troubles.push(`a request to ${request.url()}`); });
    page.on('console', (line) => { if (/Content Security Policy/.test(line.text())) troubles.push(line.text()); });
  }

  /** @param {string} name a `data-test` @param {Record<string, string | number>} [data] its other data attributes */
  find(name, data = {}) {
    const more = Object.entries(data).map(([key, value]) => `[data-${key}="${value}"]`).join('');
    return this.page.locator(`[data-test="${name}"]${more}`);
  }

  sees(name, data) { return this.find(name, data).first().waitFor(); }
  click(name, data) { return this.find(name, data).first().click(); }
  text(name, data) { return this.find(name, data).first().innerText(); }
  texts(name) { return this.find(name).allInnerTexts(); }

  async logs_in(login) {
    await this.find('login-login').fill(login);
    await this.find('login-password').fill(password);
    await this.click('login-submit');
    await this.sees('live-state', { state: 'live' });
    return this;
  }

  /** Opens the incident in whose line of the queue these words stand, when it is there. */
  async opens(words) {
    const line = this.find('queue-item').filter({ hasText: words }).first();
    await line.click();
    const id = await line.getAttribute('data-id');
    await this.sees('incident', { id });
    return id;
  }

  /** Does an action: opens its form unless it is open, fills it, sends it. */
  async does(action, fields = {}) {
    const sends = this.find(`submit-${action}`);
    await sends.or(this.find(`action-${action}`)).first().waitFor();
    if (!await sends.first().isVisible()) await this.click(`action-${action}`);
    for (const [name, value] of Object.entries(fields)) await this.#fill(this.find(`action-${action}`), name, value);
    await sends.first().click();
  }

  async #fill(form, name, value) {
    const inside = form.locator(`[data-test="field-${name}"]`);
    const field = (await inside.count()) ? inside.first() : this.find(`field-${name}`).first();
    const kind = await field.evaluate((element) => element.tagName);
    await (kind === 'SELECT' ? field.selectOption(String(value)) : field.fill(String(value)));
  }

  picture(name, how = {}) { return this.page.screenshot({ path: join(pictures, `${name}.png`), ...how }); }

  async close() {
    await this.context.close();
    assert.deepEqual(this.troubles, [], 'nothing foreign happened in the page');
  }
}
