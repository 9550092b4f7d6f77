import { listed, median } from '../row.ts';
import type { Row } from '../row.ts';

/** The editor's own extensions start meanwhile: they share the machine with ours. */
const SETTLED_MS = 8_000;

export const row: Row = {
  name: 'activation',
  measures: 'what VS Code itself says the packed extension took to activate, each time in a new window',
  unit: 'ms',
  bound: 50,
  measure: async ({ times: runs }) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await activationMs());
    return { value: median(times), note: listed(times, 'ms') };
  },
};

async function activationMs(): Promise<number> {
  const { openWindow, SAMPLE } = await import('../../test/ui/window.ts'); // the other rows need no browser
  const window = await openWindow(SAMPLE);
  try {
    await window.page.waitForTimeout(SETTLED_MS);
    await window.workbench.openView('Porthole');
    await window.workbench.row('out of memory').first().waitFor();
    // The list is sorted, slowest first, and draws only what is on screen.
    await window.page.setViewportSize({ width: 1400, height: 4_000 });
    await window.workbench.command('Developer: Show Running Extensions');
    const list = window.page.locator('.runtime-extensions-editor');
    await list.getByText('Porthole').first().waitFor();
    // `Activation: 42ms`, or `Startup Activation: 42ms`, two lines below the name.
    const told = /^Porthole\n[^]*?Activation: (\d+)\s*ms/m.exec(await list.innerText())?.[1];
    if (told === undefined) throw new Error('the list of running extensions has no time for Porthole');
    return Number(told);
  } finally {
    await window.close();
  }
}
