import { checkRequirements, wantCriterion } from '../checkRequirements';
import { chosenForMarkdown } from '../chosenDialect';
import { deriveComponentName } from '../componentName';
import type { Findings } from '../findings';
import { reportDuplicates } from '../reportDuplicates';
import type { Dialect, Requirement } from '../requirement';
import type { Specification } from '../specification';
import { detectDialect } from './detectDialect';
import { readKiro } from './kiro';
import type { MarkdownSection } from './markdownSections';
import { allSections, readSections } from './markdownSections';
import { namedSymbols } from './namedSymbols';
import { readNumbered } from './numbered';
import { readOpenSpec } from './openSpec';
import { readSparc } from './sparc';
import { readSpecKit } from './specKit';

/** Of a specification source. */
interface MarkdownSource {
  readonly text: string;
  readonly path: string;
  readonly dialect?: Dialect;
  readonly changed?: string;
}

type Parts = Pick<Specification, 'name' | 'dialect' | 'general' | 'components' | 'requirements'>;

/** Names of files that say nothing of what is specified in them. */
const GENERIC = /^(?:spec|specs|specification|requirements?|architecture|readme)$/i;

const NO_REQUIREMENT =
  'Begin each with an id ("- FR-001: ..." or "### FR-001: ..."), or number them below a heading "Requirements"; or name what is to be built: "## Component: NAME".';

/** Reads a Markdown specification; undefined after reporting why there is nothing to build in it. */
export function loadMarkdown(source: MarkdownSource, findings: Findings): Parts | undefined {
  const document = readSections(source.text);
  const dialect = chosenForMarkdown(source, findings) ?? detectDialect(document, source.path);
  const name = nameOf(document, source.path);
  if (dialect === 'sparc') {
    const parts = readSparc(document, findings);
    reportDuplicates(parts.components, findings);
    checkRequirements(parts.requirements, findings);
    return { name, dialect, ...parts };
  }
  const requirements = READERS[dialect](document, source, findings);
  if (requirements.length === 0) {
    findings.problem(document.position, 'the document holds no requirement', NO_REQUIREMENT);
    return undefined;
  }
  for (const each of requirements) {
    if (each.change !== 'removed' && each.change !== 'renamed' && wantsCriteria(dialect, each.id))
      wantCriterion(each, findings);
  }
  checkRequirements(requirements, findings);
  const component = {
    name: deriveComponentName(stemOf(source.path)) ?? 'specification',
    description: document.sections[0]?.blocks.find(({ kind }) => kind === 'paragraph')?.text ?? '',
    implementationPath: undefined,
    testPath: undefined,
    symbols: namedSymbols(source.text),
    interface: [],
    dependencies: [],
    excerpt: document.source,
    derived: true,
    position: document.position,
  };
  return { name, dialect, requirements, components: [component], general: '' };
}

const READERS: Readonly<
  Record<
    Exclude<Dialect, 'components' | 'requirements' | 'sparc'>,
    (document: MarkdownSection, source: MarkdownSource, findings: Findings) => readonly Requirement[]
  >
> = { openspec: readOpenSpec, kiro: readKiro, 'spec-kit': readSpecKit, markdown: readNumbered };

function wantsCriteria(dialect: Dialect, id: string): boolean {
  return dialect === 'openspec' || dialect === 'kiro' || (dialect === 'spec-kit' && id.startsWith('US'));
}

/** The first heading, without the words that every such document begins with. */
function nameOf(document: MarkdownSection, path: string): string {
  const title = allSections(document).find(({ depth }) => depth === 1)?.title ?? '';
  const name = title
    .replace(/^(?:Feature )?Specification:\s*/i, '')
    .replace(/^Requirements(?: Document)?\s*:?\s*/i, '');
  return name === '' ? stemOf(path) : name;
}

/** The name of the file, or of its folder where that one says more: `specs/001-cart/spec.md` is `cart`. */
export function stemOf(path: string): string {
  const parts = path.split('/');
  const file = (parts.at(-1) ?? path).replace(/\.[^.]+$/, '');
  const folder = parts.at(-2);
  return (GENERIC.test(file) && folder !== undefined ? folder : file).replace(/^\d+-/, '');
}
