import assert from 'node:assert/strict';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import type { EvaluationPorts } from '../../../../../src/core/conformance/evaluate/evaluationPorts';
import { violationIds } from '../../../../../src/core/conformance/report/violationId';
import { sha256 } from '../../../../../src/node/hash';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';

const NEVER = new AbortController().signal;

function contract(...checks: readonly string[]) {
  const items = checks.map((check) => `  - ${check.replace(/\n/g, '\n    ')}\n`);
  return contractsOf(`schema_version: '1.0'\ncontract: {name: own, type: custom}\nchecks:\n${items.join('')}`);
}

/** What was found by each check, a line each: `id path:line`, and `id ? path: why` for what was not evaluated. */
async function evaluated(contracts: ReturnType<typeof contract>, ports: EvaluationPorts, only?: readonly string[]) {
  const evaluation = await evaluateContracts(contracts, only, ports, NEVER);
  assert.ok(evaluation);
  return evaluation.results.flatMap(({ check, breaches, notEvaluated }) => [
    ...breaches.map(({ path = '', line = '' }) => `${check.id} ${path}:${line}`),
    ...notEvaluated.map(({ path = '', why }) => `${check.id} ? ${path}: ${why}`),
  ]);
}

describe('a check', () => {
  it('of the type regex finds what is forbidden line by line, and misses what is required', async () => {
    const contracts = contract(
      'id: no-print\ntype: regex\nconfig: {pattern: "print\\\\("}',
      'id: licence\ntype: regex\nconfig: {pattern: "^# Licence", mode: require}\napplies_to: {paths: ["*.py"]}',
      'id: across\ntype: regex\nconfig: {pattern: "a$.^b", multiline: true}',
    );
    const found = await evaluated(
      contracts,
      memorySources({
        'a.py': '# Licence\nprint(1); print(2)\nprint(3)\n',
        'b.py': 'a\nb\n',
        'c.png': new Uint8Array([0]),
      }),
    );
    assert.deepEqual(found, ['no-print a.py:2', 'no-print a.py:3', 'licence b.py:', 'across b.py:1']);
  });

  it('of the type regex may look at what is behind the last line feed', async () => {
    const contracts = contract(
      'id: ends\ntype: regex\nconfig: {pattern: "(?<=\\\\n)\\\\Z", mode: require}',
      'id: blank\ntype: regex\nconfig: {pattern: "(?<=\\\\n\\\\n)\\\\Z"}',
    );
    const sources = memorySources({ 'blank.py': 'a\n\n', 'ends.py': 'a\n', 'open.py': 'a', 'twice.py': '\n\n\n' });
    assert.deepEqual(await evaluated(contracts, sources), ['ends open.py:', 'blank blank.py:2', 'blank twice.py:3']);
  });

  it('of the type file_exists looks at names', async () => {
    const contracts = contract(
      'id: need\ntype: file_exists\nconfig: {required_files: [README.md, "tests/**/*.py"]}',
      'id: none\ntype: file_exists\nconfig: {forbidden_files: ["**/*.pem"]}\napplies_to: {exclude_paths: ["tests/**"]}',
      'id: go\ntype: file_exists\nconfig: {required_files: [go.mod]}\napplies_to: {languages: [go]}',
    );
    const sources = memorySources({ 'README.md': '', 'a/b.pem': '', 'tests/c.pem': '' });
    assert.deepEqual(await evaluated(contracts, sources), ['need :', 'none a/b.pem:']);
  });

  it('of the type ast_check measures, in every language of the index', async () => {
    const contracts = contract('id: short\ntype: ast_check\nconfig: {metric: parameter_count, threshold: 1}');
    const found = await evaluated(
      contracts,
      memorySources({
        'a.py': 'def f(a, b):\n    pass\n',
        'a.ts': 'const g = (a: number, b: number) => a;\n',
        'a.go': 'package a\n\nfunc f(a, b int) {}\n',
        'a.rs': 'fn f(a: u8, b: u8) {}\n',
        'A.java': 'class A { void f(int a, int b) {} }\n',
        'a.cs': 'class A { void F(int a, int b) {} }\n',
        'a.rb': 'def f(a, b)\nend\n',
        'a.php': '<?php function f($a, $b) {}\n',
        'a.cpp': 'void f(int a, int b) {}\n',
        'broken.py': 'def f(:\n',
      }),
    );
    const places = ['A.java:1', 'a.cpp:1', 'a.cs:1', 'a.go:3', 'a.php:1', 'a.py:1', 'a.rb:1', 'a.rs:1', 'a.ts:1'];
    assert.deepEqual(found, [
      ...places.map((place) => `short ${place}`),
      'short ? broken.py: a part of it cannot be parsed',
    ]);
  });

  it('of a file as a whole tells it by no line of it', async () => {
    const contracts = contract('id: few\ntype: ast_check\nconfig: {metric: import_count, threshold: 1}');
    const idsOf = async (text: string) => {
      const evaluation = await evaluateContracts(contracts, undefined, memorySources({ 'a.py': text }), NEVER);
      return evaluation?.results.map((result) => violationIds(result, sha256));
    };
    const before = await idsOf('import a\nimport b\n');
    assert.equal(before?.[0]?.length, 1);
    assert.deepEqual(await idsOf('# Licence\nimport b\nimport c\n'), before);
  });

  it('of the type lsp_query asks the index of symbols, and says what that does not know', async () => {
    const contracts = contract(
      'id: names\ntype: lsp_query\nconfig:\n  query: symbols\n  filter: {kind: class, name_pattern: ".*Manager$"}\n  assertion: none_exist',
      'id: tested\ntype: lsp_query\nconfig: {filter: {kind: [function], name_pattern: test_}, assertion: all_exist}\napplies_to: {paths: ["test_*.py"]}',
      'id: private\ntype: lsp_query\nconfig: {filter: {visibility: private}}',
      'id: uses\ntype: lsp_query\nconfig: {query: references}',
    );
    const sources = memorySources({
      'a.py': 'class CartManager:\n    pass\n',
      'test_a.py': 'def check():\n    pass\n',
    });
    assert.deepEqual(await evaluated(contracts, sources), [
      'names a.py:1',
      'tested test_a.py:',
      'private ? : the index of symbols does not know about visibility',
      'uses ? : references need a language server, which is not asked here',
    ]);
  });

  it('that asks for the syntax of a file is about no other files, unless it names their language', async () => {
    const contracts = contract(
      'id: short\ntype: ast_check\nconfig: {metric: parameter_count, threshold: 1}',
      'id: names\ntype: lsp_query\nconfig: {filter: {kind: class}, assertion: all_exist}',
      'id: kotlin\ntype: ast_check\nconfig: {metric: parameter_count, threshold: 1}\napplies_to: {languages: [kotlin]}',
    );
    const sources = memorySources({ 'a.kt': 'fun f(a: Int, b: Int) {}\n', 'a.yaml': 'a: 1\n', 'README.md': '# A\n' });
    assert.deepEqual(await evaluated(contracts, sources), ['kotlin ? a.kt: code of its language is not measured here']);
    const evaluation = await evaluateContracts(contracts, undefined, sources, NEVER);
    assert.deepEqual(
      evaluation?.results.map(({ files }) => files),
      [0, 0, 1],
    );
  });

  it('that nobody can tell is never one that passes', async () => {
    const contracts = contract(
      'id: python\ntype: custom\nconfig: {module: checks, function: check}',
      'id: lint\ntype: command\nconfig: {command: ruff, args: [check]}',
      'id: other\ntype: regex\nconfig: {pattern: "x"}',
    );
    const sources = memorySources({ 'a.py': 'y' });
    const unreadable: EvaluationPorts = {
      ...sources,
      files: { ...sources.files, read: async () => ({ kind: 'unreadable', why: 'permission denied' }) },
    };
    assert.deepEqual(await evaluated(contracts, unreadable), [
      'python ? : it is a Python function of the project, which is not run here',
      'lint ? : it runs a command of the project, which needs your consent: ruff check',
      'other ? a.py: permission denied',
    ]);
  });

  it('of the type command compares its exit code, once it may run', async () => {
    const contracts = contract('id: lint\ntype: command\nconfig: {command: ruff, expected_exit_code: 3}');
    const sources = memorySources({ 'a.py': '' });
    const ending = (code: number): EvaluationPorts => ({
      ...sources,
      runCommand: async () => ({ kind: 'ended', code, output: 'two faults\n' }),
    });
    assert.deepEqual(await evaluated(contracts, ending(3)), []);
    assert.deepEqual(await evaluated(contracts, ending(1)), ['lint :']);
  });

  it('of the project as a whole is left away when only some files are asked about', async () => {
    const contracts = contract(
      'id: need\ntype: file_exists\nconfig: {required_files: [README.md]}',
      'id: word\ntype: regex\nconfig: {pattern: "x"}',
    );
    const evaluation = await evaluateContracts(contracts, ['a.py'], memorySources({ 'a.py': 'x', 'b.py': 'x' }), NEVER);
    assert.deepEqual(
      evaluation?.results.map(({ check, breaches }) => [check.id, breaches.length]),
      [['word', 1]],
    );
    assert.equal(evaluation?.leftAway, 1);
  });

  it('is given up when it is cancelled', async () => {
    const contracts = contract('id: word\ntype: regex\nconfig: {pattern: "x"}');
    assert.equal(
      await evaluateContracts(contracts, undefined, memorySources({ 'a.py': 'x' }), AbortSignal.abort()),
      undefined,
    );
  });

  it('is given up when it is cancelled while a pattern is looked for', async () => {
    const contracts = contract('id: word\ntype: regex\nconfig: {pattern: "x"}');
    const cancelling = new AbortController();
    const search: EvaluationPorts['search'] = {
      search: (_, patterns, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve(patterns.map(() => ({ kind: 'not searched', why: 'it was cancelled' }))),
          );
          cancelling.abort();
        }),
    };
    const ports = { ...memorySources({ 'a.py': 'x' }), search };
    assert.equal(await evaluateContracts(contracts, undefined, ports, cancelling.signal), undefined);
  });
});
