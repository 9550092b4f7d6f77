import assert from 'node:assert/strict';
import { diagnose } from './diagnose.ts';
import { platformReport } from './platform-report.ts';
import { redact } from './redact.ts';
import { renderMarkdown, renderText } from './render.ts';
import { pod } from './testing/objects.ts';

/** What must not leave, and the text around it that must stay. Made up for these tests; none was ever valid. */
const secrets: readonly (readonly [string, string, string])[] = [
  [
    'a password in an address',
    'could not connect to postgresql://airflow:Sup3rS3cret@db.example.com:5432/airflow',
    'Sup3rS3cret',
  ],
  ['an option', 'mlflow server --backend-store-password hunter22 --port 5000', 'hunter22'],
  ['an environment variable', 'DATABASE_PASSWORD=hunter22 is wrong', 'hunter22'],
  ['an environment variable that has no telling name', 'started with MY_SETTING=topvalue', 'topvalue'],
  ['JSON', '{"user": "ana", "api_key": "abcdef0123456789"}', 'abcdef0123456789'],
  ['YAML', 'token: abcdef0123456789', 'abcdef0123456789'],
  ['an Authorization header', 'Authorization: Basic YW5hOnNlY3JldA==', 'YW5hOnNlY3JldA=='],
  ['a bearer token', "headers={'x': 'Bearer abcdefghijklmnop.qrstu'}", 'abcdefghijklmnop.qrstu'],
  ['a short name for a signature', 'request with x-sig: 0a1b2c3d4e5f', '0a1b2c3d4e5f'],
  [
    'a JSON web token',
    'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl from the hub',
    'eyJzdWIiOiJhbmEifQ',
  ],
  [
    'a signed address',
    'GET https://b.s3.amazonaws.com/x?X-Amz-Credential=AKIDEXAMPLE&X-Amz-Signature=deadbeef01 403',
    'deadbeef01',
  ],
  [
    'a shared access signature',
    'https://x.blob.core.windows.net/c/b?sv=2020-08-04&sig=Zm9vYmFyYmF6 failed',
    'Zm9vYmFyYmF6',
  ],
  ['an AWS key', 'using AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
  [
    'a GitHub token',
    'fatal: https://ghp_abcdefghijklmnopqrstuvwxyz0123456789@github.com/x/y.git not found',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
  ],
  ['a Hugging Face token', 'invalid token hf_abcdefghijklmnopqrstuvwx', 'hf_abcdefghijklmnopqrstuvwx'],
  [
    'a private key',
    'key:\n-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\nend',
    'b3BlbnNzaC1r',
  ],
  ['an e-mail address', 'user ana.maria@example.org has no access', 'ana.maria@example.org'],
  [
    'a notebook’s address',
    'http://127.0.0.1:8888/lab?token=c0ffee0123456789c0ffee',
    'c0ffee0123456789c0ffee',
  ],
];

/** Facts that a diagnosis rests on and that only look like secrets. */
const harmless: readonly string[] = [
  'git@github.com: Permission denied (publickey).',
  '(1045, "Access denied for user \'root\' (using password: YES)")',
  'RuntimeError: DataLoader worker (pid 4242) is killed by signal: Bus error.',
  'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
  'ValueError: max_num_batched_tokens: 2048 is smaller than max_model_len: 4096',
  "ModuleNotFoundError: No module named 'torch'",
  'secret "db-password" not found',
  "couldn't find key password in Secret team-a/db",
  'Failed to pull image "registry.example.com/team/train:1.0": rpc error: code = NotFound desc = not found',
  'registry.example.com/x@sha256:0d79210dee915901dc4057016ae62844ddb74d9d30f8c2c425f46eff4d0c100c',
  'exceeded quota: team, requested: limits.cpu=550m, used: limits.cpu=3300m, limited: limits.cpu=3500m',
  '0/3 nodes are available: 3 Insufficient memory.',
  'dial tcp 10.2.3.4:5432: connect: connection refused',
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  'certificate verify failed: self-signed certificate in certificate chain',
  'password authentication failed for user "airflow"',
  'User "system:serviceaccount:team-a:default" cannot list resource "pods" in API group "" in the namespace "team-b"',
];

describe('redaction', () => {
  for (const [what, text, secret] of secrets) {
    it(`takes out ${what}`, () => {
      const clean = redact(text);
      assert.ok(!clean.includes(secret), clean);
      assert.ok(clean.includes('[hidden]'), clean);
    });
  }

  for (const text of harmless) it(`leaves: ${text.slice(0, 60)}`, () => assert.equal(redact(text), text));

  it('reaches everything that leaves the engine', () => {
    const everything = secrets.map(([, text]) => text.replaceAll('\n', ' '));
    const builder = pod()
      .crashing(3, { exitCode: 1, message: everything.join('\n') })
      .withLog(everything.map((line) => `Error: ${line}`).join('\n'))
      .withEvent('FailedMount', everything.join(' ; '))
      .withEvent('BackOff', everything.join(' ; '));
    const diagnosis = diagnose(builder.bundle(), builder.ref);
    const told = [
      JSON.stringify(diagnosis),
      renderText(diagnosis),
      renderMarkdown(diagnosis),
      platformReport(diagnosis, { cluster: 'prod' }),
    ].join('\n');
    for (const [what, , secret] of secrets) assert.ok(!told.includes(secret), `${what}: ${secret}`);
  });
});
