function Get-Source([string]$path) { [IO.Path]::GetFullPath([Environment]::ExpandEnvironmentVariables($path)) }

function Probe($p) {
  $installer = New-MsiInstaller
  try {
    $source = $null
    $code = $p.product_id
    $related = @()
    if ($null -ne $p.path) {
      $path = Get-Source $p.path
      $there = [IO.File]::Exists($path)
      $source = [ordered]@{
        exists = $there; sha256 = $(if ($there -and $p.hash) { Get-FileSha256 $path } else { $null })
        package = $(if ($there) { Read-MsiFile $installer $path } else { $null })
      }
      if ($null -ne $source.package -and $null -eq $source.package.problem) {
        if ($null -eq $code) { $code = $source.package.productCode }
        $related = Get-Replaced $installer $source.package $code
      }
    }
    [ordered]@{
      administrator = Test-Administrator; source = $source
      product = $(if ($code) { Get-MsiProduct $installer $code } else { $null })
      related = $related
    }
  } finally { Close-ComObject $installer }
}

# Other products under the same UpgradeCode.
function Get-Replaced($installer, $package, [string]$code) {
  if (-not $package.upgradeCode) { return , @() }
  , @(foreach ($product in (Get-MsiProducts $installer (Get-RelatedProducts $installer $package.upgradeCode))) { if ($product.productCode -ne $code) { $product } })
}

function Apply($step) {
  $a = $step.args
  switch ($step.action) {
    'install' { return Install-Package $a }
    'uninstall' { return Uninstall-Package $a }
    'restore' {
      $problem = Restore-MsiProducts $a.wanted $a.unwanted $a.properties $a.timeLimit
      if ($null -ne $problem) { Fail-Call "going back failed: $problem" @{} 'Mend the host by hand.' }
      return @{}
    }
    default { throw "win_package has no action $($step.action)" }
  }
}

# The package on this host: loaded where it is on the web, and checked to be what was planned.
function Get-Package($a) {
  if (-not $a.download) {
    $path = Get-Source $a.path
    if ($a.checksum -and (Get-FileSha256 $path) -cne $a.checksum) { Fail-Call "$path is not the file any more that was checked" @{ path = $path } 'Run again.' }
    return $path
  }
  $path = [IO.Path]::Combine((Get-StateFolder 'cache\packages'), "$($a.checksum).msi")
  if ([IO.File]::Exists($path) -and (Get-FileSha256 $path) -ceq $a.checksum) { return $path }
  $what = @{ url = $a.path; size = $null; checksum = $a.checksum; algorithm = 'sha256'; proxy = $null; retries = 4; stall = 30; source = 'the task' }
  [void](Receive-CheckedFile $what "$path.part")
  Move-FileAtomic "$path.part" $path
  $path
}

function Install-Package($a) {
  $path = Get-Package $a
  $installer = New-MsiInstaller
  try {
    $package = Read-MsiFile $installer $path
    if ($null -ne $package.problem) { Fail-Call "$path cannot be used: $($package.problem)" @{ path = $path } }
    if ($package.productCode -ne $a.productCode) { Fail-Call "$path is the product $($package.productCode), not $($a.productCode)" @{ path = $path } 'Mend product_id.' }
    $wanted = @(foreach ($product in (Get-Replaced $installer $package $a.productCode)) { $saved = Save-MsiPackage $product; if ($null -ne $saved) { $saved } })
  } finally { Close-ComObject $installer }
  Write-WayBack $a.productCode $wanted
  $log = Get-Log $a.log
  Complete-Install $a $wanted (Invoke-Msiexec 'install' "/i $(ConvertTo-CommandLine @(, $path))$(Get-MsiProperties $a.properties)" $a.timeLimit $log)
}

# What an undo is to bring back, written down before msiexec runs: after a broken connection another worker must know it.
function Write-WayBack([string]$code, $wanted) {
  Write-TextFile ([IO.Path]::Combine((Get-StateFolder 'cache\kept'), "$code.back.json")) (ConvertTo-Wire @($wanted))
}

