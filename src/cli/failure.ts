import { problemOf } from '../k8s/problem.ts';
import { problemWords } from '../rows/problem-words.ts';

/** Something a command could not do, in a sentence that says why and what next. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The one line that goes to stderr before the program ends with 1. */
export function failureWords(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const problem = problemOf(error);
  if (problem) {
    const { title, detail } = problemWords(problem);
    return [title, detail].filter((part) => part !== '').join(' ');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
