import assert from 'node:assert/strict';
import { loadProfile } from '../../../../../src/core/codebase/loadProfile';
import { candidatesOf } from '../../../../../src/core/conformance/derive/candidates';
import { importsBelow, importsOf } from '../../../../../src/core/conformance/derive/importPattern';
import { printYaml } from '../../../../../src/core/lib/yaml';
import type { YamlValue } from '../../../../../src/core/lib/yamlNode';
import { fromPlain } from '../../../../../src/core/lib/yamlNode';

function candidates(profile: YamlValue) {
  const loaded = loadProfile(printYaml(fromPlain(profile)));
  assert.ok(loaded.ok);
  return candidatesOf(loaded.value);
}

function signalOf(language: string): string {
  return `function_names:${language}(41 of 42)`;
}

function named(style: string, confidence: number, ...signals: string[]): { readonly [name: string]: YamlValue } {
  return { [`${style}_case_functions`]: { description: 'names', confidence, source: 'naming', signals } };
}

function layers(uses: YamlValue, confidence = 0.6): YamlValue {
  const layer = (path: string) => ({ paths: [path, `${path}/inner`], file_count: 3, line_count: 30, confidence });
  return {
    languages: [{ name: 'python', primary: true }],
    structure: { layers: { domain: layer('src/shop/domain'), infrastructure: layer('src/shop/infra') } },
    architecture: { layer_dependencies: uses },
  };
}

describe('checks that a codebase profile speaks for', () => {
  it('are names, by language, when the profile is sure of them', () => {
    const signals = [signalOf('python'), 'function_names:rust(9 of 9)', 'something else'];
    const found = candidates({ patterns: named('snake', 0.9, ...signals) });
    assert.deepEqual(
      found.map(({ id, seen }) => [id, seen]),
      [
        ['python-function-names', '41 of 42 functions are named so.'],
        ['rust-function-names', '9 of 9 functions are named so.'],
      ],
    );
    assert.deepEqual(candidates({ patterns: named('snake', 0.3, ...signals) }), []);
  });

  it('are no names of which the profile tells two styles', () => {
    const [snake, camel] = [named('snake', 0.9, signalOf('python')), named('camel', 0.9, signalOf('python'))];
    assert.deepEqual(candidates({ patterns: { ...snake, ...camel } }), []);
  });

  it('close the way that no import takes between two layers, and no way of which nothing was seen', () => {
    const [closed, ...more] = candidates(layers({ infrastructure: ['domain'] }));
    assert.equal(closed?.id, 'python-domain-without-infrastructure');
    assert.deepEqual(closed?.check['applies_to'], { languages: ['python'], paths: ['src/shop/domain/**'] });
    assert.deepEqual(more, []);
    assert.deepEqual(candidates(layers({})), []);
    assert.deepEqual(candidates(layers({ infrastructure: ['domain'], domain: ['infrastructure'] })), []);
    assert.deepEqual(candidates(layers({ infrastructure: ['domain'] }, 0.3)), []);
  });

  it('keep other frameworks out of the tests where there is one', () => {
    const tests = (...frameworks: string[]) => ({ test_analysis: { inventory: { total_test_files: 3, frameworks } } });
    assert.deepEqual(
      candidates(tests('Vitest')).map(({ check }) => check['name']),
      ['Tests are written for vitest and nothing else'],
    );
    assert.deepEqual(candidates(tests('Vitest', 'Jest')), []);
    assert.deepEqual(candidates(tests('pytest', 'constructor')), []);
  });

  it('find imports by how each language writes them', () => {
    const lines = {
      python: ['from shop.infra.db import x', 'import infra', 'from ..infra import y', '  from infra import z'],
      typescript: [`import { x } from '../infra/db';`, `const y = require("infra");`, `import '../../infra';`],
      go: ['\t"example.com/shop/infra/db"', 'import "shop/infra"', '\tdb "shop/infra"'],
      java: ['import shop.infra.Db;', 'import static shop.infra.Db.open;'],
    };
    const others = {
      python: ['from shop.infrared import x', '# from infra import x', 'infra = 1'],
      typescript: [`import { x } from './infrared';`, `const infra = 'infra';`],
      go: ['\t"shop/infrared"', 'name := "infra" + x'],
      java: ['import shop.infrared.Db;', 'infra.open();'],
    };
    for (const language of ['python', 'typescript', 'go', 'java'] as const) {
      const pattern = new RegExp(importsBelow(language, 'infra'), 'm');
      for (const line of lines[language]) assert.match(line, pattern);
      for (const line of others[language]) assert.doesNotMatch(line, pattern);
    }
    assert.match(`import { it } from 'node:test';`, new RegExp(importsOf('typescript', 'mocha|node:test'), 'm'));
    assert.doesNotMatch(`import { it } from 'mocha-extra';`, new RegExp(importsOf('typescript', 'mocha'), 'm'));
  });
});
