import type { Bundle } from './bundle.ts';
import { Examination } from './examination.ts';
import { placesOf } from './files.ts';
import type { Diagnosis, FilePlace, Moment, ObjectRef, SubjectRef } from './finding.ts';
import { redact } from './redact.ts';
import { storyOf } from './timeline.ts';

/** Examinations of bundles that somebody still holds; a bundle never changes, so asking again costs nothing. */
const examinations = new WeakMap<Bundle, Examination>();

/**
 * What is wrong with the subject, why, and what to do; without a subject, with everything in the bundle. The same bundle always
 * gives the same answer, whatever the order of its objects. Never throws for what stands in a bundle.
 */
export function diagnose(bundle: Bundle, subject?: SubjectRef): Diagnosis {
  const examination = examinationOf(bundle);
  return subject === undefined ? examination.all() : examination.about(subject);
}

/** The examination behind `diagnose`, for callers that ask about many objects of one bundle. */
export function examinationOf(bundle: Bundle): Examination {
  const known = examinations.get(bundle);
  if (known) return known;
  const made = new Examination(bundle);
  examinations.set(bundle, made);
  return made;
}

/** The story of one pod in order of time; empty for one that is not in the bundle. `Diagnosis.timeline` is the same. */
export function timelineOf(bundle: Bundle, pod: ObjectRef): readonly Moment[] {
  const { index } = examinationOf(bundle);
  const facts = index.pod(pod);
  return facts ? storyOf(index, facts).map((moment) => ({ ...moment, text: redact(moment.text) })) : [];
}

/** Where the files of one pod live and whether they survive. `Diagnosis.files` is the same. */
export function filesOf(bundle: Bundle, pod: ObjectRef): readonly FilePlace[] {
  const { index } = examinationOf(bundle);
  const facts = index.pod(pod);
  return facts ? placesOf(index, facts) : [];
}
