import type { Codebase, SourceFile } from './codebase';
import { confidenceOfFiles, confidenceOfShare, sightingsOf } from './codebase';
import type { Signal, Suffix } from './fileFacts';
import { SUFFIXES } from './fileFacts';
import type { Patterns } from './pattern';
import { patternOf } from './pattern';

const NAMED: readonly (readonly [name: string, description: string, signals: readonly Signal[], fewest: number])[] = [
  ['dependency_injection', 'What a class needs is given to it by a container', ['injection'], 2],
  ['singleton', 'There is one instance of a class, which the class itself gives', ['singleton'], 1],
  ['dataclasses', 'Data is kept in dataclasses', ['model.dataclass'], 3],
  ['protocols', 'What is expected of others is told as a Protocol', ['abstract.protocol'], 2],
  ['abstract_base_classes', 'What is shared is told in abstract base classes', ['abstract.base'], 2],
  ['async_functions', 'What waits is written with async functions', ['function.async'], 5],
];

const SUFFIX_WORDS: Readonly<Record<Suffix, string>> = {
  Repository: 'Access to stored data is in classes named ...Repository',
  Service: 'Work that spans several objects is in classes named ...Service',
  Factory: 'Objects are made by classes named ...Factory',
  Strategy: 'Ways to do a thing that can be exchanged are classes named ...Strategy',
  Adapter: 'What is outside is reached through classes named ...Adapter',
  Builder: 'Objects are put together step by step by classes named ...Builder',
  Handler: 'Requests, messages or events are dealt with in classes named ...Handler',
  Controller: 'Requests from outside come in through classes named ...Controller',
  Provider: 'Services that can be exchanged are classes named ...Provider',
  Middleware: 'What is done around each request is in classes named ...Middleware',
  Validator: 'Input is checked by classes named ...Validator',
  UseCase: 'Each thing that a user can do is a class named ...UseCase',
  Presenter: 'What is shown is made by classes named ...Presenter',
  Observer: 'Who wants to know of changes is a class named ...Observer',
};

const FUNCTION_STYLES = ['snake', 'camel', 'pascal', 'plain'] as const;

/** Ways to build that show in names and declarations. */
export function findConstructs({ files }: Codebase): Patterns {
  const code = files.filter(({ isTest }) => !isTest);
  const found: Record<string, Patterns[string]> = {};
  for (const [name, description, signals, fewest] of NAMED) {
    const seen = sightingsOf(code, ...signals);
    if (seen.count < fewest) continue;
    const about = { description, confidence: confidenceOfFiles(seen.files.length), source: 'structural' } as const;
    found[name] = patternOf(about, seen, [`${signals.join('+')}(${seen.count})`]);
  }
  for (const suffix of SUFFIXES) {
    const seen = sightingsOf(code, `suffix.${suffix}`);
    if (seen.count < 2) continue;
    const description = SUFFIX_WORDS[suffix];
    const about = { description, confidence: confidenceOfFiles(seen.files.length), source: 'naming' } as const;
    found[snake(suffix)] = patternOf(about, seen, [`class_suffix:${suffix}(${seen.count})`]);
  }
  return { ...found, ...typed(code) };
}

/** Languages in which a function can do without types. */
function typed(code: readonly SourceFile[]): Patterns {
  const open = code.filter(({ language }) => language === 'python' || language === 'php');
  const seen = sightingsOf(open, 'function.typed');
  const all = sightingsOf(open, ...FUNCTION_STYLES.map((style) => `function.${style}` as const)).count;
  const confidence = confidenceOfShare(seen.count, all);
  if (confidence === undefined || seen.count < 5) return {};
  const about = { description: 'Functions say the type of what they give', confidence, source: 'statistical' } as const;
  return { type_annotations: patternOf(about, seen, [`annotated_functions(${Math.min(seen.count, all)} of ${all})`]) };
}

function snake(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}
