import assert from 'node:assert/strict';
import type { CutCause, Problem } from '../../../../src/core/errors';
import { explainProblem } from '../../../../src/core/outline/explainProblem';

const place = { path: 'specs/shop.yaml', position: { line: 3, column: 5 } };
const promptPath = '.agentforge/history/x/001-red-cart/prompt.md';

/** One of each kind; the compiler asks for a new one here. */
const EACH: { readonly [K in Problem['kind']]: Extract<Problem, { readonly kind: K }> } = {
  cancelled: { kind: 'cancelled' },
  'spec-unreadable': { kind: 'spec-unreadable', place, detail: 'no such file or folder' },
  'spec-invalid': { kind: 'spec-invalid', place, detail: 'a key stands twice', remedy: 'Remove one of them.' },
  'component-unknown': { kind: 'component-unknown', name: 'crat', known: ['cart', 'receipt'] },
  'component-needed': { kind: 'component-needed', known: ['cart', 'receipt'] },
  'config-invalid': { kind: 'config-invalid', place, detail: 'not YAML' },
  'template-invalid': {
    kind: 'template-invalid',
    place,
    detail: 'a comment is not closed',
    remedy: 'Write --> where it ends.',
  },
  'session-missing': { kind: 'session-missing' },
  'session-unreadable': { kind: 'session-unreadable', place, detail: 'spec_file is missing' },
  'phase-out-of-order': { kind: 'phase-out-of-order', detail: 'GREEN needs RED first.', remedy: 'Run RED.' },
  'budget-too-small': { kind: 'budget-too-small', needed: 40_000, budget: 32_000 },
  'key-missing': { kind: 'key-missing', promptPath },
  'confirmation-needed': { kind: 'confirmation-needed', answerPath: 'answer.md' },
  'secrets-refused': {
    kind: 'secrets-refused',
    path: '.agentforge/secrets.yaml',
    detail: 'git tracks the file',
    remedy: 'Revoke the key.',
  },
  'prompt-too-long': { kind: 'prompt-too-long', detail: '9 > 8', most: 8, promptPath },
  'service-unset': { kind: 'service-unset', detail: 'No region is chosen.', remedy: 'Set AWS_REGION.' },
  'access-refused': {
    kind: 'access-refused',
    detail: 'No credentials of AWS were found',
    remedy: 'Run "aws sso login"',
    promptPath,
  },
  'writer-failed': {
    kind: 'writer-failed',
    detail: 'aider ended with exit code 3:\nno key',
    remedy: 'Try the command in a terminal',
    promptPath,
  },
  'key-refused': { kind: 'key-refused', detail: 'invalid x-api-key', promptPath },
  'model-failed': { kind: 'model-failed', detail: 'overloaded', attempts: 3, promptPath },
  'model-rejected': { kind: 'model-rejected', detail: 'no such model', promptPath },
  'model-unavailable': {
    ...{ kind: 'model-unavailable', model: 'claude-opus-4-20250514', why: 'retired', retiredAt: '2026-06-15' },
    ...{ similar: [], successor: 'claude-opus-5-5' },
  },
  'cap-reached': {
    ...{ kind: 'cap-reached', cap: 'session', limit: 10, spent: 9.5, needed: 0.75 },
    ...{ model: 'claude-opus-5-5', promptPath },
  },
  'answer-cut': { kind: 'answer-cut', detail: 'the last file is not closed', promptPath },
  'answer-refused': { kind: 'answer-refused', detail: '../evil.py leads out', promptPath },
  'answer-empty': { kind: 'answer-empty', detail: 'the answer names no file', promptPath },
  'profile-missing': { kind: 'profile-missing', path: '.agentforge/codebase_profile.yaml' },
  'recording-missing': { kind: 'recording-missing', path: '.agentforge/recordings/cart.red.md' },
  'file-unreadable': { kind: 'file-unreadable', path: 'a.py', detail: 'permission denied' },
  'write-failed': { kind: 'write-failed', path: 'a.py', detail: 'permission denied' },
  'workspace-busy': { kind: 'workspace-busy', path: '.agentforge/journal/lock', holder: 'process 7' },
  'base-changed': { kind: 'base-changed', paths: ['a.py', 'b.py'] },
  'rollback-conflict': { kind: 'rollback-conflict', paths: ['a.py', 'b.py'] },
  'nothing-to-roll-back': { kind: 'nothing-to-roll-back', foreign: false },
  'runner-unknown': { kind: 'runner-unknown', path: 'tests/cart.rb', known: ['pytest', 'jest'] },
  'runner-missing': { kind: 'runner-missing', runner: 'pytest', detail: 'no Python', install: 'pip install pytest' },
  'debugger-missing': { kind: 'debugger-missing', extension: 'ms-python.debugpy' },
  'untrusted-workspace': { kind: 'untrusted-workspace' },
  'input-invalid': { kind: 'input-invalid', detail: 'No such option.' },
};

