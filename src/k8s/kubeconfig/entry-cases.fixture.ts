import { HOME, SERVER, known, simple, type KubeconfigCase } from './case.fixture.ts';

function user(text: string): Readonly<Record<string, string>> {
  return { [HOME]: simple('a', { user: text }) };
}

function cluster(text: string): Readonly<Record<string, string>> {
  return { [HOME]: simple('a', { cluster: text }) };
}

const ok = known('a');
const refused = (says: RegExp): KubeconfigCase['expect'] => ({ problem: 'bad-kubeconfig', says });
const unusable = (says: RegExp): KubeconfigCase['expect'] => ({ problem: 'no-context', says });

/** What the entries of a context may say. */
export const ENTRY_CASES: readonly KubeconfigCase[] = [
  {
    name: 'no current-context',
    files: { [HOME]: simple('a', { current: '""' }) },
    expect: unusable(/It has: a/),
  },
  {
    name: 'a current-context that is not there',
    files: { [HOME]: simple('a', { current: 'b' }) },
    expect: unusable(/no context/),
  },
  {
    name: 'a context chosen that is not there',
    files: { [HOME]: simple('a') },
    context: 'b',
    expect: unusable(/no context/),
  },
  {
    name: 'a context without its cluster',
    files: { [HOME]: simple('a', { context: 'cluster: b, user: a' }) },
    expect: unusable(/The cluster .*b/),
  },
  {
    name: 'a context without its user',
    files: { [HOME]: simple('a', { context: 'cluster: a, user: b' }) },
    expect: unusable(/The user .*b/),
  },
  {
    name: 'a context that names no user',
    kubectlAsks: true,
    files: { [HOME]: simple('a', { context: 'cluster: a' }) },
    expect: { context: 'a', cluster: 'a', server: SERVER, user: '' },
  },
  {
    name: 'a context without namespace',
    files: { [HOME]: simple('a', { context: 'cluster: a, user: a' }) },
    expect: { context: 'a', cluster: 'a', server: SERVER, user: 'a' },
  },
  {
    name: 'a cluster without server',
    files: cluster('insecure-skip-tls-verify: true'),
    expect: unusable(/no server/),
  },
  {
    name: 'names with spaces, slashes and at signs',
    files: {
      [HOME]: simple('"arn:aws:eks/ana @prod"', {
        context: 'cluster: "arn:aws:eks/ana @prod", user: "arn:aws:eks/ana @prod", namespace: ns-a',
      }),
    },
    expect: {
      ...ok,
      context: 'arn:aws:eks/ana @prod',
      cluster: 'arn:aws:eks/ana @prod',
      user: 'arn:aws:eks/ana @prod',
    },
  },
  {
    name: 'a token and a password',
    files: user('token: t, username: u, password: p'),
    expect: refused(/both a token and a password/),
  },
  {
    name: 'a certificate without its key',
    files: user('client-certificate-data: YWI='),
    expect: refused(/no client key/),
  },
  {
    name: 'a certificate as data and as file',
    files: {
      ...user('client-certificate-data: YWI=, client-certificate: c.pem, client-key-data: YWI='),
      'home/.kube/c.pem': 'x',
    },
    expect: refused(/both client-certificate/),
  },
  {
    name: 'a certificate file that is missing',
    files: user('client-certificate: gone.pem, client-key-data: YWI='),
    expect: refused(/gone\.pem/),
  },
  {
    name: 'an authority as data and as file',
    files: {
      ...cluster(`server: ${SERVER}, certificate-authority-data: YWI=, certificate-authority: ca.pem`),
      'home/.kube/ca.pem': 'x',
    },
    expect: refused(/both certificate-authority/),
  },
  {
    name: 'an authority file that is missing',
    files: cluster(`server: ${SERVER}, certificate-authority: gone.pem`),
    expect: refused(/gone\.pem/),
  },
  {
    name: 'an authority and insecure',
    files: cluster(`server: ${SERVER}, certificate-authority-data: YWI=, insecure-skip-tls-verify: true`),
    expect: refused(/insecure/),
  },
  {
    name: 'a token file beside the kubeconfig of a list',
    files: {
      'one/k': simple('b'),
      'two/k': simple('a', { user: 'tokenFile: sub/token', current: '""' }),
      'two/sub/token': 'secret',
    },
    kubeconfig: ['two/k', 'one/k'],
    context: 'a',
    expect: ok,
  },
  { name: 'a token file that is missing', files: user('tokenFile: gone'), expect: refused(/gone/) },
  {
    name: 'groups without a user to be',
    files: user('token: t, as-groups: [admins]'),
    expect: refused(/as-groups/),
  },
  {
    name: 'a sign-in program without interactiveMode, v1',
    files: user('exec: {apiVersion: client.authentication.k8s.io/v1, command: aws}'),
    expect: refused(/interactiveMode/),
  },
  {
    name: 'a sign-in program with a mode that nobody knows',
    files: user(
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, interactiveMode: Sometimes}',
    ),
    expect: refused(/interactiveMode/),
  },
  {
    name: 'a sign-in program without command',
    files: user('exec: {apiVersion: client.authentication.k8s.io/v1beta1}'),
    expect: refused(/command/),
  },
  {
    name: 'a sign-in program without apiVersion',
    files: user('exec: {command: aws}'),
    expect: refused(/apiVersion/),
  },
  {
    name: 'a sign-in program and a provider',
    files: user(
      'exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: aws}, auth-provider: {name: oidc}',
    ),
    expect: refused(/auth-provider/),
  },
  {
    name: 'a proxy of an unknown sort',
    files: cluster(`server: ${SERVER}, proxy-url: "ftp://proxy:21"`),
    expect: refused(/proxy-url/),
  },
  {
    name: 'a server address with a path',
    files: cluster(`server: ${SERVER}/k8s/clusters/c-1`),
    expect: known('a', { server: `${SERVER}/k8s/clusters/c-1` }),
  },
  {
    name: 'a server address without a scheme',
    files: cluster('server: "127.0.0.1:9"'),
    expect: known('a', { server: '127.0.0.1:9' }),
  },
];
