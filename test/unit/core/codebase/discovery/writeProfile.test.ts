import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describeCodebase } from '../../../../../src/core/codebase/discovery/describeCodebase';
import type { WrittenProfile } from '../../../../../src/core/codebase/discovery/writeProfile';
import { writeProfile } from '../../../../../src/core/codebase/discovery/writeProfile';
import { loadProfile } from '../../../../../src/core/codebase/loadProfile';
import type { YamlProblem } from '../../../../../src/core/lib/yamlProblem';
import { agentforgeSample } from '../../../../kit/agentforgeSample';
import { codebaseOf } from '../../../../kit/codebaseOf';

const FILES = {
  'pyproject.toml': '[project]\ndependencies = ["click>=8.1", "rich>=13.0"]\n',
  'src/cart_error.py': 'class CartError(Exception):\n    pass\n',
  'src/cart.py': 'from cart_error import CartError\ndef add_item(): ...\n',
  'tests/test_cart.py': 'from cart import add_item\ndef test_add():\n    assert 1\n',
};
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const run = { date: new Date('2026-02-03T04:05:06.789Z'), seconds: 0.123, files: 3, leftOut: 0 };

function write(present: string | undefined, files: Readonly<Record<string, string>> = FILES): WrittenProfile {
  const written = writeProfile(describeCodebase(codebaseOf(files)), present, run, digest);
  return written.ok ? written.value : assert.fail(JSON.stringify(written.problem));
}

function edit(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), `${from} is not in\n${text}`);
  return text.replace(from, to);
}

