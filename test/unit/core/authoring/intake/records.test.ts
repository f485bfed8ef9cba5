import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Shape } from '../../../../../src/core/authoring/intake/recordShape';
import { readRecord } from '../../../../../src/core/authoring/intake/recordShape';
import {
  analysisReport,
  clarificationLog,
  intakeRecord,
  modelJudgement,
  revisionSession,
  validationReport,
} from '../../../../../src/core/authoring/intake/records';
import { editYaml } from '../../../../../src/core/lib/yaml';
import { must } from '../../../../kit/must';
import { ANALYSIS, CLARIFICATION, INTAKE } from '../../../../kit/sampleRequest';

const SHAPES: Readonly<Record<string, Shape<unknown>>> = {
  intake_record: intakeRecord,
  clarification_log: clarificationLog,
  analysis_report: analysisReport,
  validation_report: validationReport,
  revision_session: revisionSession,
  judgement: modelJudgement,
};

function problems(text: string, name: string): readonly string[] {
  const read = readRecord(text, name, SHAPES[name] ?? assert.fail(name));
  return read.ok ? [] : read.problem.map(({ position, detail }) => `${position.line}: ${detail}`);
}

describe('the records of a request', () => {
  it('are read as the other tool writes them, also under their own name', () => {
    const read = must(readRecord(INTAKE, 'intake_record', intakeRecord));
    assert.equal(read.key_entities[0]?.confidence, '0.95');
    assert.deepEqual(read.implicit_requirements, []);
    assert.equal(read.agentforge, undefined);
    assert.deepEqual(problems(CLARIFICATION, 'clarification_log'), []);
    assert.deepEqual(problems(ANALYSIS, 'analysis_report'), []);
    const inner = INTAKE.replace(/^(?=.)/gm, '  ');
    assert.deepEqual(must(readRecord(`intake_record:\n${inner}`, 'intake_record', intakeRecord)), read);
  });

  it('say what is wrong with them, by line', () => {
    const text = INTAKE.replace('small', 'tiny')
      .replace('entity_type: class', 'entity_type: [class]')
      .replace(/raw_request.*\n/, '');
    assert.deepEqual(problems(text, 'intake_record'), [
      '2: "raw_request" is missing in "intake_record"',
      '3: "detected_scope" is "tiny"; one of trivial, small, medium, large, unclear is expected',
      '7: "entity_type" is "a list"; one of class, interface, service, concept, unknown is expected',
    ]);
    assert.deepEqual(problems('- a\n', 'clarification_log'), [
      '1: "clarification_log" is a list; a mapping is expected',
    ]);
    assert.match(problems('a: [', 'analysis_report')[0] ?? '', /^1: not valid YAML/);
  });

  it('keep the keys and comments that nobody here knows when they are written again', () => {
    const written = must(editYaml(INTAKE, { agentforge: { request: '0123456789abcdef' } }));
    assert.equal(written.startsWith(INTAKE.trimEnd()), true);
    assert.equal(must(readRecord(written, 'intake_record', intakeRecord)).agentforge?.request, '0123456789abcdef');
  });

  it('come back as they were written, whatever the words', () => {
    const words = fc.string({ minLength: 1, unit: 'grapheme' }).filter((each) => each.trim() === each);
    fc.assert(
      fc.property(words, words, fc.boolean(), (one, other, isSure) => {
        const scope_definition = { in_scope: [{ item: one, confirmed_by: 'user_explicit' }], out_of_scope: [] };
        const assumed = { assumption: other, reason: 'user_unknown', confidence: 'low', needs_validation: isSure };
        const log = {
          questions_asked: [{ question: one, answer: other }],
          assumptions_made: [assumed],
          scope_definition,
        };
        const text = must(editYaml('', log));
        const read = must(readRecord(text, 'clarification_log', clarificationLog));
        assert.deepEqual(read.questions_asked[0], { question: one, answer: other, implications: [] });
        assert.deepEqual(read.assumptions_made[0], assumed);
        assert.equal(read.scope_definition.in_scope[0]?.item, one);
      }),
      { numRuns: 200 },
    );
  });

  it('never make the reader throw', () => {
    const lines = `${INTAKE}${CLARIFICATION}${ANALYSIS}`.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.string({ maxLength: 20 }),
        fc.constantFrom(...Object.keys(SHAPES)),
        (line, added, name) => {
          assert.ok(problems(lines.with(line, added).join('\n'), name).length >= 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
