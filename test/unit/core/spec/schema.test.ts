import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { toPlain } from '../../../../src/core/lib/yamlNode';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { specificationSources } from '../../../kit/specificationSources';

describe('the schema of specifications in YAML', () => {
  let matches: ValidateFunction;

  before(async () => {
    const manifest = JSON.parse(await readFile(path.join(repositoryRoot, 'package.json'), 'utf8'));
    const [{ url }] = manifest.contributes.yamlValidation;
    const schema = JSON.parse(await readFile(path.join(repositoryRoot, url), 'utf8'));
    matches = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  });

  const problemsOf = (text: string): readonly string[] => {
    const parsed = parseYaml(text);
    assert.ok(parsed.ok);
    matches(toPlain(parsed.value.root));
    return (matches.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('takes what the reader takes without a word, and refuses what it refuses', async () => {
    const judged = { fine: 0, wrong: 0 };
    for (const { path: file, text } of await specificationSources()) {
      const parsed = parseYaml(text);
      if (!/\.yaml$/.test(file) || !parsed.ok) continue;
      const loaded = loadSpecification({ text, path: file, hash: '' });
      if (loaded.ok && loaded.value.warnings.length === 0) {
        judged.fine += 1;
        assert.deepEqual(problemsOf(text), [], file);
      }
      // That two shapes stand in one file is all that a schema cannot tell.
      if (!loaded.ok && file !== 'both-shapes.yaml') {
        judged.wrong += 1;
        assert.notDeepEqual(problemsOf(text), [], file);
      }
    }
    assert.ok(judged.fine >= 8 && judged.wrong >= 5, JSON.stringify(judged));
  });

  for (const [what, text] of [
    ['empty metadata', 'metadata:\nrequirements: [&]'],
    ['a list as overview', 'overview: [a, b]\nrequirements: [&]'],
    ['lists in the overview', 'overview: {purpose: [a], background: [b], scope: , assumptions: }\nrequirements: [&]'],
    [
      'nothing besides',
      'requirements: [{id: FR-1, acceptance_criteria: [{then: a, and_then: }, {then: a, and_then: 4}]}]',
    ],
    ['one dependency that is no list', 'requirements: [&, {id: FR-2, dependencies: FR-1, acceptance_criteria: [a]}]'],
    ['a number as criterion', 'requirements: [{id: FR-1, acceptance_criteria: [42, true]}]'],
    [
      'a list as description',
      'requirements: [{id: FR-1, description: [a, b], rationale: [c], acceptance_criteria: [a]}]',
    ],
    ['a text as criteria', 'requirements: [{id: FR-1, acceptance_criteria: it is}]'],
    [
      'priorities and states of the user',
      'metadata: {status: Done}\nrequirements: {functional: [{id: FR-1, priority: High, acceptance_criteria: [a]}]}',
    ],
    [
      'no priority and no state',
      'metadata: {status: }\nrequirements: {functional: [{id: FR-1, priority: , acceptance_criteria: [a]}], non_functional: }',
    ],
    ['a requirement without an id', 'requirements: [{title: a, acceptance_criteria: [b]}]'],
    ['no requirement yet', 'requirements: {functional: []}'],
    ['empty lists', 'requirements: [&]\ncomponents:\nentities:\ninterfaces:'],
    ['a component without files', 'components: [{name: a, location: , test_location: , description: , methods: }]'],
  ] as const) {
    it(`refuses nothing that the reader takes: ${what}`, () => {
      const whole = `spec_id: abc\n${text.replace('&', '{id: FR-1, acceptance_criteria: [a]}')}\n`;
      const loaded = loadSpecification({ text: whole, path: 's.yaml', hash: '' });
      assert.ok(loaded.ok, JSON.stringify(loaded));
      assert.deepEqual(problemsOf(whole), []);
    });
  }

  it('names the place of a value that cannot be what it stands for, and nothing else', () => {
    const text =
      'metadata: {spec_id: a b}\nrequirements:\n  functional:\n  - {id: FR-001, dependencies: {a: b}}\n  - 7\ncomponents:\n- {location: 5}\n';
    assert.deepEqual(
      problemsOf(text).map((each) => each.split(' ')[0]),
      [
        '/metadata/spec_id',
        '/requirements/functional/0/dependencies',
        '/requirements/functional/1',
        '/components/0',
        '/components/0/location',
      ],
    );
  });

  it('has the priorities and states that an editor offers', async () => {
    const schema = JSON.parse(await readFile(path.join(repositoryRoot, 'media/specification.schema.json'), 'utf8'));
    const { metadata } = schema.properties;
    assert.deepEqual(metadata.properties.status.anyOf[0].enum, ['draft', 'review', 'approved', 'implemented']);
    const { priority } = schema.definitions.requirement.properties;
    assert.deepEqual(priority.anyOf[0].enum, ['must', 'should', 'could', 'wont']);
  });
});
