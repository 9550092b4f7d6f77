/** Something that a suite needs and this machine cannot have (no Go, no root, no browser). The suite is skipped loudly, and fails in CI. */
export class MachineryMissing extends Error {
  override readonly name = 'MachineryMissing';
}
