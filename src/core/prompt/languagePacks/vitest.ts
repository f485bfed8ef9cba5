import type { RunnerWords } from './languagePack';
import { ASYNC_TEST, IMPORT_OF_SUBJECT, MARK_OF_TEST } from './script';

export const VITEST: RunnerWords = {
  tests: 'vitest',
  red: [
    "Import describe, expect, it, beforeEach, afterEach and vi from 'vitest'. No skip, todo or only.",
    MARK_OF_TEST,
    IMPORT_OF_SUBJECT,
    'Use it.each where only values differ; beforeEach and afterEach for set-up and tear-down; vi.fn, vi.spyOn and vi.useFakeTimers for what is outside, put back with vi.restoreAllMocks and vi.useRealTimers.',
    'Compare with toBe, toEqual and toStrictEqual, not with snapshots. Expect an error with expect(() => …).toThrow(…), of a promise with await expect(…).rejects.toThrow(…).',
    ASYNC_TEST,
  ],
};
