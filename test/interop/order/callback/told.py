"""Tells a run of ansible-playbook as one JSON object a line: what order.ts compares with gorun's events.

Surprising: Ansible starts a play anew for each batch of `serial`, also for one whose hosts have all failed before; a
task doesn't know in which part of a block it stands, so its uuid is looked for. Tasks of roles are shown as "ROLE : TASK"
but not named so. What include_tasks brings in counts as one more "ok" of the host for each file, include_role as none.
"""

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: told
type: stdout
short_description: events as JSON lines
description: One JSON object a line.
"""


def section(task):
    """`rescue` or `always` of the nearest block in whose rescue or always the task stands, else `tasks`."""
    # All on the way up: what an import brings in stands in the block's list, and has the import between it and the block.
    below, parent = [task], task._parent
    while parent is not None:
        for part in ("rescue", "always"):
            if any(one._uuid == child._uuid for one in getattr(parent, part, None) or [] for child in below):
                return part
        below.append(parent)
        parent = parent._parent
    return "tasks"


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "told"

    def tell(self, **event):
        print(json.dumps(event), flush=True)

    def v2_playbook_on_play_start(self, play):
        self.tell(type="play", name=play.get_name())

    def v2_playbook_on_task_start(self, task, is_conditional):
        if task.action != "meta":
            self.tell(type="task", id=task._uuid, name=task.name or task.action, module=task.action, section=section(task))

    def v2_playbook_on_handler_task_start(self, task):
        self.tell(type="task", id=task._uuid, name=task.name or task.action, module=task.action, section="handlers")

    def v2_playbook_on_include(self, included_file):
        for host in included_file._hosts:
            self.tell(type="include", host=host.name)

    def result(self, status, result, item=False):
        if item and result._task.action in ("include_tasks", "include_role"):
            # The tasks that it brings in show what there was a turn for.
            return
        if result._task.action == "meta":
            # Only where a condition keeps it from running; otherwise nothing is told.
            return
        told = result._result
        event = dict(type="result", id=result._task._uuid, host=result._host.name, status=status)
        if "msg" in told and "results" not in told:
            event["msg"] = told["msg"]
        if item:
            event["item"] = self._get_item_label(told)
        self.tell(**event)

    def v2_runner_on_ok(self, result):
        self.result("changed" if result._result.get("changed", False) else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.result("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_skipped(self, result):
        self.result("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self.result("ignored" if result._task.ignore_unreachable else "unreachable", result)

    def v2_runner_item_on_ok(self, result):
        self.result("changed" if result._result.get("changed", False) else "ok", result, True)

    def v2_runner_item_on_failed(self, result):
        self.result("ignored" if result._task.ignore_errors else "failed", result, True)

    def v2_runner_item_on_skipped(self, result):
        self.result("skipped", result, True)

    def v2_runner_retry(self, result):
        self.result("retry", result)

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            self.tell(type="recap", host=host, **stats.summarize(host))
