# What a task of win_wait_for or wait_for does. Needs: files, services.

# One look: @{met; seen}, seen being what was found, or why it is not so.
function Get-Sight($p) {
  if ($null -ne $p.port) { if ($p.state -ceq 'drained') { return Get-DrainedSight $p } else { return Get-PortSight $p } }
  if ($null -ne $p.service) { return Get-ServiceSight $p }
  if ($null -ne $p.search_regex) { return Get-TextSight $p }
  $there = [IO.File]::Exists($p.path) -or [IO.Directory]::Exists($p.path)
  New-Sight ($there -eq (Test-Wanted $p.state)) "$($p.path) is $(if ($there) { 'there' } else { 'not there' })"
}

function New-Sight([bool]$met, [string]$seen) { [ordered]@{ met = $met; seen = $seen } }

function Test-Wanted([string]$state) { $state -ceq 'started' -or $state -ceq 'present' }

function Get-PortSight($p) {
  $why = 'it takes no connection within ' + $p.connect_timeout + ' s'
  $open = $false
  $client = [Net.Sockets.TcpClient]::new()
  try {
    $connecting = $client.ConnectAsync($p.host, $p.port)
    if ($connecting.Wait([int](1000 * $p.connect_timeout))) { $open = $client.Connected; $why = 'it takes connections' }
  } catch {
    $why = Get-Reason $_
    $failure = $_.Exception.GetBaseException()
    # 11001 and 11004: no such name. Waiting may heal it (a record that is still to come), so it is no failure by itself.
    if ($failure -is [Net.Sockets.SocketException]) { $why = $failure.Message.Trim() }
  } finally { $client.Dispose() }
  New-Sight ($open -eq (Test-Wanted $p.state)) $why
}

function Get-Addresses([string[]]$names) {
  , @(foreach ($name in $names) {
      $parsed = $null
      if ([Net.IPAddress]::TryParse($name, [ref]$parsed)) { $parsed.ToString() }
      else { try { foreach ($address in [Net.Dns]::GetHostAddresses($name)) { $address.ToString() } } catch { Fail-Call "${name}: $(Get-Reason $_)" @{ host = $name } } }
    })
}

function Get-DrainedSight($p) {
  $all = $p.host -in '0.0.0.0', '::', '*'
  $own = $(if ($all) { @() } else { Get-Addresses @(, $p.host) })
  $passed = Get-Addresses $p.exclude_hosts
  $open = 0
  foreach ($connection in [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpConnections()) {
    if ($connection.LocalEndPoint.Port -ne $p.port) { continue }
    if (-not $all -and $own -notcontains $connection.LocalEndPoint.Address.ToString()) { continue }
    if ($passed -contains $connection.RemoteEndPoint.Address.ToString()) { continue }
    # What is over on both sides and only remembered does not count.
    if ([string]$connection.State -in 'Listen', 'Closed', 'TimeWait', 'DeleteTcb') { continue }
    $open++
  }
  New-Sight ($open -eq 0) $(if ($open -eq 1) { 'there is one connection' } else { "there are $open connections" })
}

function Get-ServiceSight($p) {
  $facts = Get-ServiceFacts $p.service
  $met = $(switch ($p.state) {
      'present' { $facts.exists }
      'absent' { -not $facts.exists }
      default { $facts.exists -and $facts.state -ceq $p.state }
    })
  New-Sight $met "the service $($p.service) is $(if ($facts.exists) { $facts.state } else { 'not there' })"
}

function Get-TextSight($p) {
  # A pattern that would search for ever ends after these seconds.
  try { $regex = [regex]::new($p.search_regex, [Text.RegularExpressions.RegexOptions]::Multiline, [TimeSpan]::FromSeconds(10)) }
  catch { Fail-Call "search_regex is not a regular expression: $(Get-Reason $_)" @{ search_regex = $p.search_regex } }
  $wanted = Test-Wanted $p.state
  try { $text = Read-TextFile $p.path -Limit 16000000 -Tail }
  catch { return New-Sight (-not $wanted) "$($p.path) cannot be read: $(Get-Reason $_)" }
  try { $match = $regex.Match($text) }
  catch [Text.RegularExpressions.RegexMatchTimeoutException] { Fail-Call "search_regex takes longer than 10 s on $($p.path)" @{ search_regex = $p.search_regex } 'Write it so that it does not try the same text again and again (nested repetitions).' }
  $seen = $match.Value
  if ($seen.Length -gt 1000) { $seen = $seen.Substring(0, 1000) }
  if ($wanted -and -not $match.Success) { return New-Sight $false "$($p.path) does not hold it" }
  New-Sight ($match.Success -eq $wanted) $seen
}

function Invoke-WaitStep($step) {
  $a = $step.args
  if ($step.action -cne 'wait') { throw "wait_for has no action $($step.action)" }
  $all = [Diagnostics.Stopwatch]::StartNew()
  [Threading.Thread]::Sleep([int](1000 * $a.delay))
  $clock = [Diagnostics.Stopwatch]::StartNew()
  for ($looks = 1; ; $looks++) {
    $sight = Get-Sight $a
    if ($sight.met) {
      $match = $(if ($null -ne $a.search_regex) { $sight.seen } else { '' })
      return @{ data = [ordered]@{ elapsed = [Math]::Round($all.Elapsed.TotalSeconds, 1); wait_attempts = $looks; match = $match } }
    }
    if ($clock.Elapsed.TotalSeconds + $a.sleep -gt $a.timeout) { break }
    if ($looks % 10 -eq 1) { Send-Progress @{ waiting = $a.words; seen = $sight.seen; seconds = [int]$clock.Elapsed.TotalSeconds } }
    [Threading.Thread]::Sleep([int](1000 * $a.sleep))
  }
  $said = $(if ($null -ne $a.msg) { $a.msg } else { "waited $($a.timeout) s until $($a.words): $($sight.seen)" })
  Fail-Call $said ([ordered]@{ elapsed = [Math]::Round($all.Elapsed.TotalSeconds, 1); wait_attempts = $looks; seen = $sight.seen }) 'Raise timeout, or look at why it does not come about.'
}
