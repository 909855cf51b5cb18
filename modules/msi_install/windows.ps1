# The packages that could bring a product back: gorun's cache by its name, one that was kept, Windows Installer's own copy.
function Get-WaysBack($installer, $products) {
  $cache = [IO.Path]::Combine((Get-StateRoot), 'cache')
  , @(foreach ($product in $products) {
      $places = @(
        , @('cache', [IO.Path]::Combine($cache, "go$($product.version).windows-$($product.arch).msi"))
        , @('kept', [IO.Path]::Combine($cache, 'kept', "$($product.productCode).msi"))
        , @('installer', $product.package)
      )
      foreach ($place in $places) {
        if (-not $place[1] -or -not [IO.File]::Exists($place[1])) { continue }
        $package = Read-MsiFile $installer $place[1]
        [ordered]@{ productCode = $product.productCode; from = $place[0]; path = $place[1]; size = ([IO.FileInfo]::new($place[1])).Length; package = $package }
      }
    })
}

function Probe($p) {
  $go = Get-GoState
  $path = [IO.Path]::GetFullPath([Environment]::ExpandEnvironmentVariables($p.src))
  $there = [IO.File]::Exists($path)
  $installer = New-MsiInstaller
  try {
    [ordered]@{
      go = $go
      source = [ordered]@{
        path = $path; exists = $there; size = $(if ($there) { ([IO.FileInfo]::new($path)).Length } else { 0 })
        sha256 = $(if ($there -and $p.hash) { Get-FileSha256 $path } else { $null })
        package = $(if ($there) { Read-MsiFile $installer $path } else { $null })
      }
      ways = (Get-WaysBack $installer $go.products)
    }
  } finally { Close-ComObject $installer }
}

function Apply($step) {
  $a = $step.args
  switch ($step.action) {
    'keep' { return Save-OldPackage $a }
    'forget' { [void](Remove-FileSafely ([Environment]::ExpandEnvironmentVariables($a.path))); return @{} }
    'set_aside' { return Move-Aside $a.folder }
    'put_back' { return Move-Back $a }
    'install' { return Install-Go $a }
    'uninstall' { return Uninstall-Go $a }
    'restore' {
      $done = Restore-Go $a.upgradeCode $a.restore $a.path $a.timeLimit
      if ($done.problem) { Fail-Call "going back failed: $($done.problem). The host has $(Get-GoNames $done.now)" @{ now = @($done.now) } 'Install Go on this host by hand.' }
      return @{ data = @{ now = (Get-GoNames $done.now) } }
    }
    default { throw "msi_install has no action $($step.action)" }
  }
}

# The connection broke while msiexec ran; it has ended since, with exitCode null where nobody saw how.
function Settle($p) {
  if ($p.args.action -cne 'install') { throw 'only what the host is like now can tell' }
  Complete-GoInstall $p.args.args @{ exitCode = $p.exitCode; timedOut = $false; tries = 1; log = $p.log; ms = 0 }
}

function Install-Go($a) {
  $src = [IO.Path]::GetFullPath([Environment]::ExpandEnvironmentVariables($a.src))
  if ($a.sha256 -and (Get-FileSha256 $src) -cne $a.sha256) { Fail-Call "$src is not the file any more that was checked" @{ path = $src } 'Run again.' }
  foreach ($product in $a.restore) {
    $msi = [Environment]::ExpandEnvironmentVariables($product.msi)
    if (-not [IO.File]::Exists($msi)) { Fail-Call "the kept installer of Go $($product.version) is gone: $msi" @{ path = $msi } 'Run again; nothing was touched.' }
  }
  # The very package again (files are missing, or the folder changes): Windows Installer would only look at what is registered.
  $installer = New-MsiInstaller
  try { $code = [string](Read-MsiFile $installer $src).productCode } finally { Close-ComObject $installer }
  foreach ($product in (Get-GoNow $a.upgradeCode)) {
    if ($product.productCode -ne $code) { continue }
    $run = Invoke-Msiexec "uninstall-$($product.version)" "/x $code" $a.timeLimit
    if ($script:MsiSuccess -notcontains $run.exitCode) { Complete-GoInstall $a $run }
  }
  Complete-GoInstall $a (Invoke-Msiexec "go$($a.version)" (Get-InstallArguments $src $a.target) $a.timeLimit)
}

