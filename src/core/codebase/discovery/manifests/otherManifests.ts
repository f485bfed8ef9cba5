import { parseToml } from '../../../config/parseToml';
import { linesOf } from './linesOf';
import type { Dependency, Manifest, PackageSource, XmlNode } from './manifest';
import { lowestVersion } from './manifest';
import { jsonRecord, recordOf, textIn } from './plainRecord';
import { withoutSlashComments } from './withoutComments';

type Facts = Omit<Manifest, 'path' | 'language'>;

/** `github.com/spf13/cobra v1.8.0 // indirect` */
const REQUIRED = /^"?(\w[\w./~-]{0,300})"?\s{1,50}v(\S{1,100})\s{0,50}(\/\/ indirect)?/;

const NOTHING: Facts = { languageVersion: undefined, dependencies: [], entryPoints: [], testTools: [] };

/** `go.mod`: only what is required; what is excluded or replaced stands in blocks of their own. */
export function readGoMod(text: string): Facts {
  const dependencies: Dependency[] = [];
  let block: string | undefined;
  for (const line of linesOf(text)) {
    const [, word, opens, rest = ''] = /^([a-z]+)\b\s*(\()?(.*)$/.exec(line) ?? [];
    if (block === undefined && word !== undefined && opens !== undefined) {
      block = word;
      continue;
    }
    if (line.startsWith(')')) block = undefined;
    const wanted = block === 'require' ? line : block === undefined && word === 'require' ? rest : '';
    const [, name, version, indirect] = REQUIRED.exec(wanted.trim()) ?? [];
    if (name !== undefined && indirect === undefined) dependencies.push(dependency('go', name, version));
  }
  const languageVersion = /^go\s{1,20}(\S{1,40})/m.exec(text)?.[1];
  return { ...NOTHING, languageVersion, dependencies, entryPoints: ['main.go'] };
}

/** `Cargo.toml`. */
export function readCargo(text: string): Facts | undefined {
  const root = parseToml(text);
  if (root === undefined) return undefined;
  const about = recordOf(root['package']);
  const tables: readonly (readonly [unknown, boolean])[] = [
    [root['dependencies'], false],
    [recordOf(root['workspace'])['dependencies'], false],
    [root['build-dependencies'], true],
    [root['dev-dependencies'], true],
  ];
  const bins = Array.isArray(root['bin']) ? root['bin'].map((each) => textIn(recordOf(each)['path'])) : [];
  return {
    ...NOTHING,
    languageVersion: textIn(about['rust-version']) ?? textIn(about['edition']),
    dependencies: tables.flatMap(([table, isDev]) =>
      Object.entries(recordOf(table)).map(([name, wanted]) => ({
        ...dependency('crates', name, lowestVersion(wanted) ?? lowestVersion(recordOf(wanted)['version'])),
        isDev,
      })),
    ),
    entryPoints: [...bins.filter((each) => each !== undefined), 'src/main.rs', 'src/lib.rs'],
  };
}

/** `pom.xml`. */
export function readPom(root: XmlNode): Facts {
  const properties = Object.fromEntries(
    (childOf(root, 'properties')?.children ?? []).map(({ name, text }) => [name, text.trim()]),
  );
  const value = (text: string | undefined) =>
    text?.trim().replace(/^\$\{([^}]+)\}$/, (whole, name) => properties[name] ?? whole);
  const listed = childOf(root, 'dependencies')?.children ?? [];
  return {
    ...NOTHING,
    languageVersion: ['maven.compiler.release', 'maven.compiler.source', 'java.version'].flatMap(
      (name) => properties[name] ?? [],
    )[0],
    dependencies: listed.flatMap((each) => {
      const [group, name] = [childOf(each, 'groupId')?.text.trim(), childOf(each, 'artifactId')?.text.trim()];
      if (group === undefined || name === undefined) return [];
      const isDev = childOf(each, 'scope')?.text.trim() === 'test';
      const version = lowestVersion(value(childOf(each, 'version')?.text));
      return [{ ...dependency('maven', `${group}:${name}`, version), isDev }];
    }),
  };
}

