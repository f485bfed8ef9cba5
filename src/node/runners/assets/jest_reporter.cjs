// A reporter for jest that passes on what it hears as JSON lines; `script/scriptEventReader.ts` reads them.
'use strict';
const { appendFileSync } = require('node:fs');

/** Set by `open` before jest starts. Each line begins with the token, so that lines of other origin are known. */
let report;

/** What is known of each test file, by its path. */
const files = new Map();

class Reporter {
  onTestFileStart({ path }) {
    say({ type: 'file', file: path });
  }

  onTestCaseStart({ path }, { agentforge }) {
    if (agentforge === undefined) return;
    declare(path, agentforge.tests);
    say({ type: 'start', file: path, key: keyOf(path, agentforge.index) });
  }

  onTestCaseResult({ path }, result) {
    if (result.agentforge === undefined || result.agentforge.provisional) return;
    declare(path, result.agentforge.tests);
    this.tell(path, result, result.agentforge.index);
  }

  /** The file as a whole: what has not been told test by test, and what is wrong beside the tests. */
  onTestFileResult({ path }, { testResults, testExecError, agentforge }) {
    declare(path, agentforge?.tests ?? testResults.map(toldPlainly));
    for (const [position, result] of testResults.entries()) {
      const index = result.agentforge?.index ?? position;
      const told = files.get(path).told.get(index);
      if (told === undefined) this.tell(path, result, index);
      else if (told !== 'failed' && result.status === 'failed') {
        say({ type: 'fileError', file: path, kind: 'late', error: errorOf(result) });
      }
    }
    if (testExecError) tellFileErrors(path, testExecError, agentforge?.errors ?? []);
  }

  onRunComplete() {
    say({ type: 'end' });
  }

  tell(path, result, index) {
    const { status, duration, agentforge } = result;
    files.get(path).told.set(index, status);
    const state = status === 'passed' || status === 'failed' ? status : 'skipped';
    const error = agentforge?.error ?? (state === 'failed' ? errorOf(result) : undefined);
    const { failing, hook, touched } = agentforge ?? {};
    const key = keyOf(path, index);
    say({
      type: 'result',
      file: path,
      key,
      state,
      durationMs: duration,
      error,
      failing,
      hook,
      touched,
    });
  }
}

function tellFileErrors(file, failure, errors) {
  const { message = '' } = failure;
  if (message === 'Your test suite must contain at least one test.') return;
  if (/\bjest worker process\b|\bjest-worker\b|^Call retries were exceeded/.test(message)) {
    say({ type: 'died', file, detail: message });
    return;
  }
  for (const { hook, suites, error } of errors) {
    say({ type: 'fileError', file, kind: hook === undefined ? 'late' : 'setup', suites, error });
  }
  if (errors.length > 0) return;
  const { stack, agentforge } = failure;
  const error = agentforge ?? { message: message || stack, stack };
  say({ type: 'fileError', file, kind: files.get(file).told.size > 0 ? 'late' : 'collection', error });
}

/** Without a word of our test runner there is only what jest prints. */
function errorOf({ failureMessages = [], agentforge }) {
  if (agentforge?.error !== undefined) return agentforge.error;
  const [stack = ''] = failureMessages;
  const [, name, message] = /^(?:(\w*Error): )?([\s\S]*?)(?=\n\s+at |$)/.exec(stack) ?? [];
  return { name, message, stack };
}

function toldPlainly({ ancestorTitles, title, location }) {
  return { suites: ancestorTitles, name: title, line: location?.line };
}

function declare(file, tests) {
  if (files.has(file)) return;
  files.set(file, { told: new Map() });
  say({ type: 'tests', file, tests: tests.map((test, index) => ({ ...test, key: keyOf(file, index) })) });
}

function keyOf(file, index) {
  return `${file}:${index}`;
}

function say(event) {
  appendFileSync(report.channel, `${report.token}${JSON.stringify(event)}\n`);
}

module.exports = Reporter;
module.exports.open = (opened) => {
  report = opened;
};
