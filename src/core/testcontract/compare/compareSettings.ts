import type { ContractChange } from '../contractChange';
import { isConfigurationScript, isContractFile, isSnapshot } from '../contractFile';
import type { TestContract } from '../testContract';
import { difference } from './difference';
import { quote, quoteDifference, quoteSome } from './quote';

type Setting = TestContract['settings'][number];
type Said = Pick<ContractChange, 'kind' | 'weakens' | 'detail'>;

const THRESHOLD =
  /(^|[._-])(fail[_-]under|(global|perFile|each)\.\w+|lines|branches|functions|statements|minimum|cov-fail-under|min-coverage)$|thresholds?\./i;
const THRESHOLD_SWITCH = /(^|\.)check-?coverage$/i;
const LONGER_IS_WEAKER = /(time_?out|retry|retries|reruns|maxFailures|slowTestThreshold)$/i;
const LEAVING_OUT =
  /(ignore\w*|exclude\w*|norecursedirs|omit|testPathIgnorePatterns|coveragePathIgnorePatterns|modulePathIgnorePatterns|spec-exclude|skipTests|maven\.test\.skip|passWithNoTests|exclude_lines|exclude_also|deselect)$/i;
/** Where tests are looked for, and under which names. */
const SELECTING =
  /(^|\.)(python_(files|classes|functions)|testpaths|testMatch|testRegex|include|roots|spec|projects|testDir)$/;
const STRICT = /(xfail_strict|strict|strict_\w+|forbid-?only|forbid-?pending|check-leaks|all)$/i;
const COMMAND_LINE = /(^|\.)(addopts|scripts\.[\w:]*test[\w:]*|commands|command|opts|args)$/;
const LEAVING_OPTIONS =
  /^(-k|-m|--ignore(-glob)?|--deselect|--exclude|--grep|-g|-f|--fgrep|--invert|-i|--testPathIgnorePatterns|--testNamePattern|-t|--passWithNoTests|--pass-with-no-tests|--snapshot-update|--update-?snapshots?|-u|--ci=false|--retries|--reruns|--no-cov|-W|--disable-warnings|--test-name-pattern|--test-skip-pattern|--continue-on-collection-errors|--no-check-coverage|--suppress-no-test-exit-code|\|\||true|;|exit)([= ]|$)/;
const KEEPING_OPTIONS =
  /^(--strict\S*|--forbid-only|--forbid-pending|--fail-zero|--cov-fail-under\S*|--check-coverage|--ci|-W=?error\S*)$/;
const OPTION_NUMBER = /^--(?:cov-fail-under|lines|branches|functions|statements|fail-under)[= ](\d+(?:\.\d+)?)$/;

/** What became of snapshots, thresholds and the runner's configuration. */
export function compareSettings(before: TestContract, after: TestContract): readonly ContractChange[] {
  const { gone, come, kept } = difference(expand(before.settings), expand(after.settings), keyOf);
  const changes: ContractChange[] = [];
  const tell = ({ file }: Setting, said: Said) => changes.push({ file, line: 1, test: undefined, ...said });
  for (const [old, now] of kept) if (old.value !== now.value) tell(now, changed(old, now));
  for (const old of gone) tell(old, removed(old));
  for (const now of come) tell(now, added(now));
  return withoutRemainders(changes);
}

/** The values that stand in a configuration written as a program count one by one; what is left counts as a whole. */
function expand(settings: readonly Setting[]): readonly Setting[] {
  return settings.flatMap((setting) => {
    if (setting.key !== '' || !isConfigurationScript(setting.file)) return [setting];
    const values = [...setting.value.matchAll(VALUE)].map(([, key = '', value = '']) => ({
      file: setting.file,
      key,
      value,
    }));
    return [...values.filter(({ key }) => isKnown(key)), setting];
  });
}

