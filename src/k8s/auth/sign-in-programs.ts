import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../common/disposable.ts';
import { SharedWork } from '../../common/shared-work.ts';
import type { ExecPlugin } from '../kubeconfig/target.ts';
import { ClusterError, type ClusterProblem } from '../problem.ts';
import { isKnownVersion, readExecCredential, type PluginSecret } from './exec-credential.ts';
import { findProgram, withFolders, type FoundProgram, type ProgramPlaces } from './find-program.ts';
import { LoginShell } from './login-shell.ts';
import { complaint } from './plugin-complaint.ts';
import { pluginEnvironment } from './plugin-environment.ts';
import { runProgram, type ProgramEnd } from './run-program.ts';

/** What decides whether and how a sign-in program is run. */
export interface SignInPolicy extends ProgramPlaces {
  /** False in a workspace that is not trusted: a kubeconfig names any program it likes. */
  mayRun(program: string): boolean;
  /** True only while an action of the user's waits for the answer: a program may open a login page then, and has time for it. */
  mayInteract(): boolean;
  /** True where programs may use the terminal this process runs in; the command line, never an editor. */
  readonly terminal?: boolean;
  /** Instead of the usual limits; for tests. */
  readonly limitMs?: number;
}

/** A run nobody waits for by hand. Programs answer from their cache in a second or two, or hang on a login page. */
const LIMIT_MS = 30_000;
/** A person at a login page. */
const INTERACTIVE_LIMIT_MS = 300_000;
/** What a secret must be good for at least, so that it does not run out on its way. */
const MARGIN_MS = 60_000;
/** A secret that the server refuses is asked for again at most this often. */
const RETRY_MS = 10_000;

export interface SignIn {
  readonly secret: PluginSecret;
  readonly obtainedAt: number;
}

/**
 * Runs the programs that kubeconfigs name for signing in, one run at a time for each program with its arguments however many ask,
 * and keeps what they answered, in memory only. Shared by all sessions.
 */
export class SignInPrograms implements Disposable {
  readonly #policy: SignInPolicy;
  readonly #runs = new SharedWork<SignIn>();
  readonly #kept = new Map<string, SignIn>();
  readonly #now: () => number;
  readonly #loginShell: LoginShell;
  readonly #ended = new AbortController();
  /** Secrets that came after a refusal. */
  readonly #wasRenewed = new WeakSet<SignIn>();

  constructor(policy: SignInPolicy, now: () => number = Date.now) {
    this.#policy = policy;
    this.#loginShell = new LoginShell(policy);
    this.#now = now;
  }

  /** Everything is asked for anew from here on: the user wants to sign in again. */
  forget(): void {
    this.#kept.clear();
  }

  dispose(): void {
    this.#ended.abort();
    this.#runs.dispose();
    this.#kept.clear();
  }

  /** A secret that is good for a while yet. `infoOf` makes KUBERNETES_EXEC_INFO. */
  async secret(
    plugin: ExecPlugin,
    infoOf: (interactive: boolean) => string,
    signal: AbortSignal,
  ): Promise<SignIn> {
    const key = keyOf(plugin, infoOf);
    const kept = this.#kept.get(key);
    if (kept && this.#isGood(kept)) return kept;
    // A background run must not stand in for one that may open a login page.
    const flight = this.#policy.mayInteract() ? `interactive ${key}` : key;
    const start = (stop: AbortSignal) => this.#run(key, plugin, infoOf, stop);
    const result = this.#runs.run(flight, start, signal);
    // Waits, too: a list that loses patience must not end a login that somebody has begun. It has a time limit of its own.
    this.#runs.run(flight, start, this.#ended.signal).catch(() => undefined);
    return result;
  }

  /** The server refused a secret: gets another one, unless this one has just been got. True when there is another one now. */
  async another(
    plugin: ExecPlugin,
    infoOf: (interactive: boolean) => string,
    refused: SignIn,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = keyOf(plugin, infoOf);
    const kept = this.#kept.get(key);
    if (kept === refused) {
      // Right after a run another one would bring the same; only a user who asks for it may have changed something meanwhile.
      if (
        this.#wasRenewed.has(refused) &&
        this.#now() - refused.obtainedAt < RETRY_MS &&
        !this.#policy.mayInteract()
      )
        return false;
      this.#kept.delete(key);
    }
    const fresh = await this.secret(plugin, infoOf, signal);
    this.#wasRenewed.add(fresh);
    return fresh !== refused;
  }

  #isGood({ secret, obtainedAt }: SignIn): boolean {
    if (secret.expiresAt === undefined) return true;
    // Half of the life of a very short-lived one: a margin that eats it up would mean a run per request.
    const margin = Math.min(MARGIN_MS, Math.max(0, secret.expiresAt - obtainedAt) / 2);
    return this.#now() < secret.expiresAt - margin;
  }

