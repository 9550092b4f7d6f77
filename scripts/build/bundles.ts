import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { lateRooms, roomEntries, rooms, sharedErrors } from './late-rooms.ts';

/** One run of esbuild. Several files that share settings are one bundle. */
export interface Bundle {
  readonly name: string;
  readonly options: BuildOptions;
  /** Entry files that do not exist, as paths from the root: the bundle cannot be built. */
  readonly missing: readonly string[];
}

/**
 * Libraries that the extension needs late or never, in files of their own. In one file they would be read and parsed at every start
 * of the editor, although esbuild runs them only when they are imported.
 */
const LATE_LIBRARIES = ['yaml', 'ws', 'vscode-languageclient/node'] as const;
/** Shared by all bundles of the extension, since it holds the language that was chosen. */
const L10N = '@vscode/l10n';
/** VS Code 1.105, the oldest that we run in: Node 22.19 and Chromium 138. The command line asks for Node 22 as well. */
const OLDEST_NODE = 'node22';
const OLDEST_BROWSER = 'chrome138';
/** What `ws` looks for and can do without. */
const NOT_NEEDED = ['bufferutil', 'utf-8-validate'];

export interface BundleChoice {
  /** Not minified, and with source maps. */
  readonly readable: boolean;
}

interface Entry {
  readonly in: string;
  /** Without its ending, below `dist`. */
  readonly out: string;
}

export function bundlesOf(root: string, { readable }: BundleChoice): readonly Bundle[] {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    minify: !readable,
    sourcemap: readable ? 'linked' : false,
    legalComments: 'none', // the whole licences are in third-party-licenses.txt
    logLevel: 'silent',
    outdir: join(root, 'dist'),
  };
  const node: BuildOptions = { ...common, platform: 'node', format: 'cjs', target: OLDEST_NODE };
  return [
    bundle(root, 'extension', [{ in: 'src/extension.ts', out: 'extension' }], {
      ...node,
      external: ['vscode'],
      supported: { 'dynamic-import': false },
      plugins: [lateLibraries, sharedL10n, sharedErrors(root), lateRooms(root)],
    }),
    {
      name: 'rooms',
      options: {
        ...node,
        entryPoints: roomEntries(),
        external: ['vscode'],
        supported: { 'dynamic-import': false },
        plugins: [lateLibraries, sharedL10n, sharedErrors(root), rooms(root)],
      },
      missing: [],
    },
    {
      name: 'libraries',
      options: {
        ...node,
        entryPoints: [...LATE_LIBRARIES.map((name) => ({ in: name, out: name })), { in: L10N, out: 'l10n' }],
        external: [...NOT_NEEDED, 'vscode'],
      },
      missing: [],
    },
    bundle(root, 'language server', [{ in: 'src/manifests/server/main.ts', out: 'manifests' }], node),
    bundle(root, 'command line', [{ in: 'src/cli/main.ts', out: 'cli' }], {
      ...node,
      external: NOT_NEEDED,
      banner: { js: '#!/usr/bin/env node' },
    }),
    bundle(root, 'pages', pages(root), {
      ...common,
      platform: 'browser',
      format: 'iife',
      target: OLDEST_BROWSER,
      loader: { '.ttf': 'file' },
      assetNames: 'webview/[name]',
    }),
  ];
}

function bundle(root: string, name: string, entries: readonly Entry[], options: BuildOptions): Bundle {
  const missing = entries.map((entry) => entry.in).filter((file) => !existsSync(join(root, file)));
  return { name, options: { ...options, entryPoints: [...entries] }, missing };
}

/** Each style sheet that has a script of its name beside it is a page; the script may also be `main.ts` in a folder of that name. */
function pages(root: string): readonly Entry[] {
  return readdirSync(join(root, 'src/webview')).flatMap((file) => {
    const [, page] = /^(.+)\.css$/.exec(file) ?? [];
    const scripts = [`src/webview/${page}.ts`, `src/webview/${page}/main.ts`];
    const script = scripts.find((path) => existsSync(join(root, path)));
    if (page === undefined || script === undefined) return []; // a sheet that the sheets of pages import
    const out = `webview/${page}`;
    return [
      { in: script, out },
      { in: `src/webview/${file}`, out },
    ];
  });
}

/** `import('yaml')` becomes `require('./yaml.js')`, the file that the bundle of libraries makes. */
const lateLibraries: Plugin = {
  name: 'late libraries',
  setup: (build) => {
    build.onResolve({ filter: new RegExp(`^(${LATE_LIBRARIES.join('|')})$`) }, ({ path, kind, importer }) =>
      kind === 'dynamic-import'
        ? { path: `./${path}.js`, external: true }
        : { errors: [{ text: `${importer} imports ${path} at start: import() it where it is needed.` }] },
    );
  },
};

const sharedL10n: Plugin = {
  name: 'shared l10n',
  setup: (build) => {
    build.onResolve({ filter: new RegExp(`^${L10N}$`) }, () => ({ path: './l10n.js', external: true }));
  },
};
