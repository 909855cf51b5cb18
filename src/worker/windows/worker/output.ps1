# The protocol's lines. The raw stream is opened before standard output is pointed elsewhere.

# The gate keeps the two threads' lines apart; once `ended` is set (a call was ended from outside) only the ender writes.
function Write-WireLine($shared, [string]$text) {
  $bytes = [Text.Encoding]::ASCII.GetBytes($text + "`n")
  [Threading.Monitor]::Enter($shared.gate)
  try {
    if ($shared.ended) { return }
    $shared.out.Write($bytes, 0, $bytes.Length)
    $shared.out.Flush()
  } finally { [Threading.Monitor]::Exit($shared.gate) }
}

# What a call says beside its value (streams, Write-Host, [Console]::Out): its last part is kept.
function Add-CallOutput($shared, [string]$text) {
  $log = $shared.log
  [Threading.Monitor]::Enter($log)
  try {
    if ($text.Length -gt 65536) { $text = $text.Substring($text.Length - 65536) }
    [void]$log.Append($text)
    if ($log.Length -gt 131072) { [void]$log.Remove(0, $log.Length - 65536) }
  } finally { [Threading.Monitor]::Exit($log) }
}

function Get-CallOutput($shared) {
  $log = $shared.log
  [Threading.Monitor]::Enter($log)
  try {
    $start = [Math]::Max(0, $log.Length - 65536)
    $text = $log.ToString($start, $log.Length - $start)
  } finally { [Threading.Monitor]::Exit($log) }
  $console = $shared.console.ToString()
  if ($console.Length -gt 65536) { $console = $console.Substring($console.Length - 65536) }
  $text + $console
}

function Clear-CallOutput($shared) {
  if ($shared.log.Length -gt 0) { [void]$shared.log.Clear() }
  if ($shared.console.GetStringBuilder().Length -gt 0) { [void]$shared.console.GetStringBuilder().Clear() }
}
