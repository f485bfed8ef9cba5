/** How the page of strength looks, in the colours of the editor's theme. */
export const STRENGTH_STYLE = `
body { padding: 0; color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; }
main { max-width: 54rem; margin: 0 auto; padding: 1.2rem 1.6rem 3rem; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0 0 .8rem; }
h2 { font-size: 1.15em; font-weight: 600; margin: 2rem 0 .4rem; }
p { margin: .3rem 0; }
code { font-family: var(--vscode-editor-font-family); font-size: .93em; color: inherit; background: var(--vscode-textCodeBlock-background); padding: .05em .3em; border-radius: 3px; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
ul, ol { margin: .2rem 0; padding-left: 1.2rem; }
.quiet { color: var(--vscode-descriptionForeground); }
.score { display: flex; align-items: baseline; gap: .7rem; flex-wrap: wrap; }
.percent { font-size: 2em; font-weight: 600; line-height: 1.2; }
.grade { padding: 0 .6em; border-radius: 1em; border: 1px solid currentColor; font-weight: 600; }
.strong { color: var(--vscode-testing-iconPassed); }
.weak { color: var(--vscode-testing-iconFailed); }
.unknown { color: var(--vscode-descriptionForeground); }
.bar { display: block; width: 100%; height: 6px; border-radius: 3px; margin: .5rem 0; }
.bar .rest { fill: var(--vscode-foreground); opacity: .18; }
.bar .part { fill: var(--vscode-testing-iconPassed); }
.notice { border-left: 3px solid var(--vscode-editorWarning-foreground); padding: .3rem .8rem; margin: .8rem 0; background: var(--vscode-textBlockQuote-background); }
.toolbar { margin: .8rem 0; }
.button { display: inline-block; padding: .25em .9em; border-radius: 3px; color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent); }
.button:hover { background: var(--vscode-button-hoverBackground); text-decoration: none; }
.toolbar .button { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
.toolbar .button:hover { background: var(--vscode-button-secondaryHoverBackground); }
.cards { list-style: none; padding: 0; }
.card { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; flex-wrap: wrap; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); border-radius: 5px; padding: .6rem .9rem .7rem; margin: .7rem 0; }
.criterion { font-size: 1.05em; margin-bottom: .4rem; }
.faults { list-style: none; padding-left: .2rem; }
.faults a { font-family: var(--vscode-editor-font-family); font-size: .93em; margin-right: .5em; }
.card > div { flex: 1 1 20rem; }
.act { white-space: nowrap; }
.done { color: var(--vscode-testing-iconPassed); margin-right: .6em; }
.chip { display: inline-block; font-size: .88em; padding: 0 .55em; border-radius: 1em; color: var(--vscode-badge-foreground); background: var(--vscode-badge-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
table { border-collapse: collapse; width: 100%; }
td { padding: .25rem .6rem .25rem 0; white-space: nowrap; }
td.wide { width: 100%; }
`;
