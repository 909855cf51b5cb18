import { cases } from '../peers/cases.ts';
import type { Sum } from './sums.ts';

const font = "ui-sans-serif, system-ui, 'DejaVu Sans', sans-serif";
const colours: Readonly<Record<string, string>> = {
  gorun: '#39c5cf',
  ansible: '#f47067',
  mitogen: '#c69026',
};
const layout = { width: 860, label: 190, bar: 20, gap: 6, margin: 24, figure: 190 };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const colourOf = (tool: string): string => colours[tool.split('-')[0] ?? ''] ?? '#d4d4d4';

/** Bars of wall time: one group for each case, over the largest number of hosts that all tools were measured with. */
export function picture(sums: readonly Sum[], hosts: number): string {
  const groups = cases.flatMap((one) => {
    const own = sums.filter((sum) => sum.case === one.name && sum.hosts === hosts && sum.rounds > 0);
    return own.length < 2 ? [] : [{ title: `${hosts} hosts, ${one.words}`, sums: own }];
  });
  const parts: string[] = [];
  let y = layout.margin;
  for (const group of groups) {
    parts.push(text(layout.margin, y + 14, group.title, '#d4d4d4', 'font-weight="bold"'));
    y += 26;
    const longest = Math.max(...group.sums.map(({ wall }) => wall.median));
    const room = layout.width - 2 * layout.margin - layout.label - layout.figure;
    for (const { tool, wall, cpu } of group.sums) {
      const x = layout.margin + layout.label;
      const width = Math.max(2, (wall.median / longest) * room);
      parts.push(text(x - 10, y + 15, tool, '#d4d4d4', 'text-anchor="end"'));
      parts.push(
        `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${layout.bar}" rx="3" fill="${colourOf(tool)}"/>`,
      );
      const figures = `${wall.median.toFixed(1)} s, ${cpu.median.toFixed(1)} s of CPU`;
      parts.push(text(x + width + 8, y + 15, figures, '#adbac7', ''));
      y += layout.bar + layout.gap;
    }
    y += 18;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${y}" font-family="${font}" font-size="13">`,
    `<title>Wall time of gorun and its peers over ${hosts} hosts</title>`,
    '<rect width="100%" height="100%" rx="8" fill="#1c2128"/>',
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function text(x: number, y: number, words: string, colour: string, more: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" fill="${colour}" ${more}>${escaped(words)}</text>`;
}
