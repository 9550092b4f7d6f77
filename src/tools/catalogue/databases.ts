import * as l10n from '@vscode/l10n';
import type { Match } from '../match.ts';
import type { ToolRule } from './tool-rule.ts';
import { named, webTool } from './web-tool.ts';

const primary: Match[] = [
  { ...named('postgresql', 'primary'), headless: false },
  { ...named('postgresql'), headless: false, notName: /-(read|metrics|headless|hl)$/ },
  { chart: 'postgresql', headless: false, notName: /-(read|metrics|headless|hl)$/ },
];

/** A database that was installed for itself; that of another tool is a part of it. */
export const postgresql: ToolRule = {
  id: 'postgresql',
  title: 'PostgreSQL',
  about: () => l10n.t('Keeps tables and answers SQL.'),
  docs: 'https://www.postgresql.org/docs/',
  parts: [named('postgresql'), { chart: 'postgresql' }],
  // Pachyderm's chart leaves no release on anything else that it makes.
  not: [{ image: /(^|\/)pachyderm\// }],
  store: true,
  endpoints: [
    {
      id: 'pg',
      title: () => 'PostgreSQL',
      service: primary,
      port: { names: ['tcp-postgresql', 'postgresql'], targets: [5432], numbers: [5432] },
      scheme: 'tcp',
      path: '/',
      preferredLocalPort: 5432,
      main: true,
    },
  ],
  credentials: [
    { id: 'password', title: () => l10n.t('Password'), env: /^POSTGRES(QL)?_(POSTGRES_)?PASSWORD$/ },
  ],
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'import getpass',
        'from sqlalchemy import URL, create_engine',
        '',
        `host, port = "${address('pg').replace('tcp://', '')}".split(":")`,
        'url = URL.create("postgresql", "postgres", getpass.getpass(), host, int(port), "postgres")',
        'engine = create_engine(url)',
      ].join('\n'),
    },
  ],
};

const coordinator: Match[] = [
  named('trino', 'coordinator'),
  { ...named('trino'), notName: /worker/ },
  { chart: 'trino', notName: /worker/ },
  { labels: { app: 'trino' }, notName: /worker/, weak: true },
  { image: /(^|\/)(trino|starburst-enterprise)$/ },
];

export const trino: ToolRule = webTool({
  id: 'trino',
  title: 'Trino',
  about: () => l10n.t('Asks SQL questions across many data sources.'),
  docs: 'https://trino.io/docs/current/',
  parts: [...coordinator, named('trino'), { chart: 'trino' }, { labels: { app: 'trino' }, weak: true }],
  essential: [named('trino', 'coordinator'), { labels: { app: 'trino', component: 'coordinator' } }],
  service: coordinator.map((match) => ({ ...match, headless: false, notName: /worker/ })),
  port: { names: ['http', 'https'], targets: [8080], numbers: [8080, 8443] },
  path: '/ui/',
  health: '/v1/info',
  preferredLocalPort: 8080,
  snippets: (address) => [
    {
      id: 'python',
      title: l10n.t('Python'),
      text: [
        'from trino.dbapi import connect',
        '',
        `host, port = "${address('ui').replace(/^https?:\/\//, '')}".split(":")`,
        'connection = connect(host=host, port=int(port), user="me")',
        'connection.cursor().execute("SHOW CATALOGS").fetchall()',
      ].join('\n'),
    },
  ],
});
