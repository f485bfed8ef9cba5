import { existsSync } from 'node:fs';
import { MissingTool } from './missingTool';
import { runProcess } from './runProcess';

/**
 * Installs Debian packages where that is allowed: as root, on a system that has apt-get.
 * @param wanted what is missing, as a sentence for the person who has to install it
 * @param elsewhere the command that helps on a system without apt-get
 * @throws MissingTool when it may not, or when apt-get fails
 */
export async function aptInstall(wanted: string, packages: readonly string[], elsewhere: string): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) throw new MissingTool(wanted, elsewhere);
  const command = `apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) throw new MissingTool(wanted, `sudo ${command}`);
  console.log(`  ${wanted} Installing: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProcess('apt-get', ['update'], { env });
  const install = await runProcess('apt-get', command.split(' ').slice(1), { env });
  if (install.code !== 0) throw new MissingTool(`${wanted} apt-get failed:\n${tail(install.output)}`, command);
}

const tail = (output: string): string => output.trimEnd().split('\n').slice(-15).join('\n');
