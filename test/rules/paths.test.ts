import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { lineAt, maskSource } from '../kit/maskSource';
import { filesBelow, sourceFiles } from '../kit/sourceFiles';
import { assertBites } from './checks/assertBites';
import type { Breach } from './checks/breach';
import { assertNone } from './checks/breach';
import { stageBreaches, stagesOf } from './checks/map';
import { packageJson } from './checks/packageJson';
import { inlineCode, pathBreaches, pathsInJson, pathsInProse, withoutFences } from './checks/paths';

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), 'utf8');
const ignored = read('.gitignore')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.replace(/\/$/, ''));
const tops = readdirSync(repositoryRoot).filter((name) => !ignored.includes(name) && name !== '.git');
const folders = (place: string): string[] =>
  readdirSync(path.join(repositoryRoot, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** In the repository, or made by a build or an installation and then ignored by git. */
function isThere(file: string): boolean {
  return existsSync(path.join(repositoryRoot, file)) || ignored.some((top) => `${file}/`.startsWith(`${top}/`));
}

const scripts = Object.keys(packageJson.value.scripts);

describe('paths that are named exist', () => {
  for (const file of ['package.json', ...filesBelow('.vscode'), 'tsconfig.json', 'src/core/tsconfig.json']) {
    it(`in ${file}`, () => {
      const here = path.posix.dirname(file);
      const base = here === '.vscode' ? '' : here;
      const named = pathsInJson(read(file)).filter(
        ({ path: word }) => file !== 'package.json' || !isContribution(word),
      );
      assertNone(pathBreaches(file, named, (word) => isThere(path.posix.join(base, word))));
    });
  }

  it('in package.json, what is built is what esbuild.mjs builds', () => {
    const built = [packageJson.value.main, ...Object.values(packageJson.value.bin)];
    const strange = built.filter((file) => !read('esbuild.mjs').includes(`'${path.posix.basename(file)}'`));
    assertNone(strange.map((file) => packageJson.breach(file, `esbuild.mjs builds no ${path.posix.basename(file)}`)));
  });

  it('in README.md, and its npm scripts', () => {
    const text = read('README.md');
    assertNone([
      ...pathBreaches('README.md', pathsInProse(inlineCode(text), tops), isThere),
      ...scriptBreaches('README.md', text),
    ]);
  });

  it('in .vscode, its npm scripts and tasks', () => {
    const tasks: { label: string; type: string; script?: string }[] = JSON.parse(read('.vscode/tasks.json')).tasks;
    const launches: { name: string; preLaunchTask?: string }[] = JSON.parse(read('.vscode/launch.json')).configurations;
    const labels = tasks.map(({ label }) => label);
    const named = tasks.flatMap(({ type, script }) => (type === 'npm' && script !== undefined ? [script] : []));
    assertNone([
      ...named
        .filter((script) => !scripts.includes(script))
        .map((script) => ({ file: '.vscode/tasks.json', line: 1, message: `there is no npm script ${script}` })),
      ...launches
        .filter(({ preLaunchTask }) => preLaunchTask !== undefined && !labels.includes(preLaunchTask))
        .map(({ name }) => ({ file: '.vscode/launch.json', line: 1, message: `the task before ${name} is not there` })),
    ]);
  });

  it('in .ci/run', () => {
    const text = read('.ci/run');
    assertNone([...pathBreaches('.ci/run', pathsInProse(text, tops), isThere), ...scriptBreaches('.ci/run', text)]);
  });

  it('in the comments of the sources', () => {
    // `src/a.py` and the like are examples of what a user has.
    const ours = [
      'src/core',
      'src/node',
      'src/vscode',
      'src/cli.ts',
      'src/extension.ts',
      'test/kit',
      'scripts',
      'esbuild.mjs',
    ];
    const breaches = [...sourceFiles('src', 'test', 'scripts', 'esbuild.mjs')].flatMap(([file, text]) =>
      maskSource(text).comments.flatMap((comment) =>
        pathBreaches(file, pathsInProse(comment.text, ours), isThere).map((breach) => ({
          ...breach,
          line: comment.line + breach.line - 1,
        })),
      ),
    );
    assertNone(breaches);
  });

  function isContribution(word: string): boolean {
    return /^(?:view|editor|explorer|scm)\//.test(word);
  }

  function scriptBreaches(file: string, text: string): readonly Breach[] {
    return [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].flatMap(({ 1: named, 2: short, index }) => {
      const script = named ?? short ?? '';
      return scripts.includes(script)
        ? []
        : [{ file, line: lineAt(text, index), message: `there is no npm script ${script}` }];
    });
  }
});

describe('the map, src/README.md', () => {
  const map = read('src/README.md');
  const NOT_STAGES = ['lib', 'walls'];

  it('has a row for each stage of the core, and no other', () => {
    assertNone(
      stageBreaches(
        map,
        folders('src/core').filter((folder) => !NOT_STAGES.includes(folder)),
      ),
    );
  });

  it('names the other folders of src as well', () => {
    const places = [...NOT_STAGES.map((name) => `core/${name}`), ...folders('src').filter((name) => name !== 'core')];
    const missing = places.filter((place) => !new RegExp(`(?<![\\w/])${place}(?![\\w])`).test(map));
    assertNone(missing.map((place) => ({ file: 'src/README.md', line: 1, message: `say what ${place} is for` })));
  });

  it('names only what is there', () => {
    const inSrc = readdirSync(path.join(repositoryRoot, 'src'));
    const named = [
      ...pathsInProse(map, inSrc).filter(({ path: word }) => !word.startsWith('src/')),
      ...pathsInProse(map, ['src', 'test', 'scripts', 'media']).filter(({ path: word }) => word.includes('/')),
    ];
    assert.ok(named.length > 10, 'src/README.md names no paths');
    assertNone(pathBreaches('src/README.md', named, (word) => isThere(word) || isThere(`src/${word}`)));
  });
});

describe('the checks of paths bite', () => {
  const none = () => false;

  it('on paths in JSON, in commands and behind a variable, with their line', () => {
    const json = [
      '{',
      ' "main": "./dist/a.js",',
      ' "run": "node scripts/go.mjs --config=b.json && vsce package",',
      ` "args": ["\${workspaceFolder}/media/x", "\${workspaceFolder}/lib/**/*.js", "\${file}"],`,
      ' "when": "a =~ /b/", "url": "https://x.y/z"',
      '}',
    ].join('\n');
    assertBites(pathBreaches('a.json', pathsInJson(json), none), [
      'a.json:2: dist/a.js is not there',
      'a.json:3: scripts/go.mjs is not there',
      'a.json:3: b.json is not there',
      'a.json:4: media/x is not there',
      'a.json:4: lib is not there',
    ]);
  });

  it('on paths in Markdown: in back ticks and links, not in fences', () => {
    const text =
      'Read `src/a.ts` and [this](test/b.md), not src/c.ts.\n```\nsrc/d.ts\n```\nIn `media/*.svg`: `other/e.ts`, `a.ts`.';
    assertBites(pathBreaches('a.md', pathsInProse(inlineCode(text), ['src', 'test', 'media', 'a.ts']), none), [
      'a.md:1: src/a.ts',
      'a.md:1: test/b.md',
      'a.md:5: a.ts',
    ]);
    assert.equal(withoutFences(text).split('\n').length, text.split('\n').length);
  });

  it('on paths in prose, at the end of a sentence too', () => {
    assertBites(pathBreaches('a', pathsInProse('See src/x/y.ts.\nAnd ../src/z.ts, my-src/w.ts.', ['src']), none), [
      'a:1: src/x/y.ts is',
    ]);
  });

  it('on a stage without a row and a row without a stage', () => {
    const table = '| stage | takes |\n|---|---|\n| `core/spec` | text |\n| `core/gone` | text |';
    assert.deepEqual(stagesOf(table), ['spec', 'gone']);
    assertBites(stageBreaches(table, ['spec', 'new']), [
      'src/README.md:1: src/core/new has no row',
      'src/README.md:4: src/core/gone is not there',
    ]);
    assert.throws(() => stagesOf('no table'));
  });
});
