import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { text } from '../../../src/common/json.ts';
import type { Report } from '../cache.ts';
import { MachineryMissing } from '../machinery.ts';
import { runProgram } from './run-program.ts';

// Each function fills a folder with what an image consists of, out of what this machine has.

const APPLETS_ELSEWHERE = new Set(['busybox', 'python', 'node']);

/** A shell and the usual small programs, all in one static binary. */
export function fillWithBusybox(root: string, busybox: string): void {
  for (const folder of [
    'bin',
    'dev',
    'etc',
    'home/jovyan',
    'proc',
    'root',
    'sys',
    'tmp',
    'usr/bin',
    'usr/lib',
    'var/tmp',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  for (const shared of ['tmp', 'var/tmp', 'home/jovyan']) chmodSync(join(root, shared), 0o1777);
  copyFileSync(busybox, join(root, 'bin/busybox'));
  chmodSync(join(root, 'bin/busybox'), 0o755);
  const applets = spawnSync(busybox, ['--list'], { encoding: 'utf8' }).stdout.trim().split('\n');
  for (const applet of applets)
    if (!APPLETS_ELSEWHERE.has(applet)) symlinkSync('busybox', join(root, 'bin', applet));
  symlinkSync('/bin/busybox', join(root, 'usr/bin/env'));
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\njovyan:x:1000:100::/home/jovyan:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nusers:x:100:\nnogroup:x:65534:\n');
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
}

/** The Node that runs this. */
export function addNode(root: string): void {
  copyFileSync(process.execPath, join(root, 'usr/bin/node'));
  addLibraries(root, [process.execPath]);
}

export interface Python {
  readonly program: string;
  /** `3.11` */
  readonly version: string;
  readonly library: string;
}

/** The interpreter behind a name like `python3`, which may be a script that chooses one. */
export function pythonOf(program: string): Python {
  const code =
    'import json,os,sys,sysconfig;print(json.dumps([os.path.realpath(getattr(sys,"_base_executable",sys.executable)),sysconfig.get_python_version(),os.path.dirname(os.__file__)]))';
  const answer = spawnSync(program, ['-c', code], { encoding: 'utf8' });
  if (answer.status !== 0) throw new MachineryMissing(`${program} does not run: ${answer.stderr.trim()}`);
  const json: unknown = JSON.parse(answer.stdout);
  const [binary, version, library] = [text(json, 0), text(json, 1), text(json, 2)];
  if (binary === undefined || version === undefined || library === undefined)
    throw new Error(`${program} does not say where it is: ${answer.stdout}`);
  return { program: binary, version, library };
}

/** Not needed in a pod, and half of the size. */
const LEFT_OUT =
  /\/(?:site-packages|dist-packages|test|tests|idlelib|tkinter|turtledemo|ensurepip|lib2to3|__pycache__|config-[^/]+|_tkinter[^/]*)$/;

/** The interpreter and its standard library, nothing else. */
export async function addPython(root: string, python: Python, report: Report): Promise<void> {
  const name = `python${python.version}`;
  const library = join(root, 'usr/local/lib', name);
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
  copyFileSync(python.program, join(root, 'usr/local/bin', name));
  for (const link of ['python3', 'python']) symlinkSync(name, join(root, 'usr/local/bin', link));
  cpSync(python.library, library, {
    recursive: true,
    dereference: true,
    filter: (path) => !LEFT_OUT.test(path),
  });
  addLibraries(root, [python.program, ...globSync(join(library, 'lib-dynload/*.so'))]);
  await compile(root, python, library, report);
}

export interface PackagesOptions {
  /** What they are, for people who wait. */
  readonly what: string;
  readonly requirements: string;
  readonly scratch: string;
}

/** Packages with pinned versions, as wheels, from wherever this machine's pip gets them. */
export async function addPackages(
  root: string,
  python: Python,
  { what, requirements, scratch }: PackagesOptions,
  report: Report,
): Promise<void> {
  const environment = join(scratch, 'environment');
  await runProgram(python.program, ['-m', 'venv', environment], { what: 'python -m venv', report });
  try {
    await runProgram(
      join(environment, 'bin/python'),
      [
        ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--no-compile'],
        ...['--only-binary', ':all:', '--ignore-installed', '--no-warn-script-location'],
        ...['--prefix', join(root, 'usr/local'), '-r', requirements],
      ],
      { what: `pip install of ${what}`, report },
    );
  } catch (error) {
    throw new MachineryMissing(`The packages of ${what} cannot be installed from the Python package index.`, {
      cause: error,
    });
  }
  const packages = join(root, 'usr/local/lib', `python${python.version}`, 'site-packages');
  // The commands name the interpreter that installed them.
  const commands = globSync(join(root, 'usr/local/bin/*')).filter((file) => lstatSync(file).isFile());
  for (const command of commands) {
    const text = readFileSync(command, 'latin1');
    if (text.startsWith(`#!${environment}`))
      writeFileSync(command, text.replace(/^#!.*/, `#!/usr/local/bin/python${python.version}`), 'latin1');
  }
  for (const tests of globSync(join(packages, '**/tests/'))) rmSync(tests, { recursive: true, force: true });
  addLibraries(root, globSync(join(packages, '**/*.so')));
  await compile(root, python, packages, report);
}

/** A program of the npm registry, with the packages of its lock file. The image has to have Node. */
export async function addNodeProgram(
  root: string,
  name: string,
  lockFolder: string,
  report: Report,
): Promise<void> {
  const home = join(root, 'usr/local/lib', name);
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(lockFolder, file), join(home, file));
  try {
    await runProgram('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      what: `npm ci of ${name}`,
      report,
      cwd: home,
    });
  } catch (error) {
    throw new MachineryMissing(`${name} cannot be installed from the npm registry.`, { cause: error });
  }
  symlinkSync(`../lib/${name}/node_modules/.bin/${name}`, join(root, 'usr/local/bin', name));
}

/** Byte code that is never compared with its source: all times in an image are 0, so the comparison would always fail. */
async function compile(root: string, python: Python, folder: string, report: Report): Promise<void> {
  // -x: templates of files in other versions of the language, which do not compile.
  const args = ['-m', 'compileall', '-q', '-j', '2', '-s', root, '-p', '/', '-x', 'bad_|lib2to3|/tests?/'];
  await runProgram(python.program, [...args, '--invalidation-mode', 'unchecked-hash', folder], {
    what: 'byte code',
    report,
  });
}

const SYSTEM_FOLDERS = /^\/(?:usr\/)?lib(?:64|32)?(?:\/[\w-]+-linux-gnu\w*)?$/;

/** The shared libraries that programs need, as ldd names them, where the image's own loader finds them. */
function addLibraries(root: string, programs: readonly string[]): void {
  for (let first = 0; first < programs.length; first += 200) {
    const { stdout } = spawnSync('ldd', programs.slice(first, first + 200), {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    const libraries = new Set(
      [...stdout.matchAll(/(?:=>|^\s)\s*(\/\S+) \(0x/gm)].map((match) => match[1] ?? ''),
    );
    for (const library of libraries) {
      if (library.startsWith(root)) continue;
      // One from elsewhere (a Python built by hand) goes where the loader looks without being told.
      const home = SYSTEM_FOLDERS.test(dirname(library)) ? library : join('/usr/lib', basename(library));
      mkdirSync(dirname(join(root, home)), { recursive: true });
      copyFileSync(library, join(root, home));
    }
  }
}
