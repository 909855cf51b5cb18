import { didYouMean } from '../errors/suggest.ts';
import { nodeInWords, type SourceNode } from '../source/node.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { nothingInherited } from './inherited.ts';
import type { KeywordName } from './keywords.ts';
import type { Parser } from './parser.ts';
import { readNodes } from './read-block.ts';
import { readSerial } from './read-serial.ts';
import { readTask } from './read-task.ts';
import type { Play, Task } from './types.ts';

/** Reads one play; undefined where it is too wrong to go on with. */
export function readPlay(node: SourceNode, index: number, parser: Parser): Play | undefined {
  const { reader } = parser;
  if (node.kind !== 'map') {
    reader.problem(
      node.place,
      'playbook/shape',
      `a play is a mapping, not ${nodeInWords(node)}`,
      'Write "- hosts: …".',
    );
    return undefined;
  }
  const entries = entriesOf(node, 'play', reader);
  refuseOthers(entries, 'play', reader);
  const value = (name: KeywordName) => entries.keywords.get(name)?.value;
  const hostsNode = value('hosts');
  if (hostsNode === undefined) {
    reader.problem(node.place, 'playbook/shape', 'the play does not say its hosts', 'Add "hosts: GROUP".');
  }
  const hosts = hostsNode === undefined ? '' : readHosts(hostsNode, parser);
  const [name, vars, serial, share, fatal, tags] = (
    ['name', 'vars', 'serial', 'max_fail_percentage', 'any_errors_fatal', 'tags'] as const
  ).map(value);
  const own = { ...nothingInherited, tags: tags === undefined ? [] : reader.names(tags, 'tags') };
  parser.notified.length = 0;
  const section = (key: 'pre_tasks' | 'tasks' | 'post_tasks') =>
    readNodes(value(key), key, String(index), own, parser);
  const play: Play = {
    position: node.place.position,
    name: (name && reader.text(name, 'name')) ?? hosts,
    hosts,
    vars: vars === undefined ? {} : parser.layer(vars, 'vars'),
    serial: serial === undefined ? [] : readSerial(serial, reader),
    maxFailPercentage: share && percentage(share, parser),
    anyErrorsFatal: fatal !== undefined && reader.boolean(fatal, 'any_errors_fatal'),
    tags: own.tags,
    preTasks: section('pre_tasks'),
    tasks: section('tasks'),
    postTasks: section('post_tasks'),
    handlers: readHandlers(value('handlers'), index, own.tags, parser),
  };
  checkNotified(play, parser);
  return play;
}

function percentage(node: SourceNode, parser: Parser): number | undefined {
  const text = node.kind === 'scalar' ? String(node.value).trim().replace(/%$/, '') : '';
  const share = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share <= 100) return share;
  parser.reader.shape(node, 'max_fail_percentage', 'a number from 0 to 100');
  return undefined;
}

/** A pattern, or a list of patterns. */
function readHosts(node: SourceNode, parser: Parser): string {
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes
    .map((each) => {
      const pattern = parser.reader.text(each, 'hosts') ?? '';
      if (!pattern.includes('{{')) return pattern;
      const message = 'hosts cannot be a template: it is read before there is a host with variables';
      parser.reader.problem(
        each.place,
        'playbook/shape',
        message,
        'Write a group, and narrow it with --limit.',
      );
      return '';
    })
    .filter((pattern) => pattern !== '')
    .join(',');
}

function readHandlers(
  list: SourceNode | undefined,
  play: number,
  tags: readonly string[],
  parser: Parser,
): Task[] {
  if (list === undefined) return [];
  const items = parser.reader.list(list, 'handlers')?.items ?? [];
  return items.flatMap((node, index) => {
    if (node.kind === 'map' && node.entries.some(({ key }) => key === 'block')) {
      parser.reader.problem(node.place, 'playbook/shape', 'a handler is a task, not a block');
      return [];
    }
    return (
      readTask(node, `${play}.handlers.${index}`, { ...nothingInherited, tags }, 'handler', parser) ?? []
    );
  });
}

function checkNotified(play: Play, parser: Parser): void {
  const known = new Set(play.handlers.flatMap((handler) => [parser.literalName(handler), ...handler.listen]));
  for (const { name, place } of parser.notified) {
    if (known.has(name) || name.includes('{{')) continue;
    const names = [...known].filter((each): each is string => each !== undefined);
    parser.reader.problem(
      place,
      'playbook/unknown-handler',
      `notify names "${name}", and the play has no such handler.${didYouMean(name, names)}`,
      names.length === 0 ? 'Add it below "handlers:".' : `Handlers here: ${names.join(', ')}.`,
    );
  }
}
