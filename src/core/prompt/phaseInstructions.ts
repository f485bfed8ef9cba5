import type { Language } from '../codebase/language';
import { escapeTags } from '../context/section';
import type { Mode, WritingPhase } from '../phase';

interface LanguageWords {
  readonly name: string;
  readonly testFramework: string;
  readonly fixtures: string;
  readonly documentation: string;
}

const WORDS: Readonly<Record<Language, LanguageWords>> = {
  python: {
    name: 'Python',
    testFramework: 'pytest',
    fixtures: 'fixtures for set-up and tear-down',
    documentation: 'type hints and docstrings on what is public',
  },
  javascript: {
    name: 'JavaScript',
    testFramework: "node's own test runner (node:test with node:assert/strict)",
    fixtures: 'beforeEach and afterEach for set-up and tear-down',
    documentation: 'JSDoc types on what is public',
  },
  typescript: {
    name: 'TypeScript',
    testFramework: "node's own test runner (node:test with node:assert/strict)",
    fixtures: 'beforeEach and afterEach for set-up and tear-down',
    documentation: 'explicit types on what is public',
  },
  go: {
    name: 'Go',
    testFramework: 'Go (package testing, no other library)',
    fixtures: 'helpers that call t.Helper() and t.Cleanup for set-up and tear-down',
    documentation: 'a doc comment on what is exported',
  },
  rust: {
    name: 'Rust',
    testFramework: 'Rust (#[test] functions with the assert macros)',
    fixtures: 'helper functions for set-up',
    documentation: 'a /// comment on what is public',
  },
  java: {
    name: 'Java',
    testFramework: 'JUnit 5',
    fixtures: '@BeforeEach and @AfterEach for set-up and tear-down',
    documentation: 'Javadoc on what is public',
  },
  kotlin: {
    name: 'Kotlin',
    testFramework: 'JUnit 5',
    fixtures: '@BeforeEach and @AfterEach for set-up and tear-down',
    documentation: 'KDoc on what is public',
  },
  csharp: {
    name: 'C#',
    testFramework: 'xUnit',
    fixtures: 'the constructor and Dispose for set-up and tear-down',
    documentation: 'an XML comment on what is public',
  },
};

/** What a project that uses another runner than the usual one of its language calls its tests. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  mocha: 'mocha',
  vitest: "vitest (import { describe, expect, it } from 'vitest')",
  jest: 'Jest',
};

export interface InstructionRequest {
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly language: Language;
  /** The name of the project's test runner; undefined when there is none. */
  readonly runner?: string | undefined;
  readonly component: string;
  readonly testPath: string;
  readonly implementationPath: string;
  /** Wishes of the project's own settings. */
  readonly notes: readonly string[];
}

/** What the model is asked to do in this phase, one rule a line. */
export function phaseInstructions(request: InstructionRequest): string {
  const usual = WORDS[request.language];
  const words = { ...usual, testFramework: FRAMEWORKS[request.runner ?? ''] ?? usual.testFramework };
  const rules = [
    ...RULES[request.phase](request, words),
    ...MODE_RULES[request.mode](request),
    ...request.notes.map(escapeTags),
  ];
  return [TASK[request.phase](request, words), '', ...rules.map((rule) => `- ${rule}`)].join('\n');
}

const TASK: Readonly<Record<WritingPhase, (request: InstructionRequest, words: LanguageWords) => string>> = {
  red: (request, words) =>
    `Write the ${words.testFramework} tests for the component ${request.component}. This is the RED phase: the tests come before the code.`,
  green: (request, words) =>
    `Write the ${words.name} implementation of the component ${request.component}. This is the GREEN phase: the tests exist and fail.`,
  refactor: (request) =>
    `Improve the implementation of the component ${request.component}. This is the REFACTOR phase: the tests pass and must keep passing.`,
};

/** Read by `contradictionsIn` (`core/changes`). */
const CONTRADICTION = `When a test and the specification contradict each other, so that no code can satisfy both, write no file. Say so on lines of their own, and a person decides:
<contradiction test="the name of the test" criterion="the id or the words of the specification">
why both cannot hold
</contradiction>`;

const RULES: Readonly<Record<WritingPhase, (request: InstructionRequest, words: LanguageWords) => string[]>> = {
  red: (request, words) => [
    `Put the tests into ${request.testPath}. The module under test is ${request.implementationPath}; do not write it.`,
    'Test every functional requirement that the specification states for this component.',
    'Test the error cases and the edge cases that it names or implies.',
    'One behaviour for each test, named after that behaviour.',
    'Every test must fail now, because the behaviour does not exist yet, and for that reason only: no syntax error, no missing fixture, no import that the specification does not explain.',
    'Every test must assert on a value or an error that comes from the module under test.',
    `Use ${words.fixtures}. Follow the style of <examples> where there are any.`,
  ],
  green: (request, words) => [
    `Put the implementation into ${request.implementationPath}.`,
    'Make every test in <tests> pass. Do not write or change any test file.',
    'Keep the names and signatures that the specification gives.',
    'Write the least code that passes the tests and handles the error cases of the specification.',
    'Follow the conventions in <patterns> and <examples> where there are any.',
    `Use ${words.documentation}.`,
    'Never work around a test: no special cases for its inputs, nothing that asks who runs the code.',
    CONTRADICTION,
  ],
  refactor: (request) => [
    `Change ${request.implementationPath} only; add a helper file beside it where that makes it clearer.`,
    'Do not change what the code does: its names, signatures, results and errors stay as they are.',
    'Do not write or change any test file.',
    'Reduce duplication, improve names, extract helpers, simplify what is more complicated than it needs to be.',
    'When nothing is worth changing, return the file as it is and say so.',
  ],
};

const MODE_RULES: Readonly<Record<Mode, (request: InstructionRequest) => string[]>> = {
  full: () => ['Give each file whole, from its first line to its last.'],
  incremental: () => ['Add to the existing files with append blocks; leave what is there as it is.'],
  fix: () => ['Repair what <error_context> reports and change nothing else. Give each changed file whole.'],
};
