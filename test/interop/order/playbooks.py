"""Does what /usr/bin/ansible-playbook does, once for each line of standard input, in a fork of its own.

Loading Ansible takes far longer than running a playbook on hosts that are this machine; so it is loaded once. A request is
{"args", "cwd", "input"}; what the run says goes to the files `out` and `err` in its folder; the answer is its exit code.
"""

import json
import os
import sys

from ansible.cli.playbook import PlaybookCLI


def run(request):
    os.chdir(request["cwd"])
    with open("in", "w") as told:
        told.write(request["input"])
    for name, number, how in (
        ("in", 0, os.O_RDONLY),
        ("out", 1, os.O_WRONLY | os.O_CREAT),
        ("err", 2, os.O_WRONLY | os.O_CREAT),
    ):
        os.dup2(os.open(name, how, 0o600), number)
    try:
        PlaybookCLI.cli_executor(["ansible-playbook", *request["args"]])
        code = 0
    except SystemExit as end:
        code = end.code or 0
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(json.loads(line))
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