/** `build.gradle`, in Groovy or Kotlin; what is put together by a program there is not seen. */
export function readGradle(whole: string): Facts {
  const text = withoutSlashComments(whole);
  const found = text.matchAll(
    /\b(implementation|api|compileOnly|runtimeOnly|kapt|testImplementation|testRuntimeOnly|androidTestImplementation)\s{0,50}\(?\s{0,50}(?:platform\()?["']([\w.-]{1,200}:[\w.-]{1,200})(?::([^"'$]{1,100}))?["']/g,
  );
  return {
    ...NOTHING,
    languageVersion:
      /(?:JavaLanguageVersion\.of\(|sourceCompatibility\s{0,20}=\s{0,20}["']?(?:JavaVersion\.VERSION_)?|jvmToolchain\()(\d{1,4})/.exec(
        text,
      )?.[1],
    dependencies: [...found].map(([, how = '', name = '', version]) => ({
      ...dependency('maven', name, lowestVersion(version)),
      isDev: /test/i.test(how),
    })),
    testTools: /useJUnitPlatform\(/.test(text) ? ['junit'] : [],
  };
}

/** A project file of .NET. */
export function readCsproj(root: XmlNode): Facts {
  const dependencies: Dependency[] = [];
  let languageVersion: string | undefined;
  const visit = (node: XmlNode): void => {
    if (/^TargetFrameworks?$/.test(node.name)) languageVersion ??= lowestVersion(node.text.replace(/^\D+/, ''));
    const name = node.name === 'PackageReference' ? node.attributes['Include'] : undefined;
    if (name !== undefined)
      dependencies.push(
        dependency('nuget', name, lowestVersion(node.attributes['Version'] ?? childOf(node, 'Version')?.text)),
      );
    for (const child of node.children) visit(child);
  };
  visit(root);
  return { ...NOTHING, languageVersion, dependencies, entryPoints: ['Program.cs'] };
}

/** `Gemfile`. */
export function readGemfile(text: string): Facts {
  const dependencies: Dependency[] = [];
  let isDev = false;
  let isComment = false;
  for (const line of linesOf(text)) {
    if (/^=(?:begin|end)\b/.test(line)) isComment = line.startsWith('=begin');
    if (isComment) continue;
    if (/^\s*group\b/.test(line)) isDev = /:(?:test|development)/.test(line);
    if (/^end\b/.test(line)) isDev = false;
    const [, name, version] = /^\s*gem\s+["']([\w.-]+)["'](?:\s*,\s*["']([^"']+)["'])?/.exec(line) ?? [];
    if (name !== undefined) dependencies.push({ ...dependency('rubygems', name, lowestVersion(version)), isDev });
  }
  return {
    ...NOTHING,
    languageVersion: lowestVersion(/^ruby\s{1,20}["']([^"'\n]{1,40})/m.exec(text)?.[1]),
    dependencies,
  };
}

/** `composer.json`. */
export function readComposer(text: string): Facts | undefined {
  const root = jsonRecord(text);
  if (root === undefined) return undefined;
  const listed = (key: 'require' | 'require-dev') =>
    Object.entries(recordOf(root[key]))
      .filter(([name]) => name.includes('/'))
      .map(([name, wanted]) => ({
        ...dependency('packagist', name, lowestVersion(wanted)),
        isDev: key === 'require-dev',
      }));
  return {
    ...NOTHING,
    languageVersion: lowestVersion(recordOf(root['require'])['php']),
    dependencies: [...listed('require'), ...listed('require-dev')],
    entryPoints: ['public/index.php', 'index.php'],
  };
}

function dependency(source: PackageSource, name: string, version: string | undefined): Dependency {
  return { name, version, source, isDev: false };
}

function childOf({ children }: XmlNode, name: string): XmlNode | undefined {
  return children.find((child) => child.name === name);
}
