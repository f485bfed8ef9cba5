import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { parseYaml } from '../../lib/yaml';
import type { YamlNode } from '../../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../../lib/yamlNode';
import type { Answer } from './clarify';
import type { Question } from './records';

const HOW = 'Write a list of answers in the order of the questions, or "the question, or its number: the answer".';

/**
 * Reads the answers that a person wrote in a file, as YAML or JSON: a list of answers in the order of the questions, a list of
 * `question` and `answer`, or a mapping from a question, or its number from 1, to its answer. The problem is a sentence.
 */
export function readAnswers(text: string, questions: readonly Question[]): Result<readonly Answer[], string> {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const [first] = parsed.problem;
    return fail(`Line ${first?.position.line ?? 1} of the answers: ${first?.message ?? 'it is not YAML'}. ${HOW}`);
  }
  const { root } = parsed.value;
  const pairs = pairsIn(root);
  if (pairs.length === 0) return fail(`The answers are neither a list nor a mapping. ${HOW}`);
  const answers: Answer[] = [];
  for (const { key, node } of pairs) {
    const question = questions[Number(key) - 1]?.question ?? questions.find((each) => each.question === key)?.question;
    const answer = textOf(node);
    if (question === undefined) {
      return fail(`Line ${node.position.line} of the answers: there is no open question "${key.slice(0, 80)}". ${HOW}`);
    }
    if (answer !== undefined) answers.push({ question, answer, by: 'user' });
  }
  return ok(answers);
}

interface Pair {
  /** A question, or its number. */
  readonly key: string;
  readonly node: YamlNode;
}

function pairsIn(root: YamlNode): readonly Pair[] {
  if (root.kind === 'map') {
    const asked = fieldOf(root, 'questions_asked');
    return asked === undefined ? root.entries.map(({ key, value }) => ({ key, node: value })) : pairsIn(asked);
  }
  return itemsOf(root).map((item, index) => {
    const question = textOf(fieldOf(item, 'question'));
    const node = question === undefined ? item : (fieldOf(item, 'answer') ?? item);
    return { key: question ?? String(index + 1), node };
  });
}
