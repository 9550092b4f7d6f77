import { HOME, SERVER, known, simple, type KubeconfigCase } from './case.fixture.ts';

const json = JSON.stringify({
  'current-context': 'j',
  clusters: [{ name: 'j', cluster: { server: SERVER } }],
  users: [{ name: 'j', user: { token: 't' } }],
  contexts: [{ name: 'j', context: { cluster: 'j', user: 'j' } }],
});

function user(text: string): Readonly<Record<string, string>> {
  return { [HOME]: simple('a', { user: text }) };
}

function cluster(text: string): Readonly<Record<string, string>> {
  return { [HOME]: simple('a', { cluster: text }) };
}

const ok = known('a');
const refused = (says: RegExp): KubeconfigCase['expect'] => ({ problem: 'bad-kubeconfig', says });
const unusable = (says: RegExp): KubeconfigCase['expect'] => ({ problem: 'no-context', says });

/** Which files are read, and how. */
export const FILE_CASES: readonly KubeconfigCase[] = [
  { name: 'the file in the home folder', files: { [HOME]: simple('a') }, expect: ok },
  {
    name: 'JSON, without apiVersion and kind',
    files: { [HOME]: json },
    expect: { context: 'j', cluster: 'j', user: 'j', server: SERVER },
  },
  {
    name: 'KUBECONFIG instead of the home folder',
    files: { [HOME]: simple('h'), k: simple('a') },
    kubeconfig: ['k'],
    expect: ok,
  },
  {
    name: 'two files: the first current-context wins',
    files: { one: simple('a'), two: simple('b') },
    kubeconfig: ['one', 'two'],
    expect: ok,
  },
  {
    name: 'two files: a context of the second',
    files: { one: simple('a'), two: simple('b') },
    kubeconfig: ['one', 'two'],
    context: 'b',
    expect: known('b'),
  },
  {
    name: 'two files: the first entry of a name wins as a whole',
    files: {
      one: simple('a'),
      two: simple('a', {
        cluster: 'server: https://127.0.0.1:10, insecure-skip-tls-verify: true',
        context: 'cluster: x, user: z',
      }),
    },
    kubeconfig: ['one', 'two'],
    expect: ok,
  },
  {
    name: 'two files: current-context from the second where the first has none',
    files: { one: simple('a', { current: '""' }), two: simple('b') },
    kubeconfig: ['one', 'two'],
    expect: known('b'),
  },
  {
    name: 'entries of one context spread over three files',
    files: {
      one: `current-context: a\ncontexts: [{name: a, context: {cluster: a, user: a, namespace: ns-a}}]`,
      two: `clusters: [{name: a, cluster: {server: "${SERVER}"}}]`,
      three: `users: [{name: a, user: {token: t}}]`,
    },
    kubeconfig: ['one', 'two', 'three'],
    expect: ok,
  },
  {
    name: 'a missing file in the list is skipped',
    files: { one: simple('a') },
    kubeconfig: ['gone', 'one'],
    expect: ok,
  },
  {
    name: 'empty places in the list are skipped',
    files: { one: simple('a') },
    kubeconfig: ['', 'one', ''],
    expect: ok,
  },
  {
    name: 'the same file twice in the list',
    files: { one: simple('a') },
    kubeconfig: ['one', 'one'],
    expect: ok,
  },
  {
    name: 'a broken file in the list spoils all',
    files: { one: simple('a'), two: 'clusters: [' },
    kubeconfig: ['one', 'two'],
    expect: refused(/line 1/),
  },
  {
    name: 'all files of the list are missing',
    files: {},
    kubeconfig: ['gone', 'lost'],
    expect: { problem: 'no-kubeconfig' },
  },
  { name: 'no file at all', files: {}, expect: { problem: 'no-kubeconfig' } },
  {
    name: 'a file chosen by hand',
    files: { [HOME]: simple('h'), mine: simple('a') },
    explicit: 'mine',
    expect: ok,
  },
  {
    name: 'a file chosen by hand that is missing',
    files: { [HOME]: simple('h') },
    explicit: 'gone',
    expect: { problem: 'no-kubeconfig' },
  },
  { name: 'an empty file', files: { [HOME]: '' }, expect: unusable(/no contexts/) },
  { name: 'a file of comments', files: { [HOME]: '# nothing yet\n' }, expect: unusable(/no contexts/) },
  {
    name: 'an empty file before a good one',
    files: { one: '', two: simple('a') },
    kubeconfig: ['one', 'two'],
    expect: ok,
  },
  {
    name: 'text that is no YAML',
    files: { [HOME]: 'clusters:\n- name: a\n bad: "' },
    expect: refused(/line/),
  },
  { name: 'a tab as indentation', files: { [HOME]: 'clusters:\n\t- name: a\n' }, expect: refused(/line 2/) },
  { name: 'a single word', files: { [HOME]: 'hello' }, expect: refused(/no fields/) },
  { name: 'a list', files: { [HOME]: '- a\n- b\n' }, expect: refused(/no fields/) },
  {
    name: 'another kind of object',
    files: { [HOME]: 'apiVersion: v1\nkind: Secret\n' },
    expect: refused(/Secret/),
  },
  {
    name: 'a version that nobody knows',
    files: { [HOME]: simple('a').replace('apiVersion: v1', 'apiVersion: v2') },
    expect: refused(/v2/),
  },
  { name: 'clusters as a mapping', files: { [HOME]: 'clusters: {a: {}}' }, expect: refused(/clusters/) },
  { name: 'a number as a name', files: { [HOME]: simple('123') }, expect: refused(/current-context/) },
  {
    name: 'a bare yes as a namespace',
    files: { [HOME]: simple('a', { context: 'cluster: a, user: a, namespace: yes' }) },
    expect: refused(/namespace/),
  },
  { name: 'a number as a token', files: user('token: 12345'), expect: refused(/token/) },
  {
    name: 'a date as a namespace',
    files: { [HOME]: simple('a', { context: 'cluster: a, user: a, namespace: 2026-01-15' }) },
    expect: known('a', { namespace: '2026-01-15' }),
  },
  {
    name: 'a wrong type in a user that is not used',
    files: { [HOME]: simple('a').replace('users:', 'users:\n- {name: other, user: {token: [1]}}') },
    expect: refused(/users\[0\]/),
  },
  {
    name: 'insecure as text',
    files: cluster(`server: ${SERVER}, insecure-skip-tls-verify: "true"`),
    expect: refused(/insecure/),
  },
  {
    name: 'data that is not base64',
    files: cluster(`server: ${SERVER}, certificate-authority-data: "not base64!"`),
    expect: refused(/base64/),
  },
  {
    name: 'data without its padding',
    files: cluster(`server: ${SERVER}, certificate-authority-data: YWI`),
    expect: refused(/base64/),
  },
  {
    name: 'fields that nobody knows',
    files: { [HOME]: simple('a', { more: 'colour: blue\npreferences: {}\n' }) },
    expect: ok,
  },
  {
    name: 'nulls where lists could be',
    files: { one: 'clusters: null\nusers:\ncontexts: ~\n', two: simple('a') },
    kubeconfig: ['one', 'two'],
    expect: ok,
  },
  {
    name: 'the same name twice in one file',
    files: { [HOME]: simple('a').replace('users:', `- name: a\n  cluster: {server: ${SERVER}}\nusers:`) },
    expect: refused(/twice/),
  },
  {
    name: 'the same key twice: the last counts',
    files: { [HOME]: `current-context: b\n${simple('a')}` },
    expect: ok,
  },
  {
    name: 'a second document is not read',
    files: { [HOME]: `${simple('a')}---\ncurrent-context: b\n` },
    expect: ok,
  },
  {
    name: 'anchors and aliases',
    files: {
      [HOME]:
        simple('a', { user: 'token: &t abc, password: ""' }) +
        'extensions: [{name: x, extension: {t: *t}}]\n',
    },
    expect: ok,
  },
  { name: 'a byte order mark', files: { [HOME]: `\uFEFF${simple('a')}` }, expect: ok },
  {
    name: 'UTF-16, as PowerShell writes it',
    files: { [HOME]: Buffer.from(`\uFEFF${simple('a')}`, 'utf16le') },
    expect: ok,
  },
  { name: 'Windows line ends', files: { [HOME]: simple('a').replaceAll('\n', '\r\n') }, expect: ok },
];
