import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WorkspaceReader } from '../workspace/workspace';
import { readDocuments, readExamples, readOwnFiles } from './contextFiles';
import type { ContextRequest, Gathered } from './contextRequest';
import { describeProfile } from './describeProfile';
import type { Candidate } from './fitToBudget';

/** Reads the files that a phase works from; decides nothing about the budget. A problem when one that it needs cannot be read. */
export async function gatherContext(
  request: ContextRequest,
  reader: WorkspaceReader,
): Promise<Result<Gathered, Problem>> {
  const documents = await readDocuments(request, reader);
  const files = await readOwnFiles(request, reader);
  if (!files.ok) return files;
  const examples = await readExamples(request, reader);
  return ok({
    candidates: [
      ...specified(request),
      ...documents.candidates,
      ...files.value.candidates,
      ...failed(request),
      ...patternsOf(request),
      ...examples.candidates,
    ],
    omitted: [...documents.omitted, ...files.value.omitted, ...examples.omitted],
  });
}

function specified({ specification, component, unwritten }: ContextRequest): readonly Candidate[] {
  return [
    {
      tag: 'specification',
      file: undefined,
      text: joinParts(specification.general, component.excerpt),
      why: `the specification of ${component.name} and what applies to all components`,
      need: 'required',
    },
    ...unwritten.map(
      ({ name, excerpt }): Candidate => ({
        tag: 'specification',
        file: undefined,
        text: `The component ${name}, which is not written yet, as it is specified:\n${excerpt}`,
        why: `what the specification says of ${name}, which is used and not written yet`,
        need: 'optional',
      }),
    ),
  ];
}

function failed({ failure, mode }: ContextRequest): readonly Candidate[] {
  if (failure === undefined || failure.trim() === '') return [];
  const why = mode === 'fix' ? 'the failure to repair' : 'what the tests last reported';
  return [{ tag: 'error_context', file: undefined, text: failure, why, need: 'shortened' }];
}

function patternsOf({ profile, implementationPath }: ContextRequest): readonly Candidate[] {
  const text = describeProfile(profile, implementationPath.relative);
  return text === '' ? [] : [{ tag: 'patterns', file: undefined, text, why: 'the codebase profile', need: 'optional' }];
}

function joinParts(general: string, excerpt: string): string {
  return [general, excerpt]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}
