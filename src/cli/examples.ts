/** The widest command that still has its explanation beside it. */
const widest = 60;

/** Examples for the end of a help text: commands, each with what it does. The reference page shows the same. */
export function examples(all: readonly (readonly [command: string, does: string])[]): string {
  const width = Math.min(widest, Math.max(...all.map(([command]) => command.length)));
  const lines = all.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
  return `\nExamples:\n${lines.join('\n')}`;
}
