import assert from 'node:assert/strict';
import type { Language } from '../../../../src/core/codebase/language';
import { profileLayout } from '../../../../src/core/codebase/profileLayout';
import { profileOf } from '../../../kit/sampleProfile';

function layout(language: Language, structure: string, more = ''): readonly (string | boolean | undefined)[] {
  const name = language === 'typescript' ? 'javascript' : language;
  const profile = profileOf(`languages: [{name: ${name}, primary: true}]\nstructure: ${structure}\n${more}`);
  const { tests, implementation, isBeside } = profileLayout(profile, language);
  return isBeside ? [tests, implementation, isBeside] : [tests, implementation];
}

describe('profileLayout', () => {
  it('takes the folders in which the code and the tests are', () => {
    assert.deepEqual(layout('python', '{source_root: shop, test_directories: [checks]}'), ['checks', 'shop']);
    assert.deepEqual(layout('typescript', '{source_root: lib, test_directories: [e2e, test]}'), ['test', 'lib']);
    assert.deepEqual(layout('go', '{source_root: internal}'), [undefined, 'internal']);
    assert.deepEqual(layout('python', '{test_directories: [one, two]}'), [undefined, undefined]);
  });

  it('knows that tests stand beside the code when there are some, and no folder for them', () => {
    const tests = 'test_analysis: {inventory: {total_test_files: 3}}\n';
    const found = profileLayout(
      profileOf(`languages: [{name: typescript, primary: true}]\nstructure: {source_root: src}\n${tests}`),
      'typescript',
    );
    assert.deepEqual(found, { tests: undefined, implementation: 'src', isBeside: true });
    assert.deepEqual(layout('typescript', '{source_root: src}'), [undefined, 'src']);
  });

  it('finds the trees of a build of Java below its sources', () => {
    const built = ['app/src/test/java', 'app/src/main/java'];
    assert.deepEqual(layout('java', '{source_root: app/src, test_directories: [app/src/test]}'), built);
    assert.deepEqual(layout('kotlin', '{source_root: lib}'), [undefined, undefined]);
  });

  it('takes a zone of the language, and nothing from a project in another language', () => {
    const zones = 'zones:\n  web: {language: typescript, path: web, structure: {source_root: web/src}}\n';
    const profile = profileOf(`languages: [{name: python, primary: true}]\nstructure: {source_root: api}\n${zones}`);
    assert.equal(profileLayout(profile, 'typescript').implementation, 'web/src');
    assert.equal(profileLayout(profile, 'python').implementation, 'api');
    assert.equal(profileLayout(profile, 'rust').implementation, undefined);
    assert.equal(profileLayout(undefined, 'python').implementation, undefined);
  });

  it('takes plain folders only, for a profile is anybody’s file', () => {
    for (const folder of ['../up', '/etc', 'a/../../b', '~', '"a b"', 'C:\\x', './src', '..']) {
      assert.deepEqual(layout('python', `{source_root: ${folder}, test_directories: [${folder}]}`).slice(0, 2), [
        undefined,
        undefined,
      ]);
    }
  });
});