function Read-WayBack([string]$code) {
  $path = [IO.Path]::Combine((Get-StateFolder 'cache\kept'), "$code.back.json")
  , @(if ([IO.File]::Exists($path)) { foreach ($one in (ConvertFrom-Wire (Read-TextFile $path))) { $one } })
}

function Get-Log($log) {
  if ($null -eq $log) { return $null }
  $path = Get-Source $log
  [void](New-Folder ([IO.Path]::GetDirectoryName($path)))
  $path
}

function Test-Installed([string]$code) {
  $installer = New-MsiInstaller
  try { $null -ne (Get-MsiProduct $installer $code) } finally { Close-ComObject $installer }
}

function Get-RunData($run) {
  [ordered]@{ exitCode = $run.exitCode; rebootRequired = ($run.exitCode -eq 3010 -or $run.exitCode -eq 1641); log = $run.log; tries = $run.tries; ms = $run.ms }
}

function Get-RunOutcome($run) {
  $outcome = @{ data = (Get-RunData $run) }
  if ($outcome.data.rebootRequired) { $outcome.warnings = @("$(Get-MsiWords $run.exitCode): restart the host with win_reboot") }
  $outcome
}

# Success, or a failure after which the host has what it had.
function Complete-Install($a, $wanted, $run) {
  $there = Test-Installed $a.productCode
  # Nobody saw the exit code of a run whose connection broke: then what is there counts.
  $ended = -not $run.timedOut -and ($null -eq $run.exitCode -or $a.codes -contains $run.exitCode)
  if ($there -and $ended) {
    $outcome = Get-RunOutcome $run
    $outcome.undo = @{ wanted = @($wanted) }
    return $outcome
  }
  $failure = Get-MsiFailure $run $a.timeLimit
  $why = $(if ($ended) { "$($failure.why), but the product is not there" } else { $failure.why })
  $problem = Restore-MsiProducts $wanted $a.productCode @() $a.timeLimit
  $stands = $(if ($null -ne $problem) { "going back failed: $problem" } else { 'what was installed before stands' })
  Fail-Call "$($a.path) could not be installed: $why; $stands$($failure.said)" ([ordered]@{ rc = $run.exitCode; timedOut = $run.timedOut; tries = $run.tries; log = $run.log; lines = @($failure.lines); undo = @{ wanted = @($wanted) } }) $failure.fix
}

function Uninstall-Package($a) {
  $installer = New-MsiInstaller
  try { $product = Get-MsiProduct $installer $a.productCode } finally { Close-ComObject $installer }
  $saved = $(if ($null -ne $product) { Save-MsiPackage $product } else { $null })
  $wanted = @(if ($null -ne $saved) { $saved })
  Write-WayBack $a.productCode $wanted
  Complete-Uninstall $a $wanted (Invoke-Msiexec 'uninstall' "/x $($a.productCode)$(Get-MsiProperties $a.properties)" $a.timeLimit (Get-Log $a.log))
}

function Complete-Uninstall($a, $wanted, $run) {
  $ended = -not $run.timedOut -and ($null -eq $run.exitCode -or $a.codes -contains $run.exitCode)
  if ($ended -and -not (Test-Installed $a.productCode)) {
    $outcome = Get-RunOutcome $run
    $outcome.undo = @{ wanted = @($wanted) }
    return $outcome
  }
  $failure = Get-MsiFailure $run $a.timeLimit
  Fail-Call "the product $($a.productCode) could not be uninstalled: $($failure.why)$($failure.said)" ([ordered]@{ rc = $run.exitCode; timedOut = $run.timedOut; log = $run.log; lines = @($failure.lines); undo = @{ wanted = @($wanted) } }) $failure.fix
}

# The connection broke while msiexec ran; it has ended since, with exitCode null where nobody saw how.
function Settle($p) {
  $a = $p.args.args
  $run = @{ exitCode = $p.exitCode; timedOut = $false; tries = 1; log = $p.log; ms = 0 }
  if ($p.args.action -ceq 'restore') { throw 'only what the host is like now can tell' }
  $wanted = Read-WayBack $a.productCode
  if ($p.args.action -ceq 'install') { Complete-Install $a $wanted $run } else { Complete-Uninstall $a $wanted $run }
}
