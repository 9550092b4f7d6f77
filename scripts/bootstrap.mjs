// The first file of every npm script. Plain JavaScript for any Node from 18 on: it installs the project's packages if they are
// missing or out of date, finds or installs the Node that the project runs on, and starts the script in it.
//   node scripts/bootstrap.mjs scripts/test.ts unit
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The Node that the tests, the build and code-server run on; VS Code 1.105 itself has 22. */
const NODE_VERSION = '24.21.0';
/** Runs TypeScript by itself, and is the one that code-server asks for. */
const isRightNode = (version) => version.split('.')[0] === NODE_VERSION.split('.')[0];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache =
  process.env.PORTHOLE_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'porthole');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function run(what, args, cwd) {
  process.stderr.write(`porthole: ${what} …\n`);
  const begun = Date.now();
  const done = spawnSync(npm, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    process.stderr.write(
      `${done.stdout ?? ''}${done.stderr ?? ''}\nporthole: ${what} failed (npm ${args.join(' ')}).\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`porthole: ${what}: ${Math.round((Date.now() - begun) / 1000)} s\n`);
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.porthole-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run('installing packages', ['ci', '--no-audit', '--no-fund'], root);
  writeFileSync(stamp, lock);
}

/** The path of a Node that can run this project, installed once per user from the npm registry when the running one is too old. */
function nodeBinary() {
  if (isRightNode(process.versions.node)) return process.execPath;
  const os = { darwin: 'darwin', linux: 'linux', win32: 'win' }[process.platform];
  const name = `node-${os}-${process.arch}`;
  const home = join(cache, `node-${NODE_VERSION}`);
  const binary = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  const fresh = `${home}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}');
  run(
    `installing Node ${NODE_VERSION}`,
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${NODE_VERSION}`],
    fresh,
  );
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(binary)) throw error; // another run was faster; its copy serves as well
  }
  return binary;
}

installPackages();
const node = nodeBinary();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  cwd: root,
  // The channel breaks when this process is killed; the child ends itself then (test/harness/end-with-parent.ts).
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PORTHOLE_CACHE: cache,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  },
});
// The child tidies up after itself; this process only waits for it, whatever the terminal sends to both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
// Nobody can pass on that they were killed: so this process looks whether those who wait for it are there.
const shell = process.ppid;
const npmProcess = process.env.npm_lifecycle_event ? parentOf(shell) : undefined;
setInterval(() => {
  if (process.ppid !== shell || (npmProcess !== undefined && parentOf(shell) !== npmProcess))
    child.kill('SIGTERM');
}, 1000).unref();

/** npm runs a script by a shell, which outlives it. Known where /proc is; elsewhere the shell itself has to do. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]; // the name, in brackets, may hold spaces. Source: proc(5)
  } catch {
    return undefined;
  }
}
