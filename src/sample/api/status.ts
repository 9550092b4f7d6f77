import type { JsonRecord } from '../../common/json.ts';
import type { Kind } from './kinds.ts';

/** A refusal, as the `Status` object that the real server answers with. Texts were taken down from Kubernetes 1.35.4. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly body: JsonRecord;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    details?: JsonRecord,
    more?: JsonRecord,
  ) {
    super(message);
    this.code = code;
    this.retryAfterSeconds =
      typeof details?.['retryAfterSeconds'] === 'number' ? details['retryAfterSeconds'] : undefined;
    this.body = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: more ?? {},
      status: 'Failure',
      message,
      ...(reason === undefined ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      code,
    };
  }
}

export interface Cause {
  readonly reason: 'FieldValueInvalid' | 'FieldValueForbidden';
  readonly message: string;
  readonly field: string;
}

/** `pods`, `deployments.apps`: how messages name a resource. */
export function resourceName(kind: Pick<Kind, 'plural' | 'group'>): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

function detailsOf(kind: Kind, name?: string): JsonRecord {
  return {
    ...(name === undefined ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.plural,
  };
}

export const refusals = {
  unauthorized: (): Refusal => new Refusal(401, 'Unauthorized', 'Unauthorized'),
  forbidden: (
    user: string,
    verb: string,
    kind: Kind,
    subresource: string | undefined,
    namespace: string | undefined,
    name: string | undefined,
  ): Refusal => {
    const what = name === undefined ? resourceName(kind) : `${resourceName(kind)} "${name}"`;
    const resource = subresource === undefined ? kind.plural : `${kind.plural}/${subresource}`;
    const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    return new Refusal(
      403,
      'Forbidden',
      `${what} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${where}`,
      detailsOf(kind, name),
    );
  },
  notFound: (kind: Kind, name: string): Refusal =>
    new Refusal(404, 'NotFound', `${resourceName(kind)} "${name}" not found`, detailsOf(kind, name)),
  noSuchResource: (): Refusal =>
    new Refusal(404, 'NotFound', 'the server could not find the requested resource', {}),
  method: (): Refusal =>
    new Refusal(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    ),
  notAcceptable: (message: string): Refusal => new Refusal(406, 'NotAcceptable', message),
  mediaType: (): Refusal => new Refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}),
  badRequest: (message: string): Refusal => new Refusal(400, 'BadRequest', message),
  invalid: (kind: string, name: string, group: string, cause: Cause): Refusal =>
    new Refusal(
      422,
      'Invalid',
      `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${cause.field}: ${cause.message}`,
      {
        ...(name === '' ? {} : { name }),
        ...(group === '' ? {} : { group }),
        kind,
        causes: [cause],
      },
    ),
  /** Inside a watch it travels as the object of an ERROR line, under HTTP 200. */
  expired: (asked: number, oldest: number): Refusal =>
    new Refusal(410, 'Expired', `too old resource version: ${asked} (${oldest})`),
  expiredPage: (freshToken: string): Refusal =>
    new Refusal(
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      undefined,
      { continue: freshToken },
    ),
  futureVersion: (asked: number, current: number): Refusal =>
    new Refusal(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }),
};
