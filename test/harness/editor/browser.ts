import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import type { Ledger } from '../ledger.ts';

export interface RunningBrowser {
  readonly browser: Browser;
  readonly child: Child;
}

/** For pictures that are the same everywhere, without anything that calls home, and as root in a container. */
const SWITCHES = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-popup-blocking',
  '--disable-hang-monitor',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  // A window that nobody sees is not a reason to be slow.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * Starts a browser with a profile of its own below `folder`. It is started here and not by Playwright, so that it is in the ledger:
 * Playwright would leave it and its profile behind when this process is killed.
 */
export async function startBrowser(ledger: Ledger, program: string, folder: string): Promise<RunningBrowser> {
  const profile = join(folder, 'b');
  mkdirSync(profile, { recursive: true });
  const words = [...SWITCHES, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
  const child = startChild(ledger, 'browser', program, words, { env: { ...process.env, TMPDIR: profile } });
  const address = await child.until(
    'address for its driver',
    () => /DevTools listening on (ws:\/\/127\.0\.0\.1:\S+)/.exec(child.log())?.[1],
    60_000,
  );
  return { browser: await chromium.connectOverCDP(address), child };
}
