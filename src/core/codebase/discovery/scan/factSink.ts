import { looksLikeTest } from '../../looksLikeTest';
import type { FileFacts, Signal } from '../fileFacts';
import { SUFFIXES } from '../fileFacts';
import { nameStyle } from './nameStyle';

const MOST_IMPORTS = 300;
const SUFFIX = new RegExp(`(?:${SUFFIXES.join('|')})$`);

/** Takes down what the lines of one file say. */
export class FactSink {
  private readonly signals: Partial<Record<Signal, number>> = {};
  private readonly imports = new Set<string>();
  private readonly namespaces = new Set<string>();

  /** Whether the file belongs to the tests. */
  readonly isTest: boolean;

  constructor(path: string) {
    this.isTest = looksLikeTest(path);
  }

  count(signal: Signal): void {
    this.signals[signal] = (this.signals[signal] ?? 0) + 1;
  }

  function(name: string): void {
    this.count(`function.${nameStyle(name.replace(/^_+|_+$/g, ''))}`);
  }

  /** A class, or what comes near to it; `bases` is what stands behind its name. */
  type(name: string, bases: string): void {
    this.count(`type.${nameStyle(name.replace(/^_+/, ''))}`);
    const suffix = SUFFIX.exec(name)?.[0] as (typeof SUFFIXES)[number] | undefined;
    if (suffix !== undefined && suffix !== name) this.count(`suffix.${suffix}`);
    if (/(?:Error|Exception)$/.test(name) || /\b\w*(?:Error|Exception)\b/.test(bases)) this.count('error.class');
  }

  constant(name: string): void {
    if (/^[A-Z][A-Z0-9_]*$/.test(name)) this.count('constant.upper');
    else if (/[a-z]/.test(name)) this.count('constant.other');
  }

  interface(name: string): void {
    this.count(/^I[A-Z][a-z]/.test(name) ? 'interface.prefixed' : 'interface.plain');
  }

  module(name: string): void {
    if (name !== '' && this.imports.size < MOST_IMPORTS) this.imports.add(name);
  }

  namespace(name: string): void {
    this.namespaces.add(name);
  }

  finish(lines: number): FileFacts {
    const { signals } = this;
    return { lines, imports: [...this.imports], namespaces: [...this.namespaces], signals };
  }
}
