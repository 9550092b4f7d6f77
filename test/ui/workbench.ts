import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The window of the editor, in the words of somebody who uses it. All selectors of VS Code's own page stand here. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Shows a container of the activity bar. */
  async openView(title = 'Porthole'): Promise<void> {
    const icon = this.page.locator(`.part.activitybar .action-item:has(a[aria-label^="${title}"])`);
    await icon.waitFor();
    const isShown = (await icon.getAttribute('class'))?.split(' ').includes('checked') === true;
    if (!isShown) await icon.locator('a').click(); // a second click would hide it again
    await this.page.locator('.part.sidebar .pane-header').first().waitFor();
    // Out of the way: the tooltip of the icon would lie over the first rows.
    await this.page.mouse.move(640, 400);
  }

  /** The row of a tree in the side bar that contains the words. VS Code draws only the rows on screen. */
  row(words: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]', { hasText: words });
  }

  /** A section of the side bar, by its title. */
  section(title: string): Locator {
    return this.page.locator('.part.sidebar .pane', {
      has: this.page.locator('.pane-header', { hasText: title }),
    });
  }

  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** Clicks one of the small buttons that appear in a row under the pointer. */
  async inlineAction(row: Locator, label: string): Promise<void> {
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${label}"]`).click();
  }

  async contextMenu(row: Locator, label: string): Promise<void> {
    await row.click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-item', { hasText: label });
    // A menu takes no click in its first tenth of a second, so that the click which opened it chooses nothing.
    for (let tries = 0; tries < 10; tries++) {
      await item.click();
      const isChosen = await item.waitFor({ state: 'detached', timeout: 1_000 }).then(
        () => true,
        () => false,
      );
      if (isChosen) return;
    }
    throw new Error(`The menu stays open after a click on "${label}".`);
  }

  /** A button in the title of a section, such as *Refresh*. */
  async titleAction(section: string, label: string): Promise<void> {
    const pane = this.section(section);
    await pane.locator('.pane-header').hover();
    await pane.locator(`.pane-header .action-label[aria-label^="${label}"]`).click();
  }

  /** What the rows of a section say, from top to bottom: label and description. */
  async rowTexts(title: string): Promise<readonly string[]> {
    const rows = this.section(title).locator('.monaco-list-row[role="treeitem"]');
    return await rows.evaluateAll(labelsOf);
  }

  /** What a screen reader says of the rows of a section, from top to bottom. */
  async spokenRows(title: string): Promise<readonly string[]> {
    return await this.section(title).locator('.monaco-list-row[role="treeitem"]').evaluateAll(spokenLabels);
  }

  /** The row that the keyboard is on. */
  focusedRow(): Locator {
    return this.page.locator('.part.sidebar .monaco-list:focus-within .monaco-list-row.focused');
  }

  /** The small buttons of a row; they are there before the pointer is. */
  async inlineActions(row: Locator): Promise<readonly string[]> {
    const actions = await row.locator('.actions .action-label').evaluateAll(spokenLabels);
    return actions.filter((label) => label !== '');
  }

  /** What the menu of a row offers. */
  async menuOf(row: Locator): Promise<readonly string[]> {
    await row.click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-item .action-label:not(.separator)');
    await items.first().waitFor();
    const words = await items.allInnerTexts();
    await this.page.keyboard.press('Escape');
    await items.first().waitFor({ state: 'detached' });
    return words;
  }

  /** What was copied. The window's browser must have been allowed to be asked: `context.grantPermissions`. */
  async clipboard(): Promise<string> {
    return String(await this.page.evaluate('navigator.clipboard.readText()'));
  }

  /** What VS Code shows when the pointer rests on a row. */
  async tooltip(row: Locator): Promise<string> {
    await row.hover();
    return await this.page.locator('.workbench-hover, .monaco-hover-content').last().innerText();
  }

  /** The inside of the page (webview) that is on screen. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('iframe#active-frame');
  }

  /** The tab of an editor or a page. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.part.editor .tab', { hasText: title });
  }

  /** Runs a command by its title in the palette, such as `Porthole: Refresh`. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.type(`>${title}`);
    await this.quickPick(title).first().click();
  }

  /** The rows of the list that is open at the top. */
  quickPick(words: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: words });
  }

  /** Fills the input at the top. */
  async type(words: string): Promise<void> {
    await this.page.locator('.quick-input-widget input.input').fill(words);
  }

  /** Fills the input at the top and presses Enter. */
  async answer(words: string): Promise<void> {
    await this.type(words);
    await this.page.keyboard.press('Enter');
  }

  /** Texts of the messages in the corner. */
  toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast .notification-list-item-message');
  }

  statusBar(words: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item', { hasText: words });
  }

  /** The text in the editor that is on screen; VS Code draws only the lines on screen, with its own kind of spaces. */
  async editorText(): Promise<string> {
    const lines = await this.page.locator('.part.editor .monaco-editor .view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00A0', ' ');
  }

  /** Opens a file of the folder that is open, by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.type(name);
    await this.quickPick(name).first().click();
    await this.tab(name).waitFor();
  }

  /** Rests the pointer on words of a line in the editor, again while nothing comes; resolves with what VS Code then shows. */
  async hover(line: string, words: string): Promise<string> {
    const shown = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
    const at = this.page.locator('.part.editor .view-line', { hasText: line }).getByText(words).first();
    for (let tries = 0; tries < 10; tries++) {
      await this.page.mouse.move(2, 2);
      await shown.waitFor({ state: 'hidden' });
      await at.hover();
      const isThere = await shown.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return (await shown.innerText()).replaceAll('\u00A0', ' ');
    }
    throw new Error(`Nothing came up at "${words}" in the line "${line}".`);
  }

  /** Puts the cursor on words of a line in the editor and presses F12. */
  async goToDefinition(line: string, words: string): Promise<void> {
    await this.page.locator('.part.editor .view-line', { hasText: line }).getByText(words).first().click();
    await this.page.keyboard.press('F12');
  }

  /** A picture with the hover that is open; other pictures wait until none is. */
  async screenshotWithHover(name: string): Promise<void> {
    await this.#picture(name);
  }

  /**
   * A picture in `out/screenshots`, for people to look at; with `UPDATE_SCREENSHOTS=1` also in `media/screenshots`, for the README.
   * Whatever lies under a resting pointer is left out of it.
   */
  async screenshot(name: string): Promise<string> {
    const window = this.page.viewportSize() ?? { width: 0, height: 0 };
    // The middle of the status bar shows nothing by itself. A corner of the window does not always count as leaving what was there.
    await this.page.mouse.move(window.width / 2, window.height - 8);
    for (let tries = 0; tries < 10; tries++) {
      // Asked at one moment: a tooltip that goes by itself between two questions must not be waited for.
      const box = (await this.page.locator('.workbench-hover').evaluateAll(boxes)).find(
        (each) => each.width > 0 && each.height > 0,
      );
      if (!box) break;
      // One that came up after the pointer had gone stays until the pointer comes and goes, or Escape is pressed.
      await this.page.mouse.move(box.x + 2, box.y + 2);
      await this.page.mouse.move(window.width / 2, window.height - 8);
      if (tries > 0) await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(200);
    }
    return await this.#picture(name);
  }

  async #picture(name: string): Promise<string> {
    const path = join(root, 'out', 'screenshots', `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    if (process.env['UPDATE_SCREENSHOTS'] === '1') {
      const kept = join(root, 'media', 'screenshots', `${name}.png`);
      mkdirSync(dirname(kept), { recursive: true });
      copyFileSync(path, kept);
    }
    return path;
  }
}

/** Runs in the page: label and description of each of these rows. */
function labelsOf(rows: PageElement[]): string[] {
  return rows.map((row) =>
    Array.from(row.querySelectorAll('.label-name, .label-description'), (part) => part.textContent ?? '')
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

/** Runs in the page: what a screen reader says of each of these. */
function spokenLabels(elements: PageElement[]): string[] {
  return elements.map((element) => element.getAttribute('aria-label') ?? '');
}

interface PageElement {
  querySelectorAll(selector: string): ArrayLike<{ readonly textContent: string | null }>;
  getAttribute(name: string): string | null;
}

/** Runs in the page: where each of these elements is on screen. */
function boxes(elements: { getBoundingClientRect(): Box }[]): Box[] {
  return elements.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
