Probe() { say_go; }
