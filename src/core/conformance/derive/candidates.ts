import type { CodebaseProfile, ProfilePattern } from '../../codebase/profile';
import type { YamlValue } from '../../lib/yamlNode';
import { TESTS } from '../builtIn/measures';
import type { Candidate } from './candidate';
import { TRUSTED } from './candidate';
import { importsOf } from './importPattern';
import { layerChecks } from './layerChecks';

const STYLES = {
  snake: { words: 'snake_case', pattern: '_*[a-z0-9]+(?:_[a-z0-9]+)*_*$' },
  camel: { words: 'camelCase', pattern: '[_$#]*[a-z][A-Za-z0-9]*$' },
  pascal: { words: 'PascalCase', pattern: '_*[A-Z][A-Za-z0-9]*$' },
} as const;

const KINDS = {
  function: ['function', 'method'],
  type: ['class', 'interface', 'type'],
} as const;

/** Which module a test would import to be written for another framework than the project's. */
const TEST_MODULES: Readonly<Record<string, string>> = {
  vitest: 'vitest',
  jest: '@jest/globals',
  mocha: 'mocha',
  'node:test': 'node:test',
};

/** Checks for the habits that a profile tells of, and that a contract can say; in the order of the profile, none twice. */
export function candidatesOf(profile: CodebaseProfile): readonly Candidate[] {
  const trusted = profile.patterns.filter(({ confidence }) => confidence >= TRUSTED);
  const all = [...trusted.flatMap(nameChecks), ...layerChecks(profile), ...frameworkChecks(profile)];
  // A profile that was written by hand may speak for two styles of the same names: neither is the habit then.
  return all.filter(({ id }) => all.filter((other) => other.id === id).length === 1);
}

/** The signals of such a pattern name each language with its count: `function_names:python(412 of 415)`. */
function nameChecks({ name, signals }: ProfilePattern): readonly Candidate[] {
  if (name === 'interface_prefix') return [interfaceCheck(signals)];
  const named = /^(snake|camel|pascal)_case_(function|type)s$/.exec(name);
  if (named === null) return [];
  const style = STYLES[named[1] as keyof typeof STYLES];
  const what = named[2] as keyof typeof KINDS;
  return signals.flatMap((signal) => {
    const [, language, count] = /^\w+_names:([a-z+#]+)\((\d+ of \d+)\)$/.exec(signal) ?? [];
    if (language === undefined) return [];
    const title = `${what === 'function' ? 'Functions' : 'Types'} are named in ${style.words}`;
    const config = { query: 'symbols', filter: { kind: [...KINDS[what]] }, exclude: { name_pattern: style.pattern } };
    return [
      {
        id: `${language}-${what}-names`,
        check: { ...symbolCheck(title, config), applies_to: { languages: [language], exclude_paths: TESTS } },
        seen: `${count} ${what === 'function' ? 'functions' : 'types'} are named so.`,
      },
    ];
  });
}

function interfaceCheck(signals: readonly string[]): Candidate {
  const config = { query: 'symbols', filter: { kind: ['interface'] }, exclude: { name_pattern: 'I[A-Z]' } };
  const count = /\((\d+ of \d+)\)/.exec(signals[0] ?? '')?.[1];
  return {
    id: 'interface-names',
    check: symbolCheck('Interfaces are named with an I in front', config),
    seen: count === undefined ? 'Most interfaces are named so.' : `${count} interfaces are named so.`,
  };
}

function symbolCheck(name: string, config: YamlValue): Candidate['check'] {
  return { name, type: 'lsp_query', severity: 'warning', config };
}

/** Of a project with one framework for its tests: that no other comes in. */
function frameworkChecks({ tests }: CodebaseProfile): readonly Candidate[] {
  const used = tests.frameworks.map((each) => each.toLowerCase());
  const own = used.filter((each) => Object.hasOwn(TEST_MODULES, each));
  if (own.length !== 1) return [];
  const others = Object.entries(TEST_MODULES).filter(([name]) => name !== own[0]);
  const pattern = importsOf('typescript', others.map(([, module]) => module).join('|'));
  return [
    {
      id: 'one-test-framework',
      check: {
        ...{ name: `Tests are written for ${own[0]} and nothing else`, type: 'regex', severity: 'warning' },
        config: { pattern, mode: 'forbid', multiline: true },
        applies_to: { languages: ['typescript', 'javascript'] },
      },
      seen: `${tests.files} test files; no other framework for tests is used.`,
    },
  ];
}
