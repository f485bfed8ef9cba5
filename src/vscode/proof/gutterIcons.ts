import { Uri } from 'vscode';
import type { LineState } from '../../core/outline/lineMarks';

/** Colours that are readable on light and on dark ground; the signs tell the states apart without them. */
const COLOR: Readonly<Record<LineState, { readonly light: string; readonly dark: string }>> = {
  proven: { light: '#2e7d32', dark: '#73c991' },
  failing: { light: '#c62828', dark: '#f48771' },
  stale: { light: '#8a6d00', dark: '#d7ba7d' },
  untested: { light: '#6b6b6b', dark: '#9d9d9d' },
  unrequested: { light: '#6a3fa0', dark: '#b99cdc' },
};

const SIGN: Readonly<Record<LineState, string>> = {
  proven: '<path d="M4.5 8.5l2.5 2.5 4.5-6"/>',
  failing: '<path d="M5 5l6 6M11 5l-6 6"/>',
  stale: '<path d="M8 4v5M8 11.4v.6"/>',
  untested: '<circle cx="8" cy="8" r="3"/>',
  unrequested: '<path d="M5.8 6.2a2.2 2.2 0 1 1 3 2c-.6.3-.8.6-.8 1.3M8 11.6v.4"/>',
};
const BAR = '<path d="M8 0v16"/>';

/** A small sign for the first line of a stretch; a bar for those that follow it. */
export function gutterIcon(state: LineState, part: 'first' | 'further', theme: 'light' | 'dark'): Uri {
  const color = COLOR[state][theme];
  const [drawing, opacity] = part === 'first' ? [SIGN[state], 1] : [BAR, 0.45];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="${color}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}">${drawing}</svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
