import { join } from 'node:path';
import type { TestController, TestItem } from 'vscode';
import { Range, Uri } from 'vscode';
import { fullName } from '../../core/testrun/fullName';
import type { TestResult } from '../../core/testrun/report';

/** The Test Explorer's items: a file, and in it a test for each id that its runner gave. */
export class TestItems {
  /** Absolute folder that files are relative to. */
  private root = '';

  /** The last result of each test, by its id. */
  private readonly results = new Map<string, TestResult>();

  constructor(private readonly controller: TestController) {}

  /** Turns to a folder; what was listed of another one is no longer there. */
  use(root: string): void {
    if (this.root === root) return;
    this.root = root;
    this.controller.items.replace([]);
    this.results.clear();
  }

  /** Lists files of which nothing may have been run yet. */
  declare(files: readonly string[]): void {
    for (const file of files) this.ofFile(file);
  }

  /** The item of a test that has a new result. */
  of(result: TestResult): TestItem {
    this.results.set(result.id, result);
    const file = this.ofFile(result.file);
    let item = file.children.get(result.id);
    if (item === undefined) {
      item = this.controller.createTestItem(result.id, fullName(result), file.uri);
      file.children.add(item);
    }
    if (result.line !== undefined) item.range = new Range(result.line - 1, 0, result.line - 1, 0);
    return item;
  }

  /** A test that the file no longer has must not stay in the list with its old result. */
  forgetMissing(results: readonly TestResult[]): void {
    for (const name of new Set(results.map((result) => result.file))) {
      const present = new Set(results.filter((result) => result.file === name).map((result) => result.id));
      const file = this.controller.items.get(name);
      for (const [id] of file?.children ?? []) {
        if (present.has(id)) continue;
        file?.children.delete(id);
        this.results.delete(id);
      }
    }
  }

  /** The last results of a test, or of the tests of a file, that did not pass. */
  failuresOf(item: TestItem): readonly TestResult[] {
    const ids = item.parent === undefined ? [...item.children].map(([id]) => id) : [item.id];
    return ids.flatMap((id) => this.results.get(id) ?? []).filter(({ failure }) => failure !== undefined);
  }

  /** What is meant by a selection of items: for each file its ids, or undefined for the whole file. No selection means all. */
  chosen(include: readonly TestItem[] | undefined, exclude: readonly TestItem[] | undefined): ChosenTests {
    const chosen = new Map<string, string[] | undefined>();
    const left = new Set(exclude?.map((item) => item.id));
    const all = [...this.controller.items].map(([, item]) => item);
    for (const item of include ?? all) {
      if (item.parent === undefined) chosen.set(item.id, undefined);
      else if (!chosen.has(item.parent.id)) chosen.set(item.parent.id, [item.id]);
      else chosen.get(item.parent.id)?.push(item.id);
    }
    for (const [file, ids] of chosen) {
      if (left.has(file)) chosen.delete(file);
      else if (left.size > 0)
        chosen.set(
          file,
          (ids ?? this.idsOf(file)).filter((id) => !left.has(id)),
        );
    }
    return chosen;
  }

  private idsOf(file: string): string[] {
    return [...(this.controller.items.get(file)?.children ?? [])].map(([id]) => id);
  }

  private ofFile(name: string): TestItem {
    const known = this.controller.items.get(name);
    if (known !== undefined) return known;
    const file = this.controller.createTestItem(name, name, Uri.file(join(this.root, name)));
    this.controller.items.add(file);
    return file;
  }
}

/** Ids by test file; undefined for all of the file. */
export type ChosenTests = ReadonlyMap<string, readonly string[] | undefined>;
