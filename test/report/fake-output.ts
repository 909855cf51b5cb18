import { palette } from '../../src/report/colours.ts';
import type { Output } from '../../src/report/output.ts';

/** An output that keeps what was written. */
export interface FakeOutput extends Output {
  text(): string;
}

/** A terminal of a given width that shows no colours unless asked. */
export function fakeOutput(columns = 100, colour: 0 | 1 = 0): FakeOutput {
  let text = '';
  return {
    write: (more) => {
      text += more;
    },
    columns: () => columns,
    colours: palette(colour),
    text: () => text,
  };
}
