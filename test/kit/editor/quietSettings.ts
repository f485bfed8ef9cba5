/** User settings that leave nothing in the window but what a test put there, and nothing that calls out. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  // As on the desktop: in a browser the default saves by itself after a second, beside what a test saves.
  'files.autoSave': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.list.smoothScrolling': false,
  // A tooltip lies over the rows below the pointer, which a test may be about to click.
  'workbench.hover.delay': 60_000,
  'workbench.reduceMotion': 'on',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  // Else it tells of each port that a test's service listens at.
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'diffEditor.renderSideBySide': true,
  'diffEditor.useInlineViewWhenSpaceIsLimited': false,
  'diffEditor.hideUnchangedRegions.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
};
