/** What holds for tests of JavaScript and TypeScript, whoever runs them. */
export const IMPORT_OF_SUBJECT =
  'Load the module under test at the top of the file, with import or require and with or without extension as the project does: that it is not there yet is the failure that counts now. No dynamic import, no try around it, and never a mock in its place.';

export const ASYNC_TEST =
  'A test of async code is an async function that awaits every promise; no done callback, no waiting for real time.';

export const MARK_OF_TEST =
  "Begin the title with the ids of what is tested, it('FR-001: …'), or name them in a comment above.";

/** The same for the code. */
export const REFACTOR_SCRIPT =
  'Prefer const, early returns, array methods and small pure functions to flags and nested branches. What the module exports stays exported from it.';
