import * as l10n from '@vscode/l10n';
import type { Action, Confidence, Diagnosis, Evidence, Finding, Severity } from './finding.ts';
import { duration } from './words/quantities.ts';

/** A diagnosis as people read it in a terminal. */
export function renderText(diagnosis: Diagnosis): string {
  const lines: string[] = [];
  if (diagnosis.findings.length === 0) lines.push(l10n.t('Nothing is wrong{0}.', subjectWords(diagnosis)));
  diagnosis.findings.forEach((finding, at) => {
    if (at > 0) lines.push('');
    lines.push(...findingText(finding));
  });
  lines.push(
    ...section(
      l10n.t('Also seen, not the cause'),
      diagnosis.alsoSeen.map((seen) => `${seen.text} (${seen.why})`),
    ),
  );
  const moments = diagnosis.timeline.map(
    (moment) =>
      `${clock(moment.at)}  ${moment.text}${moment.tookSeconds === undefined ? '' : ` (${duration(moment.tookSeconds)})`}`,
  );
  if (diagnosis.findings.length > 0) lines.push(...section(l10n.t('What happened'), moments.slice(-12)));
  lines.push(
    ...section(
      l10n.t('Files'),
      diagnosis.files.map(
        (place) =>
          `${place.path}: ${place.kept ? l10n.t('kept') : l10n.t('not kept')} (${[place.where, place.note ?? ''].filter((part) => part !== '').join(', ')})`,
      ),
    ),
  );
  lines.push(...section(l10n.t('Could not be read'), diagnosis.notSeen));
  return lines.join('\n');
}

/** A diagnosis in Markdown: for a pull request, a chat, an issue. */
export function renderMarkdown(diagnosis: Diagnosis): string {
  const lines: string[] = [];
  if (diagnosis.findings.length === 0) lines.push(l10n.t('Nothing is wrong{0}.', subjectWords(diagnosis)));
  for (const finding of diagnosis.findings) {
    lines.push(
      `## ${escaped(finding.title)}`,
      '',
      escaped(finding.why),
      '',
      `*${nameOf(finding.subject)} · ${severityWords(finding.severity)} · ${confidenceWords(finding.confidence)}*`,
      '',
    );
    lines.push(
      `**${l10n.t('What you can do')}**`,
      '',
      ...finding.actions.flatMap((action, at) => actionMarkdown(action, at + 1)),
      '',
    );
    lines.push(
      `**${l10n.t('How we know')}**`,
      '',
      ...finding.evidence.map((evidence) => `- ${code(evidence.text)} (${originOf(evidence)})`),
      '',
    );
  }
  const list = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0)
      lines.push(`**${title}**`, '', ...entries.map((entry) => `- ${escaped(entry)}`), '');
  };
  list(
    l10n.t('Also seen, not the cause'),
    diagnosis.alsoSeen.map((seen) => `${seen.text} (${seen.why})`),
  );
  list(l10n.t('Could not be read'), diagnosis.notSeen);
  return lines.join('\n').trimEnd();
}

export function severityWords(severity: Severity): string {
  switch (severity) {
    case 'broken':
      return l10n.t('broken');
    case 'waiting':
      return l10n.t('waiting');
    case 'warning':
      return l10n.t('works, with a warning');
    case 'note':
      return l10n.t('no problem');
  }
}

export function confidenceWords(confidence: Confidence): string {
  switch (confidence) {
    case 'certain':
      return l10n.t('sure');
    case 'likely':
      return l10n.t('likely');
    case 'possible':
      return l10n.t('one of several possible causes');
  }
}

/** Where a piece of evidence stands: `Pod train, status.containerStatuses[0].lastState`. */
export function originOf({ from }: Evidence): string {
  const parts = [`${from.kind} ${from.name}`];
  if (from.container !== undefined) parts.push(l10n.t('container {0}', from.container));
  if (from.path !== undefined)
    parts.push(from.line === undefined ? from.path : l10n.t('{0}, line {1}', from.path, from.line));
  return parts.join(', ');
}

export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${fence === '``' ? ' ' : ''}${text}${fence === '``' ? ' ' : ''}${fence}`;
}

function findingText(finding: Finding): string[] {
  const lines = [
    finding.title,
    ...(finding.why === '' ? [] : [finding.why]),
    `  [${finding.cause} · ${nameOf(finding.subject)} · ${severityWords(finding.severity)} · ${confidenceWords(finding.confidence)}]`,
  ];
  lines.push('', l10n.t('What you can do'));
  finding.actions.forEach((action, at) => {
    lines.push(
      `  ${at + 1}. ${action.who === 'platform-team' ? `${l10n.t('(ask the platform team)')} ` : ''}${action.text}`,
    );
    if (action.patch !== undefined)
      lines.push(
        ...action.patch
          .trimEnd()
          .split('\n')
          .map((line) => `       ${line}`),
      );
  });
  lines.push(
    ...section(
      l10n.t('How we know'),
      finding.evidence.map((evidence) => `${evidence.text}   (${originOf(evidence)})`),
    ),
  );
  return lines;
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : ['', title, ...entries.map((entry) => `  - ${entry}`)];
}

function subjectWords({ subject }: Diagnosis): string {
  return subject === undefined ? '' : l10n.t(' with {0}', nameOf(subject));
}

function nameOf(subject: { kind: string; namespace?: string; name: string; container?: string }): string {
  const where = subject.namespace === undefined ? '' : `${subject.namespace}/`;
  return `${subject.kind} ${where}${subject.name}${subject.container === undefined ? '' : ` (${subject.container})`}`;
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function actionMarkdown(action: Action, number: number): string[] {
  const who = action.who === 'platform-team' ? `*${l10n.t('Platform team')}:* ` : '';
  const patch =
    action.patch === undefined
      ? []
      : [
          '   ```',
          ...action.patch
            .trimEnd()
            .split('\n')
            .map((line) => `   ${line}`),
          '   ```',
        ];
  return [`${number}. ${who}${escaped(action.text)}`, ...patch];
}

/** Names and messages from a cluster are text, never markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
