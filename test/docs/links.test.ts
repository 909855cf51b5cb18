import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = globSync(['docs/**/*.md', '*.md'], { cwd: root });

/** The text of a page without its blocks of code. */
function prose(page: string): string {
  return readFileSync(join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
}

/** Anchors of a page, as code hosts make them of its headings. */
function anchors(page: string): ReadonlySet<string> {
  const headings = [...prose(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

interface Link {
  readonly written: string;
  /** From the root of the repository. */
  readonly target: string;
  readonly anchor: string;
}

function linksOf(page: string): readonly Link[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, written = '']) => written)
    .filter((written) => !/^[a-z]+:/.test(written))
    .map((written) => {
      const [path = '', anchor = ''] = written.split('#');
      return { written, anchor, target: path === '' ? page : normalize(join(dirname(page), path)) };
    });
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  const dead = linksOf(page).filter(
    ({ target, anchor }) =>
      !existsSync(join(root, target)) ||
      (anchor !== '' && target.endsWith('.md') && !anchors(target).has(anchor)),
  );
  expect(dead.map(({ written }) => written)).toEqual([]);
});

test('every page can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const page of reached)
    for (const { target } of linksOf(page)) if (pages.includes(target)) reached.add(target);
  expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
});
