import { workspace } from 'vscode';
import type { Environment } from '../../node/environment';
import type { GivenExternalSettings } from '../../node/models/externalWriter/externalSettings';
import type { ServiceSettings } from '../../node/models/services';
import { SERVICES } from '../../node/models/services';
import { SETTING } from '../manifest';

/** Who may answer in the editor: the services of both faces, a program of the user's, and the editor's own models. */
const DOORS = [...SERVICES, 'external', 'editor'] as const;
export type DoorName = (typeof DOORS)[number];

/** The door that the user chose. These settings are of the machine: the editor reads them from no folder and no workspace. */
export function doorName(env: Environment): DoorName {
  const wanted = [env['AGENTFORGE_PROVIDER'], setting<string>(SETTING.provider)];
  return DOORS.find((name) => name === wanted[0]) ?? DOORS.find((name) => name === wanted[1]) ?? 'anthropic';
}

export function readServiceSettings(): ServiceSettings {
  return {
    openaiBaseUrl: setting(SETTING.openaiBaseUrl),
    openaiModel: setting(SETTING.openaiModel),
    openaiTemperature: setting<number | null>(SETTING.openaiTemperature) ?? undefined,
    bedrockRegion: setting(SETTING.bedrockRegion),
    bedrockModel: setting(SETTING.bedrockModel),
    vertexRegion: setting(SETTING.vertexRegion),
    vertexProject: setting(SETTING.vertexProject),
  };
}

export function readExternalSettings(): GivenExternalSettings {
  return {
    command: setting(SETTING.externalCommand),
    environment: setting(SETTING.externalEnvironment),
    timeoutMinutes: setting(SETTING.externalTimeoutMinutes),
  };
}

function setting<T>(name: string): T | undefined {
  return workspace.getConfiguration().get<T>(name);
}
