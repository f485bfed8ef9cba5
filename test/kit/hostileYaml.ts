const laughs = Array.from(
  { length: 40 },
  (_, i) =>
    `l${i}: &l${i} [${
      i === 0
        ? 'lol'
        : Array(10)
            .fill(`*l${i - 1}`)
            .join(', ')
    }]`,
);

/** Texts that make a careless YAML reader hang, crash or run out of memory. */
export const hostileYaml: readonly { readonly what: string; readonly text: string }[] = [
  { what: 'a billion laughs', text: laughs.join('\n') },
  { what: 'aliases of a long text', text: `a: &a ${'x'.repeat(100_000)}\nb: [${'*a, '.repeat(10_000)}]` },
  {
    what: 'merged mappings without end',
    text: [
      'm0: &m0 {a: b}',
      ...laughs.map((_, i) => `m${i + 1}: &m${i + 1} {k${i}: *m${i}, <<: [*m${i}, *m${i}]}`),
    ].join('\n'),
  },
  {
    what: 'a long chain of aliases',
    text: `l0: &l0 [x]\n${Array.from({ length: 2_000 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}]`).join('\n')}`,
  },
  { what: 'a circle of aliases', text: 'a: &a {b: *a}\n' },
  { what: 'twenty thousand open brackets', text: '['.repeat(20_000) },
  { what: 'twenty thousand open braces', text: '{a: '.repeat(20_000) },
  { what: 'twenty thousand nested lists', text: `${'- '.repeat(20_000)}a` },
  { what: 'nesting a little deeper than allowed', text: `${'- '.repeat(150)}a` },
  { what: 'two million characters', text: 'a: b\n'.repeat(400_000) },
  { what: 'twenty thousand different keys', text: Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n') },
  { what: 'twenty thousand equal keys', text: 'k: v\n'.repeat(20_000) },
  { what: 'twenty thousand errors', text: `[${','.repeat(20_000)}` },
  { what: 'a key of half a million characters', text: `${'a'.repeat(500_000)}: 1` },
  { what: 'an open quote over many lines', text: `a: "${'x\n'.repeat(20_000)}` },
  { what: 'a Python object', text: '!!python/object/apply:os.system ["true"]' },
  { what: 'binary rubbish', text: '\0\u0001\u{fffe}\u{feff}%YAML 9.9\n--- !<x> &\n' },
  { what: 'an old version directive', text: '%YAML 1.1\n---\na: 2025-12-31\nb: !!binary aGk=\nc: !!set {x}\nd: yes\n' },
];
