import { pastedProvider } from '../model/pastedProvider';
import type { ModelProvider } from '../model/provider';
import { languageOf } from '../response/languages';
import type { CheckedPath } from '../workspace/checkedPath';

/** Answers with a document that the product itself has written, so that it takes the way of every document. `label` says what it is. */
export function ownAnswer(path: CheckedPath, text: string, label: string): ModelProvider {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(5, longest + 1));
  const answer = `${fence}${languageOf(path.relative)}:${path.relative}\n${text}${fence}\n`;
  return { ...pastedProvider(answer), label: `${label}, no model was called` };
}
