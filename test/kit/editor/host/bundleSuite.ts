import path from 'node:path';
import { build } from 'esbuild';
import { cacheFolder, repositoryRoot } from '../repositoryRoot';

/** Bundles a host test file with its runner, into a module whose `run()` an editor calls. Gives its absolute path; the source map lies beside it. */
export async function bundleSuite(testFile: string): Promise<string> {
  const outfile = path.join(cacheFolder, 'suites', `${path.relative(repositoryRoot, testFile).replace(/\W/g, '_')}.js`);
  const entry = [
    `import { runSuite } from ${JSON.stringify(path.join(__dirname, 'runSuite'))};`,
    `export const run = () => runSuite(() => require(${JSON.stringify(testFile)}));`,
  ];
  await build({
    stdin: { contents: entry.join('\n'), resolveDir: repositoryRoot, sourcefile: 'suite.ts', loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // mocha is an ES module that reads its own files: left where it is installed, above the bundle.
    external: ['vscode', 'mocha'],
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return outfile;
}
