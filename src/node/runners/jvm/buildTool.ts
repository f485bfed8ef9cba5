import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { findExecutable, isExecutable } from '../findExecutable';
import { foldersAbove } from '../projectFolder';

/** A class of tests with its package, and the methods of it that were chosen; undefined for all. */
export interface ChosenClass {
  readonly name: string;
  readonly methods: readonly string[] | undefined;
}

/** What is to be run, and in which project of the build. */
export interface JvmPlan {
  /** The workspace folder; absolute. */
  readonly root: string;
  /** Workspace-relative folder of the project that the tests belong to. */
  readonly project: string;
  readonly classes: readonly ChosenClass[];
  /** Where JaCoCo is to keep what this one run covers, where the tool lets that be said; absolute. Undefined when nothing is measured. */
  readonly coverageData: string | undefined;
}

export interface JvmCommand {
  /** Workspace-relative folder to start in. */
  readonly folder: string;
  readonly args: readonly string[];
  /** The same as a person would type it. */
  readonly plain: readonly string[];
}

/** The little that differs between Maven and Gradle. */
export interface BuildTool {
  readonly name: 'maven' | 'gradle';
  /** The program on PATH, and the script that a project may bring along in its place. */
  readonly program: string;
  readonly wrapper: string;
  readonly install: string;
  /** The files that make a folder a project of it. */
  readonly markers: readonly string[];
  /** Where it leaves its reports, below the project. */
  readonly reports: string;
  /** Where it leaves JaCoCo's report, below the project. */
  readonly coverage: { readonly folder: string; readonly file: RegExp };
  /** What a project lacks that has no JaCoCo. */
  readonly noCoverage: string;
  commandFor(plan: JvmPlan): Promise<JvmCommand>;
  /** The test file that a line of its output says has ended its process, as a class with its package. */
  crashedClass(line: string, before: string): string | undefined;
}

/**
 * The program of a build tool: the one on PATH, and only where there is none the script in the project, which is the project's
 * own program like its tests. Absolute.
 */
export async function findBuildTool(
  tool: BuildTool,
  { root, project }: Pick<JvmPlan, 'root' | 'project'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<string, Problem>> {
  const found = await findExecutable(tool.program, env);
  if (found !== undefined) return ok(found);
  for (const folder of foldersAbove([`${project === '' ? '' : `${project}/`}file`])) {
    const wrapper = join(root, folder, tool.wrapper);
    if (await isExecutable(wrapper)) return ok(wrapper);
  }
  return fail(toolMissing(tool, `there is no ${tool.program} on PATH, and the project has no ${tool.wrapper}`));
}

export function toolMissing({ name, install }: BuildTool, detail: string): Problem {
  return { kind: 'runner-missing', runner: name, detail, install };
}
