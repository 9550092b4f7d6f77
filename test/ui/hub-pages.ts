import type { Page } from 'playwright-core';
import { HUB_LOGIN } from '../node/programs/jupyterhub.ts';

const PATIENCE = { timeout: 120_000 };

/** What a member of the team does with JupyterHub in the browser, on the page that was opened for them. */
export class HubPages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async logIn(): Promise<void> {
    await this.#page.getByLabel('Username').fill(HUB_LOGIN.user);
    await this.#page.getByLabel('Password').fill(HUB_LOGIN.password);
    await this.#page.locator('#login_submit').click();
    await this.#page.waitForURL(/\/hub\/(home|spawn)/, PATIENCE);
  }

  /** Starts a server with the first profile, and waits until JupyterLab is there. */
  async startServer(): Promise<void> {
    await this.#page.goto(new URL('/hub/spawn', this.#page.url()).href);
    await this.#page.locator('#spawn_form [type=submit]').click();
    await this.#page.waitForURL(/\/user\/ana\/lab/, PATIENCE);
    await this.#page.locator('.jp-Launcher').first().waitFor(PATIENCE);
  }

  /** Makes a notebook in JupyterLab, runs a cell in it, and gives what stands below the cell. */
  async runInNotebook(code: string): Promise<string> {
    await this.#page.locator('.jp-LauncherCard[data-category="Notebook"]').first().click();
    const cell = this.#page.locator('.jp-Notebook .jp-CodeCell .cm-content').first();
    await cell.click(PATIENCE);
    await this.#page.keyboard.type(code);
    await this.#page.keyboard.press('Shift+Enter');
    const output = this.#page.locator('.jp-OutputArea-output').first();
    await output.waitFor(PATIENCE);
    return await output.innerText();
  }

  /** A token of their own, from the page where the hub hands them out. */
  async requestToken(): Promise<string> {
    await this.#page.goto(new URL('/hub/token', this.#page.url()).href);
    await this.#page.locator('#request-token-form [type=submit]').click();
    await this.#page.locator('#token-area').waitFor(PATIENCE);
    return (await this.#page.locator('#token-result').innerText()).trim();
  }
}
