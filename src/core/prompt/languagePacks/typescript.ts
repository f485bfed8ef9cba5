import type { LanguageWords } from './languagePack';
import { REFACTOR_SCRIPT } from './script';

export const TYPESCRIPT: LanguageWords = {
  language: 'TypeScript',
  green: [
    'Use explicit types on what is exported, unknown in place of any, readonly where nothing is changed, unions in place of flags; import type for types.',
    'Throw the errors that the specification names; an error of its own extends Error and sets its name.',
    'Import what Node has and what package.json lists already, nothing else.',
  ],
  refactor: [
    REFACTOR_SCRIPT,
    'Let types say what comments said; no any, no non-null assertion, no cast that a narrowing spares.',
  ],
};
