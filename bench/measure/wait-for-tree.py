# Runs a program and writes what it and all that it started cost: python3 wait-for-tree.py SECONDS RESULT MARK PROGRAM [ARG ...]
# MARK (NAME=VALUE) stands in the environment of the program, but not in that of this process, which is none of its own.
# Orphans become children of this process (PR_SET_CHILD_SUBREAPER), so that wait4(2) accounts for them as well.
import ctypes, json, os, resource, signal, sys, time

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
seconds, result, mark, *argv = sys.argv[1:]
name, value = mark.split("=", 1)
began = time.monotonic()
main = os.posix_spawn(argv[0], argv, {**os.environ, name: value}, setpgroup=0)
signal.signal(signal.SIGALRM, lambda *_: os.killpg(main, signal.SIGKILL))
signal.alarm(int(seconds))
while True:
    pid, status = os.waitpid(-1, 0)
    if pid == main:
        break
wall = time.monotonic() - began
signal.alarm(0)
# What has ended already; what runs on (control connections) is read from /proc by who started this.
while True:
    try:
        pid, _ = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        break
    if pid == 0:
        break
used = resource.getrusage(resource.RUSAGE_CHILDREN)
exit = os.waitstatus_to_exitcode(status)
with open(result, "w") as file:
    json.dump({"exit": exit, "wall": wall, "user": used.ru_utime, "system": used.ru_stime, "largest": used.ru_maxrss / 1024}, file)
