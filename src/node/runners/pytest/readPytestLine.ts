import type { Frame, TestFailure, TestImport, TestOutcome, TestResult } from '../../../core/testrun/report';
import { TEST_OUTCOMES } from '../../../core/testrun/report';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import type { KnownTest, RunRecord } from '../runRecord';

/** One line of `assets/agentforge_pytest.py`; undefined when it is not of its making. */
export function readPytestLine(line: string): readonly RunRecord[] | undefined {
  const record = decode(line);
  return record === undefined ? undefined : [record];
}

function decode(line: string): RunRecord | undefined {
  const fields = parseFields(line);
  const kind = fields?.['kind'];
  switch (kind) {
    case 'known':
    case 'declared': {
      const tests = listOf(fields?.['tests'], knownTest);
      return tests && { kind, tests };
    }
    case 'imports': {
      const imports = listOf(fields?.['imports'], testImport);
      return imports && { kind, imports };
    }
    case 'file-started': {
      const file = textOf(fields?.['file']);
      return file === undefined ? undefined : { kind, file };
    }
    case 'started': {
      const test = knownTest(fields?.['test']);
      return test && { kind, test };
    }
    case 'result': {
      const result = testResult(fields?.['result']);
      return result && { kind, result };
    }
    case 'touched': {
      const id = textOf(fields?.['id']);
      const symbols = listOf(fields?.['symbols'], textOf);
      return id === undefined || symbols === undefined ? undefined : { kind, id, symbols };
    }
    case 'ended':
      return { kind };
    default:
      return undefined;
  }
}

function knownTest(value: unknown): KnownTest | undefined {
  const fields = fieldsOf(value);
  const [id, name, file] = [textOf(fields?.['id']), textOf(fields?.['name']), textOf(fields?.['file'])];
  if (id === undefined || name === undefined || file === undefined) return undefined;
  return { id, name, file, line: numberOf(fields?.['line']) };
}

function testResult(value: unknown): TestResult | undefined {
  const test = knownTest(value);
  const fields = fieldsOf(value);
  const outcome = TEST_OUTCOMES.find((each): each is TestOutcome => each === fields?.['outcome']);
  const durationMs = numberOf(fields?.['durationMs']);
  if (test === undefined || outcome === undefined || durationMs === undefined) return undefined;
  const failure = fields?.['failure'] === null ? undefined : testFailure(fields?.['failure']);
  return { ...test, outcome, durationMs, failure };
}

function testFailure(value: unknown): TestFailure | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return undefined;
  const failure = {
    exception: textOf(fields['exception']) ?? '',
    message: textOf(fields['message']) ?? '',
    details: textOf(fields['details']) ?? '',
  };
  const more = (['missingModule', 'missingSymbol', 'expected', 'actual'] as const).flatMap((name) => {
    const text = textOf(fields[name]);
    return text === undefined ? [] : [[name, text] as const];
  });
  const frames = listOf(fields['frames'], frame);
  return { ...failure, ...Object.fromEntries(more), ...(frames === undefined ? {} : { frames }) };
}

function frame(value: unknown): Frame | undefined {
  const fields = fieldsOf(value);
  const [file, line, name] = [textOf(fields?.['file']), numberOf(fields?.['line']), textOf(fields?.['function'])];
  const library = fields?.['library'];
  if (file === undefined || line === undefined || name === undefined || typeof library !== 'boolean') return undefined;
  return { file, line, function: name, library };
}

function testImport(value: unknown): TestImport | undefined {
  const fields = fieldsOf(value);
  const [file, line, module] = [textOf(fields?.['file']), numberOf(fields?.['line']), textOf(fields?.['module'])];
  const names = listOf(fields?.['names'], textOf);
  if (file === undefined || line === undefined || module === undefined || names === undefined) return undefined;
  return { file, line, module, names };
}
