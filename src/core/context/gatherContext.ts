import type { CodebaseProfile } from '../codebase/profile';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Mode, WritingPhase } from '../phase';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import type { WorkspaceReader } from '../workspace/workspace';
import type { Omission } from './contextBundle';
import { describeProfile } from './describeProfile';
import { documentPart } from './documentPart';
import type { Candidate } from './fitToBudget';
import { whyNotShown, whyOwnNotShown } from './whyNotShown';

/** What the context of a generation is made from. */
export interface ContextRequest {
  readonly specification: Specification;
  readonly component: Component;
  /** The component's test files and what they use, as far as they exist. */
  readonly tests: readonly CheckedPath[];
  readonly implementationPath: CheckedPath;
  /** Other components that this one works with and nobody has written yet. */
  readonly unwritten: readonly Component[];
  /** Further documents about what is built, as far as they exist. */
  readonly documents: readonly CheckedPath[];
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly profile: CodebaseProfile | undefined;
  /** Paths of this project that show its way of writing, the same in every phase of the component. */
  readonly examples: readonly CheckedPath[];
  /** What the runner printed when the tests last failed, or the failure to be fixed. */
  readonly failure: string | undefined;
  /** Why a file may not be shown to a model; undefined for one that may. */
  readonly whyExcluded: (path: string) => string | undefined;
}

/** An example longer than this says less than it costs. */
const LONGEST_EXAMPLE_CHARACTERS = 24_000;

/** What could be in the prompt, and what cannot, whatever the budget. */
export interface Gathered {
  /** Most important first. */
  readonly candidates: readonly Candidate[];
  readonly omitted: readonly Omission[];
}

/** Reads the files that a phase works from; decides nothing about the budget. A problem when one that it needs cannot be read. */
export async function gatherContext(
  request: ContextRequest,
  reader: WorkspaceReader,
): Promise<Result<Gathered, Problem>> {
  const { component } = request;
  const candidates: Candidate[] = [
    {
      tag: 'specification',
      file: undefined,
      text: joinParts(request.specification.general, component.excerpt),
      why: `the specification of ${component.name} and what applies to all components`,
      need: 'required',
    },
  ];
  for (const { name, excerpt } of request.unwritten) {
    candidates.push({
      tag: 'specification',
      file: undefined,
      text: `The component ${name}, which is not written yet, as it is specified:\n${excerpt}`,
      why: `what the specification says of ${name}, which is used and not written yet`,
      need: 'optional',
    });
  }
  const omitted: Omission[] = [];
  for (const path of request.documents) {
    const excluded = whyNotShown(path, request.whyExcluded);
    const file = excluded === undefined ? await reader.read(path) : undefined;
    const part = file === undefined || file === 'unreadable' ? undefined : documentPart(file.text, component);
    if (part !== undefined) {
      const why = 'a document of the architecture';
      candidates.push({ tag: 'documents', file: path.relative, ...part, why, need: 'optional' });
    } else if (excluded !== undefined) omitted.push({ what: path.relative, tokens: 0, why: excluded });
    else if (file !== undefined && file !== 'unreadable' && file.text.trim() !== '') {
      omitted.push({ what: path.relative, tokens: 0, why: `it is long, and no section of it names ${component.name}` });
    }
  }
  for (const { path, tag, why, need } of wantedFiles(request)) {
    const excluded = whyOwnNotShown(path, request.whyExcluded);
    if (excluded !== undefined) {
      if (need === 'required' && (await reader.read(path)) !== undefined)
        return fail({ kind: 'file-unreadable', path: path.relative, detail: excluded });
      omitted.push({ what: path.relative, tokens: 0, why: excluded });
      continue;
    }
    const file = await reader.read(path);
    if (file === 'unreadable') {
      if (need === 'required')
        return fail({
          kind: 'file-unreadable',
          path: path.relative,
          detail: 'it is no text, or there is no permission',
        });
      omitted.push({ what: path.relative, tokens: 0, why: 'it cannot be read' });
    } else if (file !== undefined) candidates.push({ tag, file: path.relative, text: file.text, why, need });
  }
  if (request.failure !== undefined && request.failure.trim() !== '') {
    candidates.push({
      tag: 'error_context',
      file: undefined,
      text: request.failure,
      why: request.mode === 'fix' ? 'the failure to repair' : 'what the tests last reported',
      need: 'shortened',
    });
  }
  const patterns = describeProfile(request.profile, request.implementationPath.relative);
  if (patterns !== '') {
    candidates.push({
      tag: 'patterns',
      file: undefined,
      text: patterns,
      why: 'the codebase profile',
      need: 'optional',
    });
  }
  for (const path of request.examples) {
    const never = whyNotShown(path, request.whyExcluded);
    if (never !== undefined) {
      omitted.push({ what: path.relative, tokens: 0, why: never });
      continue;
    }
    const file = await reader.read(path);
    if (file === undefined || (file !== 'unreadable' && file.text.trim() === '')) continue;
    if (file === 'unreadable') omitted.push({ what: path.relative, tokens: 0, why: 'it cannot be read' });
    else if (!isExampleLength(file.text)) {
      omitted.push({ what: path.relative, tokens: 0, why: 'too long for an example' });
    } else {
      const why = 'shows how this project writes';
      candidates.push({ tag: 'examples', file: path.relative, text: file.text, why, need: 'optional' });
    }
  }
  return ok({ candidates, omitted });
}

interface WantedFile {
  readonly path: CheckedPath;
  readonly tag: 'tests' | 'code';
  readonly why: string;
  readonly need: 'required' | 'optional';
}

function wantedFiles({ phase, mode, tests, implementationPath }: ContextRequest): readonly WantedFile[] {
  const testsAs = (why: string, need: WantedFile['need']) =>
    tests.map((path) => ({ path, tag: 'tests' as const, why, need }));
  const code = (why: string, need: WantedFile['need']) => [
    { path: implementationPath, tag: 'code' as const, why, need },
  ];
  switch (phase) {
    case 'red':
      return [
        ...testsAs('tests that are already there', mode === 'full' ? 'optional' : 'required'),
        ...code('the module under test as it stands', 'optional'),
      ];
    case 'green':
      return [...testsAs('the tests to pass', 'required'), ...code('the module as it stands', 'required')];
    case 'refactor':
      return [...testsAs('the tests that must stay green', 'required'), ...code('the code to improve', 'required')];
  }
}

/** Whether a text is neither blank nor too long to be an example. */
export function isExampleLength(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_EXAMPLE_CHARACTERS;
}

function joinParts(general: string, excerpt: string): string {
  return [general, excerpt]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
