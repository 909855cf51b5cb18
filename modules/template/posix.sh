Probe() { say_put_state; }
Unsent() { say_unsent; }
Apply() { apply_put "$1"; }
