import type { CodebaseProfile } from '../codebase/profile';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Mode, WritingPhase } from '../phase';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import type { WorkspaceReader } from '../workspace/workspace';
import type { Omission } from './contextBundle';
import type { Candidate } from './fitToBudget';

/** What the context of a generation is made from. */
export interface ContextRequest {
  readonly specification: Specification;
  readonly component: Component;
  /** The component's test files and what they use, as far as they exist. */
  readonly tests: readonly CheckedPath[];
  readonly implementationPath: CheckedPath;
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly profile: CodebaseProfile | undefined;
  /** Paths of this project that show its way of writing, the same in every phase of the component. */
  readonly examples: readonly CheckedPath[];
  /** What the runner printed when the tests last failed, or the failure to be fixed. */
  readonly failure: string | undefined;
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
  const omitted: Omission[] = [];
  for (const { path, tag, why, need } of wantedFiles(request)) {
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
  const patterns = describeProfile(request.profile);
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
    const file = await reader.read(path);
    if (file === undefined || (file !== 'unreadable' && file.text.trim() === '')) continue;
    if (file === 'unreadable') omitted.push({ what: path.relative, tokens: 0, why: 'it cannot be read' });
    else if (file.text.length > LONGEST_EXAMPLE_CHARACTERS) {
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

function joinParts(general: string, excerpt: string): string {
  return [general, excerpt]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

function describeProfile(profile: CodebaseProfile | undefined): string {
  if (profile === undefined) return '';
  const lines: string[] = [];
  for (const language of profile.languages) {
    const frameworks = language.frameworks.length === 0 ? '' : ` with ${language.frameworks.join(', ')}`;
    lines.push(`- language: ${language.name}${language.primary ? ' (primary)' : ''}${frameworks}`);
  }
  if (profile.architectureStyle !== undefined) lines.push(`- architecture: ${profile.architectureStyle}`);
  if (profile.testFrameworks.length > 0) lines.push(`- tests: ${profile.testFrameworks.join(', ')}`);
  for (const pattern of profile.patterns) {
    lines.push(`- ${pattern.name} (confidence ${pattern.confidence}): ${pattern.description}`);
  }
  return lines.join('\n');
}
