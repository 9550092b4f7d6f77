import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { waitFor } from '../harness/control-plane.ts';
import type { Kubeconfig } from '../harness/control-plane/users.ts';
import { NAMESPACE, restrictedUsers, type Restricted } from './restricted-users.ts';
import { keepEvidence, openWindow, type Window } from './window.ts';

type Rows = readonly RegExp[];
const TOOLS: Rows = [/^MLflow ready · 2\.19\.0 · team-a$/];
const WORK: Rows = [
  /^team-a 2 need attention$/,
  /^Needs attention 2$/,
  /^train-llama out of memory \(2 GiB\) · 4 restarts$/,
  /^wants-gpu waiting for a GPU · /,
  /^mlflow deployment · running$/,
  /^notebook-ana running · /,
  /^Add a namespace…$/,
];
const LIMITS: Rows = [/^Pods 4 of 10 used █+░+$/, /^home-ana 10 GiB · not made yet$/];
const HIDDEN = /^Not visible for you copy a request$/;
const NO_WORK: Rows = [/^team-a not visible for you$/, HIDDEN, /^Add a namespace…$/];

/** What each of them sees. Whoever sees all that there is may still not do all that there is to do. */
const SEES: Readonly<Record<Restricted, { tools: Rows; work: Rows; limits: Rows }>> = {
  ana: { tools: TOOLS, work: WORK, limits: LIMITS },
  'no-machines': { tools: TOOLS, work: WORK, limits: LIMITS },
  'no-watch': { tools: TOOLS, work: WORK, limits: LIMITS },
  'no-events': { tools: TOOLS, work: WORK, limits: LIMITS },
  'no-logs': { tools: TOOLS, work: WORK, limits: LIMITS },
  'no-connections': { tools: TOOLS, work: WORK, limits: LIMITS },
  'get-only': { tools: [HIDDEN], work: NO_WORK, limits: [HIDDEN] },
  nobody: { tools: [HIDDEN], work: NO_WORK, limits: [HIDDEN] },
};

/** What an Explain page of theirs could not look at. Nobody of them may see the Namespace or the account of a pod. */
const BLIND_SPOTS: Partial<Record<Restricted, readonly string[]>> = {
  ana: [],
  'no-machines': ['Machines (nodes)'],
  'no-watch': [],
  'no-events': ['What the cluster did with it (events)'],
  'no-logs': ['What it printed (logs)'],
};
const ALWAYS_BLIND = /^(Rules of the namespace|The account it runs as|What happened on its machine)/;

