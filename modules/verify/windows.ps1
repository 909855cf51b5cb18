# Runs a program as a neutral bystander would: its own folder, PATH as a new process has it, no toolchain switching.
function Invoke-Neutral([string]$file, [string[]]$arguments, [int]$limit, [string]$folder) {
  try { $run = Invoke-Process -File $file -Arguments $arguments -Folder $folder -Environment @{ GOTOOLCHAIN = 'local'; GOFLAGS = $null; GOWORK = 'off'; GO111MODULE = $null } -TimeLimit $limit -OutputLimit 65536 }
  catch { return [ordered]@{ exitCode = $null; timedOut = $false; output = (ConvertTo-CallError $_).message } }
  [ordered]@{ exitCode = $(if ($run.timedOut) { $null } else { $run.exitCode }); timedOut = $run.timedOut; output = (($run.stdout + $run.stderr).Trim()) }
}

function New-NeutralFolder {
  $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), "gorun-verify-$([Guid]::NewGuid().ToString('N'))")
  [void][IO.Directory]::CreateDirectory($folder)
  $folder
}

# Needs what an upgrade with left-over files breaks: the runtime and the compiler. The cache is its own, so that nothing old answers.
function Test-Compile([string]$go, [int]$limit, [string]$folder) {
  [IO.File]::WriteAllText([IO.Path]::Combine($folder, 'go.mod'), "module gorun.invalid/verify`n")
  [IO.File]::WriteAllText([IO.Path]::Combine($folder, 'main.go'), "package main`n`nfunc main() { println(`"gorun compiled this`") }`n")
  $cache = [Environment]::GetEnvironmentVariable('GOCACHE')
  [Environment]::SetEnvironmentVariable('GOCACHE', [IO.Path]::Combine($folder, 'cache'))
  try {
    $built = Invoke-Neutral $go @('build', '-o', 'verify.exe', '.') $limit $folder
    if ($built.exitCode -ne 0) { return $built }
    Invoke-Neutral ([IO.Path]::Combine($folder, 'verify.exe')) @() 30 $folder
  } finally {
    if ($null -eq $cache) { [Environment]::SetEnvironmentVariable('GOCACHE', [NullString]::Value) }
    else { [Environment]::SetEnvironmentVariable('GOCACHE', $cache) }
  }
}

function Probe($p) {
  Update-Environment
  $state = Get-GoState
  $result = [ordered]@{ go = $state; reported = $null; compile = $null; command = $null }
  $folder = New-NeutralFolder
  try {
    if ($state.commands.Count -gt 0) {
      $go = $state.commands[0].file
      $result.reported = Invoke-Neutral $go @('version') 60 $folder
      if ($p.compile) { $result.compile = Test-Compile $go $p.compile $folder }
    }
    if ($p.command) {
      $argv = @($p.command.argv)
      $file = $(if ([IO.Path]::IsPathRooted($argv[0])) { $argv[0] } else { Find-Program $argv[0] })
      if ($file) { $result.command = Invoke-Neutral $file @(for ($index = 1; $index -lt $argv.Length; $index++) { $argv[$index] }) $p.command.limit $folder }
    }
  } finally { try { [IO.Directory]::Delete($folder, $true) } catch { } }
  $result
}
