import type { Labels } from '../model/metadata.ts';

/** Answers whether a thing with these labels is meant. */
export type LabelTest = (labels: Labels) => boolean;

const NAME = String.raw`[\w./-]+`;
const REQUIREMENT = new RegExp(
  String.raw`^\s*(?:(!)\s*(${NAME})|(${NAME})(?:\s*(==|=|!=)\s*([\w.-]*)|\s+(in|notin)\s*\(([^()]*)\))?)\s*$`,
);

/**
 * Reads a label selector as kubectl takes it (`app=train,tier!=debug,env in (a, b),!old`). Nothing for a text that is none: to be
 * told to whoever typed it.
 */
export function labelSelector(selector: string): LabelTest | undefined {
  const tests: LabelTest[] = [];
  for (const part of requirements(selector)) {
    const test = requirement(part);
    if (!test) return undefined;
    tests.push(test);
  }
  return tests.length === 0 ? undefined : (labels) => tests.every((test) => test(labels));
}

/** Cut at the commas that are in no brackets. */
function requirements(selector: string): readonly string[] {
  return selector.split(/,(?![^(]*\))/);
}

function requirement(part: string): LabelTest | undefined {
  const [, not, absent, key = '', operator, value, set, members] = REQUIREMENT.exec(part) ?? [];
  if (absent !== undefined && not !== undefined) return (labels) => labels[absent] === undefined;
  if (key === '') return undefined;
  if (set !== undefined) {
    const values = (members ?? '').split(',').map((member) => member.trim());
    return set === 'in'
      ? (labels) => labels[key] !== undefined && values.includes(labels[key])
      : (labels) => labels[key] === undefined || !values.includes(labels[key]);
  }
  if (operator === undefined) return (labels) => labels[key] !== undefined;
  return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
}
