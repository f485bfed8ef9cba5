import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { FileChange } from '../../../../src/core/apply/fileChange';
import { rollBack } from '../../../../src/core/apply/rollBack';
import { must } from '../../../kit/must';
import { readable } from '../../../kit/readable';
import { applyingIn, requestOf } from './applying';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 3_000 : 40;

const content = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .array(fc.constantFrom('a', 'b', '\n', '\r\n', '\uFEFF', '😀'), { maxLength: 12 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
);
const name = fc.constantFrom('a.py', 'b.py', 'pkg/a.py', 'pkg/b.py', 'pkg/sub/a.py', 'other/deep/er/a.py');
const files = fc.dictionary(name, content);
const mode = fc.constantFrom(0o644, 0o600, 0o755);

describe('apply, then roll back', () => {
  it('is as if nothing had happened, whatever is changed, created and deleted', () =>
    fc.assert(
      fc.asyncProperty(
        files,
        fc.uniqueArray(fc.tuple(name, fc.option(content, { nil: undefined }), mode), { selector: ([path]) => path }),
        async (before, wanted) => {
          const { workspace, writer, ports, change } = await applyingIn({ ...before });
          try {
            const start = await workspace.snapshot();
            const changes: FileChange[] = [];
            for (const [path, after, newMode] of wanted) changes.push(await change(path, after, newMode));
            const entry = must(await applyChanges(requestOf(changes), ports));
            for (const { path, after } of changes) {
              assert.deepEqual(readable(await writer.current(path))?.bytes, buffer(after));
            }
            must(await rollBack(entry, ports));
            assert.deepEqual(await workspace.snapshot(), start);
          } finally {
            await workspace.dispose();
          }
        },
      ),
      { numRuns },
    ));

  it('keeps every later edit of other lines, and takes back every line of the generation', () =>
    fc.assert(
      fc.asyncProperty(editing, async ({ lines, generated, byHand, eol, bom, ended }) => {
        const text = (each: readonly string[]) =>
          bom +
          each
            .join('')
            .replaceAll('\n', eol)
            .slice(0, ended ? undefined : -eol.length);
        const { workspace, ports, change } = await applyingIn({ 'a.py': text(lines) });
        try {
          const changes = [await change('a.py', text(edit(lines, generated))), await change('new/b.py', 'b\n')];
          const entry = must(await applyChanges(requestOf(changes), ports));
          await workspace.write('a.py', text(edit(lines, [...generated, ...byHand])));
          must(await rollBack(entry, ports));
          assert.equal(await workspace.text('a.py'), text(edit(lines, byHand)));
          assert.deepEqual(Object.keys(await workspace.snapshot()), ['a.py']);
        } finally {
          await workspace.dispose();
        }
      }),
      { numRuns },
    ));
});

type LineEdit = { readonly line: number; readonly how: 'replace' | 'delete' | 'insert'; readonly who: string };

/** The last line stays, so that whether the text ends with a newline is nobody's change. */
const editing = fc
  .record({
    count: fc.integer({ min: 2, max: 24 }),
    ops: fc.array(
      fc.record({
        gap: fc.integer({ min: 2, max: 5 }),
        how: fc.constantFrom('replace', 'delete', 'insert'),
        mine: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    eol: fc.constantFrom('\n', '\r\n'),
    bom: fc.constantFrom('', '\uFEFF'),
    ended: fc.boolean(),
  })
  .map(({ count, ops, ...conventions }) => {
    const edits: (LineEdit & { mine: boolean })[] = [];
    let line = -2;
    for (const { gap, how, mine } of ops) {
      line += gap;
      if (line < count - 2) edits.push({ line, how, mine, who: mine ? 'by hand' : 'generated' } as const);
    }
    return {
      ...conventions,
      lines: Array.from({ length: count }, (_, index) => `line ${index}\n`),
      generated: edits.filter((each) => !each.mine),
      byHand: edits.filter((each) => each.mine),
    };
  });

function edit(lines: readonly string[], edits: readonly LineEdit[]): string[] {
  return lines.flatMap((line, index) => {
    const found = edits.find((each) => each.line === index);
    if (found === undefined) return [line];
    const fresh = `${found.who} ${index}\n`;
    return { replace: [fresh], delete: [], insert: [line, fresh] }[found.how];
  });
}

function buffer(state: FileChange['after']): Buffer | undefined {
  return state === undefined ? undefined : Buffer.from(state.bytes);
}
