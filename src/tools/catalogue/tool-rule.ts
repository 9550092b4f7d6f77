import type { Snippet } from '../installed-tool.ts';
import type { Match } from '../match.ts';

/** How one tool is recognised, opened and used from code. Data and pure functions only; one file per tool. */
export interface ToolRule {
  /** Never renamed: settings and remembered ports refer to it. Two rules share one where a tool comes in two shapes. */
  readonly id: string;
  /** Its own name, not translated. */
  readonly title: string;
  /** One sentence for somebody who does not know it. */
  readonly about: () => string;
  /** What belongs to an installation. One of them is enough to see that the tool is there. */
  readonly parts: readonly Match[];
  /** Looks like a part and is none. */
  readonly not?: readonly Match[];
  /** Counts only where one of each of these is among the parts. */
  readonly requires?: readonly (readonly Match[])[];
  /** The labels by which its own operator tells installations apart, before those of charts. */
  readonly instance?: readonly string[];
  /** Of use though it has no page. */
  readonly withoutPage?: boolean;
  /** Charts of other programs bring it along, and then it is a part of those. */
  readonly store?: boolean;
  /** Parts without which nobody can use it, whatever else runs. Those behind the main endpoint always count. */
  readonly essential?: readonly Match[];
  /**
   * Where nothing (release, instance label) tells installations apart: true takes all parts in a namespace as one installation,
   * otherwise each Service with what it selects is one.
   */
  readonly oneInNamespace?: boolean;
  /** Pods that the tool starts for its users: no part of its own health. */
  readonly userPods?: readonly Match[];
  /** The part whose image tag is the tool's version; the first part with a tag where nothing is said. */
  readonly versionFrom?: Match;
  readonly endpoints: readonly EndpointRule[];
  /** Code that works now. `address` gives the local address of an endpoint, without a trailing slash. */
  readonly snippets?: (address: (endpoint: string) => string) => readonly SnippetRule[];
  /** Its documentation, for people who use it. */
  readonly docs?: string;
  /** Where its passwords and tokens are, as charts and operators leave them. */
  readonly credentials?: readonly CredentialRule[];
}

export type SnippetRule = Omit<Snippet, 'uses'>;

export interface CredentialRule {
  readonly id: string;
  readonly title: () => string;
  /** A container of the tool takes it from a Secret by this variable: that says which Secret and which key. */
  readonly env?: RegExp;
  /** Where no variable says it: the Secret that goes with the Service of an endpoint, by the Service's name. */
  readonly secret?: {
    readonly endpoint: string;
    readonly name: (service: string) => string | undefined;
    readonly key: string;
  };
}

export interface EndpointRule {
  readonly id: string;
  readonly title: () => string;
  /** The Service to forward: the first rule that fits decides, an ordinary Service before a headless one. */
  readonly service: readonly Match[];
  /** Which of its ports: by name, then by the container's port, then by number; the first that is there. */
  readonly port: {
    readonly names?: readonly string[];
    readonly targets?: readonly (number | string)[];
    readonly numbers?: readonly number[];
  };
  /** Which of its ports where it speaks http after all (`plainWhen`). */
  readonly plainPort?: EndpointRule['port'];
  /** `by-port`: https when the port is called https or is 443 or 8443, http otherwise. */
  readonly scheme: 'http' | 'https' | 'tcp' | 'by-port';
  /** The program speaks https when an environment variable or argument fits this, whatever the port is called. */
  readonly tlsWhen?: RegExp;
  /** The program speaks http when an argument fits this, whatever the scheme says. */
  readonly plainWhen?: RegExp;
  /** Where a person begins, with a leading slash. Some tools put namespace and name into it. */
  readonly path:
    | string
    | ((place: {
        readonly namespace: string;
        readonly service: string;
        readonly instance: string;
      }) => string);
  /** Answers when the program behind the port is alive. */
  readonly health?: string;
  /** Statuses of that path that mean so too: 404 of a server that has no page there. */
  readonly alive?: readonly number[];
  /** Where the base URL is told, by what stands behind the door or by another part. */
  readonly basePathFrom?: {
    readonly part?: readonly Match[];
    /** A probe's path; its first group is the base URL. */
    readonly probe?: RegExp;
    /** In the command line; likewise. */
    readonly flag?: RegExp;
    /** A variable or an entry of a known ConfigMap, by its name. */
    readonly setting?: RegExp;
  };
  readonly preferredLocalPort?: number;
  /** A variable with the address at which the page in the browser looks for this endpoint. */
  readonly localPortFrom?: string;
  /** The Service is another program's, anywhere in the cluster, and leads here only where one of these is among the parts. */
  readonly ofNeighbour?: readonly Match[];
  /** The one that Open opens. */
  readonly main?: boolean;
  /** Other endpoints that are connected with it. */
  readonly companions?: readonly string[];
}
