# Installing Go so that no host is left without one. Needs: process, files, environment, msi, msiexec, go.

# The Go products under an UpgradeCode as they are now, with `whole`: whether the folder holds what the product says.
function Get-GoNow([string]$upgradeCode) {
  $installer = New-MsiInstaller
  try { $products = Get-GoProducts $installer $upgradeCode } finally { Close-ComObject $installer }
  foreach ($product in $products) {
    $folder = $(if ($product.installDir) { Get-GoFolder $product.installDir } else { $null })
    $product.whole = $null -ne $folder -and $folder.exe -and $folder.version -ceq $product.version
  }
  , @($products)
}

function Test-GoThere($now, [string]$version, [string]$arch, [string]$folder) {
  foreach ($product in $now) {
    if ($product.whole -and $product.version -ceq $version -and $product.arch -ceq $arch -and $product.installDir.TrimEnd('\') -eq $folder.TrimEnd('\')) { return $true }
  }
  $false
}

function Get-GoNames($now) {
  if ($now.Count -eq 0) { return 'no Go' }
  -join @(for ($index = 0; $index -lt $now.Count; $index++) {
      $(if ($index -gt 0) { ' and ' }) + "Go $($now[$index].version) $($now[$index].arch)" + $(if ($now[$index].whole) { '' } else { ' (incomplete)' })
    })
}

# INSTALLDIR must be passed on: the installer forgets where the old version was. A trailing backslash would escape the quote for some parsers.
function Get-InstallArguments([string]$msi, [string]$folder) {
  "/i $(ConvertTo-CommandLine @(, $msi)) $(Format-MsiProperty 'INSTALLDIR' $folder.TrimEnd('\'))"
}

# Makes the products under an UpgradeCode be exactly $wanted again (productCode, version, arch, msi, installDir), and PATH as it was.
# Returns what stands afterwards; `problem` is null or says what could not be done.
function Restore-Go([string]$upgradeCode, $wanted, $path, [int]$seconds) {
  $problem = $null
  $runs = @()
  foreach ($product in $wanted) {
    for ($round = 0; $round -lt 2; $round++) {
      $now = Get-GoNow $upgradeCode
      if (Test-GoThere $now $product.version $product.arch $product.installDir) { break }
      $msi = [Environment]::ExpandEnvironmentVariables($product.msi)
      if (-not [IO.File]::Exists($msi)) { $problem = "the kept installer of Go $($product.version) is gone: $msi"; break }
      # Registered but not whole, or in the way: it goes first.
      if ($round -gt 0) { foreach ($other in $now) { $runs += (Invoke-Msiexec 'uninstall' "/x $($other.productCode)" $seconds) } }
      elseif (@($now | & { process { if ($_.productCode -eq $product.productCode) { $_ } } }).Count -gt 0) { $runs += (Invoke-Msiexec 'uninstall' "/x $($product.productCode)" $seconds) }
      $run = Invoke-Msiexec "restore-$($product.version)" (Get-InstallArguments $msi $product.installDir) $seconds
      $runs += $run
      if ($script:MsiSuccess -notcontains $run.exitCode) { $problem = "Go $($product.version) could not be installed again: $(Get-MsiWords $run.exitCode), log $($run.log)" } else { $problem = $null }
    }
  }
  foreach ($product in (Get-GoNow $upgradeCode)) {
    $keep = $false
    foreach ($one in $wanted) { if ($one.version -ceq $product.version -and $one.arch -ceq $product.arch) { $keep = $true } }
    if (-not $keep) { $runs += (Invoke-Msiexec "uninstall-$($product.version)" "/x $($product.productCode)" $seconds) }
  }
  $now = Get-GoNow $upgradeCode
  foreach ($product in $wanted) {
    if (-not $problem -and -not (Test-GoThere $now $product.version $product.arch $product.installDir)) { $problem = "Go $($product.version) is not whole again" }
  }
  if (-not $problem -and $now.Count -ne @($wanted).Count) { $problem = "now there is $(Get-GoNames $now)" }
  [void](Set-StoredVariable 'machine' 'PATH' $path)
  @{ problem = $problem; now = $now; runs = $runs }
}

# After a run of msiexec that was to bring $a.version: success, or an end in which the host has the old Go.
function Complete-GoInstall($a, $run) {
  $now = Get-GoNow $a.upgradeCode
  $ended = $null -eq $run.exitCode -or $script:MsiSuccess -contains $run.exitCode
  if ($ended -and -not $run.timedOut -and (Test-GoThere $now $a.version $a.arch $a.target)) {
    [void](Set-StoredVariable 'machine' 'PATH' $a.path)
    $reboot = $run.exitCode -eq 3010 -or $run.exitCode -eq 1641
    $outcome = @{ data = [ordered]@{ exitCode = $run.exitCode; rebootRequired = $reboot; tries = $run.tries; log = $run.log; ms = $run.ms } }
    if ($reboot) { $outcome.warnings = @("$(Get-MsiWords $run.exitCode): restart the host with win_reboot") }
    return $outcome
  }
  $failure = Get-MsiFailure $run $a.timeLimit
  $why = $(if ($ended -and -not $run.timedOut) { "$($failure.why), but Go $($a.version) is not there" } else { $failure.why })
  $stood = Get-GoNames $now
  $isAsBefore = $now.Count -eq @($a.restore).Count
  foreach ($product in $a.restore) { if (-not (Test-GoThere $now $product.version $product.arch $product.installDir)) { $isAsBefore = $false } }
  $restored = $null
  if ($isAsBefore) {
    [void](Set-StoredVariable 'machine' 'PATH' $a.formerPath)
    $stands = "$stood stands as before"
  } else {
    Send-Progress @{ doing = "restore: the host has $stood" }
    $restored = Restore-Go $a.upgradeCode $a.restore $a.formerPath $a.timeLimit
    $stands = $(if ($restored.problem) { "the host was left with $stood; going back failed: $($restored.problem). Now it has $(Get-GoNames $restored.now)" }
      elseif (@($a.restore).Count -eq 0) { "the host was left with $stood; what was there of it is removed, PATH is as before" }
      else { "the host was left with $stood; $(Get-GoNames $restored.now) was installed again, PATH is as before" })
  }
  Fail-Call "Go $($a.version) could not be installed: $why; $stands$($failure.said)" ([ordered]@{
      exitCode = $run.exitCode; timedOut = $run.timedOut; tries = $run.tries; log = $run.log; lines = @($failure.lines)
      stood = @($now); restored = $(if ($null -eq $restored) { $null } else { $null -eq $restored.problem }); now = (Get-GoNow $a.upgradeCode)
    }) $failure.fix
}
