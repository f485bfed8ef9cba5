import fc from 'fast-check';

export const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 40_000 : 400;

const line = fc.oneof(
  fc.constantFrom('a', 'b', 'x = 1', '', '}', '  }', '  return a', '\tb', 'end'),
  fc.nat(99).map((number) => `line ${number}`),
);
const numbered = (from: number, count: number) => Array.from({ length: count }, (_, index) => `line ${from + index}`);
const shape = fc.oneof(
  { weight: 4, arbitrary: fc.array(line, { maxLength: 24 }) },
  { weight: 2, arbitrary: fc.tuple(line, fc.noBias(fc.nat(20))).map(([one, count]) => Array<string>(count).fill(one)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.array(line, { maxLength: 4 }), fc.noBias(fc.nat(6)))
      .map(([block, times]) => repeat(block, times)),
  },
  { weight: 3, arbitrary: fc.noBias(fc.nat(40)).map((count) => numbered(0, count)) },
  { weight: 4, arbitrary: fc.integer({ min: 100, max: 160 }).map((count) => numbered(0, count)) },
);

/** A share of the length, so that it fits a text of any length; both ends come up often. */
const where = fc.noBias(fc.integer({ min: -50, max: 250 })).map((share) => Math.min(1, Math.max(0, share / 200)));
const size = fc.noBias(fc.integer({ min: 1, max: 6 }));
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      how: fc.constant('insert' as const),
      where,
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ how: fc.constant('delete' as const), where, size }) },
  {
    weight: 6,
    arbitrary: fc.record({
      how: fc.constant('replace' as const),
      where,
      size,
      lines: fc.array(line, { maxLength: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ how: fc.constant('move' as const), where, size, to: where }) },
  { weight: 3, arbitrary: fc.record({ how: fc.constant('repeat' as const), where, size }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('rewrite' as const), lines: shape }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The line ends and the last one belong to the text as its words do. */
const ends = fc.record({
  newline: fc.boolean(),
  crlf: fc.oneof(fc.constant<number | undefined>(undefined), fc.integer({ min: 1, max: 3 })),
});
const few = fc
  .noBias(fc.integer({ min: 0, max: 4 }))
  .chain((count) => fc.array(step, { minLength: count, maxLength: count }));

/** A text, and how people who know nothing of each other have changed it. */
interface ChangedText {
  readonly base: string;
  readonly changed: readonly string[];
  /** Whether somebody moved lines. */
  readonly moved: boolean;
}

export function changedBy(people: number): fc.Arbitrary<ChangedText> {
  const person = fc.record({ steps: few, ends });
  return fc
    .record({
      lines: shape,
      own: ends,
      /** What everybody does first, in the same way. */
      alike: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: people - 1, arbitrary: few }),
      each: fc.array(person, { minLength: people, maxLength: people }),
      keepsEnds: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    })
    .map(({ lines, own, alike, each, keepsEnds }) => ({
      base: textOf(lines, own),
      changed: each.map((one) => textOf([...alike, ...one.steps].reduce(stepped, lines), keepsEnds ? own : one.ends)),
      moved: each.some(({ steps }) => steps.some(({ how }) => how === 'move')),
    }));
}

function stepped(lines: readonly string[], one: Step): readonly string[] {
  if (one.how === 'rewrite') return one.lines;
  const at = Math.round(one.where * lines.length);
  if (one.how === 'insert') return lines.toSpliced(at, 0, ...one.lines);
  const from = Math.min(at, Math.max(0, lines.length - one.size));
  const block = lines.slice(from, from + one.size);
  if (one.how === 'repeat') return lines.toSpliced(from, 0, ...block);
  const rest = lines.toSpliced(from, one.size);
  if (one.how === 'delete') return rest;
  if (one.how === 'replace') return rest.toSpliced(from, 0, ...one.lines);
  return rest.toSpliced(Math.round(one.to * rest.length), 0, ...block);
}

function textOf(lines: readonly string[], { newline, crlf }: { newline: boolean; crlf: number | undefined }): string {
  const ended = lines.map((one, index) => `${one}${crlf !== undefined && index % crlf === 0 ? '\r\n' : '\n'}`).join('');
  return newline ? ended : ended.replace(/\r?\n$/, '');
}

function repeat(block: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => block).flat();
}
