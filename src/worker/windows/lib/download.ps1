# Loads a file by HTTP(S) so that what gets its name is whole and the very file that was asked for. Needs: files.
# $a everywhere: url, size (or null), checksum (or null) and its algorithm (sha256), proxy, headers, retries, stall, and source: who says
# size and checksum.

function Get-DownloadSource($a) { if ($a.source) { $a.source } else { 'the version index' } }

function Get-SourceFix($a) { if ($a.source) { "Find out which of the two is right." } else { 'The index and the file do not belong together; mend the depot.' } }

# Some headers have a property of their own, and take no other way.
function Set-RequestHeader($request, $headers) {
  foreach ($name in @($headers.Keys)) {
    $value = [string]$headers[[object]$name]
    switch ($name.ToLowerInvariant()) {
      'user-agent' { $request.UserAgent = $value }
      'accept' { $request.Accept = $value }
      'referer' { $request.Referer = $value }
      default { try { $request.Headers.Set($name, $value) } catch { Fail-Call "the header $name cannot be given: $(Get-Reason $_)" @{ header = $name } 'Leave it to the program.' } }
    }
  }
}

# A failure that another try may heal.
function Stop-Try([string]$message) { throw @{ gorun = 'try-again'; message = $message } }

function New-DownloadRequest($a, [long]$from) {
  $proxy = [string]$a.proxy
  # Windows PowerShell 5.1 on older systems offers TLS 1.0 only. 3072: TLS 1.2.
  if ($PSVersionTable.PSEdition -ne 'Core') {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]3072
  }
  $request = [Net.HttpWebRequest]::Create([Uri]$a.url)
  $request.UserAgent = 'gorun'
  $request.Timeout = 1000 * $a.stall
  # An installer is compressed already; a compressing proxy would make the length a lie.
  $request.AutomaticDecompression = [Net.DecompressionMethods]::None
  if ($null -ne $a.headers) { Set-RequestHeader $request $a.headers }
  if ($from -gt 0) { $request.AddRange($from) }
  if ($proxy -ceq 'none') { $request.Proxy = $null }
  elseif ($proxy) {
    $address = [Uri]$proxy
    $web = [Net.WebProxy]::new([Uri]"$($address.Scheme)://$($address.Host):$($address.Port)")
    if ($address.UserInfo) {
      $user, $password = $address.UserInfo.Split([char[]]@([char]58), 2)
      $web.Credentials = [Net.NetworkCredential]::new([Uri]::UnescapeDataString($user), [Uri]::UnescapeDataString([string]$password))
    }
    $request.Proxy = $web
  } else {
    $request.Proxy = [Net.WebRequest]::DefaultWebProxy
    if ($null -ne $request.Proxy) { $request.Proxy.Credentials = [Net.CredentialCache]::DefaultNetworkCredentials }
  }
  $request
}

# Answers and what they mean: a status below 500 will not get better (but 408, 416, 429).
function Get-DownloadResponse($request, [string]$url) {
  try { return $request.GetResponse() }
  catch {
    $failure = $_.Exception
    while ($null -ne $failure -and $failure -isnot [Net.WebException]) { $failure = $failure.InnerException }
    if ($null -ne $failure -and $failure.Response -is [Net.HttpWebResponse]) {
      $status = [int]$failure.Response.StatusCode
      $failure.Response.Dispose()
      if ($status -eq 416) { return $null }
      if ($status -eq 404 -or $status -eq 410) { Fail-Call "$url is not there ($status)" @{ url = $url; status = $status } 'Check the address: its server does not have the file.' }
      if ($status -lt 500 -and $status -ne 408 -and $status -ne 429) { Fail-Call "$url answers $status" @{ url = $url; status = $status } 'Check the address and what the server and proxy ask for.' }
      Stop-Try "$url answers $status"
    }
    Stop-Try "$url cannot be reached: $(Get-Reason $_)"
  }
}

# One try: goes on where the partial file ends, and leaves it longer or whole.
function Receive-File($a, [string]$partial) {
  $have = [long](Get-FileFacts $partial).size
  # Nobody can tell what a part of it would be a part of.
  if ($null -eq $a.size -and $have -ge 0) { [void](Remove-FileSafely $partial); $have = [long]-1 }
  if ($null -ne $a.size -and $have -gt $a.size) { [void](Remove-FileSafely $partial); $have = [long]-1 }
  if ($null -ne $a.size -and $have -eq $a.size) { return }
  $from = [Math]::Max([long]0, $have)
  $response = Get-DownloadResponse (New-DownloadRequest $a $from) $a.url
  # 416: the server does not know such a range of it.
  if ($null -eq $response) { [void](Remove-FileSafely $partial); Stop-Try "$($a.url) cannot be taken up at byte $from" }
  try {
    $status = [int]$response.StatusCode
    if ($status -ne 206) { $from = [long]0 }
    elseif ([string]$response.Headers['Content-Range'] -notmatch "\Abytes $from-\d+/(\d+|\*)\z") { [void](Remove-FileSafely $partial); Stop-Try "$($a.url) sends another part than the one asked for" }
    $claimed = $response.ContentLength
    if ($null -ne $a.size -and $claimed -ge 0 -and $from + $claimed -ne $a.size) {
      Fail-Call "$($a.url) has $($from + $claimed) bytes; $(Get-DownloadSource $a) says $($a.size)" @{ url = $a.url; claimed = $from + $claimed; size = $a.size } (Get-SourceFix $a)
    }
    $total = $(if ($null -ne $a.size) { [long]$a.size } elseif ($claimed -ge 0) { $claimed } else { [long]::MaxValue })
    $a.modified = $(if ($response.Headers['Last-Modified']) { $response.LastModified.ToUniversalTime() } else { $null })
    $file = [IO.FileStream]::new($partial, $(if ($from -gt 0) { [IO.FileMode]::Append } else { [IO.FileMode]::Create }), [IO.FileAccess]::Write, [IO.FileShare]::Read)
    $stream = $response.GetResponseStream()
    try { Copy-Download $stream $file $from $total $a }
    finally { $file.Flush($true); $file.Dispose(); $stream.Dispose() }
  } finally { $response.Dispose() }
}

