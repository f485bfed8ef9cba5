import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadProfile } from '../../../../src/core/codebase/loadProfile';
import type { CodebaseProfile } from '../../../../src/core/codebase/profile';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const NOTHING: CodebaseProfile = { languages: [], architectureStyle: undefined, patterns: [], testFrameworks: [] };

function load(text: string): CodebaseProfile {
  const result = loadProfile(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('loadProfile', () => {
  it('reads the committed profile, without what it is not sure of', () => {
    const profile = load(agentforgeSample('codebase_profile.yaml'));
    assert.deepEqual(profile.languages, [
      { name: 'python', primary: true, frameworks: ['FastAPI', 'Pydantic', 'Click'] },
    ]);
    assert.equal(profile.architectureStyle, 'clean_architecture');
    assert.deepEqual(profile.testFrameworks, ['pytest', 'unittest']);
    assert.deepEqual(profile.patterns[0], {
      name: 'result_type',
      description: 'Result<T> or similar error handling pattern',
      confidence: 1,
    });
    const names = profile.patterns.map((pattern) => pattern.name);
    assert.ok(names.includes('strategy') && names.includes('framework_pydantic'));
    assert.ok(!names.includes('framework_efcore'), 'confidence 0.4 is a guess');
  });

  it('leaves out what is missing or of another type', () => {
    assert.deepEqual(load('{}'), NOTHING);
    assert.deepEqual(load('languages: python\nstructure: []\npatterns: [a]\ntest_analysis: 3\n'), NOTHING);
    const text = `languages: [x, {name: go}, {version: 1}, {name: rust, primary: "true", frameworks: serde}]
patterns: {a: 1, b: {description: text}, c: {description: text, confidence: high}, d: {description: kept, confidence: 0.6}}
`;
    assert.deepEqual(load(text), {
      ...NOTHING,
      languages: [
        { name: 'go', primary: false, frameworks: [] },
        { name: 'rust', primary: false, frameworks: [] },
      ],
      patterns: [{ name: 'd', description: 'kept', confidence: 0.6 }],
    });
  });

  it('says where a text is not YAML, and what it is instead of a mapping', () => {
    const broken = loadProfile('languages:\n- name: "x\n');
    assert.ok(!broken.ok && broken.problem[0]?.position.line === 3);
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
