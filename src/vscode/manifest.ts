/** The names that package.json declares, in one place; a test holds both against each other. */
export const COMMAND = {
  generateRed: 'agentforge.generateRed',
  generateGreen: 'agentforge.generateGreen',
  refactor: 'agentforge.refactor',
  verify: 'agentforge.verify',
  startSession: 'agentforge.startSession',
  copyPrompt: 'agentforge.copyPrompt',
  pasteResponse: 'agentforge.pasteResponse',
  acceptAll: 'agentforge.acceptAll',
  rejectAll: 'agentforge.rejectAll',
  rollBack: 'agentforge.rollBack',
  setApiKey: 'agentforge.setApiKey',
  openInteractionLog: 'agentforge.openInteractionLog',
  recordNextRun: 'agentforge.recordNextRun',
  showLog: 'agentforge.showLog',
  cancel: 'agentforge.cancel',
  openSpecification: 'agentforge.openSpecification',
  openSample: 'agentforge.openSample',
  runPhase: 'agentforge.runPhase',
  provePhase: 'agentforge.provePhase',
  copyPhasePrompt: 'agentforge.copyPhasePrompt',
  rollBackGeneration: 'agentforge.rollBackGeneration',
  rollBackTo: 'agentforge.rollBackTo',
  rollBackPhase: 'agentforge.rollBackPhase',
  acceptFile: 'agentforge.acceptFile',
  rejectFile: 'agentforge.rejectFile',
  rejectWithReason: 'agentforge.rejectWithReason',
  acceptHunk: 'agentforge.acceptHunk',
  rejectHunk: 'agentforge.rejectHunk',
  nextHunk: 'agentforge.nextHunk',
  previousHunk: 'agentforge.previousHunk',
  resumeReview: 'agentforge.resumeReview',
  regenerate: 'agentforge.regenerate',
  openAllChanges: 'agentforge.openAllChanges',
  openRow: 'agentforge.openRow',
  fixPhase: 'agentforge.fixPhase',
  fixTest: 'agentforge.fixTest',
  showRunOutput: 'agentforge.showRunOutput',
  waive: 'agentforge.waive',
  tryAgain: 'agentforge.tryAgain',
  editFeedback: 'agentforge.editFeedback',
  keepFiles: 'agentforge.keepFiles',
  takeBack: 'agentforge.takeBack',
  chooseModel: 'agentforge.chooseModel',
  showCosts: 'agentforge.showCosts',
} as const;
export type CommandId = (typeof COMMAND)[keyof typeof COMMAND];

export const VIEW = {
  tdflow: 'agentforge.tdflow',
  review: 'agentforge.review',
  history: 'agentforge.history',
} as const;

/** Context keys that menus and the palette ask for. */
export const CONTEXT = {
  hasSession: 'agentforge.hasSession',
  canGreen: 'agentforge.canGreen',
  canRefactor: 'agentforge.canRefactor',
  canVerify: 'agentforge.canVerify',
  canRollBack: 'agentforge.canRollBack',
  isRunning: 'agentforge.isRunning',
  isProposing: 'agentforge.isProposing',
  isReviewing: 'agentforge.isReviewing',
  canRegenerate: 'agentforge.canRegenerate',
  isChoosing: 'agentforge.isChoosing',
} as const;
export type ContextKey = (typeof CONTEXT)[keyof typeof CONTEXT];

export const SETTING = {
  baseUrl: 'agentforge.anthropic.baseUrl',
  bedrockModel: 'agentforge.bedrock.model',
  bedrockRegion: 'agentforge.bedrock.region',
  capPerGeneration: 'agentforge.budget.perGeneration',
  capPerSession: 'agentforge.budget.perSession',
  capPerDay: 'agentforge.budget.perDay',
  editorModel: 'agentforge.editor.model',
  effort: 'agentforge.effort',
  interactionLog: 'agentforge.interactionLog.enabled',
  maxPromptCharacters: 'agentforge.manual.maxPromptCharacters',
  model: 'agentforge.model',
  modelsAllowed: 'agentforge.models.allowed',
  openaiBaseUrl: 'agentforge.openai.baseUrl',
  openaiModel: 'agentforge.openai.model',
  openaiTemperature: 'agentforge.openai.temperature',
  provider: 'agentforge.provider',
  pythonInterpreter: 'agentforge.pythonInterpreter',
  repairAttempts: 'agentforge.repair.attempts',
  repairMaxCost: 'agentforge.repair.maxCost',
  repairMaxMinutes: 'agentforge.repair.maxMinutes',
  testRunner: 'agentforge.testRunner',
  testTimeLimit: 'agentforge.tests.timeLimitSeconds',
  vertexProject: 'agentforge.vertex.project',
  vertexRegion: 'agentforge.vertex.region',
} as const;

/** Documents of ours: nothing of them is on disk. */
export const SCHEME = { base: 'agentforge-base', proposal: 'agentforge-proposal', log: 'agentforge-log' } as const;

export const SECRET_API_KEY = 'agentforge.anthropic.apiKey';
export const SECRET_OPENAI_KEY = 'agentforge.openai.apiKey';
