/** How shells, the loader of programs and the kernel say that there is no memory (or no process) to be had. */
const words =
  /cannot allocate|out of (memory|space)|failed to (map segment|reserve)|cannot map|can't fork|cannot fork|resource temporarily unavailable/i;

/** What to do where there is none. */
export const moreMemory = 'Free memory on the host, or raise the limits of the account.';

/** What a host that says so lacks, and what to do; undefined: it says nothing of the kind. */
export function outOfMemory(said: string): { readonly message: string; readonly fix: string } | undefined {
  if (!words.test(said)) return undefined;
  return { message: 'the host has no memory or processes left', fix: moreMemory };
}
