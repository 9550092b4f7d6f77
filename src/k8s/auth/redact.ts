const HIDDEN = '***';
/** A JSON web token, whole or cut off. */
const WEB_TOKEN = /\beyJ[\w-]{8,}(?:\.[\w-]*)*/g;
const AUTHORIZATION = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi;
const NAMED_SECRET =
  /\b([\w-]*(?:token|secret|password|passwd|api[-_]?key|private[-_]?key)["']?\s*[:=]\s*["']?)[^\s"',}]{3,}/gi;
const PEM = /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;
/** Long enough to be a key and mixed enough not to be a word, a path or an address. */
const RANDOM = /\b(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{40,}/g;

/**
 * Takes what looks like a secret out of text that another program wrote, and every one of `known`. Used for what sign-in programs
 * print to their error output: it is shown to the user and ends in the log.
 */
export function redacted(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) if (secret.length >= 4) clean = clean.replaceAll(secret, HIDDEN);
  return clean
    .replace(PEM, HIDDEN)
    .replace(WEB_TOKEN, HIDDEN)
    .replace(AUTHORIZATION, `$1 ${HIDDEN}`)
    .replace(NAMED_SECRET, `$1${HIDDEN}`)
    .replace(RANDOM, HIDDEN);
}
