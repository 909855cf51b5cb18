import { ListrDefaultRendererLogLevels } from 'listr2';

/** Rows carry their own marks, which say more than listr2's states (rolled back, would change). */
export function blankIcons(): Record<ListrDefaultRendererLogLevels, string> {
  const levels = Object.values(ListrDefaultRendererLogLevels);
  return Object.fromEntries(levels.map((level) => [level, ''])) as Record<
    ListrDefaultRendererLogLevels,
    string
  >;
}
