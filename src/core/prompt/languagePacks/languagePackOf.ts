import type { Language } from '../../codebase/language';
import { CSHARP } from './csharp';
import { GO } from './go';
import { JAVA } from './java';
import { JAVASCRIPT } from './javascript';
import { JEST } from './jest';
import { KOTLIN } from './kotlin';
import type { LanguagePack, RunnerWords } from './languagePack';
import { MOCHA } from './mocha';
import { NODE_TEST } from './nodeTest';
import { PYTEST } from './pytest';
import { PYTHON } from './python';
import { NEXTEST, RUST } from './rust';
import { TYPESCRIPT } from './typescript';
import { VITEST } from './vitest';

/** The pack of each language with the runner that is usual for it. */
const USUAL: Readonly<Record<Language, LanguagePack>> = {
  python: { ...PYTHON, ...PYTEST },
  javascript: { ...JAVASCRIPT, ...NODE_TEST },
  typescript: { ...TYPESCRIPT, ...NODE_TEST },
  go: GO,
  rust: RUST,
  java: JAVA,
  kotlin: KOTLIN,
  csharp: CSHARP,
};

/** What another runner changes. */
const BY_RUNNER: Readonly<Record<string, RunnerWords>> = {
  mocha: MOCHA,
  vitest: VITEST,
  jest: JEST,
  'cargo nextest': NEXTEST,
};

/** The pack of a language and of the runner by its own name; undefined: the usual one. */
export function languagePackOf(language: Language, runner: string | undefined): LanguagePack {
  const { tests, red } = BY_RUNNER[runner ?? ''] ?? USUAL[language];
  return { ...USUAL[language], tests, red };
}
