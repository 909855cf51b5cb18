/** The oldest Node that gorun runs under: package.json's `engines`. */
const oldest = { major: 22, minor: 18 };

/**
 * What is wrong with a Node, for a person; undefined when gorun runs under it.
 * @param version as `process.versions.node` has it, e.g. `20.20.2`
 */
export function nodeTooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return undefined;
  return [
    `gorun: Node.js ${oldest.major}.${oldest.minor} or newer is needed; this is ${version}, at ${process.execPath}.`,
    '  fix: install a newer Node.js, or have one before it in PATH.',
    '',
  ].join('\n');
}