describe('explaining a problem', () => {
  it('has no words for cancelling', () => {
    assert.deepEqual(explainProblem(EACH.cancelled), { what: '', remedy: '' });
  });

  for (const problem of Object.values(EACH).filter(({ kind }) => kind !== 'cancelled')) {
    it(`says of ${problem.kind} everything that it carries`, () => {
      const { what, remedy } = explainProblem(problem);
      const said = `${what} ${remedy}`;
      assert.ok(what.length > 10);
      assert.doesNotMatch(said, /undefined|\[object|NaN/);
      for (const [key, value] of Object.entries(problem)) {
        if (key === 'kind' || key === 'foreign') continue;
        if (key === 'place') assert.ok(said.includes('specs/shop.yaml:3:5'), said);
        else for (const part of Array.isArray(value) ? value : [value]) assert.ok(said.includes(String(part)), said);
      }
    });
  }

  it('points to the prompt where a person can go on by hand, and to copying it where there is none', () => {
    assert.ok(explainProblem(EACH['key-missing']).remedy.includes(promptPath));
    assert.match(explainProblem({ kind: 'key-missing' }).remedy, /copy the prompt and paste the answer/);
  });

  it('does not say that nothing was changed when a file could not be put back', () => {
    const { what, remedy } = explainProblem({ ...EACH['write-failed'], stuck: 'b.py' });
    assert.match(what, /b\.py could not be put back/);
    assert.doesNotMatch(what, /Nothing was changed/);
    assert.match(remedy, /journal/);
  });

  it('tells of entries in the journal that somebody else wrote', () => {
    assert.match(explainProblem({ kind: 'nothing-to-roll-back', foreign: true }).remedy, /another user or machine/);
    assert.equal(explainProblem({ kind: 'nothing-to-roll-back', foreign: false }).remedy, '');
  });

  it('names what an unknown model may be meant to be', () => {
    const unknown = { ...EACH['model-unavailable'], why: 'unknown', similar: ['claude-opus-5-5'] } as const;
    assert.match(explainProblem(unknown).what, /no model claude-opus-4-20250514\. Did you mean claude-opus-5-5\?/);
  });

  it('says of an account without money that credit is to be added, or its limit raised, and not that the settings are wrong', () => {
    const rejected = EACH['model-rejected'];
    for (const [lack, what, remedy] of [
      [
        'credit',
        /^There is no credit left on the account of the key: no such model/,
        /^Add credit to the account, or /,
      ],
      ['spend-limit', /^The spend limit of the key is reached: no such model/, /^Raise the limit in the account /],
    ] as const) {
      const explained = explainProblem({ ...rejected, lack });
      assert.match(explained.what, what);
      assert.match(explained.remedy, remedy);
      assert.doesNotMatch(explained.remedy, /settings/);
      assert.ok(explained.remedy.includes(promptPath));
    }
    assert.match(explainProblem(rejected).remedy, /^Change the model or the settings, or /);
  });

  it('does not say of what a cap takes that it is the least: the estimate may be less', () => {
    const { what } = explainProblem(EACH['cap-reached']);
    assert.match(
      what,
      /\$9\.50 are spent or set aside, and to be sure of it the next request to claude-opus-5-5 needs \$0\.75 more\./,
    );
  });

  it('says that a cap cannot be kept where nobody knows the price', () => {
    const { what } = explainProblem({ ...EACH['cap-reached'], needed: undefined });
    assert.match(
      what,
      /What claude-opus-5-5 costs is not known, so the cap of \$10\.00 for this session cannot be kept/,
    );
  });

  it('says of each way in which an answer breaks off what to do about it, and what came whole', () => {
    const remedies: Readonly<Record<CutCause, RegExp>> = {
      limit: /^Raise tokens\.max_response .*split the component, or choose a model with longer answers, or /,
      context: /^Lower tokens\.max_context .*or choose a model with a larger context, or /,
      paused: /^Try again, or /,
      overloaded: /^Try again in a few minutes, or choose another model, or /,
      silence: /^Try again, or raise retry\.idle_timeout_seconds /,
      time: /^Raise retry\.total_timeout_seconds .*or split the component, or /,
      lacking: /^Try again, or /,
    };
    for (const [cause, remedy] of Object.entries(remedies)) {
      const explained = explainProblem({ ...EACH['answer-cut'], cause: cause as CutCause, kept: ['a.py', 'b.py'] });
      assert.match(explained.remedy, remedy);
      assert.ok(explained.remedy.includes(promptPath));
      assert.match(explained.what, /Of it a\.py, b\.py came whole\. Nothing was changed\.$/);
    }
  });

  it('tells a refusal of the model from one of ours', () => {
    const { what, remedy } = explainProblem({ ...EACH['answer-refused'], by: 'model' });
    assert.match(what, /^The model refused to answer: /);
    assert.match(remedy, /^Say in the specification what the code is for, or choose another model, or /);
  });

  it('says how often the service was asked, which is no attempt of a phase', () => {
    assert.match(explainProblem({ ...EACH['model-failed'], attempts: 1 }).what, /\(asked once\)/);
    assert.match(explainProblem(EACH['model-failed']).what, /\(asked 3 times\)/);
  });
});
