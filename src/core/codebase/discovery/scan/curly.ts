import type { FactSink } from './factSink';
import type { LineRules } from './lineReader';

const NOT_A_METHOD = /\b(?:new|return|if|for|while|switch|catch|using|lock|throw|else)\b|=[^>]/;

/** Of a field that is made by a call, such as a logger, its name says nothing. */
const CONSTANT = /\b(?:const|static\s+final|final\s+static)\b[^=]{0,200}?\b(\w{1,100})\s{0,20}=\s{0,20}(.?)/;
const VALUE = /["'\d{-]/;

/** Java, Kotlin, C#, Scala and Swift by their lines. */
export const CURLY_LINES: LineRules = {
  words: new Set(
    `public private protected internal static final abstract sealed open data class interface record enum struct object trait
    protocol fun func def override suspend async virtual partial fileprivate import using namespace package throw catch } void
    @Test @ParameterizedTest @Autowired @Inject @Service @Repository @RestController @Controller @Component @BeforeEach @Before [Fact
    [Theory [Test [TestMethod [TestCase [SetUp`.split(/\s+/),
  ),
  start(sink) {
    return (line, word) => {
      switch (word) {
        case 'import':
          return sink.module(/^\s*import\s+(?:static\s+)?([\w.*]+)/.exec(line)?.[1] ?? '');
        case 'using':
          return sink.module(/^\s*using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)\s*;/.exec(line)?.[1] ?? '');
        case 'namespace':
          return sink.namespace(/namespace\s+([\w.]+)/.exec(line)?.[1] ?? '');
        case 'package':
          return;
        case 'throw':
          return sink.count('error.raised');
        case 'catch':
        case '}':
          return readCatch(line, sink);
        case '@Test':
        case '[Fact':
        case '[Test':
        case '[TestMethod':
          return sink.count('test.case');
        case '@ParameterizedTest':
        case '[Theory':
        case '[TestCase':
          return sink.count('test.parametrised');
        case '@BeforeEach':
        case '@Before':
        case '[SetUp':
          return sink.count('test.fixture');
      }
      if (word.startsWith('@')) return sink.count('injection');
      readDeclaration(line, sink);
    };
  },
  whole(text, sink) {
    if (/\b(?:Result|Either)<\w/.test(text)) sink.count('error.result');
    if (!sink.isTest) return;
    if (/\b(?:Mockito|mockk|Mock<|Substitute\.For)\b/.test(text)) sink.count('test.mock');
    if (/\bassertThrows\b|\bAssert\.Throws/.test(text)) sink.count('test.raises');
    if (/\b[Aa]ssert(?:\.|[A-Z]|That)/.test(text)) sink.count('test.assert');
  },
};

function readDeclaration(line: string, sink: FactSink): void {
  const [, kind, name = '', rest = ''] =
    /\b(class|interface|record|enum|struct|object|trait|protocol)\s+(\w+)(.*)$/.exec(line) ?? [];
  if (kind !== undefined) {
    if (/^(?:interface|trait|protocol)$/.test(kind)) sink.interface(name);
    else sink.type(name, rest);
    return;
  }
  const called = /\b(\w+)\s*(?:<[^<>]{0,200}>)?\s*\(/.exec(line);
  if (called === null || NOT_A_METHOD.test(line.slice(0, called.index))) {
    const [, name, value = ''] = CONSTANT.exec(line) ?? [];
    if (name !== undefined && (/^[A-Z][A-Z0-9_]+$/.test(name) || VALUE.test(value))) sink.constant(name);
    return;
  }
  const [, method = ''] = called;
  if (/^(?:main|Main)$/.test(method) && /\b(?:static|fun)\b/.test(line)) sink.count('entry');
  if (/^(?:get_?Instance)$/i.test(method)) sink.count('singleton');
  sink.function(method);
  if (/\basync\b|\bsuspend\b/.test(line)) sink.count('function.async');
  if (/\bthrows\s+\w/.test(line)) sink.count('error.returned');
}

function readCatch(line: string, sink: FactSink): void {
  const caught = /\bcatch\s*(?:\(\s*(?:final\s+)?(?:\w+\s*:\s*)?([\w.]+))?/.exec(line);
  if (caught === null) return;
  sink.count(
    /^(?:System\.)?(?:Exception|Throwable)$/.test(caught[1] ?? 'Exception') ? 'error.caughtAll' : 'error.caught',
  );
}
