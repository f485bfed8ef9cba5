/** How a file of one kind writes a comment of one line. */
export interface CommentStyle {
  readonly open: string;
  /** '' when the comment ends with its line. */
  readonly close: string;
}

const HASH: CommentStyle = { open: '#', close: '' };
const SLASHES: CommentStyle = { open: '//', close: '' };
const DASHES: CommentStyle = { open: '--', close: '' };
const STARS: CommentStyle = { open: '/*', close: '*/' };
const ANGLES: CommentStyle = { open: '<!--', close: '-->' };

const BY_EXTENSION = new Map<string, CommentStyle>();
for (const [style, extensions] of [
  [HASH, 'py pyi rb sh bash zsh fish pl r jl ex exs yaml yml toml mk cmake tf nix ps1 dockerfile'],
  [SLASHES, 'js mjs cjs jsx ts mts cts tsx go rs java kt kts scala swift dart c h cc cpp cxx hh hpp cs fs php zig sol'],
  [DASHES, 'sql lua hs elm adb ads'],
  [STARS, 'css scss sass less'],
  [ANGLES, 'html htm xml svg vue svelte md'],
] as const) {
  for (const extension of extensions.split(' ')) BY_EXTENSION.set(extension, style);
}

/** Undefined for JSON and every other file that has no comments, or whose comments are not known here. */
export function commentStyleOf(path: string): CommentStyle | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'makefile' || name === 'dockerfile') return HASH;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : BY_EXTENSION.get(name.slice(dot + 1));
}
