import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cached, type Report } from '../../test/harness/cache.ts';

const VERSION = '2.0.0';

/** The script that starts Red Hat's server; installed once per user. It is no dependency of the project: nothing else needs it. */
export async function yamlLanguageServer(report: Report): Promise<string> {
  const home = await cached(
    `yaml-language-server-${VERSION}`,
    async (fresh) => {
      writeFileSync(join(fresh, 'package.json'), '{"private":true}');
      const words = [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `yaml-language-server@${VERSION}`,
      ];
      await promisify(execFile)('npm', words, { cwd: fresh });
    },
    report,
  );
  return join(home, 'node_modules/yaml-language-server/out/src/server.js');
}
