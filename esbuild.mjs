// Builds dist/: the extension, the command line, the threads of the index and of patterns, each SDK of a model as a file of its own, the runners' assets, the grammars.
//   node esbuild.mjs [--watch] [--production]
import { chmod, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const repository = path.dirname(fileURLToPath(import.meta.url));

/**
 * The SDKs of models are most of the code, and one of them is wanted, at the first generation: both bundles leave them out and
 * require dist/anthropicSdk.js, dist/bedrockSdk.js or dist/vertexSdk.js when they get there. The rules by which secrets are found
 * are wanted for few texts, and go the same way.
 */
const SDKS = {
  anthropicSdk: 'src/node/models/claude/anthropicSdk.ts',
  bedrockSdk: 'src/node/models/bedrock/bedrockSdk.ts',
  vertexSdk: 'src/node/models/vertex/vertexSdk.ts',
  secretlintRules: 'src/node/secrets/secretlintRules.ts',
};
const lazySdks = {
  name: 'lazy-sdks',
  setup(build) {
    build.onResolve({ filter: /\/(?:(?:anthropic|bedrock|vertex)Sdk|secretlintRules)$/ }, (wanted) =>
      wanted.kind === 'entry-point' ? undefined : { path: `./${path.basename(wanted.path)}.js`, external: true },
    );
  },
};

/** The parser's script finds its WebAssembly files beside itself, so both go to dist/grammars as they are. */
const ownGrammars = {
  name: 'own-grammars',
  setup(build) {
    build.onResolve({ filter: /^@vscode\/tree-sitter-wasm$/ }, () => ({
      path: './grammars/tree-sitter.js',
      external: true,
    }));
  },
};

const GRAMMAR_PACKAGE = 'node_modules/@vscode/tree-sitter-wasm';
const GRAMMARS = [
  ...['python', 'javascript', 'typescript', 'tsx', 'go', 'rust', 'java', 'c-sharp'],
  ...['ruby', 'php', 'cpp'],
];

/** Copies the parser and its grammars. Returns the files it wrote. */
async function copyGrammars(root, out) {
  const names = ['tree-sitter.js', 'tree-sitter.wasm', ...GRAMMARS.map((name) => `tree-sitter-${name}.wasm`)];
  const to = path.join(out, 'grammars');
  await Promise.all(names.map((name) => cp(path.join(root, GRAMMAR_PACKAGE, 'wasm', name), path.join(to, name))));
  return names.map((name) => path.join(to, name));
}

function optionsFor(root, out, production) {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // A dynamic import becomes a require that is run when it is reached: the same file loads in Node and in every editor.
    supported: { 'dynamic-import': false },
    plugins: [lazySdks, ownGrammars],
    minify: production,
    sourcemap: !production,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
  return [
    { ...shared, entryPoints: ['src/extension.ts'], outfile: path.join(out, 'extension.js'), external: ['vscode'] },
    // Here `vscode` is not external, on purpose: a value import of it from core or node breaks this bundle.
    {
      ...shared,
      entryPoints: ['src/cli.ts'],
      outfile: path.join(out, 'cli.js'),
      banner: { js: '#!/usr/bin/env node' },
    },
    // The thread of a codebase's index, which both start from the file beside them.
    {
      ...shared,
      entryPoints: ['src/node/codebase/codebaseWorker.ts'],
      outfile: path.join(out, 'codebaseWorker.js'),
    },
    // The thread of a search for patterns, which is ended when one of them takes too long.
    {
      ...shared,
      entryPoints: ['src/node/conformance/patternThread.ts'],
      outfile: path.join(out, 'patternThread.js'),
    },
    ...Object.entries(SDKS).map(([name, source]) => ({
      ...shared,
      entryPoints: [source],
      outfile: path.join(out, `${name}.js`),
    })),
  ];
}

/** Copies what the runners start as a program of its own. Returns the files it wrote. */
async function copyRunnerAssets(root, out) {
  const from = path.join(root, 'src/node/runners/assets');
  const found = await readdir(from).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  // Python makes that one when it runs them.
  const names = found.filter((name) => name !== '__pycache__');
  await Promise.all(
    names.map((name) => cp(path.join(from, name), path.join(out, 'runners', name), { recursive: true })),
  );
  return names.map((name) => path.join(out, 'runners', name));
}

/** Names the packages that are in the bundles, each with its licence, as those licences ask for. */
async function writeNotices(root, out, results) {
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  const bundled = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const folders = [...bundled, GRAMMAR_PACKAGE];
  /** Many packages come with the same text: it is written once. */
  const namesByText = new Map();
  for (const folder of [...new Set(folders)].sort()) {
    const about = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    const licence = (await readdir(path.join(root, folder))).find((name) => /^licen[cs]e/i.test(name));
    if (licence === undefined && about.license === undefined) throw new Error(`${about.name} names no licence`);
    const text =
      licence === undefined
        ? 'The package ships no licence text of its own.'
        : (await readFile(path.join(root, folder, licence), 'utf8')).trim();
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${about.name} ${about.version} (${about.license})`]);
  }
  const notices = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  const file = path.join(out, 'THIRD-PARTY-NOTICES.txt');
  await writeFile(file, notices.join(`\n${'-'.repeat(80)}\n\n`));
  return file;
}

/** Removes what an earlier build left, source maps above all; never empties dist, which another process may be reading. */
async function removeStale(out, written) {
  const kept = [...written];
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const stale = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !kept.some((keep) => file === keep || file.startsWith(keep + path.sep)));
  await Promise.all(stale.map((file) => rm(file)));
}

/**
 * Builds once.
 * @param {{ root?: string, out?: string, production?: boolean }} [options] `out` is absolute; the default is dist
 * @throws when a bundle does not build; esbuild has printed why
 */
export async function build({ root = repository, out = path.join(root, 'dist'), production = false } = {}) {
  const results = await Promise.all(optionsFor(root, out, production).map((options) => esbuild.build(options)));
  const bundles = results
    .flatMap((result) => Object.keys(result.metafile.outputs))
    .map((file) => path.join(root, file));
  const assets = await copyRunnerAssets(root, out);
  const grammars = await copyGrammars(root, out);
  const notices = await writeNotices(root, out, results);
  await chmod(path.join(out, 'cli.js'), 0o755);
  await removeStale(out, [...bundles, ...assets, ...grammars, notices]);
}

async function watch() {
  await build();
  const contexts = await Promise.all(
    optionsFor(repository, path.join(repository, 'dist'), false).map((options) =>
      esbuild.context({ ...options, logLevel: 'info' }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
  // esbuild has printed what is wrong: a stack trace of the build script would only hide it.
  await (values.watch ? watch() : build({ production: values.production })).catch((error) => {
    if (!error.errors) throw error;
    process.exitCode = 1;
  });
}
