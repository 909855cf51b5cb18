"""Does what /usr/bin/ansible, ansible-inventory and ansible-playbook do, once for each line of standard input, in a fork of its own.

Loading Ansible takes far longer than what it is asked for here; so it is loaded once. A request is
{"program", "args", "cwd", "files", "input"}; what the program says goes to `out` and `err` in the folder `files`; the answer is its
exit code.
"""

import json
import os
import sys

from ansible.cli.adhoc import AdHocCLI
from ansible.cli.inventory import InventoryCLI
from ansible.cli.playbook import PlaybookCLI

programs = {"ansible": AdHocCLI, "ansible-inventory": InventoryCLI, "ansible-playbook": PlaybookCLI}


def run(request):
    os.chdir(request["files"])
    with open("in", "w") as told:
        told.write(request["input"])
    for name, number, how in (
        ("in", 0, os.O_RDONLY),
        ("out", 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ("err", 2, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        os.dup2(os.open(name, how, 0o600), number)
    os.chdir(request["cwd"])
    try:
        programs[request["program"]].cli_executor([request["program"], *request["args"]])
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