# $total: the largest number there is where nobody says how many bytes there will be.
function Copy-Download($stream, $file, [long]$from, [long]$total, $a) {
  $buffer = [byte[]]::new(262144)
  $done = $from
  $told = [Diagnostics.Stopwatch]::StartNew()
  while ($true) {
    try {
      $reading = $stream.ReadAsync($buffer, 0, $buffer.Length)
      $came = $reading.Wait(1000 * $a.stall)
      $count = $(if ($came) { $reading.Result } else { 0 })
    } catch { Stop-Try "$($a.url) broke off at byte ${done}: $(Get-Reason $_)" }
    if (-not $came) { Stop-Try "$($a.url) sent nothing for $($a.stall) s, after $done bytes" }
    if ($count -eq 0) {
      if ($done -lt $total -and $total -ne [long]::MaxValue) { Stop-Try "$($a.url) ended after $done of $total bytes" }
      return
    }
    $done += $count
    if ($done -gt $total) { Fail-Call "$($a.url) sends more than the $total bytes of $(Get-DownloadSource $a)" @{ url = $a.url; size = $total } (Get-SourceFix $a) }
    try { $file.Write($buffer, 0, $count) }
    catch {
      # What is there of it would fill the disk for everybody else.
      $file.SetLength(0)
      Fail-Call "the disk takes no more after $done bytes: $(Get-Reason $_)" @{ written = $done; size = $total } 'Make room on that drive.'
    }
    if ($told.ElapsedMilliseconds -gt 1000) { $told.Restart(); Send-Progress @{ bytes = $done; of = $(if ($total -eq [long]::MaxValue) { $null } else { $total }) } }
  }
}

# Leaves the whole, checked file at $partial.
function Receive-CheckedFile($a, [string]$partial) {
  $fresh = -not [IO.File]::Exists($partial)
  for ($try = 0; ; $try++) {
    try {
      Receive-File $a $partial
      if ($null -eq $a.checksum) { return $try + 1 }
      $found = Get-FileChecksum $partial $(if ($a.algorithm) { $a.algorithm } else { 'sha256' })
      if ($found -ceq $a.checksum) { return $try + 1 }
      [void](Remove-FileSafely $partial)
      # What was left from before may have been part of another file.
      if ($fresh) { Fail-Call "$($a.url) has the checksum $found; $(Get-DownloadSource $a) says $($a.checksum)" @{ url = $a.url; found = $found; expected = $a.checksum } 'Nothing was kept. Find out which of the two is wrong before you go on.' }
      $fresh = $true
      $try--
    } catch {
      $thrown = $_.TargetObject
      if ($thrown -isnot [hashtable] -or $thrown['gorun'] -cne 'try-again') { throw }
      if ($try -ge $a.retries) { Fail-Call "$($thrown.message) ($(if ($try -eq 0) { 'one try' } else { "$($try + 1) tries" }))" @{ url = $a.url; tries = $try + 1 } $(if ($a.source) { 'Check that the host reaches the server (proxy, firewall).' } else { 'Check that the host reaches the depot (proxy, firewall), or use method: push.' }) }
      Send-Progress @{ waiting = $thrown.message; try = $try + 1 }
      [Threading.Thread]::Sleep([Math]::Min(30000, 500 * [Math]::Pow(2, $try)))
    }
  }
}

# What the server says of a file without sending it; null where it does not take such questions.
function Get-RemoteFacts($a) {
  $request = New-DownloadRequest $a 0
  $request.Method = 'HEAD'
  try { $response = $request.GetResponse() }
  catch {
    $failure = $_.Exception
    while ($null -ne $failure -and $failure -isnot [Net.WebException]) { $failure = $failure.InnerException }
    if ($null -eq $failure -or $failure.Response -isnot [Net.HttpWebResponse]) { Fail-Call "$($a.url) cannot be reached: $(Get-Reason $_)" @{ url = $a.url } 'Check that the host reaches the server (proxy, firewall).' }
    $status = [int]$failure.Response.StatusCode
    $failure.Response.Dispose()
    if ($status -eq 404 -or $status -eq 410) { Fail-Call "$($a.url) is not there ($status)" @{ url = $a.url; status = $status } 'Check the address: its server does not have the file.' }
    return $null
  }
  try {
    if (-not $response.Headers['Last-Modified']) { return $null }
    [ordered]@{ size = $response.ContentLength; modified = [DateTimeOffset]::new($response.LastModified).ToUnixTimeSeconds() }
  } finally { $response.Dispose() }
}
