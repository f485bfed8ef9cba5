// A reporter for vitest that passes on what it hears as JSON lines; `script/scriptEventReader.ts` reads them.
import { appendFileSync } from 'node:fs';
import { prepareProject } from './vitest_project.mjs';

export class VitestReporter {
  #report;
  #setup;
  /** Tests that were left out, by file: why is known when their suites have ended. */
  #leftOut = new Map();
  #closed = new Set();

  /** `report`: where to, and the token that each line begins with, so that lines of other origin are known. */
  constructor({ report, ...setup }) {
    this.#report = report;
    this.#setup = setup;
  }

  onInit(vitest) {
    for (const project of new Set([...vitest.projects, vitest.getRootProject()])) prepareProject(project, this.#setup);
  }

  onTestModuleQueued(module) {
    this.#say({ type: 'file', file: module.moduleId });
  }

  onTestModuleCollected(module) {
    const tests = [...module.children.allTests()].map((test) => {
      return { key: test.id, suites: suitesOf(test), name: test.name, line: test.location?.line };
    });
    this.#say({ type: 'tests', file: module.moduleId, tests });
  }

  onTestCaseReady(test) {
    this.#say({ type: 'start', file: test.module.moduleId, key: test.id });
  }

  onTestCaseResult(test) {
    const { state, errors } = test.result();
    if (state === 'skipped' && test.options.mode === 'run') {
      this.#leftOut.set(test.module.id, [...(this.#leftOut.get(test.module.id) ?? []), test]);
    } else {
      this.#tell(test, { state, hook: failedHook(test), error: errors?.[0] });
    }
  }

  onTestModuleEnd(module) {
    this.#close(module);
  }

  onTestRunEnd(modules, errors) {
    // In vitest 3 a file that did not load has no end of its own.
    for (const module of modules) if (module.state() === 'failed' && !this.#closed.has(module.id)) this.#close(module);
    for (const error of errors) this.#tellUnhandled(error, modules);
    this.#say({ type: 'end' });
  }

  #tell(test, { state, hook, error }) {
    const durationMs = test.diagnostic()?.duration;
    const { touched } = test.meta().agentforge ?? {};
    const failing = test.options.fails === true;
    const reason = state === 'skipped' ? test.result().note : undefined;
    const told = { state, durationMs, failing, hook, reason, touched, error: error && describeError(error) };
    this.#say({ type: 'result', file: test.module.moduleId, key: test.id, ...told });
  }

  /** What can be said of a file when all of it has run, or none of it. */
  #close(module) {
    this.#closed.add(module.id);
    const stopped = new Set();
    for (const test of this.#leftOut.get(module.id) ?? []) {
      const group = failedGroup(test);
      if (group === undefined) {
        this.#tell(test, { state: 'skipped' });
      } else {
        stopped.add(group);
        this.#tell(test, { state: 'failed', hook: 'beforeAll', error: group.errors()[0] });
      }
    }
    for (const group of [module, ...module.children.allSuites()]) {
      if (!stopped.has(group)) this.#tellGroup(module, group);
    }
  }

  /** A file or suite that failed by itself: it did not load, it is empty, or cleaning up after its tests failed. */
  #tellGroup(module, group) {
    const [error] = group.errors();
    if (error === undefined || error.message.startsWith('No test suite found in file ')) return;
    const isEmpty = group.children.allTests().next().done === true;
    const suites = group === module ? [] : [...suitesOf(group), group.name];
    const kind = isEmpty ? 'collection' : 'setup';
    this.#say({ type: 'fileError', file: module.moduleId, kind, suites, error: describeError(error) });
  }

  /** An error that nobody caught, or the end of a process that ran tests. */
  #tellUnhandled(error, modules) {
    const file = error.VITEST_TEST_PATH;
    if (file) {
      this.#say({ type: 'fileError', file, kind: 'late', error: describeError(error) });
      return;
    }
    const unfinished = modules.filter((module) => ['queued', 'pending'].includes(module.state()));
    for (const module of unfinished.length > 0 ? unfinished : modules.slice(0, 1)) {
      this.#say({ type: 'died', file: module.moduleId, detail: error.message });
    }
  }

  #say(event) {
    appendFileSync(this.#report.channel, `${this.#report.token}${JSON.stringify(event)}\n`);
  }
}

function suitesOf({ parent }) {
  return parent.type === 'suite' ? [...suitesOf(parent), parent.name] : [];
}

/** The suite or file around a test that failed by itself. */
function failedGroup({ parent }) {
  if (parent.errors().length > 0) return parent;
  return parent.type === 'suite' ? failedGroup(parent) : undefined;
}

/** The hook that a test failed in; one that failed after the test itself had failed does not count. */
function failedHook(test) {
  const { hooks = {}, errors = [] } = test.task?.result ?? {};
  const failed = Object.keys(hooks).filter((name) => hooks[name] === 'run');
  return errors.length > failed.length ? undefined : failed[0];
}

/** Errors of `expect` that call themselves `Error`. */
const ASSERTIONS = /^(?:Snapshot .* mismatched|expected (?:number of assertions|any number of assertion)\b)/;

function describeError({ name, message, stack, stackStr, code, expected, actual }) {
  // A test that took too long has the stack of its declaration.
  const trace = (stack ?? stackStr ?? '').replace('STACK_TRACE_ERROR', () => message);
  return { name: ASSERTIONS.test(message) ? 'AssertionError' : name, message, stack: trace, code, expected, actual };
}
