import { junitReport } from '../report/junit.ts';
import { openReport } from '../report/open-report.ts';
import { defaultStyle } from '../report/reporter.ts';
import { executeRun } from '../run/execute.ts';
import { openLog } from '../run/log.ts';
import type { PreparedRun } from '../run/prepare.ts';
import { answersFor } from './answers.ts';
import type { CommandContext } from './command.ts';
import { confirmTask } from './confirm-task.ts';
import { watchInterrupts } from './interrupts.ts';
import type { PlaybookFlags, RunFlags } from './run-flags.ts';
import { typedWords } from './typed-words.ts';
import { suitHosts } from './v8-settings.ts';
import { gorunVersion } from './version.ts';
import { wholeFile } from './whole-file.ts';

/** Executes a prepared run and tells it on the terminal as the flags say; `results`: with what tasks returned. */
export async function tellRun(
  prepared: PreparedRun,
  flags: RunFlags & Partial<PlaybookFlags>,
  context: CommandContext,
  results = false,
): Promise<void> {
  const { terminal } = context;
  suitHosts(prepared.inventory.hosts.size);
  // Before Ctrl-C means anything else than to leave.
  const questions = prepared.playbook.plays.flatMap(({ prompts }) => prompts);
  const { extraVars } = prepared.request;
  const answers = await answersFor(questions, extraVars, prepared.secrets, terminal.asker);
  const junitFile = flags.junit === undefined ? undefined : await wholeFile(flags.junit, terminal.cwd);
  const junit = junitFile && junitReport();
  const interrupts = watchInterrupts();
  const confirm = flags.step === true ? confirmTask(terminal.asker, interrupts.interrupt) : undefined;
  const { run, secrets } = prepared;
  const debug = flags.debug === true;
  const log = await openLog({ run, secrets, debug, cwd: terminal.cwd, env: terminal.env });
  log?.say('started', { gorun: gorunVersion(), node: process.version, cwd: terminal.cwd });
  try {
    const report = await openReport(terminal.out, {
      // Questions of --step and the frames of a tree would overwrite each other.
      style: flags.output ?? (results || confirm ? 'plain' : defaultStyle(terminal.isTTY, terminal.env)),
      diff: flags.diff === true,
      verbosity: flags.verbose,
      results,
      stats: flags.stats === true || flags.verbose > 0,
      typed: {
        check: flags.check === true,
        log: log?.path,
        run: log && run,
        // Asked for at the end, when it is known which words are secrets.
        get words() {
          return typedWords(terminal.argv).map((word) => secrets.text(word));
        },
      },
    });
    try {
      const recap = await executeRun(prepared, {
        log,
        answers,
        listener: junit
          ? (event) => {
              junit.listener(event);
              report.listener(event);
            }
          : report.listener,
        ...(confirm === undefined ? {} : { confirm }),
        stopSoon: interrupts.stopSoon,
        stopNow: interrupts.stopNow,
      });
      context.exit(recap.exit);
    } finally {
      await report.close();
      if (junit) await junitFile.write(junit.xml());
    }
  } finally {
    interrupts.release();
    await log?.close();
  }
}
