import * as l10n from '@vscode/l10n';

/** What a connection ends with on which nobody answers any more. Its code is that of a system which noticed the same. */
export class SilentConnection extends Error {
  override readonly name = 'SilentConnection';
  readonly code = 'ETIMEDOUT';
  /** When something was heard last, in milliseconds since the epoch. */
  readonly heardAt: number;

  constructor(heardAt: number) {
    super(l10n.t('the other side does not answer any more'));
    this.heardAt = heardAt;
  }
}
