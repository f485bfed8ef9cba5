import type { Place } from '../../errors';
import { mapTexts } from '../../lib/mapTexts';
import type { Severity } from '../contracts/contract';
import { isBuiltIn } from '../contracts/isBuiltIn';
import type { ReportedCheck } from '../report/report';
import type { Violation } from '../report/violation';
import type { Written } from './format';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const ROOT = 'PROJECT';
const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0. What is exempted is suppressed, what is in the baseline is unchanged; what was not evaluated is a notification, and
 * then the run did not succeed.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function writeSarif({ report, findings, version }: Written): string {
  const rules = report.checks.map(ruleOf);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const places = new Map(report.checks.map(({ contract, check }) => [`${contract.name}/${check.id}`, check.place]));
  const unknown = report.checks.flatMap(unknownOf(indexes));
  const wrong = findings.map(({ severity, place, message }) => ({
    level: severity,
    message: { text: message },
    locations: [{ physicalLocation: location(place.path, place.position?.line) }],
  }));
  const run = {
    tool: { driver: { name: 'AgentForge', version, rules } },
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the project.' } } },
    invocations: [
      {
        executionSuccessful: unknown.length === 0 && !findings.some(({ severity }) => severity === 'error'),
        toolExecutionNotifications: unknown,
        toolConfigurationNotifications: wrong,
      },
    ],
    results: report.violations.map((violation) => resultOf(violation, indexes, places)),
    columnKind: 'utf16CodeUnits',
  };
  // Halves of characters are no Unicode, which readers refuse.
  const text = mapTexts({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, (each) =>
    each.replace(/\p{Cs}/gu, '\ufffd'),
  );
  return `${JSON.stringify(text, undefined, 2)}\n`;
}

function ruleOf({ contract, check }: ReportedCheck) {
  return {
    id: `${contract.name}/${check.id}`,
    shortDescription: { text: check.name },
    fullDescription: { text: check.description || check.name },
    // GitHub takes no rule without it.
    help: { text: check.fixHint || check.description || check.name },
    defaultConfiguration: { level: LEVEL[check.severity] },
  };
}

function unknownOf(indexes: ReadonlyMap<string, number>) {
  return ({ contract, check, notEvaluated }: ReportedCheck) =>
    notEvaluated.map(({ path, why }) => {
      const id = `${contract.name}/${check.id}`;
      return {
        level: LEVEL[check.severity],
        message: { text: `Not evaluated: ${why}.` },
        associatedRule: { id, index: indexes.get(id) ?? -1 },
        ...(path === undefined ? {} : { locations: [{ physicalLocation: location(path, undefined) }] }),
      };
    });
}

function resultOf(violation: Violation, indexes: ReadonlyMap<string, number>, places: ReadonlyMap<string, Place>) {
  const { id, contract, check, severity, message, path, line, state, exemption } = violation;
  const ruleId = `${contract}/${check}`;
  return {
    ruleId,
    ruleIndex: indexes.get(ruleId) ?? -1,
    level: LEVEL[severity],
    message: { text: message },
    locations: [{ physicalLocation: path === undefined ? whereDemanded(places.get(ruleId)) : location(path, line) }],
    partialFingerprints: { 'agentforge/v1': id },
    baselineState: state === 'known' ? 'unchanged' : 'new',
    ...(state === 'exempted'
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: `Exemption ${exemption}` }] }
      : {}),
  };
}

/** For what is wrong with the whole project, since GitHub takes no result without a place. */
function whereDemanded(place: Place | undefined) {
  if (place === undefined || isBuiltIn(place.path)) return location('.', undefined);
  return location(place.path, place.position?.line);
}

function location(path: string, line: number | undefined) {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    artifactLocation: { uri, uriBaseId: ROOT },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}
