import type { Setting } from './setting';

const SCRIPT_ENTRY = /^exports\[`((?:[^`\\]|\\.)*)`\] = `((?:[^`\\]|\\.)*)`;/gms;

/** The snapshots of a file by the names that their tests gave them. */
export function readSnapshot(name: string, text: string): readonly Setting[] {
  if (name.endsWith('.ambr')) {
    const [, ...entries] = text.split(/^# name: /m);
    return entries.map((entry) => {
      const [key = '', ...lines] = entry.split('\n');
      return {
        key: key.trim(),
        value: lines
          .filter((line) => !/^# ?-+$/.test(line))
          .join('\n')
          .trimEnd(),
      };
    });
  }
  const entries = [...text.matchAll(SCRIPT_ENTRY)].map(([, key = '', value = '']) => ({ key, value }));
  return entries.length > 0 || text.trim() === '' ? entries : [{ key: '', value: text.trim() }];
}
