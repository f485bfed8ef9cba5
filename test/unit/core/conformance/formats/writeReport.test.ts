import assert from 'node:assert/strict';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import { readExemption } from '../../../../../src/core/conformance/exemptions/readExemption';
import type { Written } from '../../../../../src/core/conformance/formats/format';
import { writeMarkdown } from '../../../../../src/core/conformance/formats/writeMarkdown';
import { writeReport } from '../../../../../src/core/conformance/formats/writeReport';
import { baselineOf } from '../../../../../src/core/conformance/report/baseline';
import { reportOf } from '../../../../../src/core/conformance/report/reportOf';
import { sha256 } from '../../../../../src/node/hash';
import { readXml } from '../../../../../src/node/runners/readXml';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';
import { sarifErrors } from '../../../../kit/sarifErrors';

const CONTRACT = `schema_version: '1.0'
contract: {name: own, type: custom}
checks:
  - {id: no-print, description: 'A print | <b> "is" left & forgotten', type: regex, config: {pattern: 'print'}, fix_hint: Use a log.}
  - {id: old, type: regex, severity: warning, config: {pattern: 'old'}}
  - {id: let, type: regex, severity: info, config: {pattern: 'let'}}
  - {id: python, type: custom, config: {module: a, function: b}}
  - {id: readme, type: file_exists, config: {required_files: [README.md]}}
  - {id: go, type: regex, config: {pattern: 'x'}, applies_to: {languages: [go]}}
  - {id: fine, type: regex, config: {pattern: 'never'}}
`;
const EXEMPTION = '{id: e1, contract_id: own, check_ids: [let], reason: r, approved_by: a, scope: {type: global}}';

async function written(): Promise<Written> {
  const sources = memorySources({ 'a b/ü.py': 'print(1)\nold\nlet\n' });
  const evaluation = await evaluateContracts(contractsOf(CONTRACT), undefined, sources, new AbortController().signal);
  assert.ok(evaluation);
  const findings = new Findings();
  findings.error('contracts/x.contract.yaml', { line: 3, column: 1 }, 'It is wrong.');
  const exemption = readExemption({ path: 'e.yaml', text: EXEMPTION }, '2026-01-01', findings);
  const exemptions = exemption === undefined ? [] : [exemption];
  const before = reportOf(evaluation, { baseline: [], exemptions, hash: sha256 });
  const baseline = baselineOf(before.violations.filter(({ check }) => check === 'old'));
  return {
    report: reportOf(evaluation, { baseline, exemptions, hash: sha256 }),
    findings: findings.all,
    version: '1.2.3',
  };
}

