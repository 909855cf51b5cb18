# Products of Windows Installer, whatever they are: what is installed, kept packages, bringing one back. Needs: process, files, msi, msiexec, registry.

# @{productCode; name; version; package; machine}: package is the copy that Windows Installer keeps. Null where it is not installed.
function Get-MsiProduct($installer, [string]$productCode) {
  # 5: installed for this account or the machine; -1 and others: not, or only advertised.
  if ([int](Get-ComProperty $installer 'ProductState' @($productCode)) -ne 5) { return $null }
  $package = Get-ProductInfo $installer $productCode 'LocalPackage'
  [ordered]@{
    productCode = $productCode.ToUpperInvariant(); name = Get-ProductInfo $installer $productCode 'ProductName'
    version = Get-ProductInfo $installer $productCode 'VersionString'
    package = $(if ($package -and [IO.File]::Exists($package)) { $package } else { $null })
    machine = (Get-ProductInfo $installer $productCode 'AssignmentType') -ceq '1'
  }
}

function Get-MsiProducts($installer, [string[]]$productCodes) {
  , @(foreach ($code in $productCodes) { $product = Get-MsiProduct $installer $code; if ($null -ne $product) { $product } })
}

# Windows Installer removes its own copy with the product, so one of ours is made before. Returns what is needed to bring the product back, or null.
function Save-MsiPackage($product) {
  if ($null -eq $product.package) { return $null }
  $to = [IO.Path]::Combine((Get-StateFolder 'cache\kept'), "$($product.productCode).msi")
  [IO.File]::Copy($product.package, "$to.part", $true)
  Move-FileAtomic "$to.part" $to
  [ordered]@{ productCode = $product.productCode; name = $product.name; version = $product.version; machine = $product.machine; msi = $to }
}

# NAME=value by msiexec's own quoting.
function Get-MsiProperties([string[]]$pairs) {
  -join @(foreach ($pair in $pairs) { $at = $pair.IndexOf([char]61); ' ' + (Format-MsiProperty $pair.Substring(0, $at) $pair.Substring($at + 1)) })
}

# Makes the products of $wanted (from Save-MsiPackage) be installed and the one of $unwanted not. Returns null, or what could not be done.
function Restore-MsiProducts($wanted, $unwanted, [string[]]$properties, [int]$seconds) {
  $installer = New-MsiInstaller
  try {
    if ($unwanted -and $null -ne (Get-MsiProduct $installer $unwanted)) {
      $run = Invoke-Msiexec 'uninstall' "/x $unwanted" $seconds
      if ($null -ne (Get-MsiProduct $installer $unwanted)) { return "the product $unwanted could not be uninstalled: $((Get-MsiFailure $run $seconds).why), log $($run.log)" }
    }
    foreach ($product in $wanted) {
      if ($null -ne (Get-MsiProduct $installer $product.productCode)) { continue }
      if (-not [IO.File]::Exists($product.msi)) { return "the kept package of $($product.name) is gone: $($product.msi)" }
      $all = $(if ($product.machine) { ' ALLUSERS="1"' } else { '' })
      $run = Invoke-Msiexec 'restore' "/i $(ConvertTo-CommandLine @(, $product.msi))$all$(Get-MsiProperties $properties)" $seconds
      if ($null -eq (Get-MsiProduct $installer $product.productCode)) { return "$($product.name) $($product.version) could not be installed again: $((Get-MsiFailure $run $seconds).why), log $($run.log)" }
    }
    $null
  } finally { Close-ComObject $installer }
}
