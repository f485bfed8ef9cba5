import type { ClassFile, ClassWords } from '../scanClassTests';
import { scanClassTests } from '../scanClassTests';

/** JUnit and TestNG, in Java and in Kotlin, whose names may be sentences. */
const WORDS: ClassWords = {
  namespace: /^\s*package\s+([\w.]+)/m,
  type: /^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|private|protected|internal|static|final|abstract|open|inner|data|sealed) )*(?:class|object) (\w+)/,
  mark: /^\s*@(?:[\w.]+\.)?(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/,
  between: /^\s*(?:@.*|\/\/.*|\*.*|\/\*.*|)$/,
  marks: /@\w+(?:\([^)]*\))?\s+/g,
  method: /^\s*(?:[\w<>[\], ?.]+\s)?(?:fun )?(?:`([^`]+)`|(\w+))\s*\(/,
};

/** What a Java or Kotlin file of tests declares. */
export function scanJvmTests(path: string, text: string): ClassFile {
  return scanClassTests(path, text, WORDS);
}
