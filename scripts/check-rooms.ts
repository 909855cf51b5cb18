/**
 * Holds the folders of src/ against the arrows that docs/architecture.md draws: a room imports only from rooms below
 * it, so there are no cycles. `import type` counts as well: a type is knowledge, too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { arrows } from './rooms.ts';

const root = resolve(import.meta.dirname, '..');
const importLine = /^\s*(?:import|export)\b[^'"]*?from\s+['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/gm;

function roomOf(path: string): string {
  const [first, second, third] = relative(root, path).split(sep);
  if (first !== 'src') return first ?? '';
  return third === undefined ? (second ?? '').replace(/\.ts$/, '') : (second ?? '');
}

const problems: string[] = [];
const seen = new Set<string>();
for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (!/^(src|modules|lab)\//.test(entry) || !entry.endsWith('.ts') || entry.includes('node_modules'))
    continue;
  const file = join(root, entry);
  const room = roomOf(file);
  const text = readFileSync(file, 'utf8');
  for (const match of text.matchAll(importLine)) {
    const target = roomOf(resolve(dirname(file), match[1] ?? match[2] ?? ''));
    if (target === room) continue;
    seen.add(`${room} -> ${target}`);
    if (arrows[room]?.includes(target)) continue;
    const line = text.slice(0, match.index).split('\n').length;
    problems.push(`${entry}:${line}: ${room} must not import from ${target}`);
  }
}

for (const [room, targets] of Object.entries(arrows)) {
  for (const target of targets) {
    if (!seen.has(`${room} -> ${target}`))
      problems.push(`scripts/rooms.ts: nothing imports ${target} from ${room}`);
    if (reaches(target, room)) problems.push(`scripts/rooms.ts: ${room} and ${target} import each other`);
  }
}

function reaches(from: string, to: string, visited = new Set<string>()): boolean {
  if (from === to) return true;
  if (visited.has(from)) return false;
  visited.add(from);
  return (arrows[from] ?? []).some((next) => reaches(next, to, visited));
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
