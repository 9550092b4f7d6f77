import assert from 'node:assert/strict';
import { installedTools } from '../../src/cli/commands/tools.ts';
import { DisposableStore } from '../../src/common/disposable.ts';
import { openForward } from '../../src/k8s/streams/forward.ts';
import { probeHttp } from '../../src/k8s/streams/probe-http.ts';
import type { ClusterApi } from '../../src/k8s/transport/cluster-api.ts';
import type { InstalledTool } from '../../src/tools/installed-tool.ts';
import { codeAt, firstPort } from '../../src/tools/snippets.ts';
import { apiOf } from './cluster-access.ts';
import { runCell } from './programs/kernel-cell.ts';
import { runPython } from './programs/python-run.ts';
import { PROGRAMS, startPrograms } from './programs/running-programs.ts';
import { MACHINERY_MS, realNode, type RealNode } from './real-node.ts';

const NAMESPACE = 'team-tools';
/** Nine servers begin at the same time. */
const READY_SECONDS = 180;

describe('the tools that data scientists use, as real programs in real pods', function () {
  this.timeout(READY_SECONDS * 1000 + 180_000);
  let node: RealNode;
  let api: ClusterApi;
  let running: Awaited<ReturnType<typeof startPrograms>> | undefined;
  const owned = new DisposableStore();
  const never = new AbortController().signal;

  before(async function () {
    this.timeout(MACHINERY_MS);
    node = await realNode();
    if (!node.has('tools')) this.skip();
    running = await startPrograms(node, NAMESPACE);
    api = owned.own(await apiOf(node.plane.admin.kubeconfig));
  });
  after(async () => {
    owned.dispose();
    await running?.stop();
  });

  /** The one installation of a tool, as soon as it is well. */
  async function readyTool(id: string): Promise<InstalledTool> {
    return await node.plane.waitFor(
      `${id} that is ready`,
      async () => {
        const found = (await installedTools(api, NAMESPACE, never)).filter(({ tool }) => tool === id);
        assert.ok(found.length < 2, `${found.length} installations of ${id}`);
        return found.find(({ state }) => state === 'ready');
      },
      READY_SECONDS,
    );
  }

  /** The local ports of endpoints, connected. */
  async function connect(
    tool: InstalledTool,
    ids: readonly string[],
    work: (ports: ReadonlyMap<string, number>) => Promise<void>,
  ): Promise<void> {
    const open = new DisposableStore();
    const ports = new Map<string, number>();
    try {
      for (const endpoint of tool.endpoints.filter(({ id }) => ids.includes(id))) {
        const { service: name, port } = endpoint;
        const target = { kind: 'service', namespace: NAMESPACE, name, port } as const;
        const forward = await openForward(api, target, { preferredPort: firstPort(endpoint) }, never);
        open.own(forward);
        ports.set(endpoint.id, forward.localPort);
      }
      await work(ports);
    } finally {
      open.dispose();
    }
  }

  for (const program of PROGRAMS) {
    describe(program.tool, () => {
      const { page } = program;
      it(`is found${page ? ', and answers with its own page' : ''}`, async () => {
        const tool = await readyTool(program.tool);
        if (!page) return;
        const main = tool.endpoints.find((endpoint) => endpoint.main);
        assert.ok(main);
        await connect(tool, [main.id], async (ports) => {
          const base = `${main.scheme}://127.0.0.1:${ports.get(main.id)}`;
          const probe = await probeHttp(base, { path: main.health ?? main.path }, never);
          assert.deepEqual([probe.alive, probe.alive && probe.status], [true, 200]);
          assert.match(await (await fetch(`${base}${main.path}`)).text(), page.holds);
        });
      });

      for (const { snippet: id, then, prints, typed } of program.code)
        it(`works with the code that is offered (${id})`, async () => {
          const tool = await readyTool(program.tool);
          const snippet = tool.snippets.find((each) => each.id === id);
          assert.ok(snippet);
          const uses = (snippet.uses ?? []).map(({ endpoint }) => endpoint);
          await connect(tool, uses, async (ports) => {
            assert.match(await runPython(node, `${codeAt(snippet, ports)}\n${then}`, typed), prints);
          });
        });
    });
  }

  it('runs a cell in the Jupyter server whose address is offered as a kernel', async () => {
    const tool = await readyTool('jupyter');
    const snippet = tool.snippets.find(({ id }) => id === 'existing-server');
    assert.ok(snippet);
    await connect(tool, ['ui'], async (ports) => {
      const cell = 'import socket; print(sum(range(10)), "on", socket.gethostname())';
      assert.match(await runCell(codeAt(snippet, ports), 'a-token-of-this-test', cell), /^45 on jupyter-/);
    });
  });
});
