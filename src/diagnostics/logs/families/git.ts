import { said } from '../said.ts';
import { around, programIn, signature } from '../signature.ts';

const GIT = /git|ssh|clone|repositor|fetch|upstream|remote/i;

const OVER_SSH = /\bgit|clone|repositor|fetch|upstream/i;

/** What git says when it may not fetch, or cannot. */
export const gitSignatures = [
  signature({
    cause: 'git-sync-auth',
    needles: [
      'host key verification failed',
      "can't be established",
      'permission denied (publickey',
      'authentication failed for',
      'could not read username',
      'could not read password',
      'could not read from remote repository',
      'repository not found',
      'error syncing repo',
      'too many failures, aborting',
      'invalid username or',
      'unable to access',
      'remote: write access',
      'support for password authentication was removed',
      'could not resolve hostname',
      'failed to clone',
      'error cloning',
      'remote branch',
      'http basic: access denied',
      'find remote ref',
      'load key "',
      'rpc failed; http',
      'remote end hung up',
    ],
    pattern:
      /Host key verification failed|authenticity of host '?([\w.-]+).*can't be established|Permission denied \(publickey|Authentication failed for '([^']*)'|could not read (?:Username|Password) for '([^']*)'|Could not read from remote repository|[Rr]epository (?:'[^']*' )?not found|error syncing repo|too many failures, aborting|[Ii]nvalid username or (?:password|token)|unable to access '([^']*)'|Support for password authentication was removed|ssh: Could not resolve hostname ([\w.-]+)|(?:failed to clone|error cloning)|Remote branch \S+ not found|HTTP Basic: Access denied|couldn't find remote ref|Load key \"[^\"]+\": (?:invalid format|error in libcrypto)|RPC failed; HTTP 40\d|[Rr]emote end hung up/,
    strength: 3,
    whileRunning: true,
    says: (hit, source, whole) => {
      const context = `${source.container?.image ?? ''} ${programIn(source)} ${around(whole, hit, 600, 600)}`;
      // MPI starts its workers over ssh as well.
      if (/\bssh: |Permission denied \(publickey/.test(hit.text) && !OVER_SSH.test(context)) return undefined;
      if (!GIT.test(context) || /hugging|hf_hub|\bdocker\b|manifest/i.test(hit.text)) return undefined;
      const address =
        hit.match.slice(1).find(Boolean) ??
        /(?:https?:\/\/(?:[^@\s/]*@)?|git@|ssh:\/\/(?:git@)?)([\w.-]+)/.exec(context)?.[1];
      const host =
        address === undefined
          ? undefined
          : (/^(?:\w+:\/\/)?(?:[^@/]*@)?([\w.-]+)/.exec(address)?.[1] ?? address);
      const low = hit.text.toLowerCase();
      const kind = /host key|can't be established/.test(low)
        ? 'host-key'
        : /resolve host|timed out|unable to access.*(?:could not resolve|timed out|refused)/.test(low)
          ? 'network'
          : /not found/.test(low)
            ? 'not-found'
            : 'credentials';
      return { ...said(hit, source), host, kind };
    },
  }),
];
