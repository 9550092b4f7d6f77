import type { Match } from '../match.ts';
import type { EndpointRule, ToolRule } from './tool-rule.ts';

type Whole = Pick<ToolRule, 'id' | 'title' | 'about'> &
  Partial<
    Pick<
      ToolRule,
      | 'docs'
      | 'not'
      | 'userPods'
      | 'instance'
      | 'essential'
      | 'oneInNamespace'
      | 'versionFrom'
      | 'credentials'
      | 'snippets'
      | 'withoutPage'
    >
  >;
type Page = Pick<EndpointRule, 'port' | 'path'> &
  Partial<
    Pick<
      EndpointRule,
      'scheme' | 'health' | 'preferredLocalPort' | 'basePathFrom' | 'plainWhen' | 'plainPort' | 'companions'
    >
  >;

interface Shape {
  readonly parts: readonly Match[];
  /** The parts that answer; all where nothing is said. */
  readonly service?: readonly Match[];
  /** Endpoints besides the page. */
  readonly more?: readonly EndpointRule[];
}

/** A tool with one page behind one Service: all that differs is how it is recognised and where it answers. */
export function webTool(tool: Whole & Page & Shape): ToolRule {
  const { port, path, scheme, health, preferredLocalPort, basePathFrom, ...rest } = tool;
  const { plainPort, plainWhen, companions, service, more = [], ...rule } = rest;
  return {
    ...rule,
    endpoints: [
      {
        id: 'ui',
        title: () => tool.title,
        service: service ?? tool.parts,
        port,
        scheme: scheme ?? 'by-port',
        path,
        ...(health === undefined ? {} : { health }),
        ...(preferredLocalPort === undefined ? {} : { preferredLocalPort }),
        ...(basePathFrom === undefined ? {} : { basePathFrom }),
        ...(plainPort === undefined ? {} : { plainPort }),
        ...(plainWhen === undefined ? {} : { plainWhen }),
        ...(companions === undefined ? {} : { companions }),
        main: true,
      },
      ...more,
    ],
  };
}

/** By the label of today's charts. */
export function named(
  name: string | readonly string[] | RegExp,
  component?: string | readonly string[],
): Match {
  return {
    labels: {
      'app.kubernetes.io/name': name,
      ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
    },
  };
}
