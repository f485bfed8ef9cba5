import type { ClassFile, ClassWords } from '../scanClassTests';
import { scanClassTests } from '../scanClassTests';

/** xUnit, NUnit and MSTest. */
const WORDS: ClassWords = {
  namespace: /^\s*namespace\s+([\w.]+)/m,
  type: /^(\s*)(?:\[[^\]]*\]\s*)*(?:(?:public|private|protected|internal|static|sealed|abstract|partial) )*(?:class|record) (\w+)/,
  mark: /^\s*\[(?:\w+\.)*(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod)\b/,
  between: /^\s*(?:\[.*|\/\/.*|)$/,
  marks: /\[[^\]]*\]\s*/g,
  method:
    /^\s*(?:(?:public|private|protected|internal|static|async|virtual|override|new) )+[\w<>[\], ?.]+\s(\w+)\s*(?:<[^>]*>)?\(/,
};

/** What a C# file of tests declares. */
export function scanCsharpTests(path: string, text: string): ClassFile {
  return scanClassTests(path, text, WORDS);
}
