import { stripVTControlCharacters } from 'node:util';
import type { TestOutcome, TestResult } from '../../../core/testrun/report';
import { fieldsOf, parseFields, textOf } from '../decode';
import type { KnownTest, RunRecord } from '../runRecord';
import type { CargoTarget } from './cargoProject';
import type { CargoTests } from './cargoTests';
import type { RustPlaces } from './rustFailure';
import { rustFailure } from './rustFailure';

const BEGIN = /^running (\d+) tests?$/;
const TEST = /^test (\S+)(?: - should panic)? \.\.\. (.*)$/;
const VERDICT = /(ok|FAILED|ignored(?:, .*)?)$/;
const SUMMARY = /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; (\d+) ignored;/;
const HEADING = /^---- (\S+)(?: - should panic)? stdout ----$/;

interface Section {
  readonly target: CargoTarget;
  readonly verdicts: Map<string, 'ok' | 'FAILED' | { readonly ignored: string }>;
  /** What was captured of the failed ones. */
  readonly captured: Map<string, string[]>;
  /** The test whose line is not complete, because something else was printed into it. */
  open: { readonly name: string; text: string } | undefined;
  heading: string | undefined;
}

/**
 * Reads `cargo test --message-format=json -- --test-threads=1`. The compiler's messages are JSON; of the tests, stable Rust has only
 * the lines of libtest's `pretty` format (its JSON is for nightly), which are read as strictly as they can be: with one thread a
 * name is printed when the test starts, and each program ends with a summary that must agree with what was read.
 */
export class LibtestReader {
  private section: Section | undefined;
  private begun = 0;
  /** Undefined until Cargo has built what is to be run, or could not. */
  built: boolean | undefined;
  private readonly targets: readonly CargoTarget[];

  constructor(
    private readonly tests: CargoTests,
    private readonly places: RustPlaces,
  ) {
    this.targets = tests.targets;
  }

  read(raw: string): readonly RunRecord[] {
    const line = stripVTControlCharacters(raw);
    if (this.built === undefined && line.startsWith('{"reason":')) return this.readMessage(line);
    const records = this.section === undefined ? this.readBetween(line) : this.readInSection(this.section, line);
    return [...records, { kind: 'output', text: `${line}\n` }];
  }

  /** What is known only when the process has ended. */
  finish(): readonly RunRecord[] {
    if (this.built === false) return [...this.tests.notCompiled(), { kind: 'ended' }];
    // A program that is still open ended in the middle of a test.
    if (this.built === undefined || this.section !== undefined) return [];
    const silent = this.targets.slice(this.begun).flatMap((target) => this.filesOf(target));
    const detail = 'its program ran and reported no test; a harness of its own is not understood';
    return [
      ...silent.map((file): RunRecord => ({ kind: 'file-died', file, detail: `${file}: ${detail}` })),
      { kind: 'ended' },
    ];
  }

  private readMessage(line: string): readonly RunRecord[] {
    const fields = parseFields(line) ?? {};
    switch (textOf(fields['reason'])) {
      case 'compiler-message': {
        this.tests.addMessage(fields);
        const text = textOf(fieldsOf(fields['message'])?.['rendered']);
        return text === undefined ? [] : [{ kind: 'output', text }];
      }
      case 'build-finished':
        this.built = fields['success'] === true;
        return [];
      default:
        return [];
    }
  }

  private readBetween(line: string): readonly RunRecord[] {
    const target = this.targets[this.begun];
    if (!BEGIN.test(line) || target === undefined) return [];
    this.begun++;
    this.section = { target, verdicts: new Map(), captured: new Map(), open: undefined, heading: undefined };
    return this.filesOf(target).map((file) => ({ kind: 'file-started', file }));
  }

  private readInSection(section: Section, line: string): readonly RunRecord[] {
    const begun = TEST.exec(line);
    if (begun !== null) {
      const [, name = '', rest = ''] = begun;
      const closed = this.closeOpen(section);
      const test = this.tests.known(section.target, name);
      const started: readonly RunRecord[] = test === undefined ? [] : [{ kind: 'started', test }];
      section.open = { name, text: rest };
      // A line that holds a verdict and nothing else is complete.
      const whole = VERDICT.exec(rest)?.[0] === rest && rest !== '' ? this.closeOpen(section) : [];
      return [...closed, ...started, ...whole];
    }
    const summary = SUMMARY.exec(line);
    if (summary !== null) return this.closeSection(section, summary.slice(1, 4).map(Number));
    if (section.open !== undefined) {
      if (line === '' && VERDICT.test(section.open.text)) return this.closeOpen(section);
      if (BEGIN.test(line) && section.open.text.trim() === '')
        return [...this.closeDead(section), ...this.readBetween(line)];
      section.open.text += `\n${line}`;
      return [];
    }
    const heading = HEADING.exec(line)?.[1];
    if (heading !== undefined && section.verdicts.get(heading) === 'FAILED') {
      section.heading = heading;
      section.captured.set(heading, []);
    } else if (line === 'failures:') section.heading = undefined;
    else if (section.heading !== undefined) section.captured.get(section.heading)?.push(line);
    return [];
  }

