import type { LanguageWords } from './languagePack';
import { REFACTOR_SCRIPT } from './script';

export const JAVASCRIPT: LanguageWords = {
  language: 'JavaScript',
  green: [
    'Write the kind of module that the project uses (import and export, or require), with JSDoc types on what is public.',
    'Throw the errors that the specification names; an error of its own extends Error and sets its name. Reject with an Error, never with a text.',
    'Import what Node has and what package.json lists already, nothing else.',
  ],
  refactor: [REFACTOR_SCRIPT],
};
