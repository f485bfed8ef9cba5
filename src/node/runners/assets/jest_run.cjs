// Starts the project's own jest, with its own configuration, around our reporter, our test runner and, where a module stands
// in for the subject, our resolver; `jestAdapter.ts` says with what. The last two pass everything on to those of the project.
'use strict';
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

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
  const fromCore = createRequire(fromJest.resolve('@jest/core'));
  const { readConfigs } = withUsersTemporaryFolder(() => fromCore('jest-config'));
  const { runCLI } = fromJest('@jest/core');
  const projects = [process.cwd()];
  // jest reads it again and says then what it thinks of it.
  const { configs } = await withoutWarnings(() => readConfigs(argv, projects));
  require('./jest_reporter.cjs').open(report);
  await runCLI({ ...argv, ...added(configs) }, projects);
}

/** jest asks once where temporary files go, and keeps what it knows of a project's files there unless the project says where. */
function withUsersTemporaryFolder(load) {
  const own = {};
  for (const [name, folder] of Object.entries(settings.temporary)) {
    own[name] = process.env[name];
    setVariable(name, folder ?? undefined);
  }
  try {
    return load();
  } finally {
    for (const [name, folder] of Object.entries(own)) setVariable(name, folder);
  }
}

function setVariable(name, value) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** What of the options depends on the configuration of the projects. */
function added(configs) {
  const { coverageOf, seed, standIn } = settings;
  const told = {
    runners: Object.fromEntries(configs.map(({ id, testRunner }) => [id, testRunner])),
    seed,
    standsIn: standIn !== undefined,
  };
  return {
    testRunner: require.resolve('./jest_test_runner.cjs'),
    // The one of the options that reaches each process of jest and is no part of what it keeps compiled files by.
    reporters: ['default', [require.resolve('./jest_reporter.cjs'), { agentforge: told }]],
    ...(standIn === undefined ? {} : { resolver: writeResolver(configs, standIn) }),
    ...(coverageOf === undefined ? {} : { collectCoverageFrom: patternsFor(configs, coverageOf) }),
  };
}

/** jest loads it by path, in each of its processes. By its extension no transform of a project takes it for its own. */
function writeResolver(configs, { modules, behaviour }) {
  const { sourceOfStandIn } = require('./jest_resolver.cjs');
  const written = modules.map((module, index) => {
    const file = path.join(settings.scratch, `stand_in_${index}.cjs`);
    writeFileSync(file, sourceOfStandIn(module, behaviour));
    return { file: module.file, path: module.path, standIn: file };
  });
  const resolvers = configs.flatMap(({ rootDir, resolver }) => (resolver ? [[rootDir, resolver]] : []));
  const told = { modules: written, resolvers: Object.fromEntries(resolvers) };
  const maker = JSON.stringify(require.resolve('./jest_resolver.cjs'));
  const file = path.join(settings.scratch, 'resolver.cjs');
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
