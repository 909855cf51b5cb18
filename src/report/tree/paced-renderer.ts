import { DefaultRenderer, Spinner } from 'listr2';

/** Five updates a second: more is not seen, and each one measures every row. */
export const frameMs = 200;

/** The renderer's clock: draws a frame on each tick and lets the renderer show it; changes in between wait. */
export class Pace extends Spinner {
  open = false;
  readonly #draw: () => void;

  constructor(draw: () => void) {
    super();
    this.#draw = draw;
  }

  /** Rows have their own spinner in their titles. */
  override fetch(): string {
    return '';
  }

  override start(show?: () => void): void {
    super.start(() => {
      this.#draw();
      if (show) this.let(show);
    }, frameMs);
  }

  /** Runs something during which the renderer may write. */
  let(show: () => void): void {
    this.open = true;
    try {
      show();
    } finally {
      this.open = false;
    }
  }
}

/** As much of log-update as is used here. */
interface LogUpdate {
  (text: string): void;
  done(): void;
}

/**
 * listr2's default renderer, which would render anew for every title that changes, held to the pace. `news`: lines to
 * leave above the tree, each given once.
 */
export function pacedRenderer(pace: Pace, news: () => string[]): typeof DefaultRenderer {
  return class PacedRenderer extends DefaultRenderer {
    // Whether there is a terminal was decided before; listr2 would look at process.stdout and fall back.
    static override nonTTY = true;

    override update(): void {
      if (!pace.open) return;
      const lines = news();
      if (lines.length > 0) {
        // listr2 keeps its log-update private: news takes the place of the frame and stays; the frame comes anew below.
        const { updater } = this as unknown as { readonly updater: LogUpdate };
        updater(lines.join('\n'));
        updater.done();
      }
      super.update();
    }
  };
}
