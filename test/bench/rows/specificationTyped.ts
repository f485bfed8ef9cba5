import { parseDocument } from 'yaml';
import { IncrementalYaml } from '../../../src/core/lib/incrementalYaml';
import { loadSpecification } from '../../../src/core/spec/loadSpecification';
import { reportSpecification } from '../../../src/core/spec/reportSpecification';
import type { Specification } from '../../../src/core/spec/specification';
import { markDemands } from '../../../src/core/tdflow/demands';
import type { LastRun, RunTest } from '../../../src/core/tdflow/lastRuns';
import { requirementStates } from '../../../src/core/tdflow/requirementStates';
import { sha256 } from '../../../src/node/hash';
import { sampleRecord } from '../../kit/sampleSession';
import type { Round } from '../benchRow';
import { largeSpecification, REQUIREMENTS } from '../largeSpecification';

export const name = 'key press in a specification of 5,000 lines: read, linted, states of 400 requirements';
export const peer = 'the bare YAML parse';
export const unit = 'ms';

const ROUNDS = 12;
const PORTS = { hash: sha256 };

/** What follows on each key press in the middle of the file, once it settled. The first rounds warm up. */
export async function run(): Promise<readonly Round[]> {
  const before = largeSpecification();
  const runs = [lastRun(read(before))];
  const yaml = new IncrementalYaml();
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    yaml.read(before);
    const text = before.replace(`total of line ${100 + round}.`, 'total of each line');
    const peer = timeOf(() => parseDocument(text));
    const ours = timeOf(() => {
      const loaded = loadSpecification({ text, path: 'specs/large.yaml', hash: '' }, yaml.read);
      reportSpecification(text, loaded, { vagueWords: [], allowedWords: [] });
      const states = loaded.ok ? requirementStates(loaded.value.specification, runs, PORTS) : [];
      const proven = states.filter(({ state }) => state === 'proven').length;
      if (proven !== REQUIREMENTS - 1) throw new Error(`${proven} requirements are proven`);
    });
    if (round > 2) rounds.push({ ours, peer });
  }
  return rounds;
}

function read(text: string): Specification {
  const loaded = loadSpecification({ text, path: 'specs/large.yaml', hash: '' });
  if (!loaded.ok) throw new Error('the specification cannot be read');
  return loaded.value.specification;
}

/** A run in which a test of each requirement passed. */
function lastRun(specification: Specification): LastRun {
  const [component] = specification.components;
  if (component === undefined) throw new Error('a specification without a component');
  const record = sampleRecord({ demands: markDemands(specification, component, PORTS) });
  const tests = specification.requirements.map(({ id }): RunTest => {
    const name = `test_${id.toLowerCase().replace('-', '_')}_counts_up`;
    const told = `${name}\n# ${id}\ndef ${name}():\n    assert total(cart) == 1`;
    const at = { id: `tests/test_cart.py::${name}`, file: 'tests/test_cart.py', line: 1 };
    return { ...at, name, told, said: `${name}\n# ${id}`, outcome: 'passed', asNeeded: true };
  });
  return {
    ...{ component: component.name, phase: 'green', record, demanded: { phase: 'red', record }, proves: true },
    ...{ isStale: false, accepted: [], implFile: 'src/cart.py', tests, lines: undefined },
  };
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
