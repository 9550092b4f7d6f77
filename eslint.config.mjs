// The rules that a newcomer would otherwise learn from review. Each layer rule names its reason, so that the message is the explanation.
import tseslint from 'typescript-eslint';

const noVscode = {
  name: 'vscode',
  message:
    'This room runs without an editor (tests, command line). Only src/views, src/jupyter and src/extension.ts may import vscode.',
};
const io = [
  'node:fs',
  'node:fs/promises',
  'node:net',
  'node:http',
  'node:https',
  'node:http2',
  'node:tls',
  'node:dns',
  'node:child_process',
  'node:os',
  'node:worker_threads',
  'ws',
].map((name) => ({
  name,
  message: 'This room is pure: no input or output. Take what you need as an argument.',
}));
/** Rooms from the bottom up; a room may import from its own folder and from those listed for it. */
const arrows = {
  common: [],
  k8s: ['common'],
  diagnostics: ['common'],
  tools: ['common'],
  manifests: ['common'],
  helm: ['common', 'k8s'],
  sample: ['common'],
  jupyter: ['common', 'k8s', 'tools'],
  rows: ['common', 'k8s', 'diagnostics', 'tools'],
  cli: ['common', 'k8s', 'diagnostics', 'tools', 'manifests', 'helm', 'rows', 'sample'],
  webview: ['common', 'views'],
  views: ['common', 'k8s', 'diagnostics', 'tools', 'manifests', 'helm', 'jupyter', 'rows', 'sample'],
};
const rooms = Object.keys(arrows);
/** k8s/evidence is the one part of k8s that knows the diagnosis: it makes the bundle. */
const exceptions = { k8s: ['diagnostics'] };
/** Modules that cost start-up time. Import them with import() at the moment they are needed. */
const heavy = [
  'yaml',
  'ws',
  'vscode-languageclient',
  'vscode-languageclient/node',
  '@kubernetes/client-node',
];

function layer(room) {
  const pure = ['diagnostics', 'tools', 'rows', 'manifests'].includes(room);
  const editor = ['views', 'jupyter'].includes(room);
  return {
    files: [`src/${room}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [...(editor ? [] : [noVscode]), ...(pure ? io : [])],
          patterns: layerPatterns(room),
        },
      ],
    },
  };
}

function layerPatterns(room) {
  const forbidden = rooms.filter(
    (other) => other !== room && !arrows[room].includes(other) && !exceptions[room]?.includes(other),
  );
  return [
    {
      group: forbidden.flatMap((other) => [`**/${other}/**`]),
      message: `Imports point one way: src/${room} may not know these rooms (ARCHITECTURE.md).`,
    },
    { group: ['**/extension.ts'], message: 'Only the editor loads extension.ts.' },
  ];
}

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', 'test/fixtures/**', '.ci/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/webview/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // `const { secret, ...rest } = x` leaves a field out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  ...rooms.map(layer),
  {
    files: ['src/views/**/*.ts', 'src/extension.ts'],
    ignores: ['src/views/notice.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showErrorMessage', 'showWarningMessage', 'showInformationMessage'].map((property) => ({
          property,
          message: 'VS Code makes links, of commands too, of what a cluster says. Use views/notice.ts.',
        })),
      ],
    },
  },
  {
    // A process of its own: it reads the field reference, and speaks to the editor.
    files: ['src/manifests/server/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [noVscode], patterns: layerPatterns('manifests') }],
    },
  },
  {
    // k8s/evidence aside, the cluster rooms do not know the diagnosis.
    files: ['src/k8s/**/*.ts'],
    ignores: ['src/k8s/evidence/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noVscode],
          patterns: [
            {
              group: rooms.filter((r) => r !== 'k8s' && r !== 'common').map((r) => `**/${r}/**`),
              message:
                'Imports point one way: src/k8s knows only src/common (k8s/evidence also the bundle type).',
            },
          ],
        },
      ],
    },
  },
  {
    // What runs at activation. A heavy module here is paid at every start of the editor.
    files: [
      'src/extension.ts',
      'src/views/**/*.ts',
      'src/k8s/**/*.ts',
      'src/rows/**/*.ts',
      'src/common/**/*.ts',
    ],
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: heavy.map((name) => ({
            name,
            allowTypeImports: true,
            message: 'Heavy: load it with import() when it is needed, never at activation.',
          })),
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      'max-lines': ['error', { max: 700 }],
    },
  },
);
