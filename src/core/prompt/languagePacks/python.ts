import type { LanguageWords } from './languagePack';

export const PYTHON: LanguageWords = {
  language: 'Python',
  green: [
    'Use type hints and docstrings on what is public, dataclass and Enum for plain data, pathlib for paths.',
    'Raise the errors that the specification names; an error of its own derives from the built-in one that comes nearest.',
    'Import the standard library and what the project installs already, nothing else.',
  ],
  refactor: [
    'Prefer comprehensions, context managers, dataclasses and early returns; keep the type hints. What the module exports stays importable from it.',
  ],
};
