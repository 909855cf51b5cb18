/** The version that the playbook wants. */
export const wanted = '1.21.13';

/** The one that hosts have before. */
export const former = '1.20.14';

/** The name of the template beside the playbook. */
export const templateName = 'go.env.hbs';

/**
 * `playbooks/upgrade.yml` with a file from a template: six tasks, rolled back as a whole where one fails.
 *
 * @param serial `"[1, \"10%\", \"100%\"]"`; undefined: all hosts at once.
 * @param index URL of the version index.
 */
export function upgradePlaybook(index: string, serial: string | undefined): string {
  return `
- name: Upgrade Go
  hosts: windows
  max_fail_percentage: 20
${serial === undefined ? '' : `  serial: ${serial}\n`}  vars:
    go_version: ${wanted}
    go_arch: amd64
    go_index: ${index}
    go_proxies: [https://proxy.example.com, direct]
  tasks:
    - name: See which Go is there
      go_version_fact:
      timeout: 1
    - name: Upgrade, or be as before
      block:
        - name: Have the installer on the host
          fetch_msi:
            version: "{{ go_version }}"
            arch: "{{ go_arch }}"
            index: "{{ go_index }}"
        - name: Install Go
          msi_install:
            version: "{{ go_version }}"
            arch: "{{ go_arch }}"
          timeout: 1
        - name: Keep PATH tidy
          env_path:
            scope: machine
            tidy: true
        - name: Say how Go is to work here
          win_template:
            src: ${templateName}
            dest: C:\\ProgramData\\go.env
        - name: Prove that it works
          verify:
            version: "{{ go_version }}"
            arch: "{{ go_arch }}"
      rescue:
        - name: Take back what was done
          rollback:
        - name: Say why
          debug:
            msg: "{{ failed_task.name }}: {{ failed_result.message }}"
`;
}

/** Twenty lines with what differs from host to host. */
export const template = `# Written by gorun for {{ inventory_hostname }}
GOOS=windows
GOARCH={{ go_arch }}
GOVERSION=go{{ go_version }}
GOTOOLCHAIN=local
GOPROXY={{#each go_proxies}}{{ this }},{{/each}}off
GONOSUMDB=*.example.com
GOPRIVATE=*.example.com
GOFLAGS=-mod=readonly
GOCACHE=D:\\cache\\{{ inventory_hostname }}
GOMODCACHE=D:\\mod
GOTMPDIR=D:\\tmp
GOTELEMETRY=off
GOSUMDB=sum.example.com
CGO_ENABLED=0
GOAMD64=v2
GOEXPERIMENT=
GOWORK=off
GODEBUG=
# {{ zone }}
`;

/** An inventory of so many hosts, as the tool reads it. */
export function inventoryText(names: readonly string[]): string {
  const hosts = names.map((name, index) => `    ${name}:\n      ansible_host: 10.0.0.${index % 256}`);
  return `windows:\n  vars:\n    zone: one\n    ansible_user: admin\n  hosts:\n${hosts.join('\n')}\n`;
}

/** Names of the simulated hosts. */
export const hostNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `host-${index + 1}`);
