import { spawn } from 'node:child_process';

/** How a command ended. */
export interface StepEnd {
  readonly title: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs one command of a check, keeps its output, says how long it took, and shows the output when it failed. */
export async function step(title: string, command: readonly string[], show = false): Promise<StepEnd> {
  const started = performance.now();
  const [file, ...args] = command;
  if (file === undefined) throw new Error(`no command for ${title}`);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (show) process.stdout.write(text);
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${code === 0 ? '✓' : '✗'} ${title} ${seconds.toFixed(1)} s`);
  if (code !== 0 && !show) process.stdout.write(output);
  return { title, ok: code === 0, seconds, output };
}
