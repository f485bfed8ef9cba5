import type { RunnerWords } from './languagePack';
import { ASYNC_TEST, IMPORT_OF_SUBJECT, MARK_OF_TEST } from './script';

export const MOCHA: RunnerWords = {
  tests: 'mocha',
  red: [
    'describe, it, beforeEach and afterEach are globals; assert with node:assert/strict, or with the library that <examples> use. No skip, no only.',
    MARK_OF_TEST,
    IMPORT_OF_SUBJECT,
    'Where only values differ, loop over a table of cases around it(…); beforeEach and afterEach for set-up and tear-down. Give stand-ins as arguments; sinon only where the project has it.',
    'Expect an error with assert.throws(() => …, { name: …, message: … }), of a promise with await assert.rejects(…, { … }).',
    ASYNC_TEST,
  ],
};
