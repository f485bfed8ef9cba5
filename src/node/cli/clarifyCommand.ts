import type { Answer } from '../../core/authoring/intake/clarify';
import { suggestedAnswers } from '../../core/authoring/intake/clarify';
import { nextSentence } from '../../core/authoring/intake/intakeRows';
import { loadRecords } from '../../core/authoring/intake/loadRecords';
import { readAnswers } from '../../core/authoring/intake/readAnswers';
import { RECORD_FILES } from '../../core/authoring/intake/recordFiles';
import type { Question } from '../../core/authoring/intake/records';
import { openQuestions, outOfOrder, stateOf } from '../../core/authoring/intake/workflow';
import { writeAnswers } from '../../core/authoring/intake/writeAnswers';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { visible } from '../../core/lib/visible';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import { openIntake } from './intakeProject';
import type { Printer } from './printer';
import { readInput } from './readInput';
import { ask } from './terminalConsent';

export interface ClarifyOptions {
  /** A file with answers, or `-` for standard input. */
  readonly answers?: string;
  /** Takes what is suggested, as assumptions. */
  readonly yes?: boolean;
}

/** `clarify`: asks what is open, or takes the answers from a file; what nobody answers can be answered in the log itself. */
export async function clarifyCommand(host: CliHost, options: ClarifyOptions, printer: Printer): Promise<number> {
  const opened = await openIntake(host, printer, { isLook: false });
  if (!opened.ok) return tell(opened.problem, printer);
  const { project, loaded, session, settings } = opened.value;
  const { records } = loaded;
  const refused = outOfOrder('clarify', records);
  if (refused !== undefined) return tell([refused], printer);
  const open = openQuestions(records);
  const answers = await answersTo(open, options, host);
  if (!answers.ok) return tell([answers.problem], printer);
  const work = { loaded, session, config: settings.config };
  const written = await writeAnswers(work, answers.value, project.ports);
  if (!written.ok) return tell([written.problem], printer);

  const after = await loadRecords(project.ports);
  if (!after.ok) return tell(after.problem, printer);
  const left = openQuestions(after.value.records);
  const state = stateOf(after.value.records);
  printer.text(`${RECORD_FILES.clarification_log}: ${answers.value.length} answered, ${left.length} open`);
  for (const { question, priority } of left) printer.text(visible(`  ${priority.replaceAll('_', ' ')}: ${question}`));
  if (state !== 'clarify') {
    printer.note(nextSentence(state, after.value.records));
    return EXIT.done;
  }
  printer.note(
    `Write the answers in ${RECORD_FILES.clarification_log}, or give them: agentforge clarify --answers FILE`,
  );
  return EXIT.notReached;
}

async function answersTo(
  questions: readonly Question[],
  { answers, yes }: ClarifyOptions,
  host: CliHost,
): Promise<Result<readonly Answer[], Problem>> {
  if (answers !== undefined) {
    const text = await readInput(host, answers);
    if (!text.ok) return text;
    const read = readAnswers(text.value, questions);
    return read.ok ? read : fail({ kind: 'input-invalid', detail: read.problem });
  }
  if (yes === true) return ok(suggestedAnswers(questions));
  return host.stdin.isTTY === true ? askEach(questions, host) : ok([]);
}

/** An empty line takes what is suggested; where nothing is, the question stays open. */
async function askEach(questions: readonly Question[], host: CliHost): Promise<Result<readonly Answer[], Problem>> {
  const given: Answer[] = [];
  for (const [index, { question, priority, suggested_answer: suggested, options }] of questions.entries()) {
    const others = options.length === 0 ? '' : `\n   also: ${options.join(' | ')}`;
    host.stderr.write(
      visible(`\n${index + 1}/${questions.length} ${question} (${priority.replaceAll('_', ' ')})${others}\n`),
    );
    const words = await ask(host, visible(`   [${suggested ?? 'leave open'}] `), host.signal);
    if (words === undefined) return fail({ kind: 'cancelled' });
    const answer = words === '' ? suggested : words;
    if (answer !== undefined) given.push({ question, answer, by: 'user' });
  }
  return ok(given);
}

function tell(problems: readonly Problem[], printer: Printer): number {
  for (const problem of problems) printer.problem(problem);
  return exitCodeOf(problems[0] ?? { kind: 'session-missing' });
}
