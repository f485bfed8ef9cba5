import type { ProposedFile } from '../../changes/changeSet';
import type { CodebaseProfile } from '../../codebase/profile';
import type { Config } from '../../config/config';
import type { Problem } from '../../errors';
import { loadSpecification } from '../../spec/loadSpecification';
import type { CheckedPath } from '../../workspace/checkedPath';
import type { DocumentPiece, Material } from '../documentPiece';
import type { Guidance } from './guidance';
import type { SparcDocument } from './sparcDocuments';
import { COMPONENT_PARTS, SPARC_DOCUMENTS, SPARC_OUTLINE } from './sparcDocuments';

/** What the documents say of code; '' for what nobody says. */
export interface CodeConventions {
  /** Such as `python`. */
  readonly language: string;
  /** Folders, such as `src`. */
  readonly implementation: string;
  readonly tests: string;
}

/** The conventions that a project's settings and its profile tell. */
export function conventionsOf({
  config,
  profile,
}: {
  readonly config: Pick<Config, 'directories'>;
  readonly profile: Pick<CodebaseProfile, 'languages'> | undefined;
}): CodeConventions {
  const { implementation = '', tests = '' } = config.directories;
  return { language: profile?.languages.find(({ primary }) => primary)?.name ?? '', implementation, tests };
}

export interface SparcRequest {
  readonly guidance: Guidance;
  readonly conventions: CodeConventions;
  /** Documents that are there, as far as there is room for them. */
  readonly existing: readonly Material[];
}

const ROLE =
  'You are an expert software architect who follows the SPARC method: specification, pseudocode, architecture, refinement, completion. You write documentation that is detailed, complete and can be worked from.';

/** The question for one document. */
export function sparcPiece(document: SparcDocument, path: CheckedPath, request: SparcRequest): DocumentPiece {
  return {
    id: document,
    documents: [path],
    role: ROLE,
    material: [...guidanceFor(document, request.guidance), ...request.existing],
    instructions: instructionsFor(document, path.relative, request),
    faultsOf: (files) => files.flatMap((file) => faultsOf(document, file)),
  };
}

/** One question for several documents, for a person who carries it to a model. */
export function sparcTogether(
  documents: ReadonlyMap<SparcDocument, CheckedPath>,
  request: SparcRequest,
): DocumentPiece {
  const paths = [...documents.values()];
  const byPath = new Map([...documents].map(([document, { relative }]) => [relative, document]));
  return {
    id: 'Documents',
    documents: paths,
    role: ROLE,
    material: [...guidanceFor(undefined, request.guidance), ...request.existing],
    instructions: [...documents].map(([each, path]) => instructionsFor(each, path.relative, request)).join('\n\n'),
    faultsOf: (files) => {
      const there = new Set(files.map(({ name }) => name));
      const missing = paths.filter(({ relative }) => !there.has(relative));
      return [
        ...missing.map(({ relative }) => `${relative} is missing.`),
        ...files.flatMap((file) => {
          const document = byPath.get(file.name);
          return document === undefined ? [] : faultsOf(document, file);
        }),
      ];
    },
  };
}

function guidanceFor(document: SparcDocument | undefined, { description, contents }: Guidance): readonly Material[] {
  const others = SPARC_DOCUMENTS.filter((each) => each !== document && contents[each] !== SPARC_OUTLINE[each].usual);
  const material = (name: string, text: string): readonly Material[] => (text === '' ? [] : [{ name, text }]);
  return [
    ...material('description of the project', description ?? ''),
    ...(document === undefined ? [] : material(`guidance for ${document}`, contents[document])),
    ...others.flatMap((each) => material(`guidance for ${each}`, contents[each])),
  ];
}

function instructionsFor(document: SparcDocument, path: string, { conventions }: SparcRequest): string {
  const { what, sections } = SPARC_OUTLINE[document];
  const titles = sections.flatMap(([title, ...parts]) => [`## ${title}`, ...parts.map((part) => `### ${part}`)]);
  return [
    `Write ${path}: ${what}, in Markdown. Its first line is "# ${document}". These are its headings, in this order, each with text of its own below it:`,
    titles.join('\n'),
    ...(document === 'Architecture' ? [aboutComponents(conventions)] : []),
    'Follow the guidance above; where it says nothing, choose what suits the project and say that you chose it. Write what is particular to this project, not what holds for any. Other documents of the project are written at the same time from the same guidance: use the names of components that stand there, exactly as they stand there.',
  ].join('\n\n');
}

function aboutComponents({ language, implementation, tests }: CodeConventions): string {
  const code = `${implementation || 'src'}/NAME`;
  const test = `${tests || 'tests'}/test_NAME`;
  return [
    'After these, give every component that is to be built on its own a section of exactly this form:',
    [
      '## Component: NAME',
      `- Location: \`${code}.EXTENSION\``,
      `- Tests: \`${test}.EXTENSION\``,
      ...COMPONENT_PARTS.map((part) => `### ${part}`),
    ].join('\n'),
    [
      'NAME is one word of letters, digits and "_", such as shopping_cart.',
      `Location and Tests are the files of its code and its tests${language === '' ? '' : `, in ${language}`}, named as the language has it.`,
      'Under "Technical Specifications" name every public class and function with its signature in backticks.',
      'Under "Dependencies and Interfaces" begin with one list item for each other component that it needs, such as "- product_catalog: prices", or with "- none".',
      'No other heading has the word "Component:".',
    ].join(' '),
  ].join('\n\n');
}

function faultsOf(document: SparcDocument, { name, text }: ProposedFile): readonly string[] {
  const headings = text.split('\n').flatMap((line) => /^#{1,6}\s+(\S[^\n]*)/u.exec(line)?.[1]?.toLowerCase() ?? []);
  const missing = SPARC_OUTLINE[document].sections.flatMap(([title]) =>
    headings.some((heading) => heading.includes(title.toLowerCase())) ? [] : [`${name} has no section "${title}".`],
  );
  return document === 'Architecture' ? [...missing, ...componentFaults(name, text)] : missing;
}

/** Why the architecture cannot be implemented as it is. */
function componentFaults(path: string, text: string): readonly string[] {
  const loaded = loadSpecification({ text, path, hash: '' });
  return loaded.ok ? [] : loaded.problem.flatMap(sentenceOf);
}

function sentenceOf(problem: Problem): readonly string[] {
  if (problem.kind !== 'spec-invalid') return [];
  const { place, detail, remedy } = problem;
  const where = place.position === undefined ? place.path : `${place.path}, line ${place.position.line}`;
  return [`${where}: ${detail}. ${remedy}`];
}
