import { readComponentTitle } from '../componentName';
import type { Findings } from '../findings';
import type { Requirement } from '../requirement';
import type { Component } from '../specification';
import type { Block, MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';
import { namedSymbols } from './namedSymbols';
import { readNumbered } from './numbered';
import { reportLostComponents } from './reportLostComponents';

const COMPONENT = /^Component:\s*/i;
const DEPENDENCIES = /\bdependencies\b/i;
const STATED = /^\W*(?:dependencies|depends on)\W*:\s*(.*)/i;
const REVERSED = /^\W*(?:used by|dependents?|called by)\b/i;
const LOCATION = /(?:location|implementation|source(?: file)?|impl_file|file)/;
const TESTS = /(?:tests?|test[ _](?:location|file))/;
const PURPOSE = /\bpurpose\b/i;

/** What a document of the architecture says of its components. */
export interface SparcParts {
  readonly components: readonly Component[];
  readonly requirements: readonly Requirement[];
  /** What stands outside of all components, as written. */
  readonly general: string;
}

/** `## Component: NAME` with sub-sections; lines such as "Location: `src/cart.py`" and "Tests: `tests/test_cart.py`" name its files. */
export function readSparc(document: MarkdownSection, findings: Findings): SparcParts {
  const sections = allSections(document).filter(({ title }) => COMPONENT.test(title));
  reportLostComponents(document, sections, findings);
  const components: Component[] = [];
  const requirements: Requirement[] = [];
  for (const section of sections) {
    const name = readComponentTitle(section.title.replace(COMPONENT, ''), section.position, findings);
    if (name === undefined) continue;
    components.push(componentOf(section, name));
    requirements.push(...readNumbered(section).map((each) => ({ ...each, component: name })));
  }
  const general = sections.reduce((text, { source }) => text.replace(source, ''), document.source);
  return { components, requirements, general: general.replace(/\n{3,}/g, '\n\n').trim() };
}

function componentOf(section: MarkdownSection, name: string): Component {
  const purpose = section.sections.find(({ title }) => PURPOSE.test(title));
  return {
    name,
    description: (purpose ?? section).blocks.find(isSentence)?.text ?? '',
    implementationPath: namedPath(section.source, LOCATION),
    testPath: namedPath(section.source, TESTS),
    symbols: namedSymbols(section.source),
    interface: [],
    dependencies: dependenciesIn(section),
    excerpt: section.source,
    derived: false,
    position: section.position,
  };
}

/** The lines of sub-sections about dependencies, and lines such as "Depends on: money"; not those that say who depends on it. */
function dependenciesIn(section: MarkdownSection): readonly string[] {
  const below = section.sections.flatMap(allSections).filter(({ title }) => DEPENDENCIES.test(title));
  const listed = below.flatMap(({ ownText }) => ownText.split('\n'));
  const stated = section.source.split('\n').flatMap((line) => STATED.exec(line)?.[1] ?? []);
  return [...listed, ...stated]
    .filter((line) => !REVERSED.test(line))
    .map((line) =>
      line
        .replace(/^[\s>*+-]+/, '')
        .replaceAll('`', '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** Not a line that names a file. */
function isSentence({ kind, source }: Block): boolean {
  return kind === 'paragraph' && namedPath(source, LOCATION) === undefined && namedPath(source, TESTS) === undefined;
}

/** The path of a line that names it: "- **Location**: `src/cart.py`". */
function namedPath(source: string, label: RegExp): string | undefined {
  const line = new RegExp(
    `^[ \\t>*_-]{0,20}${label.source}[*_]*[ \\t]*:[*_]*[ \\t]*[\`"']?([\\w@./-]{1,300}\\.\\w{1,10})[\`"']?[ \\t]*$`,
    'im',
  );
  return line.exec(source)?.[1];
}
