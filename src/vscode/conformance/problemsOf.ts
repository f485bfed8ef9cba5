import type { Uri } from 'vscode';
import { Diagnostic, DiagnosticSeverity, Range } from 'vscode';
import type { Severity } from '../../core/conformance/contracts/contract';
import type { ContractFinding } from '../../core/conformance/contracts/contractFinding';
import type { ReportedCheck } from '../../core/conformance/report/report';
import type { Position } from '../../core/lib/lines';
import type { Project } from '../../node/project';
import { closed } from '../errors';
import { openDocument } from '../openDocument';
import { contractPlace } from './contractPlace';
import type { OpenViolation } from './openViolation';
import { openViolations } from './openViolation';
import type { Problem } from './problemBoard';
import { uriIn } from './uriIn';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};
const END_OF_LINE = 1_000;

/** What a check found, and where it could not be told: that is no violation, and nothing good either. */
export function problemsOf(reported: ReportedCheck, project: Project): readonly Problem[] {
  const unknown = reported.notEvaluated.flatMap(({ path, why }) => {
    if (path === undefined) return [];
    const message = `This check could not be evaluated in this file: ${why}.`;
    const severity = reported.check.severity === 'error' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
    return [
      problem(uriIn(project.root, path), { line: 1, column: 1 }, { message, severity }, { of: reported, project }),
    ];
  });
  return [...openViolations(reported, project).map(problemOfViolation), ...unknown];
}

/** One about the project as a whole stands at its check. */
function problemOfViolation(open: OpenViolation): Problem {
  const { violation, of, project } = open;
  const { path, line, message, fixHint, state, exemption, severity } = violation;
  const sentences = [
    closed(message),
    ...(fixHint === undefined ? [] : [closed(fixHint)]),
    ...(state === 'expired' ? [`The exemption ${exemption} for it does not hold any more.`] : []),
  ];
  const told = { message: sentences.join(' '), severity: SEVERITY[severity] };
  if (path !== undefined) return problem(uriIn(project.root, path), { line: line ?? 1, column: 1 }, told, open);
  const { uri, position } = contractPlace(of, project);
  return problem(uri, position, told, open);
}

/** What is wrong in contracts, exemptions and baseline. */
export function problemOfFinding({ severity, place, message }: ContractFinding, project: Project): Problem {
  const uri = uriIn(project.root, place.path);
  const at = place.position ?? { line: 1, column: 1 };
  const found = new Diagnostic(rangeAt(uri, at), message, SEVERITY[severity]);
  found.source = 'AgentForge';
  return { uri, diagnostic: found, violation: undefined };
}

/** A check that is evaluated nowhere, at its place. */
export function problemOfUnknown(check: ReportedCheck['check'], why: string, project: Project): Problem {
  const { path, position } = check.place;
  return problemOfFinding(
    {
      severity: 'warning',
      place: { path, ...(position && { position }) },
      message: `This check is not evaluated: ${why}.`,
    },
    project,
  );
}

type About = Pick<OpenViolation, 'of' | 'project'> & Partial<Pick<OpenViolation, 'violation'>>;

function problem(
  uri: Uri,
  at: Position,
  { message, severity }: { readonly message: string; readonly severity: DiagnosticSeverity },
  { of, project, violation }: About,
): Problem {
  const found = new Diagnostic(rangeAt(uri, at), message, severity);
  const contract = contractPlace(of, project);
  found.source = 'AgentForge';
  found.code = { value: of.check.id, target: contract.uri.with({ fragment: `L${contract.position.line}` }) };
  return { uri, diagnostic: found, violation: violation && { violation, of, project } };
}

/** From the place, or from the first sign of its line, to the end of the line. */
function rangeAt(uri: Uri, { line, column }: Position): Range {
  const document = openDocument(uri);
  if (document === undefined) return new Range(line - 1, column - 1, line - 1, END_OF_LINE);
  const {
    text,
    firstNonWhitespaceCharacterIndex: first,
    lineNumber,
  } = document.lineAt(Math.min(line, document.lineCount) - 1);
  return new Range(lineNumber, column === 1 ? Math.min(first, text.length) : column - 1, lineNumber, text.length);
}
