import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { scratchFolder } from '../kit/editor/scratchFolder';
import { filesBelow } from '../kit/sourceFiles';
import { packageJson } from './checks/packageJson';

const { engines, devDependencies, icon } = packageJson.value;
const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), 'utf8');

describe('versions', () => {
  it('of @types/vscode is the lowest editor supported, so that no newer API compiles', () => {
    assert.equal(devDependencies['@types/vscode'], engines.vscode.replace(/^\^/, ''), 'package.json, engines.vscode');
  });

  it('of @types/node and of the bundles are the lowest Node supported', () => {
    const major = /\d+/.exec(engines.node)?.[0];
    assert.equal(devDependencies['@types/node']?.split('.')[0], major, 'package.json, engines.node');
    assert.match(read('esbuild.mjs'), new RegExp(`target: 'node${major}'`), 'esbuild.mjs, target');
  });

  it('of packages are exact', () => {
    const loose = Object.entries(devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version));
    assert.deepEqual(loose, [], 'package.json, devDependencies');
  });
});

describe('CHANGELOG.md', () => {
  it('has Unreleased first', () => {
    const first = /^## (.*)$/m.exec(read('CHANGELOG.md'))?.[1];
    assert.match(first ?? '', /^\[?Unreleased\]?$/, 'CHANGELOG.md: add "## Unreleased" above the released versions');
  });
});

describe('the package', function () {
  this.timeout(180_000);

  /** What would be in the package of a folder, sorted. */
  const packaged = async (cwd: string): Promise<string[]> =>
    (await listFiles({ cwd, packageManager: PackageManager.None })).sort();

  it('of a folder with everything in it holds the product and nothing else', async () => {
    const { folder, remove } = await scratchFolder('package');
    const shipped = [
      ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
      ...[
        'dist/extension.js',
        'dist/cli.js',
        'dist/anthropicSdk.js',
        'dist/bedrockSdk.js',
        'dist/vertexSdk.js',
        'dist/THIRD-PARTY-NOTICES.txt',
      ],
      ...['dist/runners/node_reporter.mjs', 'dist/runners/agentforge_pytest.py'],
      ...['dist/grammars/tree-sitter.js', 'dist/grammars/tree-sitter-go.wasm'],
    ];
    const kept = [
      ...['dist/extension.js.map', 'dist/cli.js.map', 'dist/runners/__pycache__/agentforge_pytest.cpython-311.pyc'],
      ...['src/cli.ts', 'src/core/phase.ts', 'test/unit/a.test.ts', 'scripts/test.mjs', 'esbuild.mjs', 'tsconfig.json'],
      ...[
        '.vscode/launch.json',
        '.vscode-test/server/a.js',
        '.ci/run',
        '.gitignore',
        '.git/config',
        '.env',
        'biome.json',
      ],
      ...[
        'package-lock.json',
        'node_modules/yaml/package.json',
        'old.vsix',
        'test/ui/pictures/a.png',
        '.agentforge/secrets.yaml',
      ],
    ];
    try {
      await cp(path.join(repositoryRoot, 'media'), path.join(folder, 'media'), { recursive: true });
      for (const file of [...shipped, ...kept]) {
        await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
        await writeFile(path.join(folder, file), '');
      }
      for (const file of ['package.json', '.vscodeignore'])
        await cp(path.join(repositoryRoot, file), path.join(folder, file));
      assert.deepEqual(await packaged(folder), [...shipped, ...filesBelow('media')].sort(), 'mend .vscodeignore');
    } finally {
      await remove();
    }
  });

  it('holds all that the build has made, but its maps', async () => {
    // Python keeps what it compiled beside its files, once the build was used.
    const made = filesBelow('dist').filter((file) => !file.endsWith('.map') && !file.includes('/__pycache__/'));
    assert.ok(made.length > 0, 'there is no dist: node esbuild.mjs');
    const { folder, remove } = await scratchFolder('package');
    try {
      for (const part of ['dist', 'package.json', '.vscodeignore', 'README.md', 'LICENSE', 'CHANGELOG.md'])
        await cp(path.join(repositoryRoot, part), path.join(folder, part), { recursive: true });
      const shipped = (await packaged(folder)).filter((file) => file.startsWith('dist/'));
      assert.deepEqual(shipped, made.sort(), 'mend .vscodeignore');
    } finally {
      await remove();
    }
  });

  it('of this folder as it is holds no tests, no sources and no maps of ours', async () => {
    const strange = (await packaged(repositoryRoot)).filter(
      (file) =>
        !file.startsWith('media/') && (/^(?:src|test|scripts|node_modules)\//.test(file) || /\.(?:map|ts)$/.test(file)),
    );
    assert.deepEqual(strange, [], 'mend .vscodeignore');
  });

  it('is built for production by vsce itself, so that no build of a developer is ever packaged', () => {
    assert.match(
      packageJson.value.scripts['vscode:prepublish'] ?? '',
      /\besbuild\.mjs --production\b/,
      'package.json: add the script "vscode:prepublish": "node esbuild.mjs --production"',
    );
  });

  it('has an icon and the licence that package.json names', () => {
    assert.ok(filesBelow('media').includes(icon), `package.json: ${icon} is not there`);
    assert.match(read('LICENSE'), /MIT License/);
  });
});
