import type { CheckWork, Contract } from '../../core/conformance/contracts/contract';
import { Findings } from '../../core/conformance/contracts/findings';
import { readContract } from '../../core/conformance/contracts/readContract';
import { resolveContracts } from '../../core/conformance/contracts/resolveContracts';
import type { Exemption } from '../../core/conformance/exemptions/exemption';
import { findingLine } from '../../core/conformance/formats/findingLine';
import type { Problem } from '../../core/errors';
import { visible } from '../../core/lib/visible';
import { checkPath } from '../../core/workspace/checkedPath';
import { relativeToRoot } from '../project';
import type { CliHost } from './cliHost';
import type { ConformanceProject } from './conformanceProject';
import { openConformance } from './conformanceProject';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { textTable } from './textTable';

export interface ShowOptions {
  readonly json?: boolean;
}

/** `contracts list`: those of the project, and those that it could extend. */
export async function contractsListCommand(host: CliHost, options: ShowOptions, printer: Printer): Promise<number> {
  const { json } = options;
  const { rules } = await openConformance(host);
  const rows = rules.contracts.map((contract) => ({
    name: contract.name,
    type: contract.type,
    state: stateOf(contract),
    checks: contract.checks.filter(({ isEnabled }) => isEnabled).length,
    from: contract.origin === 'built in' ? 'built in' : contract.place.path,
  }));
  if (json === true) for (const row of rows) writeJson(host, { event: 'contract', ...row });
  else {
    const cells = rows.map(({ name, type, state, checks, from }) => [name, type, state, String(checks), from]);
    printer.text(visible(textTable(['Contract', 'Type', 'State', 'Checks', 'From'], cells)));
  }
  return tellFindings(host, options, rules.findings);
}

/** `contracts show`: what a contract comes to, with everything that it inherits. */
export async function contractsShowCommand(
  host: CliHost,
  name: string,
  { json }: ShowOptions,
  printer: Printer,
): Promise<number> {
  const { rules } = await openConformance(host);
  const contract = rules.contracts.find((each) => each.name === name);
  if (contract === undefined) {
    const known = rules.contracts.map((each) => each.name).join(', ');
    return refuse({ kind: 'input-invalid', detail: `There is no contract ${name}; there are ${known}.` }, printer);
  }
  const checks = contract.checks.map(({ id, name: title, severity, isEnabled, work, place }) => ({
    ...{ id, name: title, severity, enabled: isEnabled, what: describeWork(work) },
    from: place.position === undefined ? place.path : `${place.path}:${place.position.line}`,
  }));
  if (json === true) {
    writeJson(host, { event: 'contract', name, state: stateOf(contract), extends: contract.extends, checks });
    return EXIT.done;
  }
  const bases = contract.extends.length === 0 ? '' : `, extends ${contract.extends.join(', ')}`;
  const cells = checks.map(({ id, severity, enabled, what, from }) => [id, enabled ? severity : 'off', what, from]);
  printer.text(
    visible(`${name} (${stateOf(contract)}${bases})${contract.description === '' ? '' : `: ${contract.description}`}`),
  );
  printer.text(visible(textTable(['Check', 'Severity', 'What', 'From'], cells)));
  return EXIT.done;
}

/** `contracts validate`: what is wrong in contracts, all of them or the given files; each a line. */
export async function contractsValidateCommand(
  host: CliHost,
  paths: readonly string[],
  options: ShowOptions,
  printer: Printer,
): Promise<number> {
  const project = await openConformance(host);
  const findings = paths.length === 0 ? project.rules.findings : await findingsIn(host, project, paths, printer);
  if (findings === undefined) return EXIT.badInput;
  if (findings.length === 0) printer.note('Nothing to mend.');
  return tellFindings(host, options, findings);
}

