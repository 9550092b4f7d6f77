import * as l10n from '@vscode/l10n';
import type { Diagnosis, Finding, SubjectRef } from './finding.ts';
import { code, confidenceWords, originOf } from './render.ts';
import { redact } from './redact.ts';

/** What the report says about the place, as far as the caller knows it. */
export interface ReportContext {
  readonly cluster?: string;
  readonly user?: string;
  /** ISO 8601. */
  readonly reportedAt?: string;
}

/**
 * The report for the people who run the cluster, in their words: cause, proof, commands they can run, what is asked of them.
 * Redacted like everything that leaves.
 */
export function platformReport(diagnosis: Diagnosis, context: ReportContext): string {
  const main = diagnosis.findings[0];
  const subject = diagnosis.subject ?? main?.subject;
  const lines = [
    `# ${subject === undefined ? l10n.t('Report') : `${subject.kind} ${subject.namespace === undefined ? '' : `${subject.namespace}/`}${subject.name}`}`,
    '',
  ];
  const facts = [
    context.cluster === undefined ? '' : l10n.t('Cluster: {0}', context.cluster),
    subject?.namespace === undefined ? '' : l10n.t('Namespace: {0}', subject.namespace),
    context.user === undefined ? '' : l10n.t('Reported by: {0}', context.user),
    l10n.t('State as of: {0}', diagnosis.takenAt),
  ].filter((fact) => fact !== '');
  lines.push(...facts.map((fact) => `- ${fact}`), '');
  if (!main) lines.push(l10n.t('Porthole finds nothing wrong.'), '');
  for (const finding of diagnosis.findings) lines.push(...findingLines(finding));
  lines.push(`## ${l10n.t('Commands to look at it')}`, '', '```sh', ...commandsFor(subject, main), '```', '');
  const story = diagnosis.timeline.filter((moment) => moment.trouble).slice(-10);
  if (story.length > 0)
    lines.push(
      `## ${l10n.t('What happened')}`,
      '',
      ...story.map((moment) => `- ${new Date(moment.at).toISOString()} ${moment.text}`),
      '',
    );
  if (diagnosis.alsoSeen.length > 0)
    lines.push(
      `## ${l10n.t('Seen and set aside')}`,
      '',
      ...diagnosis.alsoSeen.map((seen) => `- ${seen.text} (${seen.why})`),
      '',
    );
  if (diagnosis.notSeen.length > 0)
    lines.push(
      `## ${l10n.t('Not visible to the reporter')}`,
      '',
      ...diagnosis.notSeen.map((gap) => `- ${gap}`),
      '',
    );
  return redact(lines.join('\n').trimEnd());
}

function findingLines(finding: Finding): string[] {
  const asked = finding.actions.filter((action) => action.who === 'platform-team');
  return [
    `## ${finding.title}`,
    '',
    `${l10n.t('Cause')}: \`${finding.cause}\` (${confidenceWords(finding.confidence)})${finding.since === undefined ? '' : `, ${l10n.t('since {0}', new Date(finding.since).toISOString())}`}`,
    '',
    finding.why,
    '',
    `**${l10n.t('Proof')}**`,
    '',
    ...finding.evidence.map((evidence) => `- ${code(evidence.text)} (${originOf(evidence)})`),
    '',
    ...(asked.length === 0
      ? [l10n.t('Nothing is asked of you; this is for your information.'), '']
      : [
          `**${l10n.t('What is asked of you')}**`,
          '',
          ...asked.flatMap((action) => [
            `- ${action.text}`,
            ...(action.patch === undefined
              ? []
              : [
                  '  ```',
                  ...action.patch
                    .trimEnd()
                    .split('\n')
                    .map((line) => `  ${line}`),
                  '  ```',
                ]),
          ]),
          '',
        ]),
  ];
}

function commandsFor(subject: SubjectRef | undefined, finding: Finding | undefined): string[] {
  const refs = [subject, finding?.subject].filter(
    (ref): ref is SubjectRef => ref !== undefined && /^[A-Z]\w+$/.test(ref.kind),
  );
  const commands = refs.flatMap((ref) => {
    const where = ref.namespace === undefined ? '' : ` -n ${ref.namespace}`;
    if (ref.kind === 'HelmRelease')
      return [`helm history ${ref.name}${where}`, `helm status ${ref.name}${where}`];
    const about = [`kubectl describe ${ref.kind.toLowerCase()} ${ref.name}${where}`];
    if (ref.namespace !== undefined)
      about.push(`kubectl get events${where} --field-selector involvedObject.name=${ref.name}`);
    if (ref.kind === 'Pod')
      about.push(
        `kubectl logs ${ref.name}${where}${ref.container === undefined ? ' --all-containers' : ` -c ${ref.container}`} --previous`,
      );
    return about;
  });
  return [...new Set(commands)];
}