describe('a report of conformance', () => {
  it('is read at a terminal: what blocks stands last, and what is let through is only counted', async () => {
    const lines = writeReport('text', await written()).split('\n');
    assert.deepEqual(
      lines.map((line) => line.replace(/V-[0-9a-f]{12}/, 'V-')),
      [
        'contracts/x.contract.yaml:3:1: error: It is wrong.',
        'the project: not evaluated (error): it is a Python function of the project, which is not run here [own/python]',
        'a b/ü.py:1: error: A print | <b> "is" left & forgotten [own/no-print V-]',
        '    Use a log.',
        'the project: error: There is no file README.md. [own/readme V-]',
        'Checks: 3 passed, 2 failed, 1 not evaluated, 1 with nothing to check. Files: 1.',
        'Violations: 2 errors, 0 warnings, 0 of information; 1 in the baseline, 1 exempted.',
        '',
      ],
    );
  });

  it('is JSON for programs', async () => {
    const document = JSON.parse(writeReport('json', await written()));
    const { total, passed, failed, not_evaluated, exempted, known } = document.summary;
    assert.deepEqual([total, passed, failed, not_evaluated, exempted, known], [7, 3, 2, 1, 1, 1]);
    assert.deepEqual(
      document.violations.map(({ check, state }: { check: string; state: string }) => `${check} ${state}`),
      ['no-print new', 'old known', 'let exempted', 'readme new'],
    );
    assert.equal(document.checks[3].state, 'not_evaluated');
  });

  it('is SARIF 2.1.0, in which nothing that was not evaluated looks like success', async () => {
    const text = writeReport('sarif', await written());
    assert.deepEqual(await sarifErrors(text), []);
    const [run] = JSON.parse(text).runs;
    assert.equal(run.invocations[0].executionSuccessful, false);
    assert.match(run.invocations[0].toolExecutionNotifications[0].message.text, /^Not evaluated: /);
    const placeOf = (index: number) => run.results[index].locations[0].physicalLocation;
    assert.equal(placeOf(0).artifactLocation.uri, 'a%20b/%C3%BC.py');
    assert.deepEqual(
      [placeOf(3).artifactLocation.uri, placeOf(3).region],
      ['contracts/own.contract.yaml', { startLine: 8 }],
    );
    assert.deepEqual(
      run.results.map((result: Record<string, unknown>) => [
        result['level'],
        result['baselineState'],
        'suppressions' in result,
      ]),
      [
        ['error', 'new', false],
        ['warning', 'unchanged', false],
        ['note', 'new', true],
        ['error', 'new', false],
      ],
    );
    for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  });

  it('is JUnit XML, with a case for each check', async () => {
    const root = readXml(writeReport('junit', await written()));
    assert.ok(root);
    const [own, contracts] = root.children;
    assert.deepEqual(own?.attributes, { name: 'own', tests: '7', failures: '2', errors: '1', skipped: '1' });
    assert.deepEqual(
      own.children.map(({ attributes, children }) => [attributes['name'], children[0]?.name]),
      [
        ['no-print', 'failure'],
        ['old', undefined],
        ['let', undefined],
        ['python', 'error'],
        ['readme', 'failure'],
        ['go', 'skipped'],
        ['fine', undefined],
      ],
    );
    assert.match(own.children[0]?.children[0]?.text ?? '', /A print \| <b> "is" left & forgotten/);
    assert.equal(contracts?.attributes['errors'], '1');
  });

  it('has no place where a file or a contract could write lines of its own, or what is no Unicode', async () => {
    const contract = `contract: {name: own, type: custom}\nchecks:\n  - {id: "a\\nb.py:1: error", name: "x\\nsrc/y.py:2: error: z \\ud800", type: regex, config: {pattern: p}}\n`;
    const sources = memorySources({ 'a.py:1: error: x\nb.py': 'p' });
    const evaluation = await evaluateContracts(contractsOf(contract), undefined, sources, new AbortController().signal);
    assert.ok(evaluation);
    const report = reportOf(evaluation, { baseline: [], exemptions: [], hash: sha256 });
    const text = writeReport('text', { report, findings: [], version: '1' });
    assert.match(text, /^a\.py:1: error: x\\u\{a\}b\.py:1: error: x\n {4}src\/y\.py:2/);
    assert.equal(text.match(/^\S.*error/gm)?.length, 2);
    assert.ok(!writeReport('sarif', { report, findings: [], version: '1' }).includes('\\ud800'));
  });

  it('leads to files and to checks where it is a page beside them', async () => {
    const text = writeMarkdown(await written(), '../../');
    assert.match(
      text,
      /^\| error \| \[a b\/ü\.py:1\]\(\.\.\/\.\.\/a%20b\/%C3%BC\.py#L1\) \| \[own\/no-print\]\(\S+\.yaml#L\d+\) \|/m,
    );
    assert.match(text, /^\| error \| the project \|/m);
    assert.match(text, /^- \[contracts\/x\.contract\.yaml:3\]\(\S+#L3\): error: It is wrong\.$/m);
  });

  it('is Markdown to read, in which nothing of the project is markup', async () => {
    const text = writeReport('markdown', await written());
    assert.match(text, /^# Conformance\n/);
    assert.match(text, /^## Not evaluated\n\n- own\/python \(error\)/m);
    assert.match(text, /\| A print \\\| \\<b\\> "is" left \\& forgotten\. Use a log\. \|/);
  });
});