/** `exemptions`: who let what through, and whether it still holds. */
export async function exemptionsCommand(host: CliHost, options: ShowOptions, printer: Printer): Promise<number> {
  const { json } = options;
  const { rules } = await openConformance(host);
  const { exemptions } = rules;
  if (json === true) for (const each of exemptions) writeJson(host, { event: 'exemption', ...exemptionRow(each) });
  else if (exemptions.length === 0) printer.text('There is no exemption in .agentforge/exemptions/.');
  else {
    const cells = exemptions.map((each) => {
      const { id, state, contract, checks, where, approved_by, expires } = exemptionRow(each);
      return [id, state, `${contract}: ${checks.join(', ')}`, where, approved_by, expires ?? 'never'];
    });
    printer.text(visible(textTable(['Exemption', 'State', 'Checks', 'Where', 'Approved by', 'Until'], cells)));
  }
  return tellFindings(
    host,
    options,
    rules.findings.filter(({ place }) => place.path.startsWith('.agentforge/exemptions/')),
  );
}

async function findingsIn(
  host: CliHost,
  { root, workspace, rules }: ConformanceProject,
  paths: readonly string[],
  printer: Printer,
) {
  const findings = new Findings();
  const own = rules.declared.filter(({ origin }) => origin === 'project');
  for (const given of paths) {
    const path = relativeToRoot(root, host.cwd, given);
    const known = path.ok ? rules.findings.filter(({ place }) => place.path === path.value) : [];
    if (path.ok && (known.length > 0 || own.some((each) => each.path === path.value))) {
      for (const finding of known) findings.add(finding);
      continue;
    }
    const checked = path.ok ? await checkPath(path.value, workspace) : undefined;
    const file = checked?.ok === true ? await workspace.read(checked.value) : undefined;
    if (!path.ok || file === undefined || file === 'unreadable') {
      printer.problem({ kind: 'input-invalid', detail: `${given} is no text of this project that can be read.` });
      return undefined;
    }
    const declared = readContract({ path: path.value, text: file.text }, findings);
    if (declared !== undefined) {
      const all = new Findings();
      resolveContracts([declared, ...rules.declared.filter(({ name }) => name !== declared.name)], all);
      for (const finding of all.all) if (finding.place.path === path.value) findings.add(finding);
    }
  }
  return findings.all;
}

function tellFindings(
  host: CliHost,
  { json }: ShowOptions,
  findings: ConformanceProject['rules']['findings'],
): ExitCode {
  for (const finding of findings) {
    const { severity, message, place } = finding;
    if (json === true) writeJson(host, { event: 'finding', severity, path: place.path, ...place.position, message });
    else host.stdout.write(`${visible(findingLine(finding))}\n`);
  }
  return findings.some(({ severity }) => severity === 'error') ? EXIT.badInput : EXIT.done;
}

function stateOf({ isEnabled, isBase }: Contract): string {
  if (!isEnabled) return 'off';
  return isBase ? 'to extend' : 'on';
}

function describeWork(work: CheckWork): string {
  switch (work.type) {
    case 'regex':
      return `${work.mode} ${work.written}`;
    case 'file_exists':
      return [
        ...work.required.map(({ pattern }) => `require ${pattern}`),
        ...work.forbidden.map(({ pattern }) => `forbid ${pattern}`),
      ].join(', ');
    case 'command':
      return `run ${[work.command, ...work.args].join(' ')}`;
    case 'ast_check':
      return `${work.metric} at most ${work.threshold}`;
    case 'lsp_query':
      return `${work.query.wants === 'none' ? 'forbid' : 'require'} ${work.query.about}`;
    case 'not evaluated':
      return `not evaluated: ${work.why}`;
  }
}

function exemptionRow({ id, state, contract, checks, scope, reason, approvedBy, expires, ticket }: Exemption) {
  const where =
    scope.kind === 'everywhere' ? 'everywhere' : (scope.kind === 'files' ? scope.patterns : scope.ids).join(', ');
  return { id, state, contract, checks, where, reason, approved_by: approvedBy, expires, ticket };
}

function refuse(problem: Problem, printer: Printer): ExitCode {
  printer.problem(problem);
  return exitCodeOf(problem);
}

function writeJson(host: CliHost, event: Readonly<Record<string, unknown>>): void {
  host.stdout.write(`${JSON.stringify(event)}\n`);
}
