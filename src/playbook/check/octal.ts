import type { SourceNode } from '../../source/node.ts';
import type { Reader } from '../read/reader.ts';

/** `0644` is 420 to YAML 1.1 (and Ansible) and 644 to YAML 1.2: whoever writes it must say which is meant. */
export function refuseOctal(node: SourceNode, reader: Reader): void {
  if (node.kind === 'list') for (const item of node.items) refuseOctal(item, reader);
  else if (node.kind === 'map') for (const { value } of node.entries) refuseOctal(value, reader);
  else if (!node.quoted && typeof node.value === 'number' && /^[-+]?0\d/.test(node.written)) {
    const { written, value } = node;
    const fix = `Write "${written}" for a text, 0o${written.replace(/^[-+]?0+/, '')} for the octal number, or ${value}.`;
    reader.problem(
      node.place,
      'playbook/shape',
      `${written} is ${value} here, and an octal number in Ansible`,
      fix,
    );
  }
}
