import type { Section } from './section';

const OLDER = String.raw`(?:(?:all|any|the|your|my|these|those|of)\s+){0,4}(?:previous|prior|above|earlier|preceding|former|existing|system)`;
const ORDERS = '(?:instructions?|prompts?|directions?|directives?|guidelines|orders|system messages?)';

/**
 * What text says that is written to steer a model, and that code and prose about other things hardly ever says. Each takes time in
 * proportion to the text.
 */
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:ignore|disregard|forget|override|bypass|skip)\s+${OLDER}\s+(?:\w+\s+){0,2}${ORDERS}\b`,
    'i',
  ),
  /\b(?:ignore|disregard|forget)\s+(?:everything|all|anything)\s+(?:above|you (?:were|have been) told)\b/i,
  /\byou are (?:now|no longer|from now on)\s+(?:\w+[\s,-]+){0,4}(?:assistant|ai|model|chatbot|agent|bot|dan|jailbroken|unrestricted)\b/i,
  /\bfrom now on,?\s+you\s+(?:will|must|should|shall|are)\b/i,
  /\b(?:new|updated|revised|real|actual|hidden|secret)\s+(?:system\s+)?(?:instructions?|prompt)\s+(?:for|to)\s+(?:you|the (?:ai|model|assistant|agent|llm))\b/i,
  /\b(?:reveal|print|output|repeat|leak|show|send|disclose)\s+(?:me\s+)?(?:your|the)\s+(?:system|hidden|initial|original)\s+(?:prompt|instructions?|message)\b/i,
  /\b(?:do not|don['’]t|never)\s+(?:tell|inform|mention (?:this|it) to|show (?:this|it) to)\s+(?:this to\s+)?the\s+(?:user|human|developer|reviewer)\b/i,
  /\b(?:note|message|instructions?|attention|important)\s*(?:to|for|,|:)\s*(?:all\s+|any\s+|the\s+)?(?:ais?|llms?|language models?|ai (?:assistants?|agents?|models?|coding assistants?)|assistants?|claude|chatgpt|gpt-?\d?|copilot|gemini)\b(?=\s*[:,-]|\s+(?:you|please|ignore|must|should|do not|reading))/i,
  /\b(?:if|as|since)\s+you(?:['’]re|\s+are)\s+an?\s+(?:ai|llm|language model|large language model|ai (?:assistant|agent|model))\b/i,
  // The marks by which chats are told apart.
  /<\|(?:im_start|im_end|system|user|assistant|end_of_turn|eot_id|start_header_id|endofprompt)\|>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>/,
  /<\/?(?:system[-_ ](?:prompt|reminder|message|instructions?)|assistant[-_](?:message|response|instructions?)|function_calls|function_results|tool_(?:call|result|use)s?|antml:\w{1,30})\b[^<>\n]{0,80}>/i,
  /^[ \t]{0,8}(?:#{1,4} ?)?(?:system|assistant|human)(?: (?:prompt|message))?:\s{0,3}(?:you (?:are|must|will)|ignore|disregard|from now)\b/im,
];
const LONGEST_SHOWN = 60;

/** The first place in a text that reads like an order to a model; undefined in nearly every text. */
export function orderIn(text: string): { readonly line: number; readonly words: string } | undefined {
  let first: RegExpExecArray | undefined;
  for (const pattern of PATTERNS) {
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.index)) first = match;
  }
  if (first === undefined) return undefined;
  const start = first.index + (/^\s*/.exec(first[0])?.[0].length ?? 0);
  const words = first[0].trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST_SHOWN);
  return { line: text.slice(0, start).split('\n').length, words };
}

/** The sections; those that hold what reads like an order are marked, and say so to people. */
export function markOrders<S extends Section>(sections: readonly S[]): readonly S[] {
  return sections.map((section) => {
    const order = orderIn(section.text);
    if (order === undefined) return section;
    const told = `line ${order.line} reads like an order to a model ("${order.words}"), so it is marked as untrusted`;
    return { ...section, isUntrusted: true, why: section.why === '' ? told : `${section.why}; ${told}` };
  });
}
