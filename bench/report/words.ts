/** What stands above the figures. */
export const intro = `gorun beside Ansible and Ansible with Mitogen, on the same hosts, doing the same work; then gorun alone with
fleets of up to 10,000 simulated hosts. All of it can be measured anew on a machine of your own (Debian 12, root, Node 20 or newer):

\`\`\`sh
npm run bench                                                  # what the goals below are about: about an hour
npm run bench -- --all                                         # all sizes, cases and tools: some hours
npm run bench -- --quick                                       # a first look: about 5 minutes
npm run bench -- --only 50,100 --cases unchanged,changed --tools gorun,ansible-linear,mitogen-linear
npm run bench -- --report                                      # writes this page anew from bench/results
sh scripts/with-node.sh bench/scale.ts --json bench/results/scale.json
sh scripts/with-node.sh bench/latency.ts --json bench/results/latency.json
sh scripts/with-node.sh bench/startup.ts --json bench/results/startup.json
sh scripts/with-node.sh bench/windows.ts --json bench/results/windows.json
\`\`\`

What was measured is written down run by run, in [bench/results](../bench/results): a bench that was stopped goes on with \`--continue\`.`;

/** What distance costs. */
export const latencyWords = `The workload with nothing to change, over ways that add to every round trip. What a run takes more for each round trip
that takes longer is how often it waits for its hosts; \`ssh HOST true\` shows how often that is only to connect, log in and start a command.`;

/** What can be compared on Windows. */
export const windowsWords = `Twenty tasks that have PowerShell say a word, on Windows hosts of the lab (Wine). Of Ansible only \`raw\` works there, which starts
PowerShell once for a task; its modules start it at least twice and compile C#. gorun's worker is one PowerShell for the whole run.`;

/** What the simulated fleets are. */
export const scaleWords = `Simulated Windows hosts answer the worker's protocol line by line, each with a state of its own that steps
change; everything on this side is the whole tool: playbook, inventory, engine, the worker's client, report and log, with 50 forks. “In
process” counts the simulation as well; “tcp” are sockets of loopback to one other process that plays all hosts. The playbook is
\`upgrade.yml\` with a file from a template: six tasks. “2 % bad”: of a hundred hosts one fails and one answers no more, and both are rolled
back where something was done; a host that answers no more holds its fork for 30 s, and what others had answered before that is then asked for again (a
second round trip). “Alive” is what a host holds in memory while all connections are open. The exponent says how cost grows with hosts: 1
is linear.`;

/** What stands below them. */
export const howMeasured = `**Hosts.** The Linux hosts of the lab: each an OpenSSH server of its own on an address of loopback, with its own root
directory, in memory (a shared disk would make each pay for what was removed before its turn). They share the machine with the controller: half of
what controller and hosts use together of two cores is time that no tool can be faster than, and a tool that keeps the hosts less busy is also
waited for less. The ratios hold for one machine and would differ with hosts elsewhere.

**Work.** Six tasks: which Go is there; the lab’s archive of Go (7 MB, without most sources) by HTTP, with its SHA-256; unpacked to a folder of its version (gorun takes the quickest of what a host has for that: here zstd, where it is installed; Ansible always takes gzip); a line in a file of
/etc/profile.d; the unpacked go says its version; a file of 20 lines from a template. Ansible's playbook has \`creates\`, \`checksum\` and no facts
gathered, as somebody writes it who wants it fast ([ansible-files.ts](../bench/peers/ansible-files.ts); gorun's: [gorun-files.ts](../bench/peers/gorun-files.ts)).
“20 tasks that run true” have nothing to compare: each costs what a task costs.

**Peers at their best.** Pipelining, 50 forks (“wide”: as many as hosts), the strategies linear and free, the interpreter given,
control connections that outlive a run (“connections open”: a run before has opened them, gorun's with \`--persist\`; Mitogen has none such). The same key exchange,
curve25519, for all. Versions are Debian's. pyinfra is neither in Debian nor on npm, so it is missing here.

**Windows hosts.** The workload cannot be compared on the lab's Windows hosts: over SSH Ansible's \`raw\` works there, but its modules do not start, for they
call a second PowerShell by name, load cmdlets and compile C#, none of which the lab's PowerShell has.

**In turn.** Round after round each tool runs once, every other round the other way about; before “all change” every host is made as it was. A
run counts only if its own recap says that every host did what it should. Medians, with the least and the most in parentheses.

**Figures.** Wall time from start to end of the process. CPU is user and system time of the controller's whole process tree, ssh
clients and control connections included: what has ended by wait4(2), as the subreaper of all
orphans, what runs on by /proc. The hosts' CPU is that of all their processes, sshd and logins included, by /proc. Memory is the most that all processes of the tree had at one time, looked at up to ten times a second: the private pages of each, and
the shared ones of the process that has most of them, once.`;
