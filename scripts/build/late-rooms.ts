import { dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Rooms that the extension enters late or never, in files of their own: they are most of its code, and would be read and parsed at
 * every start of the editor. By the file's name: the doors that other rooms use, and what each lets through (functions only; a name
 * that is missing here is an error of the build).
 */
const LATE_ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cluster: {
    'src/k8s/connection.ts': ['createConnections'],
    'src/k8s/evidence/gather.ts': ['gatherEvidence'],
    'src/k8s/streams/group-log.ts': ['groupLog'],
    'src/k8s/streams/pod-roster.ts': ['rosterOf'],
    'src/k8s/streams/forward.ts': ['openForward'],
    'src/k8s/streams/probe-http.ts': ['probeHttp'],
  },
  diagnosis: {
    'src/diagnostics/diagnose.ts': ['diagnose', 'examinationOf', 'timelineOf', 'filesOf'],
    'src/diagnostics/platform-report.ts': ['platformReport'],
  },
  tools: { 'src/tools/detect.ts': ['detectTools'] },
  sample: { 'src/sample/sample-cluster.ts': ['startSampleCluster'] },
  hovers: { 'src/views/manifests/client/manifest-client.ts': ['startManifestClient'] },
};

/**
 * Classes of errors that one file throws and another knows by `instanceof`. They stand in one file that all others share: in each of
 * them a class of its own would be another class.
 */
const ERRORS = 'errors';
const ERROR_CLASSES = [
  'src/k8s/problem.ts',
  'src/k8s/streams/forward-problem.ts',
  'src/common/cancellation.ts',
];

const ROOM = 'room';
const DOOR = 'door of a late room';

/** One file for each room, and the one that they share. */
export function roomEntries(): { in: string; out: string }[] {
  return [...Object.keys(LATE_ROOMS), ERRORS].map((name) => ({ in: `${ROOM}:${name}`, out: name }));
}

/** A room's file lets through what its doors do. */
export function rooms(root: string): Plugin {
  return {
    name: 'rooms',
    setup: (build) => {
      build.onResolve({ filter: new RegExp(`^${ROOM}:`) }, ({ path }) => ({
        path: path.slice(ROOM.length + 1),
        namespace: ROOM,
      }));
      build.onLoad({ filter: /.*/, namespace: ROOM }, ({ path }) => ({
        resolveDir: root,
        contents: exportsOf(path).join('\n'),
      }));
    },
  };
}

function exportsOf(room: string): string[] {
  if (room === ERRORS) return ERROR_CLASSES.map((file) => `export * from './${file}';`);
  return Object.entries(LATE_ROOMS[room] ?? {}).map(
    ([door, names]) => `export { ${names.join(', ')} } from './${door}';`,
  );
}

/** Whoever imports a class of errors gets it from the shared file. */
export function sharedErrors(root: string): Plugin {
  const shared = new Set(ERROR_CLASSES.map((file) => join(root, file)));
  return {
    name: 'shared errors',
    setup: (build) => {
      build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer, namespace, resolveDir }) => {
        const isMaking = namespace === ROOM && importer === ERRORS;
        return !isMaking && shared.has(resolve(resolveDir, path)) && !shared.has(importer)
          ? { path: `./${ERRORS}.js`, external: true }
          : undefined;
      });
    },
  };
}

/** Whoever imports a door from outside gets functions that load the room's file when the first of them is called. */
export function lateRooms(root: string): Plugin {
  const doors = new Map(
    Object.entries(LATE_ROOMS).flatMap(([room, files]) =>
      Object.entries(files).map(([file, names]) => [join(root, file), { room, names }] as const),
    ),
  );
  return {
    name: 'late rooms',
    setup: (build) => {
      build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer, resolveDir }) => {
        const file = resolve(resolveDir, path);
        if (!doors.has(file)) return undefined;
        return relative(dirname(file), importer).startsWith('..')
          ? { path: file, namespace: DOOR }
          : undefined;
      });
      build.onResolve({ filter: /.*/, namespace: DOOR }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace: DOOR }, ({ path }) => {
        const door = doors.get(path);
        if (!door) return undefined;
        const lines = door.names.map(
          (name) => `export const ${name} = (...args) => room().${name}(...args);`,
        );
        return {
          contents: [
            `let loaded;`,
            `const room = () => (loaded ??= require('./${door.room}.js'));`,
            ...lines,
          ].join('\n'),
        };
      });
    },
  };
}
