# What a restart is waited for. Needs: registry.

function Get-PendingReboot {
  $reasons = @()
  if (Test-RegistryKey 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending') { $reasons += 'component servicing' }
  if (Test-RegistryKey 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired') { $reasons += 'Windows Update' }
  if ((Get-RegistryValue 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager' 'PendingFileRenameOperations').exists) { $reasons += 'files to be renamed' }
  if (Test-RegistryKey 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\InProgress') { $reasons += 'an installation that was interrupted' }
  , @($reasons)
}
