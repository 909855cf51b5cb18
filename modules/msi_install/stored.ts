import type { PathResource } from '../../src/module/resources.ts';

/** A PATH as a step carries it: what is written to the registry. */
export const stored = ({ exists, kind, value }: PathResource) => ({ exists, kind, value });