describe('users who may not do everything, in the real editor', function () {
  this.timeout(120_000);
  let plane: ControlPlane;
  let window: Window;
  let folder: string;
  let users: Readonly<Record<Restricted, Kubeconfig>>;

  before(async () => {
    plane = await startControlPlane({ fakeNodes: { count: 1 } });
    users = await restrictedUsers(plane);
    folder = mkdtempSync(join(tmpdir(), 'porthole-test-'));
    writeFileSync(join(folder, 'config'), JSON.stringify(users.ana));
    window = await openWindow({ kubeconfig: join(folder, 'config') });
    const { page, context, address } = window;
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    await page.setViewportSize({ width: 1280, height: 1000 }); // every row is on screen, and so in the page
    await window.workbench.openView('Porthole');
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    await plane.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Becomes another user, as somebody does who gets a new file. */
  async function become(user: Restricted): Promise<void> {
    writeFileSync(join(folder, 'config'), JSON.stringify(users[user]));
    await window.workbench.statusBar(`${NAMESPACE}.${user}@test`).waitFor();
  }

  /** Waits until a section says exactly this, and nothing above its rows. */
  async function shows(section: string, rows: Rows): Promise<void> {
    let seen: readonly string[] = [];
    const fits = async (): Promise<true | undefined> => {
      seen = [...(await messages(section)), ...(await window.workbench.rowTexts(section))];
      return (seen.length === rows.length && rows.every((row, at) => row.test(seen[at] ?? ''))) || undefined;
    };
    await waitFor(section, fits, 40).catch(() =>
      assert.fail(`${section} shows\n  ${seen.join('\n  ')}\nand not\n  ${rows.join('\n  ')}`),
    );
  }

  async function showsAll({ tools, work, limits }: (typeof SEES)[Restricted]): Promise<void> {
    await shows('Namespaces', work);
    await shows('Tools', tools);
    await shows('Limits and Storage', limits);
  }

  /** Presses something that copies a request, and does what the message asks for, as an administrator who trusts them. */
  async function grantWhatIsAskedBy(press: () => Promise<void>): Promise<void> {
    await window.page.evaluate('navigator.clipboard.writeText("")');
    await press();
    const message = await waitFor('copied message', async () => {
      const text = await window.workbench.clipboard();
      return text === '' ? undefined : text;
    });
    const [, yaml = ''] = /```yaml\n([\s\S]*)\n```/.exec(message) ?? [];
    await plane.apply(yaml);
  }

  const crashing = (): Locator => window.workbench.row('train-llama').first();
  const mlflow = (): Locator =>
    window.workbench.section('Tools').locator('.monaco-list-row', { hasText: 'MLflow' });

  for (const user of Object.keys(SEES) as Restricted[]) {
    it(`${user}: sees what is theirs, and no error`, async () => {
      const { workbench } = window;
      await become(user);
      await showsAll(SEES[user]);
      const blind = BLIND_SPOTS[user];
      if (!blind) {
        await workbench.screenshot(`restricted-${user}`);
        return;
      }
      await crashing().click();
      const page = workbench.webview();
      await page.locator('.answer', { hasText: 'used more than its 2 GiB of memory' }).waitFor();
      const section = page.locator('section', { hasText: 'Could not be looked at' });
      await section.waitFor();
      // For a moment it is still the page of the user before.
      let seen: object = {};
      const wanted = { names: blind, offersLogs: user !== 'no-logs' };
      const fits = async (): Promise<true | undefined> => {
        const names = await section.locator('dt').allInnerTexts();
        const logs = await page.locator('.bar button', { hasText: 'Logs' }).count();
        seen = { names: names.filter((name) => !ALWAYS_BLIND.test(name)), offersLogs: logs > 0 };
        return isDeepStrictEqual(seen, wanted) || undefined;
      };
      await waitFor('blind spots', fits, 20).catch(() => assert.deepEqual(seen, wanted));
      await showsAll(SEES[user]); // now surely those of this user
      await workbench.screenshot(`restricted-${user}`);
    });
  }

  async function messages(section: string): Promise<readonly string[]> {
    const above = window.workbench.section(section).locator('.message, .welcome-view-content');
    return (await above.allInnerTexts()).filter((words) => words.trim() !== '');
  }

  it('nobody: what they send to the platform team brings the rows, at a refresh and by itself', async () => {
    const { workbench, page } = window;
    await become('nobody');
    await showsAll(SEES.nobody);
    await workbench.command('Porthole: Explain a Pod');
    await workbench.quickPick('Your account may not see pods in team-a.').waitFor();
    await page.keyboard.press('Escape');
    const denied = (section: string): Locator =>
      workbench.section(section).locator('.monaco-list-row', { hasText: HIDDEN_WORDS });
    await grantWhatIsAskedBy(() => denied('Namespaces').click());
    await workbench.titleAction('Namespaces', 'Refresh');
    await shows('Namespaces', WORK);
    await grantWhatIsAskedBy(() => denied('Tools').click());
    await grantWhatIsAskedBy(() => denied('Limits and Storage').click());
    await showsAll(SEES.ana);
  });

  it('no-logs: is not offered the log, and is once it is given', async () => {
    const { workbench } = window;
    await become('no-logs');
    await shows('Namespaces', WORK);
    await waitFor(
      'row without a log',
      async () => !(await workbench.inlineActions(crashing())).includes('Logs') || undefined,
    );
    assert.deepEqual(await workbench.menuOf(crashing()), [
      'Why?',
      'Details as YAML',
      'Report for the Platform Team',
      ASK,
    ]);
    await workbench.command('Porthole: Show Logs');
    await workbench.quickPick('train-llama').click();
    await workbench
      .webview()
      .getByText('Your account may not read what pods print (pods/log) in team-a.')
      .first()
      .waitFor();
    await workbench.screenshot('restricted-log');
    await grantWhatIsAskedBy(() => workbench.contextMenu(crashing(), ASK));
    await workbench.titleAction('Namespaces', 'Refresh');
    await workbench
      .webview()
      .getByRole('heading', { name: 'may not read what pods print' })
      .waitFor({ state: 'detached' });
    await waitFor(
      'row with a log',
      async () => (await workbench.inlineActions(crashing())).includes('Logs') || undefined,
    );
  });

  it('no-connections: is not offered to open a tool, and is once it is given', async () => {
    const { workbench } = window;
    await become('no-connections');
    await shows('Tools', TOOLS);
    const offers = (label: string): Promise<true> =>
      waitFor(`tool that offers ${label}`, async () => {
        const actions = await workbench.inlineActions(mlflow());
        return (actions.length === 1 && actions[0] === label) || undefined;
      });
    await offers(ASK);
    await mlflow().click();
    const page = workbench.webview();
    await page.locator('.note', { hasText: 'may not connect to pods in team-a' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /open|connect/i }).count(), 0);
    await workbench.screenshot('restricted-tool');
    await grantWhatIsAskedBy(() => workbench.inlineAction(mlflow(), ASK));
    await workbench.titleAction('Namespaces', 'Refresh');
    await offers('Open');
    await page.getByRole('button', { name: 'Open MLflow' }).waitFor();
  });

  it('says what one may do, in words', async () => {
    const { workbench, page } = window;
    await become('no-events');
    await workbench.command('Porthole: What Can I Do Here?');
    await workbench.quickPick(/See what the cluster did.*not allowed/).waitFor();
    await workbench.quickPick(/Read what programs print.*allowed/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows no toast for any of it', async () => {
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});

const ASK = 'Copy a Request to Your Platform Team';
const HIDDEN_WORDS = 'copy a request';
