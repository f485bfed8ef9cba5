import type { ComponentPaths } from '../codebase/defaultPaths';
import { defaultPaths } from '../codebase/defaultPaths';
import type { Language } from '../codebase/language';
import { languageOfPath, languageOfProject } from '../codebase/language';
import type { CodebaseProfile } from '../codebase/profile';
import { profileLayout } from '../codebase/profileLayout';
import type { Config } from '../config/config';
import type { ContextChoices } from '../context/contextChoices';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Mode, Phase } from '../phase';
import type { TemplateFile } from '../prompt/template/template';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import { likelyComponent } from './findSession';
import type { Ports } from './ports';
import type { Session } from './session';
import type { Task } from './task';

export interface TaskRequest<P extends Phase> {
  readonly session: Session;
  readonly specification: Specification;
  /** Undefined: the one that the session is at, or the only one there is. */
  readonly component: string | undefined;
  readonly phase: P;
  readonly mode: Mode;
  readonly config: Config;
  readonly profile: CodebaseProfile | undefined;
  readonly choices?: ContextChoices;
  readonly failure: string | undefined;
  /** What the project or the user says in place of the usual words of the phase. */
  readonly template?: TemplateFile | undefined;
  /** Where the project itself says that its tests and its code are, by language. */
  readonly conventions: Partial<Readonly<Record<Language, Config['directories']>>>;
  readonly testTimeLimitMs: number;
}

/** How many paths of the project are looked at to tell its language. */
const LISTED_PATHS = 5_000;

/** Finds the component, its language and its two files; the paths of a specification are checked like those of an answer. */
export async function resolveTask<P extends Phase>(
  request: TaskRequest<P>,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<Result<Task<P>, Problem>> {
  const chosen = chooseComponent(request.specification, request.component ?? guessComponent(request));
  if (!chosen.ok) return chosen;
  const component = chosen.value;
  const named = component.testPath ?? component.implementationPath;
  const language =
    (named === undefined ? undefined : languageOfPath(named)) ??
    languageOfProject(await ports.reader.list(LISTED_PATHS));
  const paths = await pathsFor(component, language, request, ports);
  const place = { path: request.specification.path, position: component.position };
  const check = async (path: string): Promise<Result<CheckedPath, Problem>> => {
    const checked = await checkPath(path, ports.links);
    return checked.ok
      ? checked
      : fail({ kind: 'spec-invalid', place, detail: checked.problem, remedy: 'Give a path inside the workspace.' });
  };
  const testPath = await check(paths.testPath);
  if (!testPath.ok) return testPath;
  const implementationPath = await check(paths.implementationPath);
  if (!implementationPath.ok) return implementationPath;
  const { component: _name, conventions: _used, ...rest } = request;
  return ok({ ...rest, component, language, testPath: testPath.value, implementationPath: implementationPath.value });
}

/**
 * The folders that the settings name, then those that the project itself names, then those of the profile, then those of the language.
 * What was begun before there was a profile stays where it is.
 */
async function pathsFor(
  component: Component,
  language: Language,
  { config, conventions, profile }: Pick<TaskRequest<Phase>, 'config' | 'conventions' | 'profile'>,
  { reader, links }: Pick<Ports, 'reader' | 'links'>,
): Promise<ComponentPaths> {
  const tests = config.directories.tests ?? conventions[language]?.tests;
  const implementation = config.directories.implementation ?? conventions[language]?.implementation;
  const usual = defaultPaths(component, { language, directories: { tests, implementation } });
  const layout = profileLayout(profile, language);
  const own = defaultPaths(component, {
    language,
    directories: { tests: tests ?? layout.tests, implementation: implementation ?? layout.implementation },
    isBeside: layout.isBeside,
  });
  const given = new Set([own.testPath, own.implementationPath]);
  for (const path of [usual.testPath, usual.implementationPath].filter((each) => !given.has(each))) {
    const checked = await checkPath(path, links);
    if (checked.ok && (await reader.read(checked.value)) !== undefined) return usual;
  }
  return own;
}

/** The component by its name; without one, the only component. */
function chooseComponent(specification: Specification, name: string | undefined): Result<Component, Problem> {
  const known = specification.components.map((component) => component.name);
  if (name !== undefined) {
    const found = specification.components.find((component) => component.name === name);
    return found === undefined ? fail({ kind: 'component-unknown', name, known }) : ok(found);
  }
  const [only, another] = specification.components;
  return only !== undefined && another === undefined ? ok(only) : fail({ kind: 'component-needed', known });
}

/** A repair is of what the session is at; a new step is of what comes next. */
function guessComponent({ session, phase, mode }: TaskRequest<Phase>): string | undefined {
  return (mode === 'fix' ? session.currentComponent : undefined) ?? likelyComponent(session, phase);
}
