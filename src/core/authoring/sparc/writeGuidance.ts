import type { ModelProvider } from '../../model/provider';
import type { CheckedPath } from '../../workspace/checkedPath';
import type { DocumentPiece } from '../documentPiece';
import { ownAnswer } from '../ownAnswer';
import { readGuidance } from './guidance';
import { SPARC_DOCUMENTS, SPARC_OUTLINE, sectionOf } from './sparcDocuments';

/** The question for a guidance file, from what a person says of a project. */
export function guidancePiece(path: CheckedPath, description: string): DocumentPiece {
  const sections = SPARC_DOCUMENTS.map(
    (document) =>
      `[${sectionOf(document)}] with "content": what ${document}.md is to say, that is ${SPARC_OUTLINE[document].what}`,
  );
  return {
    id: 'guidance',
    documents: [path],
    role: 'You are an expert software architect. You write the guidance from which a project is specified and designed.',
    material: [{ name: 'description of the project', text: description }],
    instructions: [
      `Write ${path.relative}, a TOML file that guides the documents of the project described above. It has these sections and no others:`,
      ['[project] with "description": the project in a paragraph', ...sections].map((each) => `- ${each}`).join('\n'),
      'Each value is a text in three double quotes on lines of its own: requirements that can be tested, the components by name (one word of letters, digits and "_" each), their tasks and what they need of each other. Name the same components in every section.',
    ].join('\n\n'),
    faultsOf: (files) =>
      files.flatMap(({ name, text }) =>
        readGuidance(text).warnings.map(({ position, message }) => `${name}, line ${position.line}: ${message}.`),
      ),
  };
}

/** A guidance file to begin with, where no model writes one. */
export function guidanceTemplate(description: string): string {
  const contents = SPARC_DOCUMENTS.map(
    (document) => `[${sectionOf(document)}]\ncontent = """\n${TEMPLATE[document]}\n"""\n`,
  );
  return [`[project]\ndescription = ${tomlText(description)}\n`, ...contents].join('\n');
}

/** Answers with the template, so that it takes the way of every document. */
export function templateProvider(path: CheckedPath, description: string): ModelProvider {
  return ownAnswer(path, guidanceTemplate(description), 'a template');
}

const TEMPLATE: Readonly<Record<(typeof SPARC_DOCUMENTS)[number], string>> = {
  Specification: `Specify the project that is described above: who uses it and what for, every requirement with an id (FR-001, NFR-001)
and criteria that a test can decide, the rules of its business, and what it does not do.`,
  Pseudocode: `Give the pseudocode of every component: its main way from input to output, its data structures, and what happens when
something goes wrong.`,
  Architecture: `Divide the project into few components that can be tested on their own. Name each, say what it is for, what it offers to
others and what it needs of them, and which data it keeps.`,
  Refinement: `Say which decisions were made and why, what could become slow, unsafe or hard to change, and what is done about it.`,
  Completion: `Say what has to be there before the project is done: tests, documentation, deployment, and the known gaps.`,
};

/** A TOML string on one line; what JSON escapes, TOML reads alike. */
function tomlText(text: string): string {
  return JSON.stringify(text.replace(/\p{Cs}/gu, '\uFFFD')).replaceAll('\u007f', '\\u007f');
}
