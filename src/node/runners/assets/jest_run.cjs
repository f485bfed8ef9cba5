// Starts the project's own jest, with its own configuration, around our reporter, our test runner and, where a module stands
// in for the subject, our resolver; `jestAdapter.ts` says with what. The last two pass everything on to those of the project.
'use strict';
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { sourceOfStandIn } = require('./jest_resolver.cjs');

// The tests do not get to see it.
const { settings: file, report } = JSON.parse(process.env.AGENTFORGE_RUN);
delete process.env.AGENTFORGE_RUN;
const settings = JSON.parse(readFileSync(file, 'utf8'));
process.env.NODE_ENV ??= 'test';

main().then(
  () => process.exit(),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    const broken = { type: 'broken', detail: String(error?.message ?? error) };
    appendFileSync(report.channel, `${report.token}${JSON.stringify(broken)}\n`);
    process.exit(1);
  },
);

async function main() {
  const { installed, argv } = settings;
  const fromJest = createRequire(path.join(installed, 'package.json'));
  const { runCLI } = fromJest('@jest/core');
  const { readConfigs } = createRequire(fromJest.resolve('jest-cli'))('jest-config');
  const projects = [process.cwd()];
  // jest reads it again and says then what it thinks of it.
  const { configs } = await withoutWarnings(() => readConfigs(argv, projects));
  require('./jest_reporter.cjs').open(report);
  await runCLI({ ...argv, ...added(configs) }, projects);
}

/** What of the options depends on the configuration of the projects. */
function added(configs) {
  const { coverageOf, seed, standIn } = settings;
  const testRunner = writeModule('test_runner', {
    runners: Object.fromEntries(configs.map(({ id, testRunner }) => [id, testRunner])),
    seed,
    standsIn: standIn !== undefined,
  });
  return {
    testRunner,
    ...(standIn === undefined ? {} : { resolver: writeResolver(configs, standIn) }),
    ...(coverageOf === undefined ? {} : { collectCoverageFrom: patternsFor(configs, coverageOf) }),
  };
}

function writeResolver(configs, { modules, behaviour }) {
  const written = modules.map((module, index) => {
    const file = path.join(settings.scratch, `stand_in_${index}.cjs`);
    writeFileSync(file, sourceOfStandIn(module, behaviour));
    return { file: module.file, path: module.path, standIn: file };
  });
  const resolvers = configs.flatMap(({ rootDir, resolver }) => (resolver ? [[rootDir, resolver]] : []));
  return writeModule('resolver', { modules: written, resolvers: Object.fromEntries(resolvers) });
}

/** jest loads these by path, in each of its processes. By their extension no transform of a project takes them for its own. */
function writeModule(name, told) {
  const file = path.join(settings.scratch, `${name}.cjs`);
  const maker = JSON.stringify(path.join(__dirname, `jest_${name}.cjs`));
  writeFileSync(file, `module.exports = require(${maker}).create(${JSON.stringify(told)});\n`);
  return file;
}

function patternsFor(configs, files) {
  return configs.flatMap(({ rootDir }) =>
    files.map((file) =>
      path
        .relative(rootDir, file)
        .split(path.sep)
        .join('/')
        .replace(/[*?[\]{}()!+@|\\]/g, '\\$&'),
    ),
  );
}

async function withoutWarnings(work) {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return await work();
  } finally {
    process.stderr.write = write;
  }
}
