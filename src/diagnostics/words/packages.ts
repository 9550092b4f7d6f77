import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { crashing, editIn, joined, restartWords, saidWords } from './crash.ts';
import type { Crash } from './crash.ts';
import { you } from './place.ts';
import { clipped } from './quantities.ts';

type Language = 'python' | 'r' | 'java' | 'node' | 'system';

/** Debian's packages of libraries that images for data work lack most often. */
const DEBIAN: Readonly<Record<string, string>> = {
  'libGL.so.1': 'libgl1',
  'libgthread-2.0.so.0': 'libglib2.0-0',
  'libgomp.so.1': 'libgomp1',
  'libpq.so.5': 'libpq5',
  'libxml2.so.2': 'libxml2',
  'libSM.so.6': 'libsm6',
  'libXext.so.6': 'libxext6',
  'libsndfile.so.1': 'libsndfile1',
};

export interface PackageSays {
  'python-dependency': Crash & {
    module?: string | undefined;
    kind: 'missing' | 'mismatch' | 'install';
    /** Python where nothing is said. */
    language?: Language | undefined;
  };
}

/** `the Python package "torch"`, in the language’s own word for it. */
function packageWords(module: string, language: Language = 'python'): string {
  switch (language) {
    case 'python':
      return l10n.t('Python package "{0}"', module);
    case 'r':
      return l10n.t('R package "{0}"', module);
    case 'java':
      return l10n.t('Java class "{0}"', module);
    case 'node':
      return l10n.t('Node module "{0}"', module);
    case 'system':
      return l10n.t('system library {0}', module);
  }
}

/** The line of a Dockerfile that puts it into the image; a class is part of some jar, and which one only its project says. */
function installLine(module: string, language: Language = 'python'): string | undefined {
  switch (language) {
    case 'python':
      return `RUN pip install --no-cache-dir ${module.split('.')[0] ?? module}\n`;
    case 'r':
      return `RUN R -e 'install.packages("${module}")'\n`;
    case 'java':
      return undefined;
    case 'node':
      return `RUN npm install ${module}\n`;
    case 'system':
      return DEBIAN[module] === undefined
        ? undefined
        : `RUN apt-get update && apt-get install -y --no-install-recommends ${DEBIAN[module]}\n`;
  }
}

export const packageWordings: { [C in keyof PackageSays]: Wording<PackageSays[C]> } = {
  'python-dependency': {
    short: ({ restarts, module, kind, line }) =>
      crashing(
        restarts,
        module === undefined
          ? l10n.t('a package does not fit')
          : kind === 'missing'
            ? line !== undefined && !/No module named/.test(line)
              ? l10n.t('package {0} is missing', module)
              : `ModuleNotFoundError: ${module}`
            : kind === 'install'
              ? l10n.t('cannot install {0}', module)
              : l10n.t('{0} does not fit', module),
      ),
    title: ({ container, module, kind, line, language }) => {
      if (module === undefined)
        return l10n.t(
          'A package that "{0}" needs is missing or does not fit: {1}',
          container,
          clipped(line ?? '', 200),
        );
      if (kind === 'install')
        return l10n.t(
          '"{0}" could not install the {1} when it started.',
          container,
          packageWords(module, language),
        );
      return kind === 'missing'
        ? l10n.t('The {1} is not in the image of "{0}".', container, packageWords(module, language))
        : l10n.t('The {1} in "{0}" does not fit the others.', container, packageWords(module, language));
    },
    why: ({ line, restarts }) => joined(saidWords(line), restartWords(restarts)),
    actions: ({ module, kind, language }, place) => [
      kind === 'mismatch'
        ? you(
            l10n.t(
              'Pin versions that fit together in the image (a lock file keeps a rebuilt image the same).',
            ),
          )
        : you(
            module === undefined
              ? l10n.t('Add the package to the image, or choose an image that has it.')
              : language === 'java'
                ? l10n.t(
                    'Add the jar that holds {0} to the image or to the job’s packages. {1}',
                    module,
                    editIn(place),
                  )
                : l10n.t(
                    'Add "{0}" to the image, or choose an image that has it. {1}',
                    module,
                    editIn(place),
                  ),
            module === undefined ? undefined : installLine(module, language),
          ),
      ...(kind === 'install'
        ? [
            you(
              l10n.t(
                'If pip cannot reach its index from here, ask for the address of your mirror and set PIP_INDEX_URL.',
              ),
            ),
          ]
        : []),
    ],
  },
};
