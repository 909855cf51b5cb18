import { copyFile, rename, stat } from 'node:fs/promises';

/** Gives a file that hosts share by a hard link a copy of its own, before it is written to. */
export async function ownCopy(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.nlink < 2) return;
  await copyFile(path, `${path}.own`);
  await rename(`${path}.own`, path);
}