function Uninstall-Go($a) {
  $run = Invoke-Msiexec "uninstall-$($a.version)" "/x $($a.productCode)" $a.timeLimit
  $left = @(foreach ($product in (Get-GoNow $a.upgradeCode)) { if ($product.productCode -eq $a.productCode) { $product } })
  if ($left.Count -eq 0 -and -not $run.timedOut) {
    [void](Set-StoredVariable 'machine' 'PATH' $a.path)
    return @{ data = [ordered]@{ exitCode = $run.exitCode; rebootRequired = ($run.exitCode -eq 3010 -or $run.exitCode -eq 1641); log = $run.log; ms = $run.ms } }
  }
  $failure = Get-MsiFailure $run $a.timeLimit
  [void](Set-StoredVariable 'machine' 'PATH' $a.formerPath)
  Fail-Call "Go $($a.version) could not be uninstalled: $($failure.why)$($failure.said)" ([ordered]@{ exitCode = $run.exitCode; log = $run.log; lines = @($failure.lines) }) $failure.fix
}

function Prepare($p) {
  $to = [Environment]::ExpandEnvironmentVariables($p.to)
  [void](New-Folder ([IO.Path]::GetDirectoryName($to)))
  [ordered]@{ incoming = "$to.incoming" }
}

# Copies (or loads) the old version's package before anything is touched, and makes sure that it is the right one and whole.
function Save-OldPackage($a) {
  $to = [Environment]::ExpandEnvironmentVariables($a.to)
  [void](New-Folder ([IO.Path]::GetDirectoryName($to)))
  $partial = "$to.part"
  if ($a.incoming) { $partial = $a.incoming }
  elseif ($a.from) { [IO.File]::Copy($a.from, $partial, $true) }
  else { [void](Receive-CheckedFile @{ url = $a.url; size = $a.size; sha256 = $a.sha256; proxy = $null; retries = 4; stall = 30 } $partial) }
  Test-OldPackage $a $partial
  Move-FileAtomic $partial $to
  @{ data = @{ path = $to } }
}

function Test-OldPackage($a, [string]$file) {
  $installer = New-MsiInstaller
  try { $package = Read-MsiFile $installer $file } finally { Close-ComObject $installer }
  # A package from the index may be another build of the same version.
  $right = $(if ($a.from) { $package.productCode -eq $a.productCode } else { [string]$package.name -clike "*go$($a.version)*" })
  if ($null -ne $package.problem -or -not $right -or ([IO.FileInfo]::new($file)).Length -ne $a.size) {
    [void](Remove-FileSafely $file)
    Fail-Call "the old installer could not be kept: $(if ($package.problem) { $package.problem } else { 'it is another one' })" @{ path = $file } 'Give `index` a version index that has it.'
  }
}

function Move-Aside([string]$folder) {
  $aside = "$folder.set-aside"
  for ($number = 2; [IO.Directory]::Exists($aside); $number++) { $aside = "$folder.set-aside-$number" }
  [IO.Directory]::Move($folder, $aside)
  @{ undo = @{ aside = $aside }; data = @{ aside = $aside } }
}

function Move-Back($a) {
  if (-not [IO.Directory]::Exists($a.aside)) { return @{} }
  # The uninstalled Go may have left empty folders; anything else in its place is somebody's.
  if ([IO.Directory]::Exists($a.folder)) {
    if ([IO.Directory]::GetFiles($a.folder, '*', [IO.SearchOption]::AllDirectories).Length -gt 0) {
      Fail-Call "$($a.folder) cannot be put back from $($a.aside): other files are there now" @{ folder = $a.folder; aside = $a.aside } 'Choose between the two folders by hand.'
    }
    [IO.Directory]::Delete($a.folder, $true)
  }
  [IO.Directory]::Move($a.aside, $a.folder)
  @{}
}
