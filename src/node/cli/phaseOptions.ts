import type { Mode, Phase } from '../../core/phase';
import type { ProviderName } from './chooseProvider';
import type { RunnerOptions } from './runnerOptions';

/** What every command that runs a phase may be given; undefined comes from the current session or the settings. */
export interface PhaseOptions extends RunnerOptions {
  readonly phase?: Phase;
  readonly spec?: string;
  readonly component?: string;
  readonly mode?: Mode;
  readonly model?: string;
  readonly provider?: ProviderName;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Files to show to the model, whole where they fit, and files never to show, in this run. */
  readonly pin?: readonly string[];
  readonly leaveOut?: readonly string[];
  /** Judge what is there; no model is called. */
  readonly prove?: boolean;
  /** A runner's report or output, or a saved verdict. */
  readonly fix?: string;
  /** How often an attempt may be made, what all may cost in US dollars, and how many minutes they may take. */
  readonly attempts?: number;
  readonly maxCost?: number | 'none';
  readonly maxMinutes?: number;
  /** The key is the first line of standard input, or is asked for at the terminal; it is kept nowhere. */
  readonly keyStdin?: boolean;
  /** Where the run is recorded, and which recording answers. */
  readonly record?: string;
  readonly recording?: string;
  /** Longest message that the chat takes in which the prompt is pasted, and which part of it is wanted, from 1. */
  readonly maxCharacters?: number;
  readonly part?: number;
  /** A file with an answer, or `-` for standard input. */
  readonly answer?: string;
}