  /** On the PATH, in the usual folders, and at last where the user's terminal looks. */
  async #find(
    command: string,
    signal: AbortSignal,
  ): Promise<{ readonly found: FoundProgram; readonly places: ProgramPlaces }> {
    const policy = this.#policy;
    const found = await findProgram(command, policy);
    // A command line has its terminal's PATH already.
    if (found.path !== undefined || policy.terminal === true) return { found, places: policy };
    const places = withFolders(policy, await this.#loginShell.folders(signal));
    return { found: await findProgram(command, places), places };
  }

  async #run(
    key: string,
    plugin: ExecPlugin,
    infoOf: (interactive: boolean) => string,
    signal: AbortSignal,
  ): Promise<SignIn> {
    const policy = this.#policy;
    const program = basename(plugin.command);
    const fail = (reason: Reason, more: Partial<Extract<ClusterProblem, { kind: 'sign-in' }>> = {}) => {
      const hint = plugin.installHint === undefined ? {} : { hint: plugin.installHint };
      return new ClusterError({
        kind: 'sign-in',
        reason,
        program,
        ...(reason === 'helper-missing' ? hint : {}),
        ...more,
      });
    };
    if (!isKnownVersion(plugin.apiVersion)) {
      throw fail('helper-failed', {
        detail: l10n.t(
          'Its kubeconfig entry asks for "{0}", a version of the protocol that is not supported any more.',
          plugin.apiVersion,
        ),
      });
    }
    if (!policy.mayRun(plugin.command)) throw fail('untrusted-workspace');
    const mayInteract = policy.mayInteract();
    const terminal = policy.terminal === true && plugin.interactiveMode !== 'Never';
    if (plugin.interactiveMode === 'Always' && !terminal && !mayInteract) throw fail('helper-needs-you');
    const { found, places } = await this.#find(plugin.command, signal);
    if (found.path === undefined) throw fail('helper-missing', { searched: found.searched });
    const end = await this.#start(
      found.path,
      plugin,
      pluginEnvironment(plugin, infoOf(terminal), places, mayInteract),
      terminal,
      mayInteract,
      signal,
    ).catch((error: unknown) => {
      if (!isSystemError(error)) throw error;
      throw fail('helper-failed', { detail: l10n.t('It could not be started ({0}).', error.code) });
    });
    if (end.timedOut && !mayInteract)
      throw fail('helper-needs-you', {
        detail: l10n.t('It did not answer in time; it may be waiting for you at a login page.'),
      });
    if (end.timedOut) throw fail('helper-failed', { detail: l10n.t('It did not answer in time.') });
    if (end.code !== 0) throw fail('helper-failed', { detail: complaint(end, plugin) });
    const secret = readExecCredential(end.stdout, plugin.apiVersion);
    if ('wrong' in secret) throw fail('helper-failed', { detail: secret.wrong });
    const signIn = { secret, obtainedAt: this.#now() };
    this.#kept.set(key, signIn);
    return signIn;
  }

  #start(
    path: string,
    plugin: ExecPlugin,
    env: NodeJS.ProcessEnv,
    terminal: boolean,
    mayInteract: boolean,
    signal: AbortSignal,
  ): Promise<ProgramEnd> {
    const limitMs = this.#policy.limitMs ?? (mayInteract || terminal ? INTERACTIVE_LIMIT_MS : LIMIT_MS);
    return runProgram(path, { args: plugin.args, env, limitMs, terminal }, signal);
  }
}

type Reason = Extract<ClusterProblem, { kind: 'sign-in' }>['reason'];

function keyOf(plugin: ExecPlugin, infoOf: (interactive: boolean) => string): string {
  return JSON.stringify([plugin.command, plugin.args, plugin.env, infoOf(false)]);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
