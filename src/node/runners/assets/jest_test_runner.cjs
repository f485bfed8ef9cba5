// A test runner for jest: the one of the project, which is nearly always jest-circus, with a watcher beside it. What the watcher
// sees goes with the messages by which jest tells its reporters of each test, under the name `agentforge`.
'use strict';
const { createRequire } = require('node:module');
const { createWatch } = require('./jest_watch.cjs');
const { describeError } = require('./jest_error.cjs');
const { seededRandom } = require('./node_random.cjs');

const load = createRequire(__filename);

module.exports = async function runTests(globalConfig, config, environment, runtime, testPath, send) {
  const { runners, seed, standsIn } = toldOf(globalConfig);
  const theirs = interop(load(runners[config.id]));
  const watch = createWatch({ file: testPath, global: environment.global, standsIn });
  environment.global[Symbol.for('agentforge.touch')] = watch.touch;
  if (seed !== undefined) environment.global.Math.random = seededRandom(seed);
  const handle = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    watch.see(event, state);
    await handle?.(event, state);
  };
  const sendMore = send === undefined ? undefined : (name, said) => send(name, watch.extend(name, said));
  try {
    return watch.extendFile(await theirs(globalConfig, config, environment, runtime, testPath, sendMore));
  } catch (error) {
    // The file did not load.
    if (typeof error === 'object' && error !== null) error.agentforge = describeError(error);
    throw error;
  }
};

/** `runners`: the project's own, by the id of its configuration. All of it comes with our reporter's options. */
function toldOf({ reporters }) {
  return reporters.find(([, options]) => options?.agentforge !== undefined)[1].agentforge;
}

function interop(runner) {
  return runner.__esModule ? runner.default : runner;
}
