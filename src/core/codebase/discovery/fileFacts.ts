/** What a line of source says about how its project writes. */
export type Signal =
  | `function.${NameStyle}`
  | 'function.private'
  | 'function.typed'
  | 'function.async'
  | `type.${NameStyle}`
  | 'constant.upper'
  | 'constant.other'
  | 'interface.prefixed'
  | 'interface.plain'
  | `suffix.${Suffix}`
  | 'error.class'
  | 'error.result'
  | 'error.returned'
  | 'error.sentinel'
  | 'error.wrapped'
  | 'error.raised'
  | 'error.caught'
  | 'error.caughtAll'
  | 'model.dataclass'
  | 'model.frozen'
  | 'abstract.base'
  | 'abstract.protocol'
  | 'injection'
  | 'singleton'
  | 'entry'
  | 'test.case'
  | 'test.group'
  | 'test.fixture'
  | 'test.parametrised'
  | 'test.mock'
  | 'test.raises'
  | 'test.inline'
  | 'test.expect'
  | 'test.assert'
  | `framework.${string}`;

/** `plain` is one word, which says nothing of how words are joined. */
export type NameStyle = 'snake' | 'camel' | 'pascal' | 'plain';

export const SUFFIXES = [
  ...['Repository', 'Service', 'Factory', 'Strategy', 'Builder', 'Adapter', 'Handler', 'Controller', 'Provider'],
  ...['Middleware', 'Validator', 'UseCase', 'Presenter', 'Observer'],
] as const;
export type Suffix = (typeof SUFFIXES)[number];

/** What a source file tells about the project; plain data, small enough to be kept of every file. */
export interface FileFacts {
  readonly lines: number;
  /** Modules as the source names them, each once. */
  readonly imports: readonly string[];
  /** Namespaces that it adds to, in C#. */
  readonly namespaces: readonly string[];
  /** How often each was seen. */
  readonly signals: Readonly<Partial<Record<Signal, number>>>;
}
