import type { SourceNode } from '../../source/node.ts';
import type { SerialStep } from '../types.ts';
import type { Reader } from './reader.ts';

/** Reads `serial`: 2, "30%", or a list of these. */
export function readSerial(node: SourceNode, reader: Reader): SerialStep[] {
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes.flatMap((each): SerialStep[] => {
    const step = serialStep(each);
    if (step === undefined) {
      reader.shape(
        each,
        'serial',
        'a number of hosts from 1, or a percentage',
        'Write 2, "30%", or [1, "50%"].',
      );
      return [];
    }
    return [step];
  });
}

function serialStep(node: SourceNode): SerialStep | undefined {
  if (node.kind !== 'scalar') return undefined;
  const text = String(node.value).trim();
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percent !== undefined) {
    const share = Number(percent);
    return share > 0 && share <= 100 ? { percent: share } : undefined;
  }
  return /^[1-9]\d*$/.test(text) ? { hosts: Number(text) } : undefined;
}
