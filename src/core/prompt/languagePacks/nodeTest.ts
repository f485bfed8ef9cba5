import type { RunnerWords } from './languagePack';
import { ASYNC_TEST, IMPORT_OF_SUBJECT, MARK_OF_TEST } from './script';

export const NODE_TEST: RunnerWords = {
  tests: "node's own test runner (node:test with node:assert/strict)",
  red: [
    "Take describe, it, beforeEach, afterEach and mock from 'node:test' and assert from 'node:assert/strict'; no other library. No skip, todo or only.",
    MARK_OF_TEST,
    IMPORT_OF_SUBJECT,
    'Where only values differ, loop over a table of cases around it(…); beforeEach and afterEach for set-up and tear-down, mock.method and mock.timers for what is outside.',
    'Expect an error with assert.throws(() => …, { name: …, message: … }), of a promise with await assert.rejects(…, { … }).',
    ASYNC_TEST,
  ],
};
