import type { LanguagePack } from './languagePack';

export const GO: LanguagePack = {
  language: 'Go',
  tests: 'Go (package testing)',
  red: [
    "The test file stands beside the code, in its package: package and its folder's name, or that name with _test to see only what is exported. Use testing and the standard library, another library only where <examples> use it.",
    'As long as the code is missing the tests do not compile: "undefined" for a name that the specification gives is the failure that counts now, and the only one. So no unused import or variable, and no name of your own for what is tested.',
    'Write func TestX(t *testing.T), where only values differ a table of cases with t.Run; helpers call t.Helper, set-up uses t.Cleanup and t.TempDir.',
    'Ids stand in a comment right above a test, // FR-001, AC-002, and of a case of a table in its name.',
    'Report with t.Errorf("F(%v) = %v, want %v", …), with t.Fatalf where going on makes no sense. Compare errors with errors.Is or errors.As, not by their text.',
    'Wait for goroutines on channels with a context that ends, never with time.Sleep.',
  ],
  green: [
    'Give errors as the last result: var ErrX = errors.New(…) or a type where callers tell them apart, wrapped with fmt.Errorf("…: %w", err). No panic for what a caller can cause.',
    'Write a doc comment that begins with the name on all that is exported; format as gofmt does.',
    'Import the standard library and what go.mod requires already, nothing else.',
  ],
  refactor: [
    'Prefer early returns to else, small interfaces where they are used, useful zero values, short names in short scopes; no name that repeats its package. Format as gofmt does.',
  ],
};
