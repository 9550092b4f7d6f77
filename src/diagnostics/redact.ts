import type { Action, AlsoSeen, Diagnosis, Evidence, Finding, Moment } from './finding.ts';

const HIDDEN = '[hidden]';

/** Names whose values are secrets, in environment variables, options, JSON and query strings. */
const SECRET_NAME = String.raw`[\w.-]*(?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|auth[_-]?key|session[_-]?key|signature|(?<![a-z])sig(?![a-z])|cookie|dsn|connection[_-]?string)[\w.-]*`;

/** Order matters: whole blocks and structured values first, then the looser shapes. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, HIDDEN],
  [
    // A header carries a scheme or a long value; "authorization: server message" is talk about one.
    /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token|digest|negotiate)\s+[^\s"',}]+|[^\s"',}]{16,})/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(bearer|basic)\s+[\w.~+/=-]{12,}/gi, `$1 ${HIDDEN}`],
  [/\b([a-z][\w+.-]*:\/\/)[^\s/:@'"]*:[^\s/@'"]+@/gi, `$1${HIDDEN}@`],
  [/\b(https?:\/\/)[^\s/:@'"]{12,}@/gi, `$1${HIDDEN}@`],
  [
    /([?&](?:X-Amz-[\w-]+|X-Goog-[\w-]+|sig|signature|se|sp|sv|sr|token|access_token|AWSAccessKeyId|Expires|key|code)=)[^\s&"'<>]+/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{12,}\b/g, HIDDEN],
  [
    /\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|hf|sk|pk|rk|xox[abprs]|npm|pypi|dckr_pat|dop_v1|AIza)[_-]?[A-Za-z0-9_-]{16,}/g,
    HIDDEN,
  ],
  [
    new RegExp(String.raw`((?:^|\s)--?${SECRET_NAME}(?:=|\s+))(?:"[^"]*"|'[^']*'|[^\s"',;}]+)`, 'gi'),
    `$1${HIDDEN}`,
  ],
  [
    new RegExp(
      String.raw`((?:^|[\s{,;&('"\[])["']?(?![\w.-]*(?:Error|Exception): |[\w.-]*tokens["']?\s*[:=]\s*\d{1,8}\b)${SECRET_NAME}["']?\s*[:=]\s*)(?!(?:yes|no)\b)(?:"[^"]*"|'[^']*'|[^\s"',;}&]+)`,
      'gim',
    ),
    `$1${HIDDEN}`,
  ],
  [/\b([A-Z][A-Z0-9_]{2,}=)(?!\[hidden\])(?:"[^"]*"|'[^']*'|[^\s"',;)]{3,})/g, `$1${HIDDEN}`],
  [/\b(?!git@)[\w.%+-]+@(?!sha256)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b/g, HIDDEN],
];

/** One literal of what the rules look for; texts without any are the common case and pass untouched. */
const quick = /[=@:]|--?\w|PRIVATE KEY|eyJ|AKIA|ASIA|AROA|AIDA|AGPA|bearer|basic|hf_|gh[pousr]_|sk-|xox/i;

/**
 * Takes out of a text what must not leave: values of environment variables, passwords, tokens, keys, signed addresses, e-mail
 * addresses. Rather too much than too little; names and numbers that a diagnosis rests on stay.
 */
export function redact(text: string): string {
  if (!quick.test(text)) return text;
  let clean = text;
  for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
  return clean;
}

/** The same diagnosis with every text in it redacted. */
export function redacted(diagnosis: Diagnosis): Diagnosis {
  return {
    ...diagnosis,
    findings: diagnosis.findings.map(redactedFinding),
    alsoSeen: diagnosis.alsoSeen.map((seen): AlsoSeen => ({
      text: redact(seen.text),
      why: redact(seen.why),
    })),
    timeline: diagnosis.timeline.map((moment): Moment => ({ ...moment, text: redact(moment.text) })),
  };
}

function redactedFinding(finding: Finding): Finding {
  return {
    ...finding,
    title: redact(finding.title),
    why: redact(finding.why),
    short: redact(finding.short),
    // A patch is ours, made of placeholders and of names and numbers from the manifest: it is shown as it is.
    actions: finding.actions.map((action): Action => ({ ...action, text: redact(action.text) })),
    evidence: finding.evidence.map((evidence): Evidence => ({ ...evidence, text: redact(evidence.text) })),
  };
}
