/** Bytes of one file; an inventory of 10,000 hosts with ten variables each is about 4 MB. */
export const largestFile = 16 * 1024 * 1024;

/** Levels of nesting; real playbooks have about 15. */
export const deepest = 100;

/** Nodes after aliases are written out, beyond those that stand in the file. */
export const mostFromAliases = 100_000;
