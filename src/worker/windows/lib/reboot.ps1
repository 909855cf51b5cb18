# What a task of win_reboot or reboot does. Needs: process, registry, pending-reboot.

function Get-RebootState { [ordered]@{ boot = (Get-BootTime).boot; reasons = (Get-PendingReboot) } }

function Start-Reboot($p) {
  # Asked again because the connection broke under the first word of it: that restart was it.
  if ($p.boot.StartsWith('services:') -and (Get-BootTime).boot -cne $p.boot) { return @{ rc = 0 } }
  $shutdown = [IO.Path]::Combine([Environment]::SystemDirectory, 'shutdown.exe')
  # 4:1: planned, application maintenance.
  $run = Invoke-Process -File $shutdown -Arguments @('/r', '/t', [string]$p.delay, '/c', $p.msg, '/d', 'p:4:1') -TimeLimit 60
  # 1190: a shutdown is under way already, which is as good.
  if ($run.exitCode -notin 0, 1190) { Fail-Call "shutdown.exe ended with exit code $($run.exitCode): $(($run.stderr + $run.stdout).Trim())" @{ rc = $run.exitCode } }
  @{ rc = $run.exitCode }
}

function Test-Reboot($p) {
  $arguments = [string[]]::new($p.argv.Length - 1)
  [Array]::Copy($p.argv, 1, $arguments, 0, $arguments.Length)
  $run = Invoke-Process -File $p.argv[0] -Arguments $arguments -TimeLimit 55
  if ($run.timedOut) { Fail-Call 'it did not end within 55 s' }
  if ($run.exitCode -ne 0) { Fail-Call "it ended with exit code $($run.exitCode)" }
  @{ rc = 0 }
}
