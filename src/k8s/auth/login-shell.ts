import { posix } from 'node:path';
import { isCancelled } from '../../common/cancellation.ts';
import type { ProgramPlaces } from './find-program.ts';
import { runProgram } from './run-program.ts';

/** Profiles that start version managers take a second or two; what takes longer waits for something. */
const LIMIT_MS = 8_000;
const MARK = '=porthole=path=';
/** External programs and `;` are understood by all of them, fish and csh too; `$PATH` is a list in some. */
const QUESTION = `echo ${MARK}; printenv PATH; echo ${MARK}`;

/**
 * Where the user's terminal looks for programs. An editor that was started from the desktop does not know: its own PATH is that of
 * the desktop. Asked at most once, and only when a program is not found anywhere else, since it runs the user's profile.
 */
export class LoginShell {
  readonly #places: ProgramPlaces;
  #folders: readonly string[] | undefined;

  constructor(places: ProgramPlaces) {
    this.#places = places;
  }

  /** Empty where there is no such shell, where it does not answer, and on Windows, whose programs all share one PATH. */
  async folders(signal: AbortSignal): Promise<readonly string[]> {
    return (this.#folders ??= await this.#ask(signal));
  }

  async #ask(signal: AbortSignal): Promise<readonly string[]> {
    const { env, platform } = this.#places;
    const shell = env['SHELL'];
    if (platform === 'win32' || shell === undefined || !posix.isAbsolute(shell)) return [];
    try {
      const { stdout } = await runProgram(
        shell,
        {
          args: argumentsOf(shell),
          // The name that VS Code has given to the same question: profiles that are slow or talkative look for it.
          env: { ...env, VSCODE_RESOLVING_ENVIRONMENT: '1' },
          limitMs: LIMIT_MS,
          terminal: false,
        },
        signal,
      );
      const [, path = ''] = stdout.split(MARK);
      return path
        .trim()
        .split(posix.delimiter)
        .filter((folder) => posix.isAbsolute(folder));
    } catch (error) {
      if (isCancelled(error)) throw error;
      return []; // No such shell any more: the program is as missing as before.
    }
  }
}

function argumentsOf(shell: string): readonly string[] {
  // csh takes `-l` only alone.
  return /csh$/.test(shell) ? ['-i', '-c', QUESTION] : ['-l', '-i', '-c', QUESTION];
}
