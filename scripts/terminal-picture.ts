/**
 * Makes docs/run.svg of a recorded terminal: the screens of a run with their colours (as `tmux capture-pane -e -p` prints
 * them), one below the other.
 *
 *   node scripts/terminal-picture.ts SCREEN.txt [SCREEN.txt ...] > docs/run.svg
 */
import { readFileSync } from 'node:fs';

interface Run {
  readonly text: string;
  readonly colour: string;
  readonly bold: boolean;
  readonly dim: boolean;
}

const charWidth = 8.4;
const lineHeight = 19;
const margin = 16;
const plain = '#d4d4d4';
const palette: Readonly<Record<number, string>> = {
  30: '#6e7681',
  31: '#f47067',
  32: '#57ab5a',
  33: '#c69026',
  34: '#539bf5',
  35: '#b083f0',
  36: '#39c5cf',
  37: plain,
  90: '#768390',
  91: '#ff938a',
  92: '#6bc46d',
  93: '#daaa3f',
  94: '#6cb6ff',
  95: '#dcbdfb',
  96: '#56d4dd',
  97: '#ffffff',
};

/** Splits a line of a screen at its SGR sequences (ECMA-48, 8.3.117). */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let [colour, bold, dim] = [plain, false, false];
  for (const [index, part] of line.split(/\x1b\[([\d;]*)m/).entries()) {
    if (index % 2 === 0) {
      if (part !== '') runs.push({ text: part, colour, bold, dim });
      continue;
    }
    for (const code of part.split(';').map(Number)) {
      if (code === 0) [colour, bold, dim] = [plain, false, false];
      else if (code === 1) bold = true;
      else if (code === 2) dim = true;
      else if (code === 22) [bold, dim] = [false, false];
      else if (code === 39) colour = plain;
      else colour = palette[code] ?? colour;
    }
  }
  return runs;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const screens = process.argv.slice(2).map((path) => readFileSync(path, 'utf8').trimEnd().split('\n'));
const lines = screens.flatMap((screen, index) => (index === 0 ? screen : ['', ...screen])).map(runsOf);
const width =
  Math.ceil(Math.max(...lines.map((runs) => runs.map(({ text }) => text).join('').length)) * charWidth) +
  2 * margin;
const height = lines.length * lineHeight + 2 * margin;

const texts = lines.flatMap((runs, row) => {
  let column = 0;
  return runs.map(({ text, colour, bold, dim }) => {
    const x = margin + column * charWidth;
    column += text.length;
    const weight = bold ? ' font-weight="bold"' : '';
    const fade = dim ? ' opacity="0.65"' : '';
    const length = ` textLength="${(text.length * charWidth).toFixed(1)}"`;
    return `<text x="${x.toFixed(1)}" y="${margin + (row + 0.75) * lineHeight}" fill="${colour}"${weight}${fade}${length} xml:space="preserve">${escaped(text)}</text>`;
  });
});

console.log(
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
    '<title>gorun upgrades Go on Windows and Linux hosts</title>',
    `<rect width="100%" height="100%" rx="8" fill="#1c2128"/>`,
    ...texts,
    '</svg>',
  ].join('\n'),
);
