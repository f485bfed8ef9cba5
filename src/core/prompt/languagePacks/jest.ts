import type { RunnerWords } from './languagePack';
import { ASYNC_TEST, IMPORT_OF_SUBJECT, MARK_OF_TEST } from './script';

export const JEST: RunnerWords = {
  tests: 'Jest',
  red: [
    "describe, expect, it, beforeEach, afterEach and jest are globals; where the project imports them, take them from '@jest/globals'. No skip, todo or only.",
    MARK_OF_TEST,
    IMPORT_OF_SUBJECT,
    'Use it.each where only values differ; beforeEach and afterEach for set-up and tear-down; jest.fn, jest.spyOn and jest.useFakeTimers for what is outside, put back with jest.restoreAllMocks and jest.useRealTimers.',
    'Compare with toBe, toEqual and toStrictEqual, not with snapshots. Expect an error with expect(() => …).toThrow(…), of a promise with await expect(…).rejects.toThrow(…).',
    ASYNC_TEST,
  ],
};
