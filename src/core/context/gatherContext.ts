import type { CodebaseProfile } from '../codebase/profile';
import type { Mode, WritingPhase } from '../phase';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import type { WorkspaceReader } from '../workspace/workspace';
import type { Candidate } from './fitToBudget';

/** What the context of a generation is made from. */
export interface ContextRequest {
  readonly specification: Specification;
  readonly component: Component;
  readonly testPath: CheckedPath;
  readonly implementationPath: CheckedPath;
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly profile: CodebaseProfile | undefined;
  /** Paths of this project that show its way of writing: existing tests in RED, related code else. Best first. */
  readonly examples: readonly CheckedPath[];
  /** What the runner printed when the tests last failed, or the failure to be fixed. */
  readonly failure: string | undefined;
}

/** An example longer than this says less than it costs. */
const LONGEST_EXAMPLE_CHARACTERS = 24_000;

/** Collects what could be in the prompt, most important first; reads files, decides nothing about the budget. */
export async function gatherContext(request: ContextRequest, reader: WorkspaceReader): Promise<readonly Candidate[]> {
  const { phase, component } = request;
  const candidates: Candidate[] = [
    {
      tag: 'specification',
      file: undefined,
      text: joinParts(request.specification.general, component.excerpt),
      why: `the specification of ${component.name} and what applies to all components`,
      need: 'required',
    },
  ];
  const addFile = async (path: CheckedPath, tag: 'tests' | 'code', why: string, need: 'required' | 'optional') => {
    const file = await reader.read(path);
    if (file !== undefined && file !== 'unreadable') {
      candidates.push({ tag, file: path.relative, text: file.text, why, need });
    }
  };
  if (phase === 'red') {
    await addFile(
      request.testPath,
      'tests',
      'tests that are already there',
      request.mode === 'full' ? 'optional' : 'required',
    );
    await addFile(request.implementationPath, 'code', 'the module under test as it stands', 'optional');
  } else {
    await addFile(
      request.testPath,
      'tests',
      phase === 'green' ? 'the tests to pass' : 'the tests that must stay green',
      'required',
    );
    await addFile(
      request.implementationPath,
      'code',
      phase === 'green' ? 'the module as it stands' : 'the code to improve',
      'required',
    );
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
    if (file === undefined || file === 'unreadable' || file.text.length > LONGEST_EXAMPLE_CHARACTERS) continue;
    candidates.push({
      tag: 'examples',
      file: path.relative,
      text: file.text,
      why: 'shows how this project writes',
      need: 'optional',
    });
  }
  return candidates;
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
