function Probe($p) { [ordered]@{ boot = (Get-BootTime).boot; reasons = @(Get-RebootReason) } }

function Get-RebootReason {
  $windows = 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion'
  if (Test-RegistryKey "$windows\Component Based Servicing\RebootPending") { 'component servicing' }
  if (Test-RegistryKey "$windows\WindowsUpdate\Auto Update\RebootRequired") { 'Windows Update' }
  if ((Get-RegistryValue 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager' 'PendingFileRenameOperations').exists) { 'files to be renamed' }
  if (Test-RegistryKey "$windows\Installer\InProgress") { 'an installation that was interrupted' }
}

function Restart($p) {
  $shutdown = [IO.Path]::Combine([Environment]::SystemDirectory, 'shutdown.exe')
  # 4:1: planned, application maintenance.
  $run = Invoke-Process -File $shutdown -Arguments @('/r', '/t', [string]$p.delay, '/c', $p.msg, '/d', 'p:4:1') -TimeLimit 60
  # 1190: a shutdown is under way already, which is as good.
  if ($run.exitCode -notin 0, 1190) { Fail-Call "shutdown.exe ended with exit code $($run.exitCode): $(($run.stderr + $run.stdout).Trim())" @{ rc = $run.exitCode } }
  @{ rc = $run.exitCode }
}

function Test($p) {
  $arguments = [string[]]::new($p.argv.Length - 1)
  [Array]::Copy($p.argv, 1, $arguments, 0, $arguments.Length)
  $run = Invoke-Process -File $p.argv[0] -Arguments $arguments -TimeLimit 55
  if ($run.timedOut) { Fail-Call 'it did not end within 55 s' }
  if ($run.exitCode -ne 0) { Fail-Call "it ended with exit code $($run.exitCode)" }
  @{ rc = 0 }
}
