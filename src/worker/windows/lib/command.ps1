# What a task of win_command or command does. Needs: process.

function Get-CommandConditions($p) {
  @{
    creates = $null -ne $p.creates -and (Test-Present $p.creates)
    removes = $null -ne $p.removes -and (Test-Present $p.removes)
  }
}

function Test-Present([string]$path) { [IO.File]::Exists($path) -or [IO.Directory]::Exists($path) }

# The file that would be started. A batch file is started through cmd, which reads arguments by rules of its own.
function Resolve-Command([string]$name, [string]$folder) {
  $file = $name
  if ($name.IndexOfAny([char[]]'\/') -lt 0) { $file = Find-Program $name }
  elseif ($folder -and -not [IO.Path]::IsPathRooted($name)) { $file = [IO.Path]::Combine($folder, $name) }
  if (-not $file) { Fail-Call "$name is not found in PATH" @{ program = $name } 'Give its full path, or install it first.' }
  if ([IO.Path]::GetExtension($file) -in '.bat', '.cmd') {
    Fail-Call "$file is a batch file: cmd would read its arguments as commands" @{ program = $file } 'Run cmd.exe yourself: argv: [cmd.exe, /d, /c, ...].'
  }
  $file
}

# The last line of the first output that has one.
function Get-LastWords([string]$stderr, [string]$stdout) {
  foreach ($text in $stderr, $stdout) {
    if ($text.Trim()) { return ': ' + $text.Trim().Split([char]10)[-1].Trim() }
  }
  ''
}

function Invoke-CommandStep($step) {
  $a = $step.args
  if ($a.chdir -and -not [IO.Directory]::Exists($a.chdir)) { Fail-Call "the folder to run in does not exist: $($a.chdir)" @{ chdir = $a.chdir } }
  $file = Resolve-Command $a.argv[0] $a.chdir
  $arguments = [string[]]::new($a.argv.Length - 1)
  [Array]::Copy($a.argv, 1, $arguments, 0, $arguments.Length)
  $run = Invoke-Process -File $file -Arguments $arguments -Folder $a.chdir -Environment $a.environment -InputText $a.stdin
  $data = [ordered]@{ rc = $run.exitCode; stdout = $run.stdout; stderr = $run.stderr; truncated = $run.truncated; ms = $run.ms }
  if ($run.exitCode -notin $a.ok_codes) {
    Fail-Call "$file ended with exit code $($run.exitCode)$(Get-LastWords $run.stderr $run.stdout)" $data 'See failure.detail.stdout and stderr; `ok_codes` names other codes that are no failure.'
  }
  @{ data = $data }
}
