import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { EventListener, Recap } from '../../engine/events.ts';
import { type ClosingOptions, closingLines } from '../closing.ts';
import { type Output, writeLines } from '../output.ts';
import type { Reporter } from '../reporter.ts';
import { afterwards } from './afterwards.ts';
import { blankIcons } from './blank-icons.ts';
import { emptyView, follow } from './follow.ts';
import { Pace, pacedRenderer } from './paced-renderer.ts';
import { batchRow, doneRow, type Frame, interruptedRow, playRow, windowOf } from './rows.ts';
import { type PlaySlots, playSlots } from './slots.ts';
import type { RunView } from './view.ts';

/** How much the tree tells when it is done, and what it needs of the world. */
export interface TreeOptions extends ClosingOptions {
  readonly diff: boolean;
  readonly verbosity: number;
  readonly now: () => number;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

function drawPlay(slots: PlaySlots, view: RunView, index: number, frame: Frame): void {
  const play = view.plays[index];
  if (!play) return;
  const halted = index === view.plays.length - 1 ? interruptedRow(view, frame) : undefined;
  slots.play.show(playRow(play, view.check, frame) + (halted === undefined ? '' : ` · ${halted}`));
  const batch = play.state === 'running' ? play.batch : undefined;
  slots.done.show(batch && doneRow(play, frame));
  slots.batch.show(batch && batchRow(batch, frame));
  const rows = batch ? windowOf(batch, frame) : [];
  for (const [row, slot] of slots.window.entries()) slot.show(rows[row]);
}

/**
 * The tree: play → batch → a window of at most ten rows, drawn at most five times a second. Events only change a small
 * view; listr2 gets a fixed number of rows whatever the number of hosts, because it measures all of them each time.
 */
export function treeReporter(output: Output, options: TreeOptions): Reporter {
  const view = emptyView();
  const after = afterwards(options.diff || options.verbosity > 0);
  const { colours } = output;
  const begins: PromiseWithResolvers<void>[] = [];
  const slots: PlaySlots[] = [];
  const end = Promise.withResolvers<void>();
  let news: string[] = [];
  let frames = 0;
  let recap: Recap | undefined;
  let shown: Promise<unknown> = Promise.resolve();

  function draw(): void {
    const frame = { now: options.now(), spin: spinner[frames++ % spinner.length] ?? '', colours };
    for (const [index, each] of slots.entries()) drawPlay(each, view, index, frame);
  }

  function start(plays: number): void {
    for (let index = 0; index < plays; index++) {
      const begin = Promise.withResolvers<void>();
      begins.push(begin);
      slots.push(playSlots(begin.promise, end.promise));
    }
    const pace = new Pace(draw);
    const list = new Listr(
      slots.map(({ play }) => play.task),
      {
        concurrent: true,
        exitOnError: false,
        // Ctrl-C belongs to the run, which stops in order; listr2 would end the process.
        registerSignalListeners: false,
        fallbackRendererCondition: false,
        renderer: pacedRenderer(pace, takeNews),
        rendererOptions: {
          spinner: pace,
          icon: blankIcons(),
          formatOutput: 'truncate',
          logger: new ListrLogger({
            processOutput: new ProcessOutput(options.stdout, options.stderr, { leaveEmptyLine: false }),
          }),
        },
      },
    );
    shown = list.run();
  }

  function takeNews(): string[] {
    const taken = news;
    news = [];
    return taken;
  }

  const detail = () => ({ check: view.check, diff: options.diff, verbosity: options.verbosity, colours });

  const listener: EventListener = (event) => {
    follow(view, event);
    after.listen(event);
    if (event.type === 'task.finished') news.push(...after.take(event.task.id, detail()));
    if (event.type === 'run.started') start(event.plays);
    else if (event.type === 'play.started') begins[view.plays.length - 1]?.resolve();
    else if (event.type === 'run.finished') recap = event.recap;
  };

  return {
    listener,
    async close() {
      draw();
      for (const begin of begins) begin.resolve();
      end.resolve();
      await shown;
      const told = [...takeNews(), ...after.lines(detail())];
      if (told.length > 0) writeLines(output, ['', ...told]);
      if (recap) writeLines(output, closingLines(recap, view.check, options, output));
    },
  };
}
