import type { RunTest } from '../tdflow/lastRuns';
import type { ProofState, RequirementState } from '../tdflow/requirementStates';
import { hasNotRun, provenWords } from '../tdflow/requirementStates';
import type { Row, RowState } from './row';
import { withUniqueIds } from './uniqueIds';

const ROW_STATE: Readonly<Record<ProofState, RowState>> = {
  proven: 'reached',
  failing: 'failed',
  stale: 'stale',
  untested: 'waiting',
};

/** The requirements of a specification with what is proven of them; none when it has none. */
export function requirementRows(specFile: string, states: readonly RequirementState[]): readonly Row[] {
  if (states.length === 0) return [];
  return withUniqueIds([
    {
      ...EMPTY,
      id: 'requirements',
      kind: 'specification',
      label: 'Requirements',
      description: provenWords(states),
      target: { kind: 'file', path: specFile },
      children: states.map((state) => requirementRow(specFile, state)),
    },
  ]);
}

const EMPTY = {
  label: '',
  description: '',
  detail: '',
  state: 'none',
  actions: [],
  target: undefined,
  component: undefined,
  phase: undefined,
  children: [],
} as const satisfies Partial<Row>;

function requirementRow(specFile: string, { requirement, state, why, tests }: RequirementState): Row {
  const { id, title, position } = requirement;
  return {
    ...EMPTY,
    id: `requirements/${id}`,
    kind: 'requirement',
    label: title === '' || title === id ? id : `${id} ${title}`,
    description: `${state}: ${why}`,
    state: ROW_STATE[state],
    target: { kind: 'file', path: specFile, line: position.line },
    children: tests.map((test) => testRow(`requirements/${id}`, test)),
  };
}

function testRow(parent: string, { id, name, file, line, outcome }: RunTest): Row {
  return {
    ...EMPTY,
    id: `${parent}/${id}`,
    kind: 'test',
    label: name,
    description: outcome.replace('-', ' '),
    state: outcome === 'passed' ? 'reached' : hasNotRun(outcome) ? 'waiting' : 'failed',
    target: { kind: 'file', path: file, ...(line === undefined ? {} : { line }) },
  };
}
