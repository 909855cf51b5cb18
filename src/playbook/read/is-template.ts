import { hasTemplate } from '../../expression/template/compile.ts';
import type { SourceNode } from '../../source/node.ts';

/** Whether a value is a text that rendering may turn into something else. */
export const isTemplate = (node: SourceNode): boolean =>
  node.kind === 'scalar' && typeof node.value === 'string' && hasTemplate(node.value);
