import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadProfile } from '../../../../src/core/codebase/loadProfile';
import type { CodebaseProfile } from '../../../../src/core/codebase/profile';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';

function load(text: string): CodebaseProfile {
  const result = loadProfile(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('loadProfile', () => {
  it('reads the whole of a profile that the Python tool wrote', () => {
    const profile = load(agentforgeSample('codebase_profile.yaml'));
    assert.deepEqual(profile.run, {
      ...{ version: '1.0', date: '2026-01-01T11:07:58.474423', rootPath: '/repo', files: 548, seconds: 3.64 },
      phases: ['language', 'structure', 'patterns', 'architecture', 'tests'],
    });
    assert.deepEqual(profile.languages, [
      {
        ...{ name: 'python', version: '0.1.0', confidence: 0.9, fileCount: 548, lineCount: 99717, primary: true },
        frameworks: ['FastAPI', 'Pydantic', 'Click'],
      },
    ]);
    const { structure, tests } = profile;
    assert.deepEqual(
      [structure.style, structure.sourceRoot, structure.confidence],
      ['clean_architecture', '/repo/src', 0.68],
    );
    assert.deepEqual(
      structure.layers.map(({ name, fileCount, confidence, paths }) => [name, fileCount, confidence, paths.length]),
      [
        ['domain', 158, 0.8, 20],
        ['infrastructure', 40, 0.36, 1],
        ['application', 7, 0.36, 1],
      ],
    );
    assert.equal(structure.entryPoints.length, 4);
    assert.deepEqual(structure.testFolders, ['/repo/tests', '/repo/specs']);
    assert.deepEqual(profile.patterns[0], {
      ...{ name: 'result_type', description: 'Result<T> or similar error handling pattern', confidence: 1 },
      ...{ source: 'naming', fileCount: 59, signals: ['return_type'], type: undefined },
      locations: [
        '/repo/src/agentforge/core/cicd/runner.py',
        '/repo/src/agentforge/core/command_runner.py',
        '/repo/src/agentforge/core/contracts.py',
        '/repo/src/agentforge/core/discovery/analyzers/patterns.py',
        '/repo/src/agentforge/core/discovery/analyzers/structure.py',
      ],
    });
    const efcore = profile.patterns.find(({ name }) => name === 'framework_efcore');
    assert.deepEqual([profile.patterns.length, efcore?.confidence, efcore?.type], [20, 0.4, 'orm']);
    assert.deepEqual([profile.dependencies.length, profile.dependencies.filter(({ isDev }) => isDev).length], [26, 9]);
    assert.deepEqual(profile.dependencies[2], {
      ...{ name: 'pyyaml', version: '6.0', source: 'pypi', isDev: false, category: undefined },
    });
    assert.deepEqual(
      [tests.files, tests.cases, tests.frameworks, tests.estimatedCoverage],
      [59, 1514, ['pytest', 'unittest'], 0.58],
    );
    assert.deepEqual(tests.categories, [
      { name: 'other', files: 2 },
      { name: 'unit', files: 56 },
      { name: 'integration', files: 1 },
    ]);
    assert.deepEqual(tests.links.at(-1), {
      source: 'tools/verification_checks.py',
      tests: ['tests/unit/tools/test_verification_checks.py'],
    });
  });

  it('leaves out what is missing or of another type', () => {
    const nothing = load('{}');
    assert.deepEqual([nothing.languages, nothing.patterns, nothing.zones, nothing.tests.links], [[], [], [], []]);
    assert.deepEqual(
      load('languages: python\nstructure: []\npatterns: [a]\ntest_analysis: 3\nzones: {a: 1}\n'),
      nothing,
    );
    const { languages, patterns } =
      load(`languages: [x, {name: go}, {version: 1}, {name: rust, primary: "true", frameworks: serde}]
patterns: {a: 1, b: {description: text}, c: {description: text, confidence: high}, d: {description: kept, confidence: 0.6}}
`);
    assert.deepEqual(
      languages.map(({ name, primary, frameworks }) => [name, primary, frameworks]),
      [
        ['go', false, []],
        ['rust', false, []],
      ],
    );
    assert.deepEqual(
      patterns.map(({ name }) => name),
      ['d'],
    );
  });

  it('says where a text is not YAML, and what it is instead of a mapping', () => {
    const broken = loadProfile('languages:\n- name: "x\n');
    assert.ok(!broken.ok && broken.problem[0]?.position.line === 2);
    const list = loadProfile('- a\n');
    assert.ok(!list.ok);
    assert.match(list.problem[0]?.message ?? '', /a list, not a mapping/);
    assert.equal(loadProfile('').ok, false);
  });

  for (const { what, text } of hostileYaml) {
    it(`survives ${what}`, () => {
      loadProfile(text);
    });
  }

  it('never throws, whatever the text', () => {
    const file = fc.dictionary(fc.constantFrom('languages', 'structure', 'patterns', 'test_analysis'), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          file.map((each) => JSON.stringify(each)),
        ),
        (text) => {
          loadProfile(text);
        },
      ),
      { numRuns: SOAK ? 50_000 : 500 },
    );
  });
});
