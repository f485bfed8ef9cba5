import type { TestOutcome, TestResult } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, numberOf, parseFields, textOf } from '../decode';
import type { RunRecord } from '../runRecord';
import type { CargoTests } from './cargoTests';
import type { RustPlaces } from './rustFailure';
import { rustFailure, saysWhy } from './rustFailure';

/** Reads `cargo nextest run --message-format libtest-json --cargo-message-format json`: https://nexte.st/docs/machine-readable/libtest-json/. */
export class NextestReader {
  /** Undefined until Cargo has built what is to be run, or could not. */
  built: boolean | undefined;

  constructor(
    private readonly tests: CargoTests,
    private readonly places: RustPlaces,
  ) {}

  read(line: string): readonly RunRecord[] {
    const fields = parseFields(line);
    if (fields === undefined) return [{ kind: 'output', text: `${line}\n` }];
    if (fields['reason'] === 'compiler-message') {
      this.tests.addMessage(fields);
      const text = textOf(fieldsOf(fields['message'])?.['rendered']);
      return text === undefined ? [] : [{ kind: 'output', text }];
    }
    if (fields['reason'] === 'build-finished') this.built = fields['success'] === true;
    return fields['type'] === 'test' ? this.readTest(fields) : [];
  }

  private readTest(fields: Fields): readonly RunRecord[] {
    // `shop::cart$tests::adds`: the package, its program and the test in it. A library and a program may share their name.
    const [, owner, program, name] = /^(.+?)::([^$]+)\$(.+)$/.exec(textOf(fields['name']) ?? '') ?? [];
    const test = this.tests.targets
      .filter((target) => target.package === owner && target.name === program)
      .flatMap((target) => this.tests.known(target, name ?? '') ?? [])[0];
    if (test === undefined) return [];
    const event = textOf(fields['event']);
    if (event === 'started') return [{ kind: 'started', test }];
    const { id, name: short, file, line } = test;
    const durationMs = (numberOf(fields['exec_time']) ?? 0) * 1000;
    const [outcome, failure] = this.whatHappened(event, fields);
    return [{ kind: 'result', result: { id, name: short, file, line, outcome, durationMs, failure } }];
  }

  private whatHappened(event: string | undefined, fields: Fields): readonly [TestOutcome, TestResult['failure']] {
    if (event === 'ok') return ['passed', undefined];
    if (event === 'ignored') return ['skipped', undefined];
    const output = textOf(fields['stdout']) ?? '';
    if (fields['reason'] === 'time limit exceeded') {
      return ['timed-out', { exception: '', message: 'took longer than its time limit', details: output }];
    }
    if (saysWhy(output)) return ['failed', rustFailure(output, this.places)];
    const message = output.trim().split('\n').at(-1) || 'ended its own process';
    return ['crashed', { exception: '', message, details: output }];
  }
}
