/** What `.agentforge/codebase_profile.yaml` says, as far as the prompt uses it. */
export interface CodebaseProfile {
  readonly languages: readonly {
    readonly name: string;
    readonly primary: boolean;
    readonly frameworks: readonly string[];
  }[];
  readonly architectureStyle: string | undefined;
  readonly patterns: readonly { readonly name: string; readonly description: string; readonly confidence: number }[];
  readonly testFrameworks: readonly string[];
}