  /** The verdict of the test whose line was open; one that failed waits for what was captured of it. */
  private closeOpen(section: Section): readonly RunRecord[] {
    const { open, target } = section;
    section.open = undefined;
    const said = VERDICT.exec(open?.text.trimEnd() ?? '')?.[1];
    if (open === undefined || said === undefined) return [];
    const verdict = said === 'ok' || said === 'FAILED' ? said : { ignored: said.slice('ignored, '.length) };
    section.verdicts.set(open.name, verdict);
    const test = this.tests.known(target, open.name);
    if (test === undefined || verdict === 'FAILED') return [];
    const reason = verdict === 'ok' || verdict.ignored === '' ? undefined : verdict.ignored;
    const failure = reason === undefined ? undefined : { exception: '', message: reason, details: '' };
    return [resultOf(test, verdict === 'ok' ? 'passed' : 'skipped', failure)];
  }

  private closeSection(section: Section, counted: readonly number[]): readonly RunRecord[] {
    const closed = this.closeOpen(section);
    this.section = undefined;
    const failed = [...section.verdicts].filter(([, verdict]) => verdict === 'FAILED').map(([name]) => name);
    const passed = [...section.verdicts.values()].filter((verdict) => verdict === 'ok').length;
    const read = [passed, failed.length, section.verdicts.size - passed - failed.length];
    const results = failed.flatMap((name): readonly RunRecord[] => {
      const test = this.tests.known(section.target, name);
      const output = section.captured.get(name)?.join('\n') ?? '';
      return test === undefined ? [] : [resultOf(test, 'failed', rustFailure(output, this.places))];
    });
    const contradiction = this.contradictionOf(section, { read, counted });
    const files = this.filesOf(section.target);
    return [
      ...closed,
      ...results,
      ...(contradiction === undefined
        ? this.forgetTexts(section)
        : files.map((file): RunRecord => ({ kind: 'file-died', file, detail: contradiction }))),
    ];
  }

  /** A test that writes past the capture can put lines among those that are read; then nothing of the program is believed. */
  private contradictionOf(
    section: Section,
    { read, counted }: { readonly read: readonly number[]; readonly counted: readonly number[] },
  ): string | undefined {
    const { target, verdicts } = section;
    if (read.some((number, index) => number !== counted[index])) {
      return `what ${target.file} printed contradicts its own summary: a test writes into the report`;
    }
    const declared = this.tests.files.filter((file) => file.target === target).flatMap((file) => file.declared);
    const isOther = verdicts.size > 0 && this.targets.length > 1 && declared.length > 0;
    const isNamed = [...verdicts.keys()].some((name) => declared.some((test) => name.endsWith(test.name)));
    return isOther && !isNamed ? `Cargo ran another program in the place of ${target.file}` : undefined;
  }

  /** What only looks like a test, in a text inside the file, is none. */
  private forgetTexts({ target, verdicts }: Section): readonly RunRecord[] {
    const ids = new Set([...verdicts.keys()].flatMap((name) => this.tests.known(target, name)?.id ?? []));
    const files = this.tests.files.filter((file) => file.target === target);
    return this.tests.declared
      .filter((test) => files.some((file) => file.path === test.file) && !ids.has(test.id))
      .filter((test) => [...ids].some((id) => id.startsWith(`${test.file}::`)))
      .map((test) => ({ kind: 'group', id: test.id }));
  }

  /** The program ended in the middle of a test, and another one has begun. */
  private closeDead(section: Section): readonly RunRecord[] {
    this.section = undefined;
    const detail = `the program of ${section.target.file} ended while ${section.open?.name} was running`;
    return this.filesOf(section.target).map((file) => ({ kind: 'file-died', file, detail }));
  }

  private filesOf(target: CargoTarget): readonly string[] {
    return this.tests.files.filter((file) => file.target === target).map((file) => file.path);
  }
}

function resultOf(
  { id, name, file, line }: KnownTest,
  outcome: TestOutcome,
  failure: TestResult['failure'],
): RunRecord {
  return { kind: 'result', result: { id, name, file, line, outcome, durationMs: 0, failure } };
}
