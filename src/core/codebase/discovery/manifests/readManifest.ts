import type { ProfiledLanguage } from '../profiledLanguage';
import type { Manifest, ReadXml } from './manifest';
import { readPackageJson } from './npmManifest';
import { readCargo, readComposer, readCsproj, readGemfile, readGoMod, readGradle, readPom } from './otherManifests';
import { readPyprojectFile, readRequirements, readSetupCfg, readSetupPy } from './pythonManifest';

type Facts = Omit<Manifest, 'path' | 'language'>;
type Reader = (text: string, xml: ReadXml, path: string) => Facts | undefined;

type Kind = readonly [ProfiledLanguage, Reader];

const BY_NAME: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['pyproject.toml', ['python', readPyprojectFile]],
  ['setup.cfg', ['python', readSetupCfg]],
  ['setup.py', ['python', readSetupPy]],
  ['go.mod', ['go', readGoMod]],
  ['Cargo.toml', ['rust', readCargo]],
  ['pom.xml', ['java', (text, xml) => onRoot(xml(text), readPom)]],
  ['build.gradle', ['java', readGradle]],
  ['build.gradle.kts', ['kotlin', readGradle]],
  ['Gemfile', ['ruby', readGemfile]],
  ['composer.json', ['php', readComposer]],
]);
const REQUIREMENTS: Kind = ['python', (text, _xml, path) => readRequirements(path, text)];
const CSPROJ: Kind = ['csharp', (text, xml) => onRoot(xml(text), readCsproj)];

const LONGEST_NAME = 300;

/** Whether a file is one in which a project says what it is made of. */
export function isManifest(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'package.json' || kindOf(name) !== undefined;
}

/** What a manifest says; undefined for another file, and for one that cannot be understood. Nothing in it is run. */
export function readManifest(path: string, text: string, xml: ReadXml): Manifest | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'package.json') return onRoot(readPackageJson(path, text), withoutOverlong);
  const kind = kindOf(name);
  const facts = kind?.[1](text, xml, path);
  return kind && facts && withoutOverlong({ path, language: kind[0], ...facts });
}

/** No package is called by so long a name; the profile has no room for it. */
function withoutOverlong(manifest: Manifest): Manifest {
  const { dependencies, languageVersion } = manifest;
  return {
    ...manifest,
    dependencies: dependencies.filter(
      ({ name, version = '' }) => name.length <= LONGEST_NAME && version.length <= LONGEST_NAME,
    ),
    languageVersion:
      languageVersion !== undefined && languageVersion.length > LONGEST_NAME ? undefined : languageVersion,
  };
}

function kindOf(name: string): Kind | undefined {
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  if (name.endsWith('.csproj')) return CSPROJ;
  return name.startsWith('requirements') && /^requirements(?:[-_.][\w.-]+)?\.txt$/.test(name)
    ? REQUIREMENTS
    : undefined;
}

function onRoot<Root, Read>(root: Root | undefined, read: (root: Root) => Read): Read | undefined {
  return root === undefined ? undefined : read(root);
}
