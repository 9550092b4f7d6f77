// What the runner outside and the tests inside the extension host tell each other through the environment.

/** Put before each line that belongs to the tests. */
export const LINE_MARK = 'PORTHOLE_TEST_MARK';
/** Options for mocha, as JSON. */
export const MOCHA_OPTIONS = 'PORTHOLE_MOCHA_OPTIONS';
