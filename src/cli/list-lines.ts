import { count } from '../report/host-list.ts';
import type { Output } from '../report/output.ts';
import { shown } from '../report/shown.ts';
import { listTasks } from '../run/list-tasks.ts';
import type { PreparedRun } from '../run/prepare.ts';

/** `--list-hosts` */
export function hostLines(prepared: PreparedRun): string[] {
  return prepared.playbook.plays.flatMap((play) => {
    const hosts = prepared.hostsOf(play.hosts);
    return [
      `${shown(play.name)}: ${count(hosts.length, 'host')}`,
      ...hosts.map((host) => `  ${shown(host)}`),
    ];
  });
}

/** `--list-tasks` */
export function taskLines({ playbook, request }: PreparedRun, { colours }: Output): string[] {
  return listTasks(playbook, request).flatMap(({ name, hosts, tasks }) => [
    `${shown(name)} (${shown(hosts)}): ${count(tasks.length, 'task')}`,
    ...tasks.map((task) => {
      const tags = task.tags.length === 0 ? '' : ` [${shown(task.tags.join(', '))}]`;
      const place = colours.faint(` (${shown(`${task.position.file}:${task.position.line}`)})`);
      return `  ${shown(task.name)}${tags}${place}`;
    }),
  ]);
}

/** `--list-tags` */
export function tagLines({ playbook, request }: PreparedRun): string[] {
  return listTasks(playbook, request).map(({ name, tags, tasks }) => {
    const all = new Set([...tags, ...tasks.flatMap((task) => task.tags)]);
    return `${shown(name)}: ${all.size === 0 ? 'no tags' : shown([...all].sort().join(', '))}`;
  });
}
