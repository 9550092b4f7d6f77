import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'git-sync-auth': [
    'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
    'Host key verification failed.\nfatal: Could not read from remote repository.',
    "fatal: Authentication failed for 'https://github.com/x/y.git/'",
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    "remote: Repository not found.\nfatal: repository 'https://github.com/x/y.git/' not found",
    'remote: HTTP Basic: Access denied\nfatal: Authentication failed',
    'fatal: Remote branch v9 not found in upstream origin',
    'No ED25519 host key is known for github.com and you have requested strict checking.\r\nHost key verification failed.',
    'Load key "/etc/git-secret/ssh": invalid format',
    'Load key "/etc/git-secret/ssh": error in libcrypto',
    '{"logger":"","ts":"2024-01-01","caller":{"file":"main.go","line":1061},"level":0,"msg":"error syncing repo, will retry","error":"Run(git clone): exit status 128: { stdout: \\"\\", stderr: \\"fatal: could not read Username for \'https://github.com\': No such device or address\\" }","failCount":1}',
    "fatal: couldn't find remote ref refs/heads/main",
    'error: RPC failed; HTTP 403\nfatal: the remote end hung up',
  ],
});
