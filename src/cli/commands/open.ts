import { spawn } from 'node:child_process';
import { probeHttp } from '../../k8s/streams/probe-http.ts';
import { localAddress } from '../../tools/snippets.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { Failure } from '../failure.ts';
import { toolDoor, toolNamed } from '../forward-target.ts';
import { hold, openDoor } from '../open-door.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage.ts';

/** `porthole open`: forwards a tool, waits until it answers, opens it in the browser (or prints the address), and stays. */
export async function open(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  const [word] = call.operands;
  if (word === undefined || call.operands.length > 1) throw new UsageError('open takes one TOOL');
  const cluster = await openCluster(call, signal);
  try {
    const tool = await toolNamed(cluster.api, word, cluster.namespace, signal);
    if (!tool)
      throw new Failure(
        `There is no tool "${word}" in namespace ${cluster.namespace}. "porthole tools" lists what is there.`,
      );
    const door = toolDoor(tool, undefined);
    const { endpoint } = door;
    if (!endpoint || endpoint.scheme === 'tcp')
      throw new Failure(`${tool.title} has no page to open. Use: porthole forward ${word}`);
    const preferred = endpoint.preferredLocalPort;
    const opened = await openDoor(
      cluster.api,
      door,
      preferred === undefined ? {} : { preferredPort: preferred },
      signal,
    );
    const base = localAddress(endpoint, opened.localPort);
    const { path, health = path, alive } = endpoint;
    const probe = { path: health, ...(alive === undefined ? {} : { alive }) };
    const answer = await probeHttp(base, probe, signal);
    if (!answer.alive) {
      opened.dispose();
      throw new Failure(
        `${tool.title} does not answer yet. "porthole explain -n ${tool.namespace}" says why.`,
      );
    }
    await output.write(`${base}${endpoint.path}\n`);
    if (!call.print) openInBrowser(`${base}${endpoint.path}`, output);
    await hold(opened, tool.title, (words) => output.message(words), signal);
  } finally {
    cluster.dispose();
  }
}

/** The desktop's own opener. The address is an argument of its own, never a part of a shell's line. */
function openInBrowser(address: string, output: Output): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>> = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  };
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => output.message(`no browser could be started here; open ${address}`));
  child.unref();
}