describe('writing the profile', () => {
  it('ends with what only AgentForge reads, so that a person sees what was found first', () => {
    const { text } = write(undefined);
    const sections = [...text.matchAll(/^(\w+):/gm)].map(([, name]) => name);
    assert.deepEqual(sections.slice(0, 3), ['schema_version', 'generated_at', 'discovery_metadata']);
    assert.equal(sections.at(-1), 'written_by_agentforge');
  });

  const fresh = write(undefined).text;

  it('gives what the loader reads back, with dates that the Python tool reads', () => {
    const { profile, isChanged, kept, wasForeign } = write(undefined);
    assert.deepEqual(loadProfile(fresh), { ok: true, value: profile });
    assert.deepEqual([isChanged, kept, wasForeign], [true, [], false]);
    assert.match(fresh, /^generated_at: '2026-02-03T04:05:06\.789\+00:00'$/m);
    assert.deepEqual(profile.run, {
      ...{ version: '1.0', date: '2026-02-03T04:05:06.789+00:00', rootPath: '.', files: 3, seconds: 0.12 },
      phases: ['language', 'structure', 'patterns', 'architecture', 'tests'],
    });
    assert.match(fresh, /^# .*\n# .*\nschema_version: '1\.0'\ngenerated_at: /);
  });

  it('has room for many projects with long names, and is read again', () => {
    const files: Record<string, string> = { 'package.json': '{}', 'index.js': 'function start() {}\n' };
    for (let zone = 0; zone < 9; zone++) {
      const folder = `${'a-rather-long-name-of-a-folder/'.repeat(25)}zone-${zone}`;
      files[`${folder}/pyproject.toml`] = '[project]\nname = "x"\n';
      for (let file = 0; file < 5; file++) {
        files[`${folder}/src/services/cart_${file}.py`] =
          'MAX = 1\n@dataclass\nclass CartService:\n    pass\nclass CartError(Exception):\n    pass\nasync def get_it() -> int:\n    raise CartError() from error\ndef _hide_it() -> int: ...\n';
        files[`${folder}/tests/test_cart_${file}.py`] =
          'import pytest\n@pytest.fixture\ndef a(): ...\ndef test_a():\n    assert 1\n';
      }
    }
    const { text, profile } = write(undefined, files);
    assert.ok(text.length < 700_000, `${text.length} characters`);
    const again = write(text, files);
    assert.deepEqual([again.isChanged, again.profile], [false, profile]);
    assert.equal(profile.zones.length, 10);
    assert.ok(profile.zones.every(({ name, patterns }) => name === 'root' || patterns.length > 5));
  });

  it('changes nothing when nothing is new, not even the date', () => {
    const again = write(fresh);
    assert.deepEqual([again.text, again.isChanged], [fresh, false]);
  });

  it('keeps what a person changed, added or deleted, with comments and order', () => {
    let text = edit(
      fresh,
      'description: Errors are types of their own',
      'description: Every error is a CartError # ask Ann',
    );
    text = edit(text, 'architecture_style: ', 'team: carts\n  architecture_style: our own way # was ');
    text = edit(text, '- name: click\n', '- name: click\n  reason: it was there # keep\n');
    text = edit(text, 'languages:\n', 'notes: [mine, 1.10]\nlanguages:\n');
    const [rich = ''] = /- name: rich\n(?: .*\n)+/.exec(text) ?? [];
    text = edit(text, rich, '');
    const more = { ...FILES, 'src/order.py': 'def place_order(): ...\n' };
    const { text: after, kept, profile } = write(text, more);
    assert.match(after, /description: Every error is a CartError # ask Ann\n/);
    assert.match(after, / {2}team: carts\n {2}architecture_style: our own way # was /);
    assert.match(after, / {2}reason: it was there # keep\n/);
    assert.match(after, /^notes: \[ ?mine, 1\.10 ?\]\nlanguages:/m);
    assert.doesNotMatch(after, /name: rich/);
    assert.deepEqual([...kept].sort(), [
      'dependencies.rich pypi',
      'patterns.custom_errors.description',
      'structure.architecture_style',
    ]);
    assert.deepEqual(
      profile.languages.map(({ fileCount }) => fileCount),
      [4],
    );
    const third = write(after, more);
    assert.deepEqual([third.isChanged, third.text], [false, after], 'what is kept stays so');
  });

  it('follows the code where nobody changed anything: what is gone goes', () => {
    const { 'src/cart_error.py': _, ...fewer } = FILES;
    const { profile, kept, text } = write(fresh, {
      ...fewer,
      'pyproject.toml': '[project]\ndependencies = ["click>=8.2"]\n',
    });
    assert.ok(!profile.patterns.some(({ name }) => name === 'custom_errors'));
    assert.deepEqual(
      profile.dependencies.map(({ name, version }) => `${name} ${version}`),
      ['click 8.2'],
    );
    assert.deepEqual(kept, []);
    const names = (patterns: WrittenProfile['profile']['patterns']) => patterns.map(({ name }) => name).sort();
    assert.deepEqual(names(write(text).profile.patterns), names(write(undefined).profile.patterns), 'and comes back');
  });

  it('takes up a profile of the Python tool: its opinions stay, what is counted is counted anew', () => {
    const python = agentforgeSample('codebase_profile.yaml');
    const { profile, wasForeign, text } = write(python);
    assert.equal(wasForeign, true);
    assert.equal(profile.structure.style, 'clean_architecture');
    assert.deepEqual(
      profile.languages.map(({ name, fileCount }) => [name, fileCount]),
      [['python', 3]],
    );
    assert.ok(
      profile.patterns.some(({ name }) => name === 'strategy'),
      'nobody looked for it',
    );
    assert.deepEqual(profile.tests.links, [{ source: 'src/cart.py', tests: ['tests/test_cart.py'] }]);
    assert.ok(profile.dependencies.length > 20);
    const again = write(text);
    assert.deepEqual([again.isChanged, again.wasForeign], [false, false]);
  });

  it('leaves alone a file that is no profile, and says where', () => {
    const problemsOf = (present: string): readonly YamlProblem[] => {
      const written = writeProfile({}, present, run, digest);
      return written.ok ? assert.fail(written.value.text) : written.problem;
    };
    assert.equal(problemsOf('languages:\n- name: "x\n')[0]?.position.line, 2);
    assert.match(problemsOf('- a\n')[0]?.message ?? '', /a list, not a mapping/);
    assert.equal(write('\n').isChanged, true);
  });

  it('keeps names of files and manifests as data, whatever they are', () => {
    const odd = 'src/__proto__: "x" #\u2028\n- a.py';
    const files = {
      ...FILES,
      [odd]: 'class A(Exception): ...\n',
      'package.json': '{"dependencies": {"__proto__": "1", "a: b": "2"}}',
    };
    const { text, profile } = write(undefined, files);
    assert.deepEqual(loadProfile(text), { ok: true, value: profile });
    assert.ok(profile.patterns.some(({ locations }) => locations.includes(odd)));
    assert.equal(write(text, files).isChanged, false);
  });

  it('is short enough to be read again, of however many files with long names', () => {
    const folder = `${'long_folder_name/'.repeat(12)}`;
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [
        [`src/${folder}module_${index}.py`, 'class A: ...\n'],
        [
          `tests/${folder}test_module_${index}.py`,
          `${Array.from({ length: 12 }, (__, other) => `import module_${(index + other) % 400}\n`).join('')}def test_a(): ...\n`,
        ],
      ]).flat(),
    );
    const { text, profile } = write(undefined, files);
    assert.ok(profile.tests.links.length > 50);
    assert.ok(text.length < 600_000, `${text.length} characters`);
  });
});