const VALUE = /(?<![\w-])([\w-]+)"?: (\[[^\][]{0,2000}\]|-?\d[\d_.]*|true|false|"(?:[^"\\]|\\.)*")/g;

function isKnown(key: string): boolean {
  return [THRESHOLD, THRESHOLD_SWITCH, LONGER_IS_WEAKER, LEAVING_OUT, SELECTING].some((each) => each.test(key));
}

/** A changed program says no more than the values of it that were named. */
function withoutRemainders(changes: readonly ContractChange[]): readonly ContractChange[] {
  const named = new Set(changes.filter(({ detail }) => !detail.startsWith(REMAINDER)).map(({ file }) => file));
  return changes.filter(({ file, detail }) => !detail.startsWith(REMAINDER) || !named.has(file));
}

const REMAINDER = 'the configuration changed: ';

function changed(old: Setting, now: Setting): Said {
  const { file, key } = now;
  if (isSnapshot(file) || !isContractFile(file)) {
    const name = key === '' ? 'what tests compare with' : quote(key);
    return {
      kind: 'snapshot-changed',
      weakens: false,
      detail: `${name} changed: ${quoteDifference(old.value, now.value)}`,
    };
  }
  if (key === '')
    return { kind: 'configuration-changed', weakens: false, detail: REMAINDER + quoteDifference(old.value, now.value) };
  const detail = `${quote(key)} was ${quote(old.value)} and is ${quote(now.value)} now`;
  const [was, is] = [numberIn(old.value), numberIn(now.value)];
  const isLower = was !== undefined && is !== undefined && is < was;
  if (THRESHOLD.test(key) && isLower) return { kind: 'threshold-lowered', weakens: true, detail };
  if (THRESHOLD_SWITCH.test(key) && now.value === 'false') return { kind: 'threshold-lowered', weakens: true, detail };
  if (COMMAND_LINE.test(key)) return changedOptions(old, now);
  if (LONGER_IS_WEAKER.test(key)) {
    return { kind: 'configuration-changed', weakens: was !== undefined && is !== undefined && is > was, detail };
  }
  if (LEAVING_OUT.test(key)) return { kind: 'configuration-changed', weakens: isLonger(old.value, now.value), detail };
  if (SELECTING.test(key)) {
    const { gone } = difference(optionsOf(old.value), optionsOf(now.value), (option) => option);
    return { kind: 'configuration-changed', weakens: gone.length > 0, detail };
  }
  return { kind: 'configuration-changed', weakens: STRICT.test(key) && /^(false|no|0)$/i.test(now.value), detail };
}

function removed(old: Setting): Said {
  const { file, key, value } = old;
  if (isSnapshot(file) || !isContractFile(file)) {
    return {
      kind: 'snapshot-changed',
      weakens: true,
      detail: `${key === '' ? `what tests compare with` : quote(key)} is gone`,
    };
  }
  const detail = `${key === '' ? 'the configuration' : quote(key)}, which was ${quote(value)}, is gone`;
  if (THRESHOLD.test(key) || THRESHOLD_SWITCH.test(key)) return { kind: 'threshold-lowered', weakens: true, detail };
  const number = COMMAND_LINE.test(key) && optionsOf(value).some((option) => OPTION_NUMBER.test(option));
  if (number) return { kind: 'threshold-lowered', weakens: true, detail };
  return { kind: 'configuration-changed', weakens: STRICT.test(key), detail };
}

function added(now: Setting): Said {
  const { file, key, value } = now;
  if (isSnapshot(file) || !isContractFile(file)) {
    return {
      kind: 'snapshot-changed',
      weakens: false,
      detail: `${key === '' ? 'what tests compare with' : quote(key)} is new`,
    };
  }
  const leaves = COMMAND_LINE.test(key) && optionsOf(value).some((option) => LEAVING_OPTIONS.test(option));
  const weakens = leaves || SELECTING.test(key) || (LEAVING_OUT.test(key) && !/^(false|\[\]|)$/.test(value));
  const what = key === '' ? 'the configuration is new' : `${quote(key)} is new: ${quote(value)}`;
  return { kind: 'configuration-changed', weakens, detail: what };
}

/** A command line: which options are gone, and which came. */
function changedOptions(old: Setting, now: Setting): Said {
  const { gone, come } = difference(optionsOf(old.value), optionsOf(now.value), (option) => option);
  const said = [
    ...(gone.length > 0 ? [`${quoteSome(gone)} is gone`] : []),
    ...(come.length > 0 ? [`${quoteSome(come)} is new`] : []),
  ].join(' and ');
  const detail = `in ${quote(now.key)} ${said}`;
  for (const option of gone) {
    const was = Number(OPTION_NUMBER.exec(option)?.[1]);
    if (Number.isNaN(was)) continue;
    const name = option.split(/[= ]/, 1).join('');
    const replaced = come.find((each) => each.split(/[= ]/, 1).join('') === name);
    const is = Number(OPTION_NUMBER.exec(replaced ?? '')?.[1]);
    if (replaced === undefined || is < was) return { kind: 'threshold-lowered', weakens: true, detail };
  }
  const weakens =
    come.some((option) => LEAVING_OPTIONS.test(option)) || gone.some((option) => KEEPING_OPTIONS.test(option));
  return { kind: 'configuration-changed', weakens, detail };
}

/** The options of a command line, each with its value. */
function optionsOf(line: string): readonly string[] {
  const words = line.replace(/^\[|\]$/g, '').match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+/g) ?? [];
  const options: string[] = [];
  for (const each of words) {
    const word = each.replace(/^["']|["']$/g, '');
    const last = options.at(-1);
    const takes = last !== undefined && /^(-[kmgtfpW]|--[\w-]+)$/.test(last) && !word.startsWith('-') && word !== '||';
    if (takes) options[options.length - 1] = `${last} ${word}`;
    else options.push(word);
  }
  return options.map((option) => option.replace(/^(-[kmgtfpW]) /, '$1='));
}

function numberIn(value: string): number | undefined {
  const number = Number(value.replaceAll('_', ''));
  return value.trim() === '' || Number.isNaN(number) ? undefined : number;
}

/** Whether a list or a pattern leaves out more. */
function isLonger(old: string, now: string): boolean {
  return /^(true|yes|1)$/i.test(now) || (now.length > old.length && !/^(false|no|0)$/i.test(now));
}

function keyOf({ file, key }: Setting): string {
  return `${file}\0${key}`;
}
