import { loadSpecification } from '../../src/core/spec/loadSpecification';
import { assertGolden } from '../kit/golden';
import { specificationSources } from '../kit/specificationSources';

const LONGEST = 400;
const MOST_EXCERPTS = 3;

describe('specifications of every dialect', () => {
  it('are read into the same model, with the place of every part', async () => {
    for (const { path, text, isReal } of await specificationSources()) {
      const name = `${isReal ? 'real.' : ''}${path.replace(/^\./, '').replaceAll('/', '.')}`;
      await assertGolden(`specifications/${name}.txt`, modelOf(path, text));
    }
  });
});

function modelOf(path: string, text: string): string {
  const loaded = loadSpecification({ text, path, hash: '0123456789abcdef' });
  if (!loaded.ok) {
    const problems = loaded.problem.map((each) => {
      if (each.kind !== 'spec-invalid') throw new Error(each.kind);
      const { line, column } = each.place.position ?? { line: 0, column: 0 };
      return `problem ${line}:${column} ${each.detail}. ${each.remedy}`;
    });
    return `${problems.join('\n')}\n`;
  }
  const { specification, warnings } = loaded.value;
  const { id, name, version, dialect, general, components, requirements } = specification;
  const at = ({ position: { line, column } }: { position: { line: number; column: number } }) => `${line}:${column}`;
  const lines = [
    `${dialect}: id ${id}, name ${name}, version "${version}"`,
    ...components.flatMap((each, index) => [
      `component ${at(each)} ${each.name}${each.derived ? ' (derived)' : ''}: ${each.description}`,
      `  code ${each.implementationPath}, tests ${each.testPath}, symbols ${each.symbols.join(', ')}`,
      // Each is written out anew when it is asked for, which takes its time.
      ...(index < MOST_EXCERPTS ? [ownPart(each.excerpt)] : []),
    ]),
    ...requirements.flatMap((each) => [
      `requirement ${at(each)} ${each.id} "${each.title}"${of(each)}: ${quoted(each.text)}`,
      ...each.criteria.map((criterion) => `  ${at(criterion)} ${criterion.id}: ${quoted(criterion.text)}`),
    ]),
    `for all: ${quoted(general)}`,
    ...warnings.map((each) => `warning ${at(each)} ${each.message}`),
  ];
  return `${lines.join('\n')}\n`;
}

function ownPart(excerpt: string): string {
  return `  own part: ${excerpt.split('\n').length} lines from ${JSON.stringify(excerpt.slice(0, 40))}`;
}

function quoted(text: string): string {
  const whole = JSON.stringify(text);
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST)}… of ${text.length}`;
}

function of(requirement: {
  component: string | undefined;
  change: string | undefined;
  dependencies: readonly string[];
}) {
  const { component, change, dependencies } = requirement;
  const after = dependencies.length === 0 ? [] : [`after ${dependencies.join(', ')}`];
  const parts = [component, change, ...after].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
